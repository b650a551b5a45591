"""Places, and a few people, that news names every day, in Chinese and in English, so that one cannot be taken for another.

An entry is: names in Chinese | what else may stand for it there | names in English, with those of its people. A capital
stands for its country in either language, and Chinese abbreviates (中法, 京津冀). These are only ever compared as
wholes: how a place is officially called is the glossary's to say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from news.release.checks import known_names
from news.release.checks.findings import Span
from news.release.checks.known_names import CAPITALS, CITIES, COUNTRIES, IN_CHINA


class Known(NamedTuple):
    """`zh` and `en` name it; `instead` is what else may stand for it in a Chinese text."""

    zh: tuple[str, ...]
    instead: tuple[str, ...]
    en: tuple[str, ...]
    is_person: bool


def _known(table: str, is_person: bool = False) -> list[Known]:
    entries = (line.split("|") for line in table.strip().split("\n"))
    return [
        Known(
            tuple(zh.split()), tuple(instead.split()), tuple(name.replace("_", " ") for name in en.split()), is_person
        )
        for zh, instead, en in entries
    ]


KNOWN = [
    *_known(COUNTRIES),
    *_known(CAPITALS),
    *_known(IN_CHINA),
    *_known(CITIES),
    *_known(known_names.PEOPLE, is_person=True),
]
# Names of people in Chinese, with what they are called in English.
PEOPLE = {name: one.en for one in KNOWN if one.is_person for name in one.zh}
_BY_BEGINNING: dict[str, list[tuple[str, Known]]] = defaultdict(list)
_BY_ENGLISH: dict[str, list[Known]] = defaultdict(list)
for _one in KNOWN:
    for _name in _one.zh:
        _BY_BEGINNING[_name[:2]].append((_name, _one))
    for _name in _one.en:
        _BY_ENGLISH[_name].append(_one)
_BEGIN_PHRASES = frozenset(name.split()[0] for name in _BY_ENGLISH if " " in name)
for _names in _BY_BEGINNING.values():
    _names.sort(key=lambda named: -len(named[0]))
_BY_LETTER = {letter: tuple(one for one in KNOWN if letter in one.instead) for one in KNOWN for letter in one.instead}
_LETTERS = frozenset(letter for one in KNOWN for letter in one.instead if len(letter) == 1)
_ANY_LETTER = "".join(sorted(_LETTERS))
# 中 of 中美, 中方, 访中 stands for China, that of 其中 does not.
_SIGN = re.compile(
    f"[{_ANY_LETTER}](?=[{_ANY_LETTER}]|[方军企媒元股债籍裔总国区洽族]|成指)|(?<=[{_ANY_LETTER}赴访对驻来入离抵涉援留旅在])[{_ANY_LETTER}]"
)
_NO_SIGNS = frozenset(
    "南方 西方 立方 土方 老方 利企 索南 中亚 南亚 西亚 东亚 西非 西欧 南美 中西 希土 成长 成立 新立 西贵".split()
)
_SIGNS_ONLY = re.compile(f"(?=.{{2,5}}$)(?:[赴访驻](?=.$))?(?P<signs>[{_ANY_LETTER}]+)(?:方|媒|籍|企|成指|洽会)?")
_CAPITALISED = re.compile(r"(?<![\w'’])(?:[A-Z]\.){2,}|(?<![\w'’])[A-ZÀ-Ý][\w'’-]*\w")


def in_chinese(text: str) -> Iterator[tuple[Span, Known]]:
    """Every known name, the longest where one holds another, in the order of the text."""
    end = 0
    for i in range(len(text) - 1):
        if i < end:
            continue
        for name, known in _BY_BEGINNING.get(text[i : i + 2], ()):
            if text.startswith(name, i):
                end = i + len(name)
                yield (i, end), known
                break


def signs(words: Iterable[tuple[str, str]]) -> Iterator[tuple[Span, tuple[Known, ...]]]:
    """The abbreviations of places among the words of a segmented text, each with all that it may stand for: only where a
    word is made of them (中法, 京津冀) or joins one to what shows it (澳方, 驻法)."""
    position = 0
    for word, tag in words:
        if tag != "p" and not tag.startswith("nr") and word not in _NO_SIGNS and (found := _SIGNS_ONLY.fullmatch(word)):
            for offset in range(*found.span("signs")):
                yield (position + offset, position + offset + 1), _BY_LETTER[word[offset]]
        position += len(word)


def stand_ins(text: str) -> frozenset[str]:
    """The abbreviations of places in a Chinese text: 中 and 法 in 中法."""
    return frozenset(_SIGN.findall(text))


class Capitalised(NamedTuple):
    """A word with a capital, or two or three that name one place; `known` is all that it may name."""

    word: str
    span: Span
    known: tuple[Known, ...]


def _parts(word: str, start: int) -> list[tuple[str, int]]:
    """The parts of China-Laos; any other word whole."""
    parts = word.split("-")
    if len(parts) == 1 or word in _BY_ENGLISH or not any(part in _BY_ENGLISH for part in parts):
        return [(word, start)]
    starts = [start + len(word) - len("-".join(parts[number:])) for number in range(len(parts))]
    return [(part, at) for part, at in zip(parts, starts, strict=True) if part[:1].isupper() and len(part) > 1]


def in_english(text: str) -> list[Capitalised]:
    """The words with capitals, in the order of the text, without possessive endings."""
    words = [
        word
        for match in _CAPITALISED.finditer(text)
        for word in _parts(match.group().removesuffix("'s").removesuffix("’s"), match.start())
    ]
    found, i = [], 0
    while i < len(words):
        word, start = words[i]
        count = 1
        for more in (2, 1) if word in _BEGIN_PHRASES else ():  # Ho Chi Minh, New York
            rest = words[i : i + more + 1]
            phrase = " ".join(part for part, _start in rest)
            if len(rest) == more + 1 and phrase in _BY_ENGLISH and text.startswith(phrase, start):
                word, count = phrase, more + 1
                break
        found.append(Capitalised(word, (start, start + len(word)), tuple(_BY_ENGLISH.get(word, ()))))
        i += count
    return found
