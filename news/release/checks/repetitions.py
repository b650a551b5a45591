"""Sentences that stand twice in the translation and once in the source."""

import re
from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from news.release.checks.alignment import size
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary
from news.release.checks.sentences import sentences

_SHORTEST = 18.0  # English letters: “Thank you!” may well be said twice
_LETTERS_AND_FIGURES = re.compile(r"[^\W_]+")


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """One finding for each sentence too many, on its second place."""
    repeated = {key: spans for key, spans in _places(target, target_lang).items() if len(spans) > 1}
    if not repeated:
        return []
    # A source that repeats sentences explains as many repetitions as it has, whichever they are.
    explained = sum(count - 1 for count in Counter(_keys(source, source_lang)).values())
    doubled = sorted(span for spans in repeated.values() for span in spans[1:])
    message = _("This sentence stands here twice, and once in the source.")
    return [Finding("repetition-sentence", Severity.ERROR, None, span, message) for span in doubled[explained:]]


def _places(text: str, language: str) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = defaultdict(list)
    spans = sentences(text, language)
    for start, end in spans if len(spans) > 1 else ():
        if size(text[start:end]) >= _SHORTEST:
            places[_key(text[start:end])].append((start, end))
    return places


def _keys(text: str, language: str) -> list[str]:
    return [_key(text[start:end]) for start, end in sentences(text, language)]


def _key(sentence: str) -> str:
    """The letters and figures alone: “So he said.” repeats “So, he said.”"""
    return "".join(_LETTERS_AND_FIGURES.findall(sentence.casefold()))
