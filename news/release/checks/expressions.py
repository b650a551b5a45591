"""Expressions that are refused wherever they stand, and refused variants of terms, in one text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.remembered import remembered


class Refused(NamedTuple):
    """One pattern for every refused expression, and what may be said instead of each ("" where nothing may)."""

    pattern: re.Pattern[str] | None
    instead: dict[str, str]


def check(text: str, language: str, glossary: Glossary) -> list[Finding]:
    """Spans are in the target's place: the text that is checked has no source here."""
    return list(_found(text, _chinese(glossary) if language == "zh" else _english(glossary)))


def _found(text: str, refused: Refused) -> Iterator[Finding]:
    if refused.pattern is None:
        return
    for found in refused.pattern.finditer(text):
        names = {"found": found.group(), "instead": refused.instead.get(found.group().casefold(), "")}
        if names["found"] == names["instead"] or _is_part_of(text, found, names["instead"]):
            continue
        message = (
            _("“%(found)s” may not be said; write “%(instead)s”.")
            if names["instead"]
            else _("“%(found)s” may not be said.")
        )
        yield Finding("term-refused", Severity.ERROR, None, found.span(), message % names)


def _is_part_of(text: str, found: re.Match[str], instead: str) -> bool:
    """True where the refused words stand inside what may be said: 台湾 for 台湾地区."""
    at = instead.casefold().find(found.group().casefold())
    start = found.start() - at
    return at >= 0 and start >= 0 and text[start : start + len(instead)].casefold() == instead.casefold()


@remembered
def _chinese(glossary: Glossary) -> Refused:
    variants = {variant: term.zh for term in (*glossary.terms, *glossary.bodies) for variant in term.refused_zh}
    return _compiled(variants | dict(glossary.expressions))


@remembered
def _english(glossary: Glossary) -> Refused:
    terms = (*glossary.terms, *glossary.bodies)
    variants = {variant: term.en[0] if term.en else "" for term in terms for variant in term.refused_en}
    return _compiled(variants | dict(glossary.expressions))


def _compiled(instead: dict[str, str]) -> Refused:
    instead = {expression.casefold(): other for expression, other in instead.items() if expression.strip()}
    if not instead:
        return Refused(None, {})
    longest_first = sorted(instead, key=len, reverse=True)
    return Refused(re.compile("|".join(map(_bounded, longest_first)), re.IGNORECASE), instead)


def _bounded(expression: str) -> str:
    """Latin expressions stand between words; Chinese ones anywhere."""
    before = r"(?<![A-Za-z0-9])" if expression[0].isascii() and expression[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if expression[-1].isascii() and expression[-1].isalnum() else ""
    return before + re.escape(expression) + after
