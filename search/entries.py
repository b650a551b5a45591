"""What the index holds of one article, and what is asked of the index: the words between it and the rest."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from search.syntax import Clause

CAP = 10_000  # matches beyond these are neither counted nor looked at one by one: "10,000+"

HEAD_LINES = 4  # of an entry's text: title, names, facts, summary; the body follows
LONGEST_HEAD = 600  # characters

# An entry's id holds the second of its release and its page, so the order of ids is that of dates.
PAGE_BITS = 30


def entry_id(released: datetime.datetime, page_id: int) -> int:
    return int(released.timestamp()) << PAGE_BITS | page_id


def page_of(entry_id: int) -> int:
    return entry_id & (1 << PAGE_BITS) - 1


def first_id(moment: datetime.datetime) -> int:
    """The lowest id of what was released at that moment or later."""
    return int(moment.timestamp()) << PAGE_BITS


class Entry(NamedTuple):
    """One released article. `facets` are its filter terms that are counted, separated by spaces.

    `text` is normalized, `plain` as written; both hold title, names, facts, summary and body, one a line but for the body
    of `plain`, which may have many. `terms` are those that `text` does not spell out itself (`analysis.occurrences`). `head`
    is what ranking reads: the first of the lines of `text`, `HEAD_LINES` of them and at most `LONGEST_HEAD` characters.
    `held` is the day of its meeting, as `date.toordinal` counts.
    """

    id: int
    page_id: int
    language: str
    held: int | None
    facets: str
    head: str
    terms: frozenset[str]
    text: str
    plain: str


class Headline(NamedTuple):
    """What the vocabulary counts of an entry."""

    language: str
    title: str
    facets: str


def headline_of(entry: Entry) -> Headline:
    return Headline(entry.language, entry.plain.partition("\n")[0], entry.facets)


@dataclass(frozen=True)
class Match:
    """Which entries: those in the language that satisfy every clause, have one term of every filter and lie in both ranges.

    `ids` is [first, last), `held` [first, last] in days as `date.toordinal` counts; either end may be None.
    """

    language: str
    clauses: tuple[Clause, ...] = ()
    filters: tuple[frozenset[str], ...] = ()
    ids: tuple[int | None, int | None] = (None, None)
    held: tuple[int | None, int | None] = (None, None)


class TooSlowError(Exception):
    """The time limit was hit: the question was too broad for this index."""


class Total(NamedTuple):
    """How many match, at most `CAP`, and whether there are more."""

    number: int
    is_capped: bool

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.is_capped else f"{self.number:,}"


class Count(NamedTuple):
    """How many match, and how often each facet occurs in the newest `CAP` of them.

    `newest` are the ids of as many of these as were wanted, latest first; `in_head` of those among all matches whose
    title and names alone satisfy the clauses. `elsewhere` is how many other matches find.
    """

    total: int
    is_capped: bool
    facets: Counter[str]
    newest: list[int]
    in_head: list[int]
    elsewhere: list[Total]


def counted(facets: Iterable[str]) -> Counter[str]:
    """How often each term occurs, of the `facets` of entries."""
    return Counter(" ".join(facets).split())


class Candidate(NamedTuple):
    """An entry to be ranked: the first lines of its normalized text."""

    id: int
    head: str
