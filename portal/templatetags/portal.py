"""Tags and filters of the portal's templates; a builtin, so no template loads it.

What is asked of a page goes through `PortalPage` (`breadcrumbs`, `trail`, `translations`, `top_sections`), so this
module knows no page type.
"""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import rjieba
from django import template
from django.core.paginator import Page as ListPage
from django.http import HttpRequest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from portal import locales
from portal.dates import short_month_name, year_name
from portal.models import Crumb, PortalPage, Translation
from portal.pagination import whole_number
from portal.tree import HOME_DEPTH, Place, places_to_reach, section_places_to_read

register = template.Library()

# Whole sentences for each language that a page may lack: with a gap for the language's name they read badly in Chinese.
NOT_RELEASED = {
    "zh-Hans": gettext_lazy("This page has not been published in Chinese. Nearest page in Chinese: {page}"),
    "en": gettext_lazy("This page has not been published in English. Nearest page in English: {page}"),
}
# What may not stand in a <script> element as it is.
SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}
NUMERIC = re.compile(r"[+\-−–]?[\d.,]+\s?[%％‰]?")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[\u3400-\u9fff]{2,}")
PARAGRAPH = re.compile(r"<p(?=[\s>])([^>]*)>")


# --- Language ---------------------------------------------------------------------------------------------------------
@register.simple_tag
def html_lang() -> str:
    """The active language as the html lang attribute has it."""
    return locales.HTML_LANG[locales.current_code()]


@register.simple_tag
def language_prefix() -> str:
    """The active language's part of addresses: `zh`, `en`."""
    return locales.PREFIXES[locales.current_code()]


@register.filter
def lang_of(text: str) -> str:
    """The language of what both languages' pages print as issued: a document number is often Chinese."""
    return locales.HTML_LANG["zh-hans"] if HAN.search(text) else locales.HTML_LANG["en"]


def places_of(request: HttpRequest) -> list[Place]:
    """The homes and sections that readers can reach; one query a request, for views that are not pages."""
    found: list[Place] | None = getattr(request, "places", None)
    if found is None:
        found = places_to_reach()
        setattr(request, "places", found)  # noqa: B010  (HttpRequest declares no such attribute)
    return found


def homes_of(request: HttpRequest) -> list[Place]:
    return [place for place in places_of(request) if place.depth == HOME_DEPTH]


def ways_to_other_languages(context: template.Context, to_home: bool) -> list[Translation]:
    """Where readers of other languages go from here.

    From a page: to its translation, an archive's year and month included, or the nearest parent's. From a view, or from
    what is no page of its own (an earlier version): to what was passed as `translations`. From other views: to their own
    address in the other language. From an error (`to_home`): to home.
    """
    page, request = context.get("page"), context["request"]
    if "translations" in context:
        return context["translations"]
    if isinstance(page, PortalPage):
        rest = request.path.removeprefix(page.url_path) if request.path.startswith(page.url_path) else ""
        return [way._replace(url=way.url + rest) if way.is_same_page else way for way in page.translations]
    prefix = locales.prefix_of_path(request.path)
    asked = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    ways = []
    for home in homes_of(request):
        code = home.language
        if code != locales.current_code():
            rest = "" if to_home or prefix is None else request.path.removeprefix(f"/{prefix}/") + asked
            name = locales.OWN_NAMES[code]
            ways.append(Translation(locales.HTML_LANG[code], name, home.url_path + rest, home.title, is_same_page=True))
    return ways


@register.inclusion_tag("portal/components/language_switch.html", takes_context=True)
def language_switch(context: template.Context, to_home: bool = False) -> dict:
    """Links to this page in the other languages; absent where no home page is live in one."""
    return {"ways": ways_to_other_languages(context, to_home)}


@register.inclusion_tag("portal/components/language_note.html", takes_context=True)
def language_note(context: template.Context) -> dict:
    """Says, in the reader's language and in the missing one, that this page was not released in it."""
    page = context.get("page")
    missing = [way for way in page.translations if not way.is_same_page] if isinstance(page, PortalPage) else []
    return {"notes": [note_about(way) for way in missing]}


def note_about(way: Translation) -> dict:
    link = format_html('<a href="{0}" hreflang="{1}" lang="{1}">{2}</a>', way.url, way.code, way.title)
    here = format_html(str(NOT_RELEASED[way.code]), page=link)
    code = next(code for code, html_code in locales.HTML_LANG.items() if html_code == way.code)
    with translation.override(code):
        return {"way": way, "here": here, "there": format_html(str(NOT_RELEASED[way.code]), page=link)}


# --- Addresses --------------------------------------------------------------------------------------------------------
@register.inclusion_tag("portal/components/alternates.html", takes_context=True)
def alternates(context: template.Context) -> dict:
    """The canonical address of a page and its languages; nothing for views and errors, which search engines leave out.

    A later page of a list is its own canonical and has no counterpart: the other language's list is cut elsewhere.
    """
    page, request = context.get("page"), context["request"]
    if not isinstance(page, PortalPage) or not request.path.startswith(page.url_path):
        return {}
    number = whole_number(request.GET.get("page", "1"))
    if number and number > 1:
        return {"canonical": request.build_absolute_uri(f"{request.path}?page={number}")}
    addresses = {page.html_lang: request.path}
    addresses |= {way.code: way.url for way in ways_to_other_languages(context, to_home=False) if way.is_same_page}
    # Whoever reads neither language gets the choice that `/` offers on the way to a home page. Deeper, a page exists
    # first in Chinese, the text that prevails; where only a translation is live, that one is all there is.
    default = "/" if page.depth == HOME_DEPTH else addresses.get("zh-Hans", request.path)
    return {
        "canonical": request.build_absolute_uri(request.path),
        "languages": [(code, request.build_absolute_uri(path)) for code, path in sorted(addresses.items())],
        "default": request.build_absolute_uri(default),
    }


@register.inclusion_tag("portal/components/breadcrumb.html", takes_context=True)
def breadcrumb(context: template.Context) -> dict:
    """The way from home to here: the view's `crumbs`, else the page's own, else home and the view's `title`.

    Also as JSON-LD with absolute addresses. Home itself needs no way to it.
    """
    page, request = context.get("page"), context["request"]
    crumbs = context.get("crumbs")
    if crumbs is None and isinstance(page, PortalPage):
        crumbs = page.breadcrumbs()
    elif crumbs is None:
        crumbs = [Crumb(_("Home"), f"/{language_prefix()}/"), Crumb(str(context.get("title", "")), request.path)]
    if len(crumbs) < 2:
        return {}
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.title, "item": request.build_absolute_uri(crumb.url)}
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {
        "crumbs": crumbs,
        "json_ld": script_json({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}),
    }


def script_json(data: object) -> SafeString:
    """JSON that can stand in a `<script>` element whatever its strings hold."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES))  # noqa: S308  (escaped just here)


# --- Navigation -------------------------------------------------------------------------------------------------------
@register.inclusion_tag("portal/components/navigation.html", takes_context=True)
def navigation(context: template.Context) -> dict:
    """The top sections of this language that have something to read below them; the one we are in is marked."""
    page, request = context.get("page"), context["request"]
    if isinstance(page, PortalPage):
        sections, passed = page.top_sections, {step.pk for step in page.trail}
    else:
        code = locales.current_code()
        home = next((home for home in homes_of(request) if home.language == code), None)
        sections, passed = section_places_to_read(home, places_of(request)) if home else [], set()
    return {
        "sections": [
            {"title": section.title, "url": section.url_path, "current": current_mark(section, page, passed)}
            for section in sections
        ]
    }


def current_mark(section: Page | Place, page: Page | None, passed: set[int]) -> str:
    """The value of aria-current: "page" on the section's own page, "true" below it, "" elsewhere."""
    if page is not None and section.pk == page.pk:
        return "page"
    return "true" if section.pk in passed else ""


# --- Lists ------------------------------------------------------------------------------------------------------------
@register.filter
def elided(page: ListPage) -> Iterator[int | str]:
    """Page numbers to offer, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def short_month(date) -> str:
    """5月 or May, of a time, by the site's own clock, or of a month's number."""
    if isinstance(date, int):
        return short_month_name(date)
    return short_month_name(localtime(date).month if isinstance(date, datetime) else date.month)


@register.filter
def time_element(time: datetime) -> SafeString:
    """A `<time>` element: the day as people write it, by the site's own clock."""
    local = localtime(time)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local))


# A year by name: 2026年 or 2026.
register.filter(year_name)


# --- Running text -----------------------------------------------------------------------------------------------------
@register.simple_tag
def counter() -> Iterator[int]:
    """A counter that blocks of one text share: {% counter as paragraphs %}."""
    return itertools.count(1)


@register.simple_tag
def next_number(numbers: Iterator[int] | None) -> int:
    """The next number of a counter; 1 where there is none (a block shown on its own)."""
    return next(numbers) if numbers else 1


@register.simple_tag
def numbered_paragraphs(value, numbers: Iterator[int] | None) -> SafeString:
    """Rich text whose every paragraph has a number and an address of its own: `#p3`."""
    counted = numbers or itertools.count(1)

    def number(match: re.Match) -> str:
        n = next(counted)
        label = _("Permalink to paragraph %(number)d") % {"number": n}
        link = format_html('<a class="pn" href="#p{}" aria-label="{}">{}</a>', n, label, n)
        return f'<p id="p{n}"{match[1]}>{link}'

    return mark_safe(PARAGRAPH.sub(number, str(value)))  # noqa: S308  (rich text, rendered by its own class)


@register.filter
def phrases(title: str) -> SafeString:
    """A Chinese headline with <wbr> between its words, so that the style sheet can keep words whole.

    None before a single character, a figure or punctuation: 第52次 stays together, and no line begins with a comma.
    """
    if not HAN.search(title):
        return conditional_escape(title)
    parts: list[str] = []
    for word in rjieba.cut(title):
        if parts and len(parts[-1]) > 1 and HAN.match(parts[-1][-1]) and WORD.fullmatch(word):
            parts.append(word)
        elif parts:
            parts[-1] += word
        else:
            parts = [word]
    return mark_safe("<wbr>".join(conditional_escape(part) for part in parts))  # noqa: S308  (escaped just here)


@register.simple_tag
def headings(body) -> list[tuple[int, str]]:
    """The headings of a body with the numbers that their anchors have: `#s1`."""
    return list(enumerate((str(block.value) for block in body if block.block_type == "heading"), start=1))


@register.simple_tag
def numeric_columns(rows: list[list]) -> set[int]:
    """Which columns of a table hold numbers only, and so align at their ends."""
    columns = itertools.zip_longest(*rows, fillvalue="")
    texts = ([str(cell or "").strip() for cell in column] for column in columns)
    return {i for i, cells in enumerate(texts) if any(cells) and all(NUMERIC.fullmatch(cell) for cell in cells if cell)}


@register.filter
def host(url: str) -> str:
    """The host of an address, for the label of a link that leaves the portal."""
    return urlsplit(url).hostname or url
