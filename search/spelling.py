"""What was probably meant by a query that finds nothing: homophones in Chinese, slips of the finger in English.

Corrections come from the vocabulary of released titles and from the names of officials, topics and series, and only one that
finds something is offered, so it tells nothing that readers cannot find out.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

from search import engine, vocabulary
from search.analysis import HAN_RUN, WORD, fold
from search.index import store
from search.names import Name, all_names, lexicon_of
from search.pinyin import near, readings, syllables
from search.query import Query
from search.syntax import Lexicon, Parsed, parse

FEW = 3  # results: with more than these nobody is asked what he meant
TIMES_MORE = 10  # as many must be found by what is offered
MOST_TRIED = 5  # corrected queries that the index is asked about
MOST_CLAUSES = 4  # of a query are corrected
LONGEST_RUN = 12  # Han characters that are taken apart
LONGEST_PIECE = 6  # characters of a word within it
MOST_SPELLINGS = 1_000  # that may sound alike, asked for at once
MOST_HOMOPHONES = 200  # words that are looked at
CANDIDATES = 3  # corrections of one clause


class Correction(NamedTuple):
    """What may stand in the place of a part of a query; the lower the cost, the likelier."""

    cost: float
    text: str


def did_you_mean(query: Query, parsed: Parsed, total: int = 0, names: Collection[Name] | None = None) -> str | None:
    """The query with its misspelt words put right and all else as it was typed; None where that finds no more than it does.

    For queries of which the `total` of results is at most `FEW`: it may take a few dozen milliseconds. TooSlowError as for
    a search. A name that is given in `names` need not be read again.
    """
    names = all_names() if names is None else names
    spellings = names_in(query.language, names)
    parts = suspects(query, parsed, total, spellings)
    wrong = list(dict.fromkeys(surroundings(part, fold(query.text)) for part in parts))[:MOST_CLAUSES]
    ways = [corrections(part, query.language, spellings)[:CANDIDATES] for part in wrong]
    if not ways or not all(ways):
        return None
    lexicon = lexicon_of(names)
    tries = sorted(product(*ways), key=lambda chosen: sum(correction.cost for correction in chosen))
    for chosen in tries[:MOST_TRIED]:
        text = query.text
        for part, correction in zip(wrong, chosen, strict=True):
            text = replaced(text, part, correction.text)
        if text != query.text and finds_more(query, text, lexicon, total):
            return text
    return None


def suspects(query: Query, parsed: Parsed, total: int, names: Collection[str]) -> list[str]:
    """The folded parts of a query that find nothing; else those that stand in no title and are nobody's name."""
    if not total and (nothing := engine.finding_nothing(query, parsed)):
        return [fold(clause.text) for clause in nothing]
    parts = [fold(clause.text) for clause in parsed.wanted]
    known = vocabulary.occurring(query.language, parts)
    return [part for part in parts if part not in known and part not in names]


def finds_more(query: Query, text: str, lexicon: Lexicon, total: int) -> bool:
    parsed = parse(text, lexicon)
    if not parsed.wanted:
        return False
    enough = total * TIMES_MORE + 1
    with store().limited():
        return len(store().newest(replace(query, text=text).match(parsed), 0, enough)) == enough


def surroundings(part: str, folded: str) -> str:
    """The stretch of Han that holds a part of the query: with a wrong character in it, words may have been cut wrongly."""
    runs = (run for run in HAN_RUN.findall(folded) if part in run and len(run) <= LONGEST_RUN)
    return next(runs, part)


def replaced(text: str, wrong: str, right: str) -> str:
    """The text with a folded part of it put right. The rest stays as it was typed, even the right characters of the part."""
    origin = [i for i, character in enumerate(text) for _ in fold(character)]
    start = fold(text).find(wrong)
    if start < 0 or not wrong:
        return text
    if len(wrong) == len(right):
        letters = list(text)
        for place, (old, new) in enumerate(zip(wrong, right, strict=True), start=start):
            if old != new:
                letters[origin[place]] = new
        return "".join(letters)
    return text[: origin[start]] + right + text[origin[start + len(wrong) - 1] + 1 :]


def names_in(language: str, names: Collection[Name]) -> frozenset[str]:
    """Officials, topics and series as articles of the language write them, folded."""
    return frozenset(fold(name.in_language(language)) for name in names) - {""}


def corrections(wrong: str, language: str, names: Collection[str]) -> list[Correction]:
    """What a folded part of a query may have been meant to be, the likeliest first."""
    if (han := HAN_RUN.search(wrong)) and len(han.group()) <= LONGEST_RUN:
        found, instead = han, homophones(han.group(), language, names)
    elif not han and (word := WORD.search(wrong)) and word.group().isalpha():
        found, instead = word, similar(word.group(), language, names)
    else:
        return []
    before, after = wrong[: found.start()], wrong[found.end() :]
    return [Correction(cost, before + text + after) for cost, text in instead]


# --- Chinese ----------------------------------------------------------------------------------------------------------
def homophones(wrong: str, language: str, names: Collection[str]) -> list[Correction]:
    """The stretch of Han as other words that sound the same; else as words that sound nearly the same."""
    for spellings in (spelled_exactly, spelled_nearly):
        words = sounding_like(wrong, spellings, language, names)
        if best := cheapest(wrong, words):
            return best
    return []


def spelled_exactly(word: str) -> list[str]:
    return ["".join(syllables(word))]


def spelled_nearly(word: str) -> list[str]:
    return ["".join(some) for some in product(*map(near, syllables(word)))]


def sounding_like(
    wrong: str, spellings: Callable[[str], list[str]], language: str, names: Collection[str]
) -> dict[str, list[Correction]]:
    """For each piece of the stretch the words that sound like it, with what they cost."""
    pieces = {wrong[i:j] for i in range(len(wrong)) for j in range(i + 2, min(len(wrong), i + LONGEST_PIECE) + 1)}
    asked: dict[str, list[str]] = {}
    for piece in sorted(pieces, key=lambda piece: (len(piece), piece)):
        for spelling in filter(None, spellings(piece)):
            if len(asked) < MOST_SPELLINGS or spelling in asked:
                asked.setdefault(spelling, []).append(piece)
    found = [
        (word.text, word.pinyin, word.articles)
        for word in vocabulary.exactly(language, {"pinyin": list(asked)}, MOST_HOMOPHONES)
    ]
    found += [(name, spoken, 1) for name in names if (spoken := "".join(syllables(name))) in asked]
    words: dict[str, list[Correction]] = {}
    for text, spoken, articles in found:
        for piece in asked[spoken]:
            if len(piece) == len(text):
                words.setdefault(piece, []).append(Correction(strangeness(piece, text, articles), text))
    return words


def strangeness(typed: str, word: str, articles: int) -> float:
    """The cost of reading what was typed as a word: characters and tones that differ, less for a frequent word."""
    pairs = zip(readings(typed), readings(word), typed, word, strict=True)
    differing = sum((one != other) * 0.5 + (a != b) * 0.5 for one, other, a, b in pairs)
    return 1 + differing - 0.2 * math.log10(articles)


def cheapest(wrong: str, words: dict[str, list[Correction]]) -> list[Correction]:
    """The stretch cut into such words, single characters between them left as they are, in the cheapest ways."""
    ways: list[list[Correction]] = [[Correction(0, "")]]
    for end in range(1, len(wrong) + 1):
        steps = [Correction(way.cost + 2, way.text + wrong[end - 1]) for way in ways[end - 1]]
        for start in range(max(0, end - LONGEST_PIECE), end - 1):
            for word in words.get(wrong[start:end], ()):
                steps += [Correction(way.cost + word.cost, way.text + word.text) for way in ways[start]]
        ways.append(sorted(set(steps))[: CANDIDATES + 1])
    return [way for way in ways[-1] if way.text != wrong]


# --- English ----------------------------------------------------------------------------------------------------------
def similar(wrong: str, language: str, names: Collection[str]) -> list[Correction]:
    """Words that a slip of the finger or two would have made of it; and Chinese ones whose pinyin it is."""
    if len(wrong) < 3:
        return []
    spoken = vocabulary.exactly(language, {"pinyin": [wrong]}, CANDIDATES) if language != "en" else []
    if spoken:
        return [Correction(0, word.text) for word in spoken]
    slips = 2 if len(wrong) > 6 else 1
    in_names = {word: 1 for name in names for word in WORD.findall(name) if word.isascii()}
    # Most slips leave the first letters alone. Each step compares two thousand words at most.
    for prefixes, most in (([wrong[:2]], 300), (wrong[:2], 150), (ascii_lowercase, 12)):
        alike = vocabulary.alike(language, sorted(set(prefixes)), len(wrong), slips, most)
        words = in_names | {word.text: word.articles for word in alike}
        found = {word: distance(wrong, word, slips) for word in words if word != wrong}
        best = [Correction(n - 0.1 * math.log10(words[word]), word) for word, n in found.items() if n <= slips]
        if best:
            return sorted(best)
    return []


def distance(one: str, other: str, most: int) -> int:
    """How many letters have to be put in, left out, changed or swapped with their neighbour; `most` + 1 if more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        previous, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
