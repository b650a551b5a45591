"""All checks between a text and its translation."""

from collections.abc import Callable

from news.release.checks import (
    dates,
    links,
    names,
    numbers,
    omissions,
    punctuation,
    repetitions,
    terms,
    times,
    untranslated,
)
from news.release.checks.characters import encodable
from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary

Check = Callable[[str, str, str, str, Glossary], list[Finding]]

LANGUAGES = ("zh", "en")
CHECKS: tuple[Check, ...] = (
    numbers.check,
    dates.check,
    times.check,
    names.check,
    terms.check,
    omissions.check,
    repetitions.check,
    untranslated.check,
    links.check,
)


def compare(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """What is wrong with `target` as a translation of `source` (languages: "zh", "en"), in the order of the source, then
    of the target. An empty target has one finding: nothing is translated."""
    if source_lang not in LANGUAGES or target_lang not in LANGUAGES or source_lang == target_lang:
        raise ValueError(f"{source_lang} to {target_lang}: one must be zh, the other en")
    source, target = encodable(source), encodable(target)
    findings = [found for check in CHECKS for found in check(source, target, source_lang, target_lang, glossary)]
    findings += punctuation.check(target, target_lang)
    return sorted(_without_repeats(findings), key=_place)


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """Where nothing of a passage is translated, what it should have held needs no saying."""
    left_out = [
        found.source_span for found in findings if found.code == "omission-sentence" and found.source_span is not None
    ]
    return [
        found
        for found in findings
        if not (
            found.target_span is None
            and found.code != "omission-sentence"
            and found.source_span is not None
            and any(start <= found.source_span[0] and found.source_span[1] <= end for start, end in left_out)
        )
    ]


def _place(found: Finding) -> tuple[int, int, str]:
    source, target = found.source_span, found.target_span
    return (source[0] if source else 1 << 40, target[0] if target else 1 << 40, found.code)
