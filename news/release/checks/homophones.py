"""An official's name written with other characters that sound the same, or with another letter, beside a post."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.release.checks.characters import HAN_RUN, WORD
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary, Person
from news.release.checks.offices import offices
from news.release.checks.pinyin import SURNAMES, letters, readings, slip_apart, sounds_alike
from news.release.checks.remembered import remembered


def check(text: str, language: str, glossary: Glossary) -> list[Finding]:
    """Spans are in the target's place: the text that is checked has no source here."""
    if not glossary.people:
        return []
    findings, seen = [], set()
    for span, person in _chinese(text, glossary) if language == "zh" else _english(text, glossary):
        if span in seen:
            continue
        seen.add(span)
        written, meant = text[slice(*span)], person.zh if language == "zh" else person.en
        message = _("“%(written)s” is nearly %(meant)s. Check the name.") % {"written": written, "meant": meant}
        code = "name-homophone" if language == "zh" else "name-misspelt"
        findings.append(Finding(code, Severity.ERROR, None, span, message))
    return findings


@remembered
def _by_sound(glossary: Glossary) -> dict[tuple[int, str], list[Person]]:
    """Officials by the length of their names and the sound of their surnames."""
    index: dict[tuple[int, str], list[Person]] = defaultdict(list)
    for person in glossary.people:
        for sound in readings(person.zh[:1]) if person.zh else ():
            index[len(person.zh), sound].append(person)
    return index


def _chinese(text: str, glossary: Glossary) -> Iterator[tuple[Span, Person]]:
    index, names = _by_sound(glossary), {person.zh for person in glossary.people}
    lengths = sorted({length for length, _sound in index}, reverse=True)
    for _office, (start, end), _former in offices(text, "zh"):
        for length in lengths:
            for begin in (end, start - length):
                name = text[begin : begin + length] if begin >= 0 else ""
                if len(name) != length or name in names or not HAN_RUN.fullmatch(name) or name[0] not in SURNAMES:
                    continue
                people = [person for sound in readings(name[0]) for person in index.get((length, sound), ())]
                if person := next((person for person in people if sounds_alike(name, person.zh)), None):
                    yield (begin, begin + length), person


def _english(text: str, glossary: Glossary) -> Iterator[tuple[Span, Person]]:
    names = {tuple(letters(word) for word in person.en.split()): person for person in glossary.people}
    for _office, (_start, end), _former in offices(text, "en"):
        words: list[re.Match[str]] = []
        while len(words) < 2 and text[end : end + 1] == " " and (word := WORD.match(text, end + 1)):
            words.append(word)
            end = word.end()
        if len(words) < 2 or not all(word.group()[0].isupper() for word in words):
            continue
        name = tuple(letters(word.group().removesuffix("'s").removesuffix("’s")) for word in words)
        if name in names:
            continue
        for known, person in names.items():
            if len(known) == 2 and _one_slip(name, known):
                yield (words[0].start(), words[1].end()), person


def _one_slip(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return any(name[i] == known[i] and slip_apart(name[1 - i], [known[1 - i]]) for i in (0, 1))
