"""Articles as the index reads them. A batch costs the same few queries as one article."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page

from news.models import AgendaItem, ArticlePage, ArticleTopic, Decision, Meeting, Participation
from news.models.meetings import ordinal
from news.models.reference import MeetingSeries
from search.analysis import index_terms, normalize
from search.entries import Entry, entry_id
from search.months import month_term

TAG = re.compile("<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|div|blockquote)>|<br ?/?>")
# Of a body's blocks, the parts that readers read, in that order. Addresses, ids and choices are none of them.
PARTS = ("text", "attribution", "alt", "caption", "figure", "label", "items", "table_caption", "data")
FIELDS = (
    *("pk", "path", "language", "released_at", "title", "summary", "subtitle", "kind", "document_number", "source_id"),
    "raw_body",
)


@dataclass
class Facts:
    """What else is known of an article: `names` rank with its title, `lines` above its prose."""

    names: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    filters: set[str] = field(default_factory=set)
    counted: list[str] = field(default_factory=list)
    held: int | None = None

    def filter(self, term: str, is_counted: bool = True) -> None:
        self.filters.add(term)
        if is_counted:
            self.counted.append(term)


def entries_of(page_ids: Collection[int]) -> list[Entry]:
    """Those of the articles that are released, in the order of their ids."""
    articles = ArticlePage.objects.filter(pk__in=page_ids).released().order_by("pk")
    rows = list(articles.annotate(raw_body=Cast("body", TextField())).values(*FIELDS))
    if not rows:
        return []
    sections = dict(
        Page.objects.filter(path__in={row["path"][: -Page.steplen] for row in rows}).values_list("path", "pk")
    )
    facts = facts_of(rows)
    return [entry(row, sections[row["path"][: -Page.steplen]], facts[row["pk"]]) for row in rows]


def entry(row: dict[str, Any], section: int, facts: Facts) -> Entry:
    released = row["released_at"]
    day = timezone.localdate(released)
    facts.filters |= {f"l:{row['language']}", month_term(day)}
    for term in (f"s:{section}", f"k:{row['kind']}", f"y:{day.year}"):
        facts.filter(term)
    if row["document_number"]:
        facts.names.append(row["document_number"])
    lines = [
        one_line(row["title"]),
        one_line(" ; ".join(facts.names)),
        one_line(" ; ".join(facts.lines)),
        one_line(" ".join(filter(None, [row["subtitle"], row["summary"]]))),
        body_text(row["raw_body"]),
    ]
    head = index_terms("\n".join(lines[:2]))
    terms = index_terms("\n".join(lines)) | {f"h/{term}" for term in head} | facts.filters
    return Entry(
        id=entry_id(released, row["pk"]),
        page_id=row["pk"],
        language=row["language"],
        held=facts.held,
        facets=" ".join(facts.counted),
        terms=frozenset(terms),
        text="\n".join(map(normalize, lines)),
        plain="\n".join(lines),
    )


def one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


# --- Facts ------------------------------------------------------------------------------------------------------------
def facts_of(rows: list[dict[str, Any]]) -> dict[int, Facts]:
    """Topics of all, and of those that report a meeting its rows: nobody reads them in an article of another kind."""
    facts: dict[int, Facts] = defaultdict(Facts)
    languages = {row["pk"]: row["language"] for row in rows}
    meetings = {row["pk"] for row in rows if row["kind"] == ArticlePage.Kind.MEETING}
    for topic in ArticleTopic.objects.filter(article__in=languages).select_related("topic"):
        of = facts[topic.article_id]
        of.filter(f"t:{topic.topic_id}")
        of.lines.append(topic.topic.name_en if languages[topic.article_id] == "en" else topic.topic.name_zh)
    if meetings:
        add_meetings(meetings, languages, facts)
        add_people(meetings, languages, facts)
        for model in (AgendaItem, Decision):
            for article, text in model.objects.filter(article__in=meetings).values_list("article", "text"):
                facts[article].lines.append(text)
    return facts


def add_meetings(articles: set[int], languages: dict[int, str], facts: dict[int, Facts]) -> None:
    for meeting in Meeting.objects.filter(article__in=articles).select_related("series"):
        of = facts[meeting.article_id]
        day = timezone.localdate(meeting.start)
        of.held = day.toordinal()
        of.filters |= {"meeting", *(f"v/{term}" for term in index_terms(meeting.venue))}
        of.filter(f"hy:{day.year}")
        of.names.append(session_name(meeting, languages[meeting.article_id]))
        of.lines.append(meeting.venue)
        if meeting.series_id:
            of.filter(f"r:{meeting.series_id}")
        if meeting.session:
            of.filter(f"n:{meeting.session}", is_counted=False)


def session_name(meeting: Meeting, language: str) -> str:
    """2017年第3次省政府常务会议; 3rd Executive Meeting of 2017: what people ask for, whatever the headline says."""
    year = meeting.year
    series: MeetingSeries | None = meeting.series
    if language == "en":
        number = f"{ordinal(meeting.session)} " if meeting.session else ""
        return f"{number}{series.name_en if series else ''} {year}"
    number = f"第{meeting.session}次" if meeting.session else ""
    return f"{year}年{number}{series.name_zh if series else ''}"


def add_people(articles: set[int], languages: dict[int, str], facts: dict[int, Facts]) -> None:
    people = (
        Participation.objects.filter(article__in=articles).select_related("official", "body").order_by("sort_order")
    )
    for person in people:
        of = facts[person.article_id]
        party = person.official or person.body
        if party:
            is_english = languages[person.article_id] == "en"
            known = of.names if person.role == Participation.Role.PRESIDED else of.lines
            known.append(party.name_en if is_english else party.name_zh)
            of.lines.append(person.post_en if is_english else person.post_zh)
        if person.official_id:
            of.filter(f"o:{person.official_id}", is_counted=f"o:{person.official_id}" not in of.filters)


# --- Texts ------------------------------------------------------------------------------------------------------------
def body_text(raw: str | None) -> str:
    """What readers read of a body, one line for each paragraph, heading, item or cell."""
    blocks = json.loads(raw or "[]")
    if isinstance(blocks, str):  # SQLite gives JSON that was stored as a string
        blocks = json.loads(blocks or "[]")
    lines = (one_line(line) for block in blocks for text in strings(block.get("value")) for line in without_tags(text))
    return "\n".join(filter(None, lines))


def strings(value: Any) -> Iterator[str]:
    """The texts of a block's value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield from strings(item["value"] if is_wrapped else item)
    elif isinstance(value, dict):
        for name in PARTS:
            if name in value:
                yield from strings(value[name])


def without_tags(text: str) -> list[str]:
    if "<" not in text and "&" not in text:
        return [text]
    return [html.unescape(TAG.sub("", part)) for part in BLOCK_END.split(text)]
