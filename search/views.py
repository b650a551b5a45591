"""The search page, in the language of its address."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import locales
from portal.models import Translation
from portal.pagination import page_or_404
from search import engine
from search.advice import advice, elsewhere
from search.entries import CAP, TooSlowError, Total
from search.facets import Facets, facets_in, slug_path
from search.forms import FORM_ID, SearchForm
from search.hits import hits_of
from search.index import store
from search.query import Query

PER_PAGE = 20
RETRY_AFTER = 30  # seconds; what is too broad stays so, but the database may have been busy


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found in the language of the page, a page at a time. 404 for a page that does not exist.

    503 where the database did not answer in time: the same page, which says so.
    """
    language = locales.current_code()
    facets = facets_in(language)
    request.places = facets.pages  # type: ignore[attr-defined]  # what else the page holds need not ask again
    form = SearchForm(request.GET, facets)
    query = form.query(language)
    asked = form.address.copy()
    asked.pop("page", None)
    ways = {code: translation(code, facets, query, asked) for code in facets.other_languages}
    context = {
        "title": _("Search"),
        "form": form,
        "form_id": FORM_ID,
        "query": query,
        "asked": asked,
        "translations": list(ways.values()),
        "feed": feed_address(asked),
    }
    # No search has more pages than this, so a page beyond them costs nothing.
    first = page_or_404(Paginator(range(CAP), PER_PAGE), request).start_index() - 1
    try:
        with store().limited():
            answer = engine.find(query, first, PER_PAGE, facets.lexicon, elsewhere(query, facets))
    except TooSlowError:
        return too_slow(request, context)
    form.offer_found(facets.found(answer.facets, query.meetings_only))
    context |= {
        "found": page_or_404(Paginator(range(answer.total), PER_PAGE), request),
        "is_capped": answer.is_capped,
        "total": Total(answer.total, answer.is_capped),
        "cap": f"{CAP:,}",
        "own_language": locales.OWN_NAMES[language],
        "hits": hits_of(answer.results, facets, answer.parsed),
        "elsewhere": [(ways[other.language], total) for other, total in answer.elsewhere],
        "advice": advice(query, answer.parsed, answer.total, facets.names),
    }
    return render(request, "search/results.html", context)


def too_slow(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """No cache keeps it, and programs see that they may ask again."""
    response = render(request, "search/too_slow.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def feed_address(asked: QueryDict) -> str:
    """The feed of a search: the newest come first, whatever the page's order."""
    followed = asked.copy()
    followed.pop("sort", None)
    return reverse("search:feed") + (f"?{followed.urlencode()}" if followed else "")


def translation(code: str, facets: Facets, query: Query, asked: QueryDict) -> Translation:
    """The same search in another language; a section becomes its translation, or is left out where there is none."""
    there = asked.copy()
    there.pop("section", None)
    if section := facets.counterpart(query.section, code):
        there["section"] = slug_path(section)
    address = f"/{locales.PREFIXES[code]}/search/" + (f"?{there.urlencode()}" if there else "")
    return Translation(locales.HTML_LANG[code], locales.OWN_NAMES[code], address, "", is_same_page=True)
