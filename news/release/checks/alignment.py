"""Which sentences of a text are rendered by which of its translation: the cheapest way through both, by length and by
what both hold (figures, Latin words, common words of news).

A dropped sentence shows as a step that takes a sentence from the source and none from the target.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from news.release.checks.characters import han_count
from news.release.checks.cues import cues
from news.release.checks.findings import Span
from news.release.checks.gazetteer import in_chinese, in_english
from news.release.checks.sentences import sentences

LETTERS_PER_HAN = 3.1  # English letters for one Han character, in news
MOST = 600  # sentences of either text; longer ones are not aligned
_BAND = 25  # sentences that the two may be out of step, where every combination would be too many
_EVERY_COMBINATION = 6000

# (sentences of the source, of the target): what the step costs. A long Chinese sentence is often two English ones.
_STEPS = {(1, 1): 0.0, (1, 2): 1.0, (2, 1): 1.0, (2, 2): 2.0, (1, 3): 2.2, (3, 1): 2.2, (1, 0): 2.2, (0, 1): 4.0}
_SHARED, _ABSENT, _MOST = 0.9, 0.5, 3  # what an anchor in common saves, what a lost one costs, and how many count
_CUE_SHARED, _CUE_ABSENT, _MOST_CUES = 0.5, 0.25, 5  # the same of common words

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")


class Step(NamedTuple):
    """Sentences of the source (from, to) and of the target (from, to), by their numbers."""

    source: Span
    target: Span


@dataclass(frozen=True)
class Sentence:
    """`size` in English letters. `anchors` is what any translation keeps: the significant digits of figures (2.7亿 =
    270 million) and the Latin words of a Chinese text; `cues` are common words and known places."""

    span: Span
    size: float
    anchors: frozenset[str]
    cues: frozenset[str]


def size(text: str) -> float:
    """The length of a text in English letters, whichever its language."""
    return LETTERS_PER_HAN * han_count(text) + sum(map(len, _ALPHANUMERIC.findall(text)))


def read(text: str, language: str, names: frozenset[str]) -> list[Sentence]:
    """The sentences of a text; `names` are the Latin words that count as anchors (see `latin`)."""
    found = []
    for start, end in sentences(text, language):
        sentence = text[start:end]
        figures = {re.sub(r"\D", "", figure).strip("0") for figure in _FIGURES.findall(sentence)}
        anchors = {figure for figure in figures if len(figure) > 1} | (latin(sentence) & names)
        found.append(
            Sentence(
                (start, end),
                max(size(sentence), 1.0),
                frozenset(anchors),
                cues(sentence, language) | _places(sentence, language),
            )
        )
    return found


def _places(text: str, language: str) -> frozenset[str]:
    """The places and people that a sentence names, by their first name in Chinese."""
    if language == "zh":
        return frozenset(known.zh[0] for _span, known in in_chinese(text))
    return frozenset(known.zh[0] for word in in_english(text) for known in word.known)


def latin(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _LATIN.findall(text))


def align(source: Sequence[Sentence], target: Sequence[Sentence]) -> list[Step]:
    """The steps through both, in order. Work is bounded: at most `_BAND` sentences to either side of the diagonal."""
    sizes = [list(accumulate((sentence.size for sentence in side), initial=0.0)) for side in (source, target)]
    scale = sizes[1][-1] / sizes[0][-1] if sizes[0][-1] else 1.0
    scale = min(max(scale, 0.9), 1.2)  # a translator's usual breadth; beyond that something is missing
    held = Held(source, target)
    best = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        for j in _columns(i, len(source), len(target)):
            choices = []
            for (m, n), cost in _STEPS.items():
                before = best.get((i - m, j - n)) if i >= m and j >= n else None
                if before is None:
                    continue
                expected, found = (sizes[0][i] - sizes[0][i - m]) * scale, sizes[1][j] - sizes[1][j - n]
                cost += _length_cost(expected, found) + held.cost(Step((i - m, i), (j - n, j)))
                choices.append((before[0] + cost, (m, n)))
            if choices:
                best[i, j] = min(choices)
    return _path(best, len(source), len(target))


def _columns(i: int, rows: int, columns: int) -> range:
    if rows * columns <= _EVERY_COMBINATION:
        return range(columns + 1)
    middle = i * columns // max(rows, 1)
    return range(max(0, middle - _BAND), min(columns, middle + _BAND) + 1)


def _length_cost(expected: float, found: float) -> float:
    """Half the square of how many standard deviations the lengths are apart; short sentences vary more."""
    if not expected or not found:
        return 0.0
    variance = 0.06 + 2.0 / min(expected, found)
    return float(min(math.log(found / expected) ** 2 / variance / 2, 12.0))


class Held:
    """What the sentences on both sides hold in common."""

    def __init__(self, source: Sequence[Sentence], target: Sequence[Sentence]) -> None:
        self.source, self.target = source, target
        self.anchors = frozenset[str]().union(*(sentence.anchors for sentence in target))
        self.cues = frozenset[str]().union(*(sentence.cues for sentence in target))

    def cost(self, step: Step) -> float:
        source, target = self.source[slice(*step.source)], self.target[slice(*step.target)]
        if not source:
            return 0.0
        anchors, cues = _union(source)
        if target:
            other_anchors, other_cues = _union(target)
            shared, known = len(anchors & other_anchors), len(cues & other_cues)
            return _cost(len(anchors) - shared, shared, len(cues) - known, known)
        # Dropped: what the translation holds elsewhere speaks against it, what it holds nowhere for it.
        shared, known = len(anchors & self.anchors), len(cues & self.cues)
        return -_cost(len(anchors) - shared, shared, len(cues) - known, known)


def _union(side: Sequence[Sentence]) -> tuple[frozenset[str], frozenset[str]]:
    if len(side) == 1:
        return side[0].anchors, side[0].cues
    return (
        frozenset[str]().union(*(sentence.anchors for sentence in side)),
        frozenset[str]().union(*(sentence.cues for sentence in side)),
    )


def _cost(lost: int, shared: int, unknown: int, known: int) -> float:
    return (
        min(lost, _MOST) * _ABSENT
        - min(shared, _MOST) * _SHARED
        + min(unknown, _MOST_CUES) * _CUE_ABSENT
        - min(known, _MOST_CUES) * _CUE_SHARED
    )


def _path(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> list[Step]:
    steps: list[Step] = []
    while (i, j) != (0, 0) and (i, j) in best:
        m, n = best[i, j][1]
        steps.append(Step((i - m, i), (j - n, j)))
        i, j = i - m, j - n
    return steps[::-1]
