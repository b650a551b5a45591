"""Entries that no posting list knows yet: a few, which SQL reads as they are.

All that such an entry is found by stands in one column: its own terms between spaces, and below them its normalized text,
which spells out the others.
"""

from collections.abc import Iterable
from typing import Any

from search.analysis import HAN_RUN, Alternative
from search.databases import Database
from search.entries import Entry, Match
from search.syntax import Clause

Condition = tuple[str, list[Any]]  # with its parameters


def found_by(entry: Entry) -> str:
    return f" {' '.join(sorted(entry.terms))} \n{entry.text}"


def terms_of(column: str) -> frozenset[str]:
    return frozenset(column.partition("\n")[0].split())


def condition(match: Match, database: Database) -> Condition:
    """For the entries that match."""
    parts = ["language = %s"]
    values: list[Any] = [match.language]
    for column, (first, end), sign in (("id", match.ids, "<"), ("held", match.held, "<=")):
        if first is not None:
            parts.append(f"{column} >= %s")
            values.append(first)
        if end is not None:
            parts.append(f"{column} {sign} %s")
            values.append(end)
    for terms in match.filters:
        parts.append(either(f"{database.find}(terms, %s) > 0" for _term in terms))
        values += map(padded, terms)
    for clause in match.clauses:
        holds, more = of_clause(clause, database)
        parts.append(f"NOT {holds}" if clause.is_negated else holds)
        values += more
    return " AND ".join(parts), values


def heads_condition(match: Match, database: Database) -> Condition:
    """For the entries whose title and names alone hold the terms."""
    parts = ["1 = 1"]
    values: list[Any] = []
    for clause in match.clauses:
        if not clause.is_negated:
            ways = [Alternative(frozenset(f"h/{term}" for term in way.terms)) for way in clause.alternatives]
            holds, more = of_clause(clause._replace(alternatives=tuple(ways)), database)
            parts.append(holds)
            values += more
    return " AND ".join(parts), values


def of_clause(clause: Clause, database: Database) -> Condition:
    """For the entries in which one of its alternatives holds."""
    ways: list[str] = []
    values: list[Any] = []
    for way in clause.alternatives:
        parts = [f"{database.find}(terms, %s) > 0"] * len(way.terms)
        values += map(padded, way.terms)
        if way.phrase:
            parts.append(f"{database.find}(text, %s) > 0")
            values.append(way.phrase)
        ways.append(f"({' AND '.join(parts)})")
    return either(ways), values


def padded(term: str) -> str:
    """A term as it stands in the column; of one that ends in a star, the beginning."""
    bare = term.removesuffix("*")
    if HAN_RUN.fullmatch(bare) and len(bare) <= 2:  # a pair is a part of the text, and so is a single character
        return bare
    return f" {bare}" if term.endswith("*") else f" {bare} "


def either(parts: Iterable[str]) -> str:
    return "(" + (" OR ".join(parts) or "1 = 0") + ")"
