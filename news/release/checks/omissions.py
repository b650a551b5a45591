"""Sentences of the source that the translation leaves out."""

from django.utils.translation import gettext as _

from news.release.checks.alignment import MOST, Sentence, align, latin, read, size
from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.sides import sides

SHORTEST = 40.0  # English letters: about thirteen characters of Chinese; less is a heading or an exclamation
_GROSS = 0.33  # of the expected length: no translator is that brief
_LONG_ENOUGH = 62.0  # English letters: shorter lines vary too much to be measured alone
_STILL_WHOLE = 1.15  # of the source's length: a text this long with half the sentence more has lost nothing


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    if sides(source, target, source_lang, target_lang) is None:
        return []
    whole, rendered = size(source), size(target)
    if whole >= _LONG_ENOUGH and rendered < whole * _GROSS:
        message = _("The translation is far shorter than this. Translate all of it.")
        return [Finding("omission-sentence", Severity.ERROR, _extent(source), None, message)]
    names = latin(source if source_lang == "zh" else target)
    texts, translated = read(source, source_lang, names), read(target, target_lang, names)
    if not 1 < len(texts) <= MOST or not 0 < len(translated) <= MOST:
        return []
    steps = align(texts, translated)
    dropped = [texts[step.source[0]] for step in steps if step.target[0] == step.target[1]]
    anchors = frozenset[str]().union(*(sentence.anchors for sentence in translated))
    return [
        _finding(sentence)
        for sentence in dropped
        if _is_missing(sentence, whole, rendered) and not _has_moved(sentence, anchors)
    ]


def _is_missing(sentence: Sentence, whole: float, rendered: float) -> bool:
    """True for a sentence that says something and that the length of the translation misses too."""
    return sentence.size >= SHORTEST and rendered + sentence.size / 2 < whole * _STILL_WHOLE


def _has_moved(sentence: Sentence, anchors: frozenset[str]) -> bool:
    """True where most of what any translation keeps of a sentence stands somewhere in the translation."""
    return len(sentence.anchors & anchors) > len(sentence.anchors) / 2


def _finding(sentence: Sentence) -> Finding:
    message = _("The translation seems to leave this sentence out.")
    return Finding("omission-sentence", Severity.ERROR, sentence.span, None, message)


def _extent(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, len(text.rstrip())
