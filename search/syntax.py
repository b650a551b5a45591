"""What a reader typed, as clauses that must all hold: words, `"phrases"`, `-exclusions`, and names known in both languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search import analysis
from search.analysis import Alternative, Word

# A phrase in quotation marks of either script, excluded if a hyphen stands before it; or an excluded word.
MARKED = re.compile(
    r'(?P<no>(?<!\S)[-－])?(?:"(?P<a>[^"]*)"|“(?P<b>[^”]*)”|＂(?P<c>[^＂]*)＂|「(?P<d>[^」]*)」)|(?<!\S)[-－](?P<word>[^\s"“＂「-]\S*)'
)

Names = Mapping[str, tuple[str, ...]]  # a folded name -> its names in the other language


class Clause(NamedTuple):
    """What must hold: one of the alternatives, or none of them where it is negated. `text` as it was typed."""

    text: str
    alternatives: tuple[Alternative, ...]
    is_negated: bool = False
    is_phrase: bool = False

    @property
    def needles(self) -> list[tuple[str, ...]]:
        """Of each alternative the parts that show it in a normalized text."""
        return [alternative.needles for alternative in self.alternatives]


@dataclass(frozen=True)
class Parsed:
    """A query's clauses. `whole` is all of it but what it excludes, normalized: the phrase that ranks above its words."""

    clauses: tuple[Clause, ...] = ()
    whole: str = ""

    @property
    def wanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.is_negated]

    @property
    def excluded(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.is_negated]


class Lexicon:
    """Names that are known for certain in both languages, to find one where the other was asked for."""

    def __init__(self, names: Names) -> None:
        self.names = names
        forms = sorted((re.escape(name) for name in names if name), key=len, reverse=True)
        # An English name is a whole word; a Chinese one may stand anywhere.
        bordered = [rf"(?<![0-9a-z]){form}(?![0-9a-z])" if form[0].isascii() else form for form in forms]
        self.pattern = re.compile("|".join(bordered)) if forms else None

    def find(self, folded: str) -> Iterator[Word]:
        """The names in a folded text, each by itself or by one of its other names."""
        for found in self.pattern.finditer(folded) if self.pattern else ():
            names = (found.group(), *map(analysis.fold, self.names[found.group()]))
            yield Word(found.start(), found.end(), tuple(dict.fromkeys(map(named, names))))


NO_NAMES = Lexicon({})


def named(name: str) -> Alternative:
    """A folded name: found where all its words stand, but shown and ranked as a name only where they stand together."""
    firsts = [word.alternatives[0] for word in analysis.words(name)]
    terms = frozenset[str]().union(*(first.terms for first in firsts))
    # Where more than one word needs its own neighbours checked, the longest stands for all.
    return Alternative(
        terms, max((first.phrase for first in firsts), key=len, default=""), analysis.phrase(name).needles
    )


def parse(text: str, lexicon: Lexicon = NO_NAMES, most: int = 40) -> Parsed:
    """The clauses of a query, at most `most` of them; none where it holds no word to search for."""
    clauses: list[Clause] = []
    plain: list[str] = []
    place = 0
    for found in MARKED.finditer(text):
        clauses += _words(text[place : found.start()], lexicon)
        plain.append(text[place : found.start()])
        place = found.end()
        marked = next(filter(None, found.group("a", "b", "c", "d", "word")), "")
        alternative = analysis.phrase(marked)
        is_negated = bool(found["no"] or found["word"])
        if alternative.terms:
            clauses.append(Clause(marked, (alternative,), is_negated, is_phrase=not found["word"]))
            plain.append("" if is_negated else marked)
    clauses += _words(text[place:], lexicon)
    plain.append(text[place:])
    unique = dict.fromkeys(clauses)
    return Parsed(tuple(unique)[:most], analysis.normalize(" ".join(plain)).strip())


def _words(text: str, lexicon: Lexicon) -> list[Clause]:
    """The clauses of a stretch without marks: the names in it, then the words around them."""
    folded = analysis.fold(text)
    words: list[Word] = []
    place = 0
    for name in lexicon.find(folded):
        words += _shifted(folded, place, name.start)
        words.append(name)
        place = name.end
    words += _shifted(folded, place, len(folded))
    telling = [word for word in words if folded[word.start : word.end] not in analysis.FILLERS] or words
    return [Clause(folded[word.start : word.end], word.alternatives) for word in telling]


def _shifted(folded: str, start: int, end: int) -> list[Word]:
    words = analysis.words(folded[start:end])
    return [Word(word.start + start, word.end + start, word.alternatives) for word in words]
