"""What both databases are asked beside terms: ranges, and neighbours in a text."""

from collections.abc import Callable
from typing import Any

from search.analysis import Alternative
from search.entries import Match
from search.syntax import Clause


def ranges(match: Match, entry: str, held: str) -> tuple[list[str], list[Any]]:
    """The conditions of a match's ranges on two columns, the entry's id and the day of its meeting; and their parameters."""
    conditions: list[str] = []
    parameters: list[Any] = []
    for column, (first, end), sign in ((entry, match.ids, "<"), (held, match.held, "<=")):
        if first is not None:
            conditions.append(f"{column} >= %s")
            parameters.append(first)
        if end is not None:
            conditions.append(f"{column} {sign} %s")
            parameters.append(end)
    return conditions, parameters


def phrase_condition(
    clause: Clause, in_text: str, by_terms: str, all_of: Callable[[Alternative], str]
) -> tuple[str, list[Any]]:
    """For what terms cannot tell: neighbours in the text. The terms have already chosen the few that are looked at.

    `in_text` and `by_terms` are conditions with a place for a phrase, and for what `all_of` says of an alternative's terms.
    """
    conditions: list[str] = []
    parameters: list[Any] = []
    for alternative in clause.alternatives:
        parts = []
        if alternative.phrase:
            parts.append(in_text)
            parameters.append(alternative.phrase)
        if not alternative.phrase or clause.is_negated:
            parts.append(by_terms)
            parameters.append(all_of(alternative))
        conditions.append("(" + " AND ".join(parts) + ")")
    return ("NOT " if clause.is_negated else "") + "(" + " OR ".join(conditions) + ")", parameters
