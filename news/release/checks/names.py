"""Officials between the languages: each has one name in the other language, and it must be there."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from news.release.checks import dropped_names, foreign_names, personal_names
from news.release.checks.characters import HAN_RUN, WORD
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary, Person
from news.release.checks.offices import OFFICE
from news.release.checks.pinyin import letters, slip_apart, sounds_alike
from news.release.checks.sides import Sides, sides


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    texts = sides(source, target, source_lang, target_lang)
    if texts is None:
        return []
    findings = personal_names.check(texts, glossary)
    findings += [
        one
        for one in foreign_names.check(texts)
        if not _overlaps(one.source_span, [other.source_span for other in findings])
        and not _overlaps(one.target_span, [other.target_span for other in findings])
    ]
    sources = [finding.source_span for finding in findings]
    targets = [finding.target_span for finding in findings]
    looked_for = _in_english if texts.into_english else _in_chinese
    for person in glossary.people:
        found = looked_for(texts, person, glossary)
        if found and not _overlaps(found.source_span, sources) and not _overlaps(found.target_span, targets):
            findings.append(found)
    return findings + dropped_names.check(texts, findings)


def _overlaps(span: Span | None, others: list[Span | None]) -> bool:
    return span is not None and any(other and span[0] < other[1] and other[0] < span[1] for other in others)


def _in_english(texts: Sides, person: Person, glossary: Glossary) -> Finding | None:
    span = _place(texts.zh, person.zh, glossary)
    if span is None or not person.en or _phrase(person.en).search(texts.en):
        return None
    if near := _nearly(texts.en, person.en):
        message = _("%(chinese)s is %(english)s in English, not “%(found)s”.") % {
            "chinese": person.zh,
            "english": person.en,
            "found": texts.en[slice(*near)],
        }
        return texts.finding("name-differs", Severity.ERROR, span, near, message)
    if any(_phrase(word).search(texts.en) for word in person.en.split() if len(word) > 1):
        return None  # Governor Hao, or the second time
    message = _("%(chinese)s is named here; the translation does not name %(english)s.")
    return texts.finding(
        "name-missing", Severity.ERROR, span, None, message % {"chinese": person.zh, "english": person.en}
    )


def _in_chinese(texts: Sides, person: Person, glossary: Glossary) -> Finding | None:
    found = _phrase(person.en).search(texts.en) if person.en else None
    if found is None or not person.zh or person.zh in texts.zh:
        return None
    names = {"chinese": person.zh, "english": person.en}
    if near := _homophone(texts.zh, person.zh, {other.zh for other in glossary.people}):
        message = _("%(english)s is %(chinese)s in Chinese, not “%(found)s”.")
        return texts.finding(
            "name-differs", Severity.ERROR, near, found.span(), message % {**names, "found": texts.zh[slice(*near)]}
        )
    if re.search(f"{re.escape(person.zh[0])}(?:{OFFICE})", texts.zh):
        return None  # 郝省长
    message = _("%(english)s is named here; the translation does not name %(chinese)s.")
    return texts.finding("name-missing", Severity.ERROR, None, found.span(), message % names)


def _place(zh: str, name: str, glossary: Glossary) -> Span | None:
    """Where a Chinese name stands and is not part of another official's: 王建 is not in 王建国."""
    start = zh.find(name) if name else -1
    while start >= 0:
        span = (start, start + len(name))
        longer = (other.zh for other in glossary.people if len(other.zh) > len(name) and name in other.zh)
        if not any(zh.startswith(other, start - other.index(name)) for other in longer):
            return span
        start = zh.find(name, span[1])
    return None


def _phrase(words: str) -> re.Pattern[str]:
    """Finds a name whatever the spaces and capitals in it: HAO Peng, Hao  Peng. (`re` keeps the last 512 compiled.)"""
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(map(re.escape, words.split())) + r"(?!\w)", re.IGNORECASE)


def _nearly(en: str, name: str) -> Span | None:
    """Words that are this name but for one slip in one of them."""
    wanted = [letters(word) for word in WORD.findall(name)]
    if len(wanted) != 2:
        return None
    for first, second in pairwise(WORD.finditer(en)):
        if not (first.group()[0].isupper() and second.group()[0].isupper()):
            continue
        given = letters(first.group()), letters(second.group())
        for right, other in ((0, 1), (1, 0)):
            if given[right] == wanted[right] and slip_apart(given[other], [wanted[other]]):
                return first.start(), second.end()
    return None


def _homophone(zh: str, name: str, known: set[str]) -> Span | None:
    """Characters that sound like a name, begin with the same one, and are nobody else's name."""
    for run in HAN_RUN.finditer(zh):
        text, start = run.group(), run.start()
        for i in range(len(text) - len(name) + 1):
            other = text[i : i + len(name)]
            if other[0] == name[0] and other not in known and sounds_alike(other, name):
                return start + i, start + i + len(name)
    return None
