"""Where the sentences of a text begin and end, in Chinese and in English."""

import re

from news.release.checks.findings import Span

# An end of sentence takes the closing quotes and brackets after it along.
_CHINESE_END = re.compile(r"(?:[。！？!?]+|……)[”’」』）)】》\"']*|\n+")
_ENGLISH_END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]]*+(?=\s|$)|\n+")
# A full stop after these ends no sentence (compared in lower case, without the stop).
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr gen col lt maj capt sgt gov sen rep hon rev pres no nos vol art sec fig pp vs al inc"
    " ltd co corp dept univ jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " approx est ext cf ca e.g i.e u.s u.k u.n d.c ph.d".split()
)
_BEFORE_THE_STOP = re.compile(r"[^\s(“\"‘']+$")
_LOWER_NEXT = re.compile(r"\s*[a-z]")


def sentences(text: str, language: str) -> list[Span]:
    """The spans of the sentences, without the space around them; a line break ends one too. Covers every word of the
    text."""
    ends = _chinese_ends(text) if language == "zh" else _english_ends(text)
    found, start = [], 0
    for end in [*ends, len(text)]:
        piece = text[start:end]
        if stripped := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, begin + len(stripped)))
        start = end
    return found


def _chinese_ends(text: str) -> list[int]:
    return [found.end() for found in _CHINESE_END.finditer(text)]


def _english_ends(text: str) -> list[int]:
    return [found.end() for found in _ENGLISH_END.finditer(text) if not _goes_on(text, found)]


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """True where a stop is part of an abbreviation or an initial, or the next word begins small."""
    if stop.group().startswith("\n"):
        return False
    if _LOWER_NEXT.match(text, stop.end()) and "\n" not in text[stop.end() : stop.end() + 2]:
        return True
    if stop.group() != ".":
        return False
    before = _BEFORE_THE_STOP.search(text, max(0, stop.start() - 20), stop.start())
    if before is None:
        return False
    word = before.group().lower()
    if word in ("p.m", "a.m", "etc"):
        return False  # these end sentences as often as not, and what follows begins with a capital
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")
