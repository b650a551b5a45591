"""Entries that no posting list knows yet: a few, which each process keeps with their terms and looks through. No database."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from search.analysis import Alternative, occurrences
from search.entries import Match


class Fresh(NamedTuple):
    """What is asked of an entry. `stamp` is another one each time it is written, so that none is taken for what it was."""

    id: int
    stamp: int
    language: str
    held: int | None
    facets: str
    terms: Collection[str]
    text: str


def fresh_of(id: int, stamp: int, language: str, held: int | None, facets: str, terms: str, text: str) -> Fresh:
    """As it is stored: with its own terms. Those that the text spells out are added here."""
    spelled_out = {term for term, _offset in occurrences(text)}
    return Fresh(id, stamp, language, held, facets, spelled_out.union(terms.split()), text)


def finding(match: Match, entries: Iterable[Fresh]) -> list[Fresh]:
    """Those that match."""
    return [entry for entry in entries if is_found(entry, match)]


def is_found(entry: Fresh, match: Match) -> bool:
    return (
        entry.language == match.language
        and is_within(entry, match)
        and all(any(holds(entry, term) for term in terms) for terms in match.filters)
        and all(
            any(satisfies(entry, way) for way in clause.alternatives) != clause.is_negated for clause in match.clauses
        )
    )


def is_within(entry: Fresh, match: Match) -> bool:
    """In the match's ranges."""
    (first, end), (first_day, last_day) = match.ids, match.held
    if (first is not None and entry.id < first) or (end is not None and entry.id >= end):
        return False
    if first_day is None and last_day is None:
        return True
    held = entry.held
    return held is not None and (first_day or held) <= held <= (last_day or held)


def is_in_head(entry: Fresh, match: Match) -> bool:
    """Whether the title and names alone hold the terms."""
    ways = (clause.alternatives for clause in match.clauses if not clause.is_negated)
    return all(any(all(holds(entry, f"h/{term}") for term in way.terms) for way in some) for some in ways)


def satisfies(entry: Fresh, way: Alternative) -> bool:
    return all(holds(entry, term) for term in way.terms) and (not way.phrase or way.phrase in entry.text)


def holds(entry: Fresh, term: str) -> bool:
    if not term.endswith("*"):
        return term in entry.terms
    prefix = term.removesuffix("*")
    return any(known.startswith(prefix) for known in entry.terms)
