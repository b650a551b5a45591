"""Names of foreigners, and places, that became others: 布林肯 as "Messi", 天津 as "Kunming".

Both sides must speak for a fault: a name in Chinese that nothing in the English renders, and a name in English that
nothing in the Chinese says. One alone is a translator's freedom ("the president", "Paris" for 法方). Places and a few
people are known (see `gazetteer`); any other foreign name is told by its sound.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.pinyin import SYLLABLES, letters, spellings
from news.release.checks.sides import Sides
from news.release.checks.sounds import syllable
from news.release.checks.two_sided_names import Name, Names, names_of

_NAMELESS = re.compile(
    "[他她]|(?:总统|首相|总理|主席|部长|国务卿|外长|行长|总裁|秘书长|首席执行官|创始人|CEO|教皇|国王|领导人|元首)(?=说|表示|在|将|，|。|[0-9]|的|和|与|会|指出|宣布|就|对|当)"
)
_PLACE_IN_ENGLISH = re.compile(
    r"\b(?P<name>[A-Z][a-z]+(?:['’][a-z]+)?) (?:County|City|District|Township|Town|Village|Prefecture)\b"
)
_PLACE_IN_CHINESE = re.compile("(?P<name>[\u4e00-\u9fff]{2,4}?)(?:县|市|区|镇|乡|村|州)(?!长|政|场|民|域|委|级)")
_BOTH = re.compile(
    "双方|两国|两地|两岸|双边|两市|[三四五六七八九]国|各国|[三四五六七八九]方"
)  # "China and Australia" says it too


def check(texts: Sides) -> list[Finding]:
    """`name-differs`, at most once for each name."""
    comparison = names_of(texts)
    lost = [*comparison.lost_places, *comparison.lost_names]
    if not lost and not any(word.known for word in comparison.words):
        return list(_other_places(texts))
    strange = list(comparison.strange)
    # An abbreviation may mean much else: only where a place is left over in English.
    if any(other.is_place for other in strange):
        lost += comparison.lost_signs()
    findings = []
    for name in lost:
        near = [other for other in strange if comparison.may_be(name, other)]
        if near:
            other = min(near, key=lambda one: comparison.distance(name.span, one.span))
            strange.remove(other)
            findings.append(_finding(texts, name.span, other.span))
    findings = findings or list(_other_places(texts))
    return findings or _listed(texts, comparison, lost, strange) or _well_known(texts, comparison, strange)


def _other_places(texts: Sides) -> Iterator[Finding]:
    """A county, city or district of China that became another one: 门源县 as "Qilian County"."""
    english = [match for match in _PLACE_IN_ENGLISH.finditer(texts.en) if SYLLABLES.fullmatch(letters(match["name"]))]
    if not english:
        return
    sound, plain = "".join(map(syllable, texts.zh)), letters(texts.en).replace(" ", "")
    lost = [
        match.span("name")
        for match in _PLACE_IN_CHINESE.finditer(texts.zh)
        if not any(one in plain for one in spellings(match["name"][-2:]))
    ]
    for match in english:
        if lost and letters(match["name"]) not in sound:
            yield _finding(texts, lost.pop(0), match.span("name"))


def _well_known(texts: Sides, comparison: Names, strange: list[Name]) -> list[Finding]:
    """Well-known people of the English text only, with their given names, unless the Chinese text speaks of somebody
    without a name."""
    if _NAMELESS.search(texts.zh):
        return []
    return [
        _one_sided(texts, None, person.span)
        for person in strange
        if person.is_place is False and comparison.is_well_known(person.span)
    ]


def _listed(texts: Sides, comparison: Names, lost: list[Name], strange: list[Name]) -> list[Finding]:
    """Places of one text only, beside one that both have: 巴西、阿根廷和智利 as "Brazil and Chile"."""
    findings = [
        _one_sided(texts, place.span, None)
        for place in lost
        if place.is_place and comparison.is_listed_in_chinese(place.span)
    ]
    if not _BOTH.search(texts.zh) or any(comparison.signs):
        findings += [
            _one_sided(texts, None, place.span)
            for place in strange
            if place.is_place and comparison.is_listed_in_english(place.span)
        ]
    return findings


def _one_sided(texts: Sides, zh: Span | None, en: Span | None) -> Finding:
    is_missing = (zh is not None) == texts.into_english
    name = texts.zh[slice(*zh)] if zh else texts.en[slice(*(en or (0, 0)))]
    message = (
        _("The translation does not name “%(name)s”.") if is_missing else _("The original does not name “%(name)s”.")
    )
    code = "name-missing" if is_missing else "name-added"
    return texts.finding(code, Severity.WARNING, zh, en, message % {"name": name})


def _finding(texts: Sides, zh: Span, en: Span) -> Finding:
    message = _("“%(english)s” is not %(chinese)s. Compare the names.")
    written = {"chinese": texts.zh[slice(*zh)], "english": texts.en[slice(*en)]}
    return texts.finding("name-differs", Severity.WARNING, zh, en, message % written)
