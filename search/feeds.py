"""Follow a search: an Atom feed of the newest articles that answer it."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import locales
from search import engine
from search.entries import TooSlowError
from search.facets import facets_in
from search.forms import SearchForm
from search.hits import Article, articles_of

ENTRIES = 30
RETRY_AFTER = 3600  # seconds; feed readers ask every hour or so
# What XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The search of the page with the same parameters, newest first. 503 where it takes too long."""
    language = locales.current_code()
    facets = facets_in(language)
    form = SearchForm(request.GET, facets)
    form.address["sort"] = "newest"
    query = form.query(language)
    try:
        answer = engine.find(query, 0, ENTRIES, facets.lexicon)
    except TooSlowError:
        text = _("This search took too long and was stopped.")
        response = HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    pages = articles_of([result.page_id for result in answer.results], facets)
    feed = feed_of(request, form)
    for result in answer.results:
        if article := pages.get(result.page_id):
            add(feed, article, request)
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def feed_of(request: HttpRequest, form: SearchForm) -> Atom1Feed:
    """The feed without its entries, named after what is searched for and the site."""
    asked = form.address.copy()
    asked.pop("sort", None)
    query = f"?{asked.urlencode()}" if asked else ""
    site = render_to_string("search/feed_author.txt", request=request).strip()
    words = form.cleaned_data["q"]
    title = _("Search: %(words)s") % {"words": words} if words else _("Search")
    return Atom1Feed(
        title=readable(f"{title} – {site}"),
        link=request.build_absolute_uri(reverse("search:results") + query),
        description="",
        language=locales.HTML_LANG[locales.current_code()],
        author_name=readable(site),
        feed_url=request.build_absolute_uri(request.path + query),
    )


def add(feed: Atom1Feed, article: Article, request: HttpRequest) -> None:
    released = timezone.localtime(article.released_at)
    changed = article.last_published_at
    feed.add_item(
        title=readable(article.title),
        link=request.build_absolute_uri(article.url_path),
        description=readable(escape(article.summary)),  # a feed's summary is HTML
        # Whatever becomes of the article's title, section and address.
        unique_id=f"tag:{request.get_host().partition(':')[0]},{released:%Y-%m-%d}:article/{article.pk}",
        author_name=readable(article.source_name) or None,
        pubdate=released,
        updateddate=max(released, timezone.localtime(changed)) if changed else released,
    )


def readable(text: str) -> str:
    return NOT_XML.sub(" ", text)
