"""Chinese personal names and their pinyin beside each other, known to the glossary or not.

Both sides must speak for a fault: characters that make a name, and an English name that is nearly, but not quite, how
they are read. An English name with no likeness in the Chinese is no fault: a translator may name whom the source calls
“the premier”.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from news.release.checks.characters import HAN_RUN
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.gazetteer import PEOPLE
from news.release.checks.glossary import Glossary
from news.release.checks.pinyin import (
    COMPOUND_SURNAMES,
    SURNAME_SOUNDS,
    SURNAMES,
    TWO_SYLLABLES,
    is_given_name,
    letters,
    readings,
    slip_apart,
    spellings,
)
from news.release.checks.sides import Sides
from news.release.checks.sounds import syllable
from news.release.checks.words import tagged

_CAPITALISED = re.compile(r"[A-ZÜ][a-zü]*[A-Za-zü'’-]*[A-Za-zü]")
# Two words that look like a Chinese name and are another one.
_NO_NAMES = frozenset({("hong", "kong"), ("le", "pen"), ("la", "nina"), ("he", "said"), ("you", "can"), ("sun", "bin")})
_AFTER_NAME = (
    "以和与在将同率被向说称对会为等已曾再就也获因"  # which the segmenter may take into a name of two characters
)
# What shows that a name of three characters has not taken in a verb: 何立峰14日, not 应勇作报告.
_ENDS_NAME = re.compile("$|说|表示|指出|强调|主持|会见|同|在|和|与|出席")
_THREE_WORDS = re.compile(r"(?<!\w)(?=([A-Z][a-z]{1,5} [A-Z][a-z]{1,4} (?!Said|Who|Has|Was|Is)[A-Z][a-z]{1,4}\b))")
_JOINS = re.compile(r"(?:,| and| with| by) \Z")
_MOST = 100  # names that one English name is compared with
_SYLLABLE = 3  # letters that two given names begin with
_SHORTEST_SLIP = 5  # letters: in a shorter given name another letter makes another name


class Latin(NamedTuple):
    """Two capitalised words in a row, as letters to compare, and where they stand."""

    first: str
    second: str
    span: Span
    hyphen: bool


@dataclass(frozen=True)
class Han:
    """A surname and what may be the given name after it. `certain` where the segmenter or the glossary knows a name."""

    span: Span
    surname: frozenset[str]
    given: frozenset[str]
    begins_word: bool
    certain: bool

    @property
    def characters(self) -> int:
        return self.span[1] - self.span[0]

    @property
    def telling(self) -> bool:
        """A name for certain, or one long enough that its sound is no accident."""
        return self.certain or (self.begins_word and self.characters >= 3)


def check(texts: Sides, glossary: Glossary) -> list[Finding]:
    """Names in another order, misspelt by a letter, or with another surname or given name."""
    pairs = [pair for pair in _pairs(texts.en) if _may_be_pinyin(pair)]
    if not pairs:
        return []
    known = {person.zh for person in glossary.people if person.zh in texts.zh}
    waiting = Waiting((name for name in _names(texts.zh, known) if not _is_rendered_otherwise(name, texts)), pairs)
    words = {letters(word) for word in _CAPITALISED.findall(texts.en)}
    three_words = [match.span(1) for match in _THREE_WORDS.finditer(texts.en)]
    findings = []
    # Each once: what a name is written as three times is one slip.
    for pair in {(pair.first, pair.second): pair for pair in reversed(pairs)}.values():
        if (pair.first, pair.second) in _NO_NAMES or waiting.explain(pair):
            continue
        if any(start <= pair.span[0] and pair.span[1] <= end for start, end in three_words):
            continue  # Song Man Lei is as Macao spells it
        if pair.hyphen:
            continue  # with a hyphen it is in another spelling: Han Kuo-yu
        if fault := waiting.fault(pair, words):
            findings.append(_finding(texts, pair, *fault))
    return findings or list(_added(texts, pairs, waiting))


def _added(texts: Sides, pairs: Iterable[Latin], waiting: "Waiting") -> Iterator[Finding]:
    """`name-added` (or missing, where the English is the source) for a name in a list of which the Chinese text has others."""
    if not any(waiting.explain(pair) for pair in pairs):
        return
    sound = "".join(map(syllable, texts.zh))
    for pair in pairs:
        if waiting.explain(pair) or pair.hyphen or pair.first + pair.second in sound:
            continue
        if pair.first not in SURNAME_SOUNDS or not is_given_name(pair.second):
            continue
        if not TWO_SYLLABLES.fullmatch(pair.second) and not any(
            waiting.explain(other) and texts.en[other.span[1] : pair.span[0]] in (" and ", ", ", ", and ")
            for other in pairs
        ):
            continue
        if _JOINS.search(texts.en[max(0, pair.span[0] - 16) : pair.span[0]]) or texts.en.startswith(
            " and ", pair.span[1]
        ):
            code = "name-added" if texts.into_english else "name-missing"
            message = _("“%(name)s” is named in the English text only.") % {"name": texts.en[slice(*pair.span)]}
            yield texts.finding(code, Severity.WARNING, None, pair.span, message)


def _is_rendered_otherwise(name: Han, texts: Sides) -> bool:
    """True for 金正恩 where "Kim" stands."""
    return any(one in texts.en for one in PEOPLE.get(texts.zh[slice(*name.span)], ()))


class Waiting:
    """The names of the Chinese text by their sounds; those that wait have their own rendering nowhere."""

    def __init__(self, names: Iterable[Han], pairs: Iterable[Latin]) -> None:
        self.sounds: set[tuple[str, str]] = set()
        self.by_surname: dict[str, list[Han]] = defaultdict(list)
        self.by_given: dict[str, list[Han]] = defaultdict(list)
        self.certain: list[Han] = []
        rendered, met = {(pair.first, pair.second) for pair in pairs}, set()
        for name in names:
            sounds = {(surname, given) for surname in name.surname for given in name.given}
            self.sounds |= sounds
            if not name.begins_word or sounds & rendered or (name.surname, name.given) in met:
                continue
            met.add((name.surname, name.given))
            for surname in name.surname:
                self.by_surname[surname].append(name)
            for given in name.given:
                self.by_given[given].append(name)
            if name.certain and len(self.certain) < _MOST:
                self.certain.append(name)

    def explain(self, pair: Latin) -> bool:
        """True where the pair is how a name of the Chinese text is read."""
        return (pair.first, pair.second) in self.sounds

    def fault(self, pair: Latin, words: set[str]) -> tuple[str, Han] | None:
        """What is wrong with a pair of words that renders no name, and the name that it stands for."""
        for name in self.by_given.get(pair.first, ())[:_MOST]:
            if name.telling and pair.second in name.surname:
                return "name-order", name
        for name in [*self.by_surname.get(pair.first, ())[:_MOST], *self.by_given.get(pair.second, ())[:_MOST]]:
            if _misspelt(pair, name):
                return "name-differs", name
        if pair.first in SURNAME_SOUNDS and is_given_name(pair.second):
            for name in self.by_surname.get(pair.first, ())[:_MOST]:
                if name.telling and name.characters >= 3 and TWO_SYLLABLES.fullmatch(pair.second):
                    return "name-differs", name
            for name in self.certain:
                if not words & name.given and self._is_another(pair, name, words):
                    return "name-differs", name
        return None

    def _is_another(self, pair: Latin, name: Han, words: set[str]) -> bool:
        """True where a name is left on either side, and nothing else of it is in the translation."""
        return pair.first in name.surname or (not words & name.surname and pair.first not in self.by_surname)


def _shares(given: str, other: str) -> bool:
    """True for two given names of which one syllable is the same: Dongliang and Dongchuan, Li and Lifeng."""
    if given != other and (other.startswith(given) or other.endswith(given)) and len(given) > 1:
        return True
    return given[:_SYLLABLE] == other[:_SYLLABLE] or given[-_SYLLABLE - 1 :] == other[-_SYLLABLE - 1 :]


def _misspelt(pair: Latin, name: Han) -> bool:
    if not name.telling:
        return False
    if (
        pair.first in name.surname
        and is_given_name(pair.second)
        and any(_shares(pair.second, one) for one in name.given)
    ):
        return True
    if pair.first in name.surname:
        return (name.certain or len(pair.second) >= _SHORTEST_SLIP) and slip_apart(pair.second, name.given)
    if slip_apart(pair.first, name.surname):
        return len(pair.first) > 1
    return (name.certain or name.characters >= 3) and pair.first in SURNAME_SOUNDS


def _finding(texts: Sides, pair: Latin, code: str, name: Han) -> Finding:
    written = {"chinese": texts.zh[slice(*name.span)], "english": texts.en[slice(*pair.span)]}
    if code == "name-order":
        message = _("“%(english)s” puts the given name first. %(chinese)s begins with the surname in English too.")
    else:
        message = _("%(chinese)s is not written “%(english)s”. Compare the name letter by letter.")
    return texts.finding(code, Severity.ERROR, name.span, pair.span, message % written)


# --- English ----------------------------------------------------------------------------------------------------------


def _pairs(en: str) -> Iterator[Latin]:
    previous: re.Match[str] | None = None
    for word in _CAPITALISED.finditer(en):
        if previous is not None and en[previous.end() : word.start()] == " ":
            first, second = _without_possessive(previous.group()), _without_possessive(word.group())
            span = (previous.start(), word.start() + len(second))
            yield Latin(letters(first), letters(second), span, "-" in second or "-" in first)
        previous = word


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _may_be_pinyin(pair: Latin) -> bool:
    return pair.first in SURNAME_SOUNDS or pair.second in SURNAME_SOUNDS or is_given_name(pair.second)


# --- Chinese ----------------------------------------------------------------------------------------------------------


def _names(zh: str, known: set[str]) -> list[Han]:
    """Every place where a surname stands, with one and with two characters after it."""
    starts, names_by_start = _words(zh)
    found = []
    for run in HAN_RUN.finditer(zh):
        text, offset = run.group(), run.start()
        for i in range(len(text) - 1):
            surname = 2 if text[i : i + 2] in COMPOUND_SURNAMES else 1 if text[i] in SURNAMES else 0
            if not surname:
                continue
            whole = names_by_start.get(offset + i, "")
            for given in (1, 2):
                if len(whole) == surname + 2 and given == 1 and _ENDS_NAME.match(text, i + len(whole)):
                    continue  # He Li is not 何立峰
                end = i + surname + given
                if end > len(text):
                    break
                start, name = offset + i, text[i:end]
                found.append(
                    Han(
                        (start, start + len(name)),
                        spellings(text[i : i + surname]),
                        spellings(text[i + surname : end]),
                        start in starts,
                        name in known or whole == name or (whole == text[i : i + surname] and given == 2),
                    )
                )
    return found


def _words(zh: str) -> tuple[set[int], dict[int, str]]:
    """Where the segmenter begins a word, and the personal names that it sees, by where they begin."""
    starts, names, position = set(), {}, 0
    for word, tag in tagged(zh):
        starts.add(position)
        if tag.startswith("nr") and tag != "nrt" and all(readings(character) for character in word):
            names[position] = word if len(word) < 3 or word[-1] not in _AFTER_NAME else word[:-1]  # 谌龙以
        position += len(word)
    return starts, names
