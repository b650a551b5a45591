"""The terms of a text and of a query, for whole words and for words still being typed.

Unlike the portal's own index, Wagtail's keeps terms in the order of the text, so that a phrase can be looked for.
"""

import re
from collections.abc import Callable, Iterator
from operator import add

from search import analysis
from search.analysis import CODE, HAN, HAN_RUN, LONGEST_WORD, WORD, fold, term_of
from search.numerals import in_arabic

# In every entry. Neither engine can ask for what lacks a term without saying of what.
EVERYTHING = "@"

SYMBOL = re.compile(rf"{WORD.pattern}|[{HAN}]")
STRETCH = re.compile(rf"(?:[{HAN}]+|{WORD.pattern})+")  # neighbours without anything between them

Terms = frozenset[str]  # all of them; one that ends in * is a prefix


def in_order(folded: str, term: Callable[[str], str]) -> list[str]:
    """Words, pairs of neighbours of which one is Han, and the last character of each stretch of Han, as they stand."""
    terms: list[str] = []
    for stretch in STRETCH.findall(folded):
        if HAN_RUN.fullmatch(stretch):
            terms += map(add, stretch, stretch[1:])
            terms.append(stretch[-1])
        elif WORD.fullmatch(stretch):
            terms.append(term(stretch))
        else:
            terms += _mixed(stretch, term)
    return terms


def _mixed(stretch: str, term: Callable[[str], str]) -> Iterator[str]:
    before = ""
    for symbol in SYMBOL.findall(stretch):
        is_word = WORD.match(symbol)
        written = term(symbol) if is_word else symbol
        if before:
            yield before + written
        if is_word:
            yield written
        before = written
    if not is_word:
        yield before


# --- Whole words ------------------------------------------------------------------------------------------------------
def terms(text: str) -> list[str]:
    """The terms of a text in order, then those that have no place of their own: dictionary words, dates, ordinals."""
    folded = fold(text)
    ordered = in_order(folded, term_of)
    return ordered + sorted(analysis.terms_of_folded(folded).difference(ordered))


def words(text: str) -> list[tuple[Terms, ...]]:
    """The words of a query, each with the ways to satisfy it."""
    return [tuple(way.terms for way in word.alternatives) for word in analysis.words(fold(text))]


def phrase(text: str) -> list[str]:
    """The terms that follow each other where the text occurs; a single one may be a prefix."""
    return _phrase(in_order(fold(text), term_of))


# --- Words being typed ------------------------------------------------------------------------------------------------
def as_typed(word: str) -> str:
    """The term of a word of which the end may still be missing: not stemmed."""
    word = word.replace(",", "") if word[0].isdecimal() else re.sub("['’]s$", "", word)
    return word[:LONGEST_WORD]


def completion_terms(text: str) -> list[str]:
    """As `terms`, with words as they are typed; the stems are there too, so that `meetings` finds a meeting."""
    folded = fold(text)
    arabic = in_arabic(folded)
    ordered = in_order(folded, as_typed)
    others = {term_of(word) for word in WORD.findall(arabic)} | set(in_order(arabic, as_typed))
    others |= {as_typed(code.replace("-", "")) for code in CODE.findall(folded)}
    return ordered + sorted(others.difference(ordered))


def completion_words(text: str) -> list[tuple[Terms, ...]]:
    """The words of a query as it is being typed, each with the ways to satisfy it: the last one is a prefix."""
    stretches = STRETCH.findall(fold(text))
    return [
        _completions(stretch, is_last=number == len(stretches)) for number, stretch in enumerate(stretches, start=1)
    ]


def _completions(stretch: str, is_last: bool) -> tuple[Terms, ...]:
    ways = [_neighbours(form, is_last) for form in dict.fromkeys((stretch, in_arabic(stretch)))]
    if WORD.fullmatch(stretch):
        ways.append(frozenset([term_of(stretch)]))
    return tuple(dict.fromkeys(ways))


def _neighbours(stretch: str, is_last: bool) -> Terms:
    symbols = [as_typed(symbol) if WORD.match(symbol) else symbol for symbol in SYMBOL.findall(stretch)]
    is_han = HAN_RUN.fullmatch(symbols[-1])
    if len(symbols) == 1:
        return frozenset([symbols[0] + ("*" if is_han or is_last else "")])
    *pairs, last = map(add, symbols, symbols[1:])
    return frozenset([*pairs, last + ("*" if is_last and not is_han else "")])


def completion_phrase(text: str) -> list[str]:
    return _phrase(in_order(fold(text), as_typed))


def _phrase(ordered: list[str]) -> list[str]:
    """A Han character at the end may have another one after it; and if it is all there is, it begins a pair."""
    if ordered and len(ordered[-1]) == 1 and HAN_RUN.match(ordered[-1]):
        return ordered[:-1] or [f"{ordered[-1]}*"]
    return ordered
