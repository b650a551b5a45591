"""What readers get at the addresses of a withdrawn article: 410, and a dated notice in both languages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from news.models import Withdrawal
from portal import locales
from portal.errors import in_path_language

MOST_COMPONENTS = 12  # of an address; deeper ones exist nowhere


class WithdrawnMiddleware:
    """Looks, where there is no page, whether one was withdrawn: before redirects are looked for, which lead to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        withdrawal = withdrawn_at(request.path_info)
        return response if withdrawal is None else notice(request, withdrawal)


def withdrawn_at(path: str) -> Withdrawal | None:
    """The withdrawal in force at an address, or at one that it stands below: versions, parallel reading. One query."""
    components = [part for part in path.split("/") if part]
    if not components or len(components) > MOST_COMPONENTS or "\x00" in path:
        return None
    paths = ["/" + "/".join(components[:length]) for length in range(1, len(components) + 1)]
    found = Withdrawal.objects.filter(ended_at__isnull=True, addresses__path__in=paths)
    return found.order_by("-at").first()


def notice(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """In the language of the address first, then in the other."""
    with in_path_language(request):
        first = locales.current_code()
        codes = sorted(locales.PREFIXES, key=lambda code: code != first)
        notices = [notice_in(code, withdrawal) for code in codes]
        return render(request, "news/withdrawn.html", {"notices": notices, "title": notices[0]["title"]}, status=410)


def notice_in(code: str, withdrawal: Withdrawal) -> dict[str, str]:
    with translation.override(code):
        return {
            "lang": locales.HTML_LANG[code],
            "title": _("This article has been withdrawn"),
            "date": date_format(localtime(withdrawal.at), "DATE_FORMAT"),
            "text": withdrawal.notice,
        }
