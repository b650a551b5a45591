"""Errors as readers meet them: in their language, saying what happened and where to go on."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from portal import locales
from portal.routing import nearest_page


def in_path_language(request: HttpRequest):
    """Speak the language of the address, or the reader's, where the address has none."""
    prefix = locales.prefix_of_path(request.path_info)
    code = locales.CODES.get(prefix or "") or locales.accepted_code(request.headers.get("Accept-Language", ""))
    return translation.override(code or locales.current_code())


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with in_path_language(request):
        return render(request, "404.html", {"nearest": nearest_page(request.path_info)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """No queries and no context processors: whatever broke may be what they need."""
    with in_path_language(request):
        html = loader.get_template("500.html").render({})
    return HttpResponse(html, status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _plain(
            request,
            413,
            _("That was too much at once"),
            _("Shorten the text or choose a smaller file, and send it again."),
        )
    return _plain(request, 400, _("We could not read this request"), _("Part of the address or the form was damaged."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 403, _("This page is not open to you"), _("Sign in with an account that may see it."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plain(
        request,
        403,
        _("The form has expired"),
        _("Go back, reload the page and send it again. Your browser keeps what you typed."),
    )


def _plain(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    with in_path_language(request):
        return render(request, "portal/error.html", {"status": status, "title": title, "text": text}, status=status)


class ReaderErrorsMiddleware:
    """A NUL in an address is no address; PostgreSQL would raise on it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return page_not_found(request)
        return self.get_response(request)
