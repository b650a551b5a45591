"""How well an entry answers a query: where its words stand, whether they stand together, and how old it is.

Scores are compared within one answer only. Pure Python, the same for both databases. The figures were chosen by trying
others against tests/search/judgments.toml; the order of places matters, their exact worth hardly does.
"""

import math
from collections.abc import Sequence

from search.entries import PAGE_BITS, Candidate
from search.syntax import Parsed

# Of a word found in each line of an entry's text, the best counting: title, names, facts, summary; anywhere else.
LINES = (10.0, 8.0, 5.0, 4.0)
BODY = 1.0
# Of the whole query found as it was typed, in each line.
TOGETHER = (8.0, 5.0, 4.0, 4.0)
COVERED = 4.0  # for a title that is nothing but the query
RECENT = 3.0  # for what was released just now, half of it for each half-life before
HALF_LIFE = 4 * 365 * 86_400  # seconds


def ranked(candidates: Sequence[Candidate], query: Parsed, now: float) -> list[tuple[int, float]]:
    """`[(id, score), …]`, best first; the newer first among equals. `now` in seconds of the epoch."""
    scored = [(candidate.id, score(candidate, query, now)) for candidate in candidates]
    return sorted(scored, key=lambda result: (-result[1], -result[0]))


def score(candidate: Candidate, query: Parsed, now: float) -> float:
    lines = candidate.head.split("\n")[: len(LINES)]
    places = [place_of(lines, clause.needles) for clause in query.wanted]
    total = sum(places) / len(places) if places else 0.0
    if len(query.wanted) > 1 or len(query.whole) > 4:
        total += max((value for value, line in zip(TOGETHER, lines, strict=False) if query.whole in line), default=0.0)
    title = lines[0].strip()
    if places and min(places) == LINES[0]:
        total += COVERED * min(1.0, len(query.whole) / max(len(title), 1))
    age = max(0.0, now - (candidate.id >> PAGE_BITS))
    return total + RECENT * math.exp(-age * math.log(2) / HALF_LIFE)


def place_of(lines: Sequence[str], alternatives: Sequence[Sequence[str]]) -> float:
    """The value of the best line that holds all needles of one of the alternatives."""
    for value, line in zip(LINES, lines, strict=False):
        if any(all(needle in line for needle in needles) for needles in alternatives):
            return value
    return BODY
