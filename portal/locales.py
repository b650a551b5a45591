"""The portal's two languages: short URL prefixes, `/`, the html lang attribute.

Wagtail and Django call Chinese `zh-hans`; readers see `/zh/` in addresses and `zh-Hans` in markup.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

PREFIXES = {"zh-hans": "zh", "en": "en"}
CODES = {prefix: code for code, prefix in PREFIXES.items()}
HTML_LANG = {"zh-hans": "zh-Hans", "en": "en"}
# Each language by its own name, whatever the language of the page.
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
CHOICE_COOKIE = "language"
CHOICE_COOKIE_AGE = 365 * 24 * 3600  # seconds


class ShortPrefixPattern(LocalePrefixPattern):
    """Django's language prefix, shortened: `/zh/` for zh-hans."""

    @property
    def language_prefix(self) -> str:
        code = get_language() or settings.LANGUAGE_CODE
        return f"{PREFIXES.get(code, code)}/"


class PathLocaleMiddleware(LocaleMiddleware):
    """Django's, but an unknown address without a language is not found, where Django would look for it below `/en/`."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404:
            return super().process_response(request, response)
        if prefix_of_path(request.path_info) is None:
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", get_language())
        return response


def language_patterns(*urls) -> list[URLResolver]:
    """Stand in for Django's `i18n_patterns`, with our short prefixes."""
    return [URLResolver(ShortPrefixPattern(), list(urls))]


def current_code() -> str:
    """The active language as one of `PREFIXES`; the site's own where another one (say `en-gb`) is active."""
    try:
        return get_supported_language_variant(get_language() or settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGE_CODE


def prefix_of_path(path: str) -> str | None:
    """`zh` for `/zh/anything`, None where the path has no language prefix."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in CODES else None


def accepted_code(accept_language: str) -> str | None:
    """The first of the reader's languages that we speak, or None. Bad headers count as none."""
    for tag, _quality in parse_accept_lang_header(accept_language[:500]):
        if tag.split("-")[0] in CODES:
            return CODES[tag.split("-")[0]]
    return None


def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: go to the reader's language, or offer both where we cannot tell.

    `?to=zh|en` remembers an explicit choice in the portal's only public cookie, which only this view reads.
    """
    asked = CODES.get(request.GET.get("to", ""))
    code = asked or CODES.get(request.COOKIES.get(CHOICE_COOKIE, ""))
    code = code or accepted_code(request.headers.get("Accept-Language", ""))
    languages = [{"code": HTML_LANG[c], "prefix": p, "name": OWN_NAMES[c]} for c, p in PREFIXES.items()]
    response = render(request, "portal/choose_language.html", {"languages": languages})
    if code:
        response.status_code = 302
        response["Location"] = f"/{PREFIXES[code]}/"
    if asked:
        response.set_cookie(
            CHOICE_COOKIE,
            PREFIXES[asked],
            max_age=CHOICE_COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    response["Cache-Control"] = "private, no-cache"
    return response


def is_mostly_han(text: str) -> bool:
    """True where more than half of a text's letters are Han characters."""
    letters = [character for character in text if character.isalpha()]
    han = sum("\u3400" <= character <= "\u9fff" for character in letters)
    return han * 2 > len(letters)


class Bilingual:
    """A descriptor: `name = Bilingual()` reads `name_zh` or `name_en`, whichever language is active."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row, owner=None):
        if row is None:
            return self
        return getattr(row, f"{self.name}_en" if current_code() == "en" else f"{self.name}_zh")
