"""From an address to a page, in as few queries as an address has pages, which is one.

A home page's slug is its language's prefix (`zh`, `en`), so a page's `url_path` in the tree is its path on the site, and all
pages of a trail are found together. `wagtail_serve` walks the same pages one query at a time, after three more for the site.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction
from wagtail.views import serve as wagtail_serve

MAX_COMPONENTS = 12  # of a path; deeper addresses exist nowhere


def trail_of(path: str) -> list[Page]:
    """The pages that an address passes through, from home down, whether live or not. One query.

    The last may be an ancestor of what was asked for: the rest of the address is then its own affair (an archive's year).
    """
    components = [part for part in path.split("/") if part][: MAX_COMPONENTS + 1]
    if not components or len(components) > MAX_COMPONENTS or "\x00" in path:  # PostgreSQL raises on a NUL
        return []
    candidates = ["/" + "/".join(components[:length]) + "/" for length in range(1, len(components) + 1)]
    restricted = Exists(PageViewRestriction.objects.filter(page=OuterRef("pk")))
    pages = Page.objects.filter(url_path__in=candidates).annotate(has_restriction=restricted)
    return list(pages.select_related("locale").order_by("depth"))


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve the live page at this address, through Wagtail's own hooks (privacy is one of them)."""
    trail = trail_of(request.path_info)
    if not trail or not all(page.live for page in trail):
        raise Http404("No live page at this address.")
    found = trail[-1]
    page = found.specific_class.objects.for_reading().get(pk=found.pk)
    page.trail = [*trail[:-1], page]
    page.has_restriction = found.has_restriction
    rest = request.path_info.removeprefix(found.url_path).strip("/")
    # Where Wagtail looks before it walks the tree itself.
    setattr(request, "_wagtail_route_for_request", page.route(request, rest.split("/") if rest else []))  # noqa: B010
    return wagtail_serve(request, path)


def nearest_page(path: str) -> Page | None:
    """The deepest live page on the way to an address where there is none: what an error page can offer."""
    nearest = None
    for page in trail_of(path):
        if not page.live or page.has_restriction:
            break
        nearest = page
    return nearest
