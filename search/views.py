"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news.models import SectionPage
from portal import locales
from portal.models import Translation
from portal.pagination import page_or_404
from portal.templatetags.portal import released_homes
from search.facets import facets_in
from search.forms import FORM_ID, SearchForm
from search.query import Query, for_hits, hits

PER_PAGE = 20


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found in the language of the page, a page at a time. 404 for a page that does not exist."""
    language = locales.current_code()
    form = SearchForm(request.GET, facets_in(language))
    query = form.query(language)
    found = page_or_404(Paginator(for_hits(query.articles()), PER_PAGE), request)
    asked = form.address.copy()
    asked.pop("page", None)
    context = {
        "title": _("Search"),
        "form": form,
        "form_id": FORM_ID,
        "query": query,
        "asked": asked,
        "found": found,
        "hits": hits(found),
        "translations": translations(request, query, asked),
    }
    return render(request, "search/results.html", context)


def translations(request: HttpRequest, query: Query, asked: QueryDict) -> list[Translation]:
    """The same search in the other languages; a section becomes its translation, or is left out where there is none."""
    ways = []
    for home in released_homes(request):
        code = home.locale.language_code
        if code == query.language:
            continue
        there = asked.copy()
        there.pop("section", None)
        if query.section:
            sections = SectionPage.objects.descendant_of(home).released()
            for section in sections.filter(translation_key=query.section.translation_key):
                there["section"] = section.url_path.removeprefix(home.url_path).strip("/")
        address = f"{home.url_path}search/" + (f"?{there.urlencode()}" if there else "")
        ways.append(Translation(locales.HTML_LANG[code], locales.OWN_NAMES[code], address, home.title, True))
    return ways
