"""What is shown of each result: loaded in two queries, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.safestring import SafeString
from wagtail.models import Page

from news.models import ArticlePage, Meeting, MeetingSeries, Participation
from portal.locales import CODES, HTML_LANG, OWN_NAMES, prefix_of_path
from portal.models import Translation
from search.engine import Result
from search.entries import HEAD_LINES
from search.highlighting import mark, snippet
from search.models import IndexEntry
from search.syntax import Parsed

COLUMNS = (
    *("title", "url_path", "subtitle", "summary", "kind", "language", "released_at", "last_published_at"),
    *("document_number", "external_id", "source__name_zh", "source__name_en"),
)
# A meeting's columns beside the article's, and those of its series.
MEETING = ("start", "venue", "session")
SERIES = ("pk", "name_zh", "name_en", "numbering")


@dataclass(frozen=True)
class Hit:
    """One result: the article, the meeting that it reports with those who presided over it, its translation where live."""

    article: ArticlePage
    score: float
    title: SafeString
    snippet: SafeString
    meeting: Meeting | None = None
    presided_by: list[Participation] = field(default_factory=list)
    translation: Translation | None = None


def hits_of(results: Sequence[Result], language: str, parsed: Parsed) -> list[Hit]:
    """The results as readers see them. What is not released is left out, whatever the index says."""
    articles = articles_of([result.page_id for result in results], language)
    presiding = presiding_of([pk for pk, article in articles.items() if article.kind == ArticlePage.Kind.MEETING])
    return [
        Hit(
            article=article,
            score=result.score,
            title=mark(article.title, parsed.clauses),
            snippet=snippet(text_of(article), parsed.clauses),
            meeting=meeting_of(article),
            presided_by=presiding[article.pk],
            translation=translation_of(article),
        )
        for result in results
        if (article := articles.get(result.page_id))
    ]


def articles_of(page_ids: Sequence[int], language: str) -> dict[int, ArticlePage]:
    """The articles that are released, by their ids, with their meeting, translation and indexed text. One query."""
    if not page_ids:
        return {}
    entries = IndexEntry.objects.filter(page_id=OuterRef("pk"))
    # Only what is released has an entry.
    translations = Page.objects.filter(Exists(entries), translation_key=OuterRef("translation_key"), live=True)
    beside = {
        "plain": Subquery(entries.values("plain")[:1]),
        "translation_address": Subquery(translations.exclude(pk=OuterRef("pk")).values("url_path")[:1]),
        **{f"meeting_{name}": F(f"meetings__{name}") for name in MEETING},
        **{f"series_{name}": F(f"meetings__series__{name}") for name in SERIES},
    }
    found = ArticlePage.objects.filter(pk__in=page_ids).in_language(language).released()
    return {page.pk: page for page in found.select_related("source").only(*COLUMNS).annotate(**beside)}


def text_of(article: ArticlePage) -> str:
    """What the index holds of the article, with its subtitle moved from the summary, which it would run into, to the text."""
    lines = (article.plain or "").split("\n", HEAD_LINES)
    lines += [""] * (HEAD_LINES + 1 - len(lines))
    lines[HEAD_LINES - 1] = " ".join(article.summary.split())
    if article.subtitle:
        lines.insert(HEAD_LINES, " ".join(article.subtitle.split()))
    return "\n".join(lines)


def meeting_of(article: ArticlePage) -> Meeting | None:
    """The meeting whose columns were loaded with the article. Rows of one that it no longer reports are nobody's."""
    if article.kind != ArticlePage.Kind.MEETING or not article.meeting_start:
        return None
    series = MeetingSeries(**{name: getattr(article, f"series_{name}") for name in SERIES})
    facts = {name: getattr(article, f"meeting_{name}") for name in MEETING}
    return Meeting(series=series if series.pk else None, **facts)


def translation_of(article: ArticlePage) -> Translation | None:
    address: str | None = article.translation_address
    prefix = prefix_of_path(address or "")
    if not address or not prefix:
        return None
    return Translation(HTML_LANG[CODES[prefix]], OWN_NAMES[CODES[prefix]], address, "", is_same_page=True)


def presiding_of(articles: Sequence[int]) -> dict[int, list[Participation]]:
    """Who presided, by the article. One query, or none."""
    presiding: dict[int, list[Participation]] = defaultdict(list)
    if articles:
        rows = Participation.objects.filter(article__in=articles, role=Participation.Role.PRESIDED)
        for row in rows.select_related("official", "body").order_by("sort_order"):
            presiding[row.article_id].append(row)
    return presiding
