"""Pages of a list, asked for with `?page=`, and other numbers that an address or a form sends."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest


def page_or_404(paginator: Paginator, request: HttpRequest, parameter: str = "page") -> Page:
    """The page that the address asks for, the first by default; 404 for one that does not exist or is no number."""
    number = whole_number(request.GET.get(parameter, "1"))
    if number is None:
        raise Http404("No such page of this list.")
    try:
        return paginator.page(number)
    except InvalidPage as error:
        raise Http404("No such page of this list.") from error


def whole_number(text: str, digits: int = 9) -> int | None:
    """A number of at most so many digits; None for any other text. Python refuses to read very long ones, and databases
    refuse what is no 64-bit number, which 18 digits always are."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
