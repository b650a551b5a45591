"""What a reader typed, as clauses that must all hold: words, `"phrases"`, `-exclusions`, and names known in both languages."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search import analysis
from search.analysis import Alternative, Word

# A phrase in quotation marks of either script, excluded if a hyphen stands before it; or an excluded word.
MARKED = re.compile(
    r'(?P<no>(?<!\S)[-－])?(?:"(?P<a>[^"]*)"|“(?P<b>[^”]*)”|＂(?P<c>[^＂]*)＂|「(?P<d>[^」]*)」)|(?<!\S)[-－](?P<word>[^\s"“＂「-]\S*)'
)

ASCII_WORD = re.compile("[0-9a-z]")  # of a folded text

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
        """`names` have two characters or more each."""
        self.names = names
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in names:
            lengths[name[:2]].add(len(name))
        # By their first two characters how long they are, the longest first: a glossary has thousands of names, and a regular
        # expression of all of them would take half a second to compile and try each of them at each place.
        self.lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}

    def find(self, folded: str) -> Iterator[Word]:
        """The names in a folded text, each by itself or by one of its other names; of two in one place the longer."""
        end = 0
        for place in range(len(folded)):
            if place >= end and (name := self.name_at(folded, place)):
                end = place + len(name)
                names = (name, *map(analysis.fold, self.names[name]))
                yield Word(place, end, tuple(dict.fromkeys(map(named, names))))

    def name_at(self, folded: str, place: int) -> str:
        """The longest name that begins there, or ""."""
        for length in self.lengths.get(folded[place : place + 2], ()):
            name = folded[place : place + length]
            if name in self.names and stands_alone(folded, place, place + length):
                return name
        return ""


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a name may be there: an English one is a whole word; a Chinese one may stand anywhere."""
    if not folded[start].isascii():
        return True
    return not ASCII_WORD.match(folded, end) and not (start and ASCII_WORD.match(folded, start - 1))


NO_NAMES = Lexicon({})


@functools.lru_cache(maxsize=4_096)
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
