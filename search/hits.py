"""What is shown of each result: loaded in two queries, however many there are."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.models import Page

from news.models import ArticlePage, Meeting, MeetingSeries, Official, Participation, Source
from portal.locales import CODES, HTML_LANG, OWN_NAMES, current_code, prefix_of_path
from portal.models import Translation
from portal.tree import parent_path
from search.databases import Row, rows_about
from search.engine import Result
from search.entries import HEAD_LINES
from search.facets import Facets
from search.facts import moment, table
from search.highlighting import mark, snippet, wanted_of
from search.models import IndexEntry
from search.syntax import Parsed

# Written out as in `search.facts`, for the same reason. Of a translation it is asked only whether it is live: only what is
# released has an entry.
SHOWN = f"""
SELECT page.id, page.path, page.title, page.url_path, article.language, article.kind, article.subtitle, article.summary,
    article.released_at, page.last_published_at, article.document_number, article.external_id,
    source.name_zh, source.name_en, meeting.start, meeting.venue, meeting.session, series.id, series.name_zh, series.name_en,
    series.numbering, entry.plain,
    (SELECT other.url_path FROM {table(Page)} other JOIN {table(IndexEntry)} there ON there.page_id = other.id
        WHERE other.translation_key = page.translation_key AND other.id <> page.id AND other.live LIMIT 1)
FROM {table(ArticlePage)} article JOIN {table(Page)} page ON page.id = article.page_ptr_id
    LEFT JOIN {table(Source)} source ON source.id = article.source_id
    LEFT JOIN {table(Meeting)} meeting ON meeting.article_id = page.id
    LEFT JOIN {table(MeetingSeries)} series ON series.id = meeting.series_id
    LEFT JOIN {table(IndexEntry)} entry ON entry.page_id = page.id
WHERE page.live AND page.id IN (%s)
"""  # noqa: S608
PRESIDING = f"""
SELECT person.article_id, COALESCE(official.name_zh, body.name_zh), COALESCE(official.name_en, body.name_en)
FROM {table(Participation)} person
    LEFT JOIN {table(Official)} official ON official.id = person.official_id
    LEFT JOIN {table(Source)} body ON body.id = person.body_id
WHERE person.role = '{Participation.Role.PRESIDED}' AND person.article_id IN (%s) ORDER BY person.sort_order, person.id
"""  # noqa: S608


class Article(NamedTuple):
    """A released article, as `SHOWN` reads it: with its source, its meeting, its entry's text and its translation's address."""

    pk: int
    path: str
    title: str
    url_path: str
    language: str
    kind: str
    subtitle: str
    summary: str
    released_at: datetime.datetime
    last_published_at: datetime.datetime | None
    document_number: str
    external_id: str
    source_zh: str | None
    source_en: str | None
    start: datetime.datetime | None
    venue: str | None
    session: int | None
    series: int | None
    series_zh: str | None
    series_en: str | None
    numbering: str | None
    plain: str | None
    translation_address: str | None

    @property
    def source_name(self) -> str:
        """In the active language; "" where there is no source."""
        return in_active_language(self.source_zh, self.source_en)


@dataclass(frozen=True)
class Hit:
    """One result: the article with its kind and source by name, the meeting that it reports with the names of those who
    presided over it, its translation where live."""

    article: Article
    kind: str
    source: str
    score: float
    title: SafeString
    snippet: SafeString
    meeting: Meeting | None = None
    presided_by: list[str] = field(default_factory=list)
    translation: Translation | None = None


def hits_of(results: Sequence[Result], facets: Facets, parsed: Parsed) -> list[Hit]:
    """The results as readers see them. What is not released is left out, whatever the index says."""
    page_ids = [result.page_id for result in results]
    shown, people = rows_about([SHOWN, PRESIDING], page_ids)
    articles = released(shown, facets)
    presiding = presiding_of(people)
    wanted = wanted_of(parsed.clauses)
    kinds = {kind: capfirst(str(label)) for kind, label in ArticlePage.Kind.choices}
    return [
        Hit(
            article=article,
            kind=kinds.get(article.kind, article.kind),
            source=article.source_name,
            score=result.score,
            title=mark(article.title, wanted),
            snippet=snippet(text_of(article), wanted),
            meeting=meeting_of(article),
            presided_by=presiding[article.pk] if article.kind == ArticlePage.Kind.MEETING else [],
            translation=translation_of(article),
        )
        for result in results
        if (article := articles.get(result.page_id))
    ]


def articles_of(page_ids: Collection[int], facets: Facets) -> dict[int, Article]:
    """The articles that are released in the language of the facets, by their ids. One query, or none."""
    [shown] = rows_about([SHOWN], page_ids)
    return released(shown, facets)


def released(rows: Iterable[Row], facets: Facets) -> dict[int, Article]:
    """Of what `SHOWN` found. Whether what is above an article can be reached is known from the facets' sections."""
    open_paths = {section.path for section in facets.sections.values()}
    articles: dict[int, Article] = {}
    for row in rows:
        article = Article(*row)
        if article.language == facets.language and parent_path(article.path) in open_paths:
            changed = article.last_published_at
            articles[article.pk] = article._replace(
                released_at=moment(article.released_at), last_published_at=changed and moment(changed)
            )
    return articles


def text_of(article: Article) -> str:
    """What the index holds of the article, with its subtitle moved from the summary, which it would run into, to the text."""
    lines = (article.plain or "").split("\n", HEAD_LINES)
    lines += [""] * (HEAD_LINES + 1 - len(lines))
    lines[HEAD_LINES - 1] = " ".join(article.summary.split())
    if article.subtitle:
        lines.insert(HEAD_LINES, " ".join(article.subtitle.split()))
    return "\n".join(lines)


def meeting_of(article: Article) -> Meeting | None:
    """The meeting whose columns were loaded with the article. Rows of one that it no longer reports are nobody's."""
    if article.kind != ArticlePage.Kind.MEETING or not article.start:
        return None
    series = None
    if article.series:
        names = {"name_zh": article.series_zh, "name_en": article.series_en}
        series = MeetingSeries(pk=article.series, numbering=article.numbering or "", **names)
    return Meeting(series=series, start=moment(article.start), venue=article.venue, session=article.session)


def translation_of(article: Article) -> Translation | None:
    address = article.translation_address
    prefix = prefix_of_path(address or "")
    if not address or not prefix:
        return None
    return Translation(HTML_LANG[CODES[prefix]], OWN_NAMES[CODES[prefix]], address, "", is_same_page=True)


def presiding_of(rows: Iterable[Row]) -> dict[int, list[str]]:
    """The names of those who presided, by the article."""
    presiding: dict[int, list[str]] = defaultdict(list)
    for article, zh, en in rows:
        presiding[article].append(in_active_language(zh, en))
    return presiding


def in_active_language(zh: str | None, en: str | None) -> str:
    return (en if current_code() == "en" else zh) or ""
