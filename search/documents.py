"""Articles as the index reads them. A batch costs the same few queries as one article."""

import datetime
import html
import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage
from portal.tree import closed_sql
from search.analysis import fold, normalize_folded, other_terms, terms_of_folded
from search.databases import Statement, about, database
from search.entries import HEAD_LINES, LONGEST_HEAD, Entry, entry_id
from search.facts import TOPICS, Facts, facts_of, moment, table

TAG = re.compile("<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|div|blockquote)>|<br ?/?>")
# Of a body's blocks, the parts that readers read, in that order. Addresses, ids and choices are none of them.
PARTS = ("text", "attribution", "alt", "caption", "figure", "label", "items", "table_caption", "data")
# As `ArticlePage.objects.released()`; written out as in `search.facts`, for the same reason.
RELEASED = f"""
SELECT page.id, section.id, article.language, article.released_at, article.kind, page.title, article.subtitle,
    article.summary, article.document_number, article.body
FROM {table(ArticlePage)} article JOIN {table(Page)} page ON page.id = article.page_ptr_id
    JOIN {table(Page)} section ON section.path = SUBSTR(page.path, 1, LENGTH(page.path) - {Page.steplen})
WHERE page.live AND NOT {closed_sql("page.path")} AND page.id IN (%s) ORDER BY page.id
"""  # noqa: S608


class Row(NamedTuple):
    """What `RELEASED` reads of an article."""

    pk: int
    section: int
    language: str
    released_at: datetime.datetime
    kind: str
    title: str
    subtitle: str
    summary: str
    document_number: str
    body: str


def entries_of(page_ids: Collection[int]) -> list[Entry]:
    """Those of the articles that are released, in the order of their ids."""
    return entries_from(*database().run(questions(page_ids))) if page_ids else []


def questions(page_ids: Collection[int]) -> list[Statement]:
    return [about(RELEASED, page_ids), about(TOPICS, page_ids)]


def entries_from(released: Iterable[tuple[Any, ...]], topics: Iterable[tuple[Any, ...]]) -> list[Entry]:
    """From what `questions` found."""
    rows = [Row(*row) for row in released]
    facts = facts_of({row.pk: row.language for row in rows}, {row.pk: row.kind for row in rows}, topics)
    return [entry(row, facts[row.pk]) for row in rows]


def entry(row: Row, facts: Facts) -> Entry:
    released = moment(row.released_at)
    day = timezone.localdate(released)
    facts.filters.add(f"l:{row.language}")
    for term in (f"s:{row.section}", f"k:{row.kind}", f"y:{day.year}"):
        facts.filter(term)
    if row.document_number:
        facts.names.append(row.document_number)
    lines = [
        one_line(row.title),
        one_line(" ; ".join(facts.names)),
        one_line(" ; ".join(facts.lines)),
        one_line(" ".join(filter(None, [row.subtitle, row.summary]))),
        body_text(row.body),
    ]
    folded = [fold(line) for line in lines]
    head = terms_of_folded("\n".join(folded[:2]))
    terms = other_terms("\n".join(folded)) | {f"h/{term}" for term in head} | facts.filters
    text = "\n".join(map(normalize_folded, folded))
    return Entry(
        id=entry_id(released, row.pk),
        page_id=row.pk,
        language=row.language,
        held=facts.held,
        facets=" ".join(facts.counted),
        head="\n".join(text.split("\n", HEAD_LINES)[:HEAD_LINES])[:LONGEST_HEAD],
        terms=frozenset(terms),
        text=text,
        plain="\n".join(lines),
    )


def one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


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
