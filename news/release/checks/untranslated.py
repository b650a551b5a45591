"""Words left in the source's language: Han characters in English, an English sentence in Chinese."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.release.checks.characters import HAN
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary

# Characters with what holds them together: punctuation and figures between two of them.
_HAN_PASSAGE = re.compile(f"[{HAN}](?:[^A-Za-z\\n]{{0,12}}[{HAN}])*")
_DOCUMENT_NUMBER = re.compile(rf"[{HAN}]{{1,20}}[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)]\s?(?:第\s?)?\d+\s?号?")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］"}
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "《": "》", "「": "」"}
_QUOTED = 4  # characters: a word that is spoken of, as the character “福”
_NEAR = 60  # characters around a passage in which its bracket must stand
_LATIN_PASSAGE = re.compile(r"(?<![A-Za-z'’-])[A-Za-z][A-Za-z'’-]*+(?:[ ,;:]++[A-Za-z][A-Za-z'’-]*+){7,}")
_SMALL = re.compile(r"(?<![A-Za-z])[a-z]+(?![A-Za-z])")
_SMALL_WORDS = 5  # names and titles of works have fewer words without a capital


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    if target_lang == "en":
        message = _("This is still Chinese. English readers must not meet it.")
        return [Finding("untranslated-han", Severity.ERROR, None, span, message) for span in _chinese_in(target)]
    message = _("This is still English. Readers of Chinese must not meet it.")
    return [Finding("untranslated-latin", Severity.ERROR, None, span, message) for span in _english_in(target, source)]


def _chinese_in(text: str) -> Iterator[Span]:
    numbers = [found.span() for found in _DOCUMENT_NUMBER.finditer(text)]
    for found in _HAN_PASSAGE.finditer(text):
        span = found.span()
        if any(start <= span[0] and span[1] <= end for start, end in numbers):
            continue
        if not _stands_beside_english(text, span):
            yield span


def _stands_beside_english(text: str, span: Span) -> bool:
    """True for the original in brackets after its English, and for a word or two in quotation marks."""
    before, after = text[max(0, span[0] - _NEAR) : span[0]], text[span[1] : span[1] + _NEAR]
    for opening, closing in _BRACKETS.items():
        at = before.rfind(opening)
        if at >= 0 and closing not in before[at:] and closing in after and re.search(r"[A-Za-z\"”’']\s*$", before[:at]):
            return True
    quoted = before[-1:] in _QUOTES and after[:1] == _QUOTES[before[-1:]]
    return quoted and span[1] - span[0] <= _QUOTED


def _english_in(text: str, source: str) -> Iterator[Span]:
    """Long runs of English words in a Chinese text that stand in the source too. Names and acronyms are no fault."""
    for found in _LATIN_PASSAGE.finditer(text):
        if len(_SMALL.findall(found.group())) >= _SMALL_WORDS and found.group() in source:
            yield found.span()
