"""Which articles a query finds, best first or newest first, how many there are, and what they can be narrowed to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils import timezone

from search import ranking
from search.entries import Count, Total, page_of
from search.index import store
from search.names import all_names, lexicon_of
from search.query import Query
from search.syntax import Clause, Lexicon, Parsed, parse

# So many are ranked at most: of those whose title and names alone match the newest, and as many as are left of all that match.
# The rest follows by date.
RANKED, IN_HEAD = 250, 150


class Result(NamedTuple):
    """`entry` is the index's number of it; `score` is 0 where nothing was ranked."""

    entry: int
    page_id: int
    score: float


@dataclass(frozen=True)
class Answer:
    """`total` is at most `entries.CAP`; with `is_capped` there are more, and `facets` counts the newest of them only.

    `facets` counts filter terms: `{"k:meeting": 12, "t:4": 3}`. `elsewhere` are the other queries that find
    something.
    """

    parsed: Parsed
    results: list[Result]
    total: int
    is_capped: bool
    facets: Counter[str]
    elsewhere: list[tuple[Query, Total]]


def current_lexicon() -> Lexicon:
    """The names of today. One query."""
    return lexicon_of(all_names())


def find(
    query: Query,
    first: int = 0,
    count: int = 20,
    lexicon: Lexicon | None = None,
    elsewhere: Sequence[Query] = (),
) -> Answer:
    """The results from the first-th on. TooSlowError where the database did not answer in time.

    `elsewhere` are queries of the same text, of which only the numbers are wanted.

    One or two queries of the index, and one for the names where no lexicon is given.
    """
    parsed = parse(query.text, current_lexicon() if lexicon is None else lexicon)
    match = query.match(parsed)
    is_ranked = bool(parsed.wanted) and not query.newest_first
    with store().limited():
        found = store().count(
            match,
            wanted=first + count + (RANKED if is_ranked else 0),
            in_head=IN_HEAD if is_ranked else 0,
            elsewhere=[other.match(parsed) for other in elsewhere],
        )
        if is_ranked and found.total:
            results = by_relevance(parsed, found, first, count)
        else:
            results = unranked(found.newest[first : first + count])
    others = [pair for pair in zip(elsewhere, found.elsewhere, strict=True) if pair[1].number]
    return Answer(parsed, results, found.total, found.is_capped, found.facets, others)


def by_relevance(parsed: Parsed, found: Count, first: int, count: int) -> list[Result]:
    """First what was ranked, then all other matches by date. The same results on whichever page they are asked for."""
    in_head = found.in_head if found.total > RANKED else []
    chosen = {*in_head, *found.newest[: RANKED - len(in_head)]}
    candidates = store().candidates(chosen)
    ranked = ranking.ranked(candidates, parsed, today())
    results = [Result(id, page_of(id), score) for id, score in ranked[first : first + count]]
    missing = min(count, found.total - first) - len(results)
    if missing > 0:
        known = {id for id, _score in ranked}
        rest = [id for id in found.newest if id not in known]
        after = max(0, first - len(ranked))
        results += unranked(rest[after : after + missing])
    return results


def unranked(ids: list[int]) -> list[Result]:
    return [Result(id, page_of(id), 0.0) for id in ids]


def today() -> float:
    """The end of the day, in seconds of the epoch: within one day an answer keeps its order."""
    return timezone.now().replace(hour=23, minute=59, second=59, microsecond=0).timestamp()


def finding_nothing(query: Query, parsed: Parsed) -> list[Clause]:
    """The parts of a query that match no article, even alone; for an answer without results."""
    match = query.match(parsed)
    index = store()
    with index.limited():
        return [c for c in parsed.wanted if not index.newest(replace(match, clauses=(c,)), 0, 1)]
