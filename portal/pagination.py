"""Pages of a list, asked for with `?page=`."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest


def page_or_404(paginator: Paginator, request: HttpRequest, parameter: str = "page") -> Page:
    """The page that the address asks for, the first by default; 404 for one that does not exist or is no number."""
    number = request.GET.get(parameter, "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404("No such page of this list.")
    try:
        return paginator.page(int(number))
    except InvalidPage as error:
        raise Http404("No such page of this list.") from error
