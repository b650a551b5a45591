"""What English number words are worth: twenty-three, one hundred and twenty, half a million, two and a half, fifty-first."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS = {word: value for value, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
CARDINALS |= {word: value for value, word in enumerate(_TEENS, start=10)}
CARDINALS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}

_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_IRREGULAR |= {"twelve": "twelfth"}
ORDINALS = {
    _IRREGULAR.get(word, word.removesuffix("y") + "ieth" if word.endswith("y") else word + "th"): value
    for word, value in CARDINALS.items()
}

MULTIPLIERS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MULTIPLIERS |= {"lakh": 10**5, "crore": 10**7, "dozen": 12}
ABBREVIATED = {"mln": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
ABBREVIATED |= {"m": 10**6, "b": 10**9, "k": 10**3}

_WORD = "|".join(
    sorted({*CARDINALS, *ORDINALS, *MULTIPLIERS, "hundredth", "thousandth", "millionth"}, key=len, reverse=True)
)
# half a million; a quarter of a billion; a hundred
_LEAD = "half an? |half-|quarter-|(?:a )?half |a quarter (?:of a )?|an? "
# A run of number words; `numbers_of` cuts it where one number ends and the next begins.
_LEADING = f"(?:{_LEAD})(?=(?:{'|'.join(MULTIPLIERS)})\\b)"
NUMBER_WORDS = f"(?:{_LEADING})?(?:{_WORD})(?:(?: and a half|(?:-| and | |, )(?:{_WORD}))(?![a-z]))*"
_PART = re.compile(f"(?P<lead>{_LEADING})|(?P<half>and a half)|(?P<word>{_WORD})(?![a-z])", re.I)


class Number(NamedTuple):
    value: float
    start: int
    end: int
    scale: float
    is_ordinal: bool
    is_dozen: bool


class _Sum:
    """A number being read word by word."""

    def __init__(self) -> None:
        self.total = 0.0
        self.section: float | None = None
        self.last = 0  # the last word's value
        self.scale = 1
        self.is_dozen = False

    def takes(self, value: int, gap: str) -> bool:
        """Whether a word below one hundred goes on with this number."""
        if self.section is None:
            return gap != ", "
        if self.last in MULTIPLIERS.values():
            return gap in {" ", " and ", "-"} and not self.is_dozen
        return 20 <= self.last <= 90 and self.last % 10 == 0 and value < 10 and gap in {"-", " "}

    def multiply(self, factor: int) -> None:
        if factor == 100:
            self.section = (self.section or 1) * factor
        else:
            self.total += (1 if self.section is None else self.section) * factor
            self.section = 0
        self.last, self.scale = factor, self.scale * factor if self.scale == 100 else factor
        self.is_dozen = factor == 12


def numbers_of(words: str, start: int) -> Iterator[Number]:
    """The numbers in what `NUMBER_WORDS` matched; `start` is where that stands in the text."""
    current, begun, ended = _Sum(), -1, 0

    def finished(is_ordinal: bool = False) -> Number:
        value = current.total + (current.section or 0)
        return Number(value, start + begun, start + ended, current.scale, is_ordinal, current.is_dozen)

    for part in _PART.finditer(words):
        gap, word = words[ended : part.start()].lower(), part.group().lower()
        if part["lead"]:
            if begun >= 0:
                yield finished()
            current, begun = _Sum(), part.start()
            current.section = 0.5 if "half" in word else 0.25 if "quarter" in word else None
        elif part["half"]:
            current.section = (current.section or 0) + 0.5
        else:
            base = word.removesuffix("th") if word.removesuffix("th") in MULTIPLIERS else word
            value = CARDINALS.get(word) or ORDINALS.get(word) or MULTIPLIERS[base]
            goes_on = gap in {"-", " ", ""} if base in MULTIPLIERS else begun < 0 or current.takes(value, gap)
            if begun >= 0 and not goes_on:
                yield finished()
                current, begun = _Sum(), part.start()
            begun = part.start() if begun < 0 else begun
            if base in MULTIPLIERS:
                current.multiply(value)
            else:
                current.section, current.last = (current.section or 0) + value, value
            if word in ORDINALS or base != word:
                ended = part.end()
                yield finished(is_ordinal=True)
                current, begun = _Sum(), -1
        ended = part.end()
    if begun >= 0:
        yield finished()
