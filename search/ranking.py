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
Needles = Sequence[Sequence[str]]  # of each alternative, all of which must stand in a line

# Of the whole query found as it was typed, in each line.
TOGETHER = (8.0, 5.0, 4.0, 4.0)
SHORT = 4  # characters of a query of one word, to which standing together adds nothing
COVERED = 4.0  # for a title that is nothing but the query
RECENT = 3.0  # for what was released just now, half of it for each half-life before
HALF_LIFE = 4 * 365 * 86_400  # seconds
FADING = math.log(2) / HALF_LIFE


def ranked(candidates: Sequence[Candidate], query: Parsed, now: float) -> list[tuple[int, float]]:
    """`[(id, score), …]`, best first; the newer first among equals. `now` in seconds of the epoch."""
    needles = [clause.needles for clause in query.wanted]
    whole = query.whole if len(needles) > 1 or len(query.whole) > SHORT else ""
    scored = [(score(candidate, needles, whole, now), candidate.id) for candidate in candidates]
    scored.sort(reverse=True)
    return [(id, value) for value, id in scored]


def score(candidate: Candidate, wanted: Sequence[Needles], whole: str, now: float) -> float:
    """`wanted` are the needles of each clause, `whole` what is worth more where it stands together, or ""."""
    id, head = candidate
    lines = head.split("\n")
    places = [place_of(head, lines, needles) for needles in wanted]
    total = sum(places) / len(places)
    if whole and whole in head:
        total += max((value for value, line in zip(TOGETHER, lines, strict=False) if whole in line), default=0.0)
    if LINES[0] in places and min(places) == LINES[0]:
        asked = sum(len(needles[0][0]) for needles in wanted)
        total += COVERED * min(1.0, asked / max(len(lines[0]), 1))
    age = max(0.0, now - (id >> PAGE_BITS))
    return total + RECENT * math.exp(-age * FADING)


def place_of(head: str, lines: Sequence[str], alternatives: Needles) -> float:
    """The value of the best line that holds all needles of one of the alternatives. Most heads hold none of them at all."""
    for needles in alternatives:
        if needles[0] in head:
            break
    else:
        return BODY
    for value, line in zip(LINES, lines, strict=False):
        for needles in alternatives:
            for needle in needles:
                if needle not in line:
                    break
            else:
                return value
    return BODY
