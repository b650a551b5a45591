"""Punctuation of the wrong script: half-width marks between Chinese characters, full-width marks in English."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.release.checks.characters import HAN
from news.release.checks.findings import Finding, Severity

_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_HALF = {full: half for half, full in _FULL.items()} | {"、": ",", "【": "[", "】": "]"}
_CLOSING = "”’」』）》】"
_OPENING = "“‘「『（《【"
# A mark belongs to the Chinese where Han stands before it and Han, or nothing more, after it.
_HALF_WIDTH = re.compile(
    f"(?<=[{HAN}{_CLOSING}])[,;:!?](?=\\s{{0,3}}(?:[{HAN}{_CLOSING}{_OPENING}]|$))"
    f"|(?<=[{HAN}{_CLOSING}])\\.(?=[{HAN}{_CLOSING}]|$)"
    f"|(?<=[{HAN}])\\((?=[{HAN}])|(?<=[{HAN}])\\)(?=[{HAN}，。；：！？、]|$)",
    re.MULTILINE,
)
_FULL_WIDTH = re.compile(f"(?<![{HAN}])[{''.join(_HALF)}](?![{HAN}])")


def check(text: str, language: str) -> list[Finding]:
    """One finding for each mark. Spans are in the target's place: the text that is checked has no source here."""
    return list(_in_chinese(text) if language == "zh" else _in_english(text))


def _in_chinese(text: str) -> Iterator[Finding]:
    for found in _HALF_WIDTH.finditer(text):
        message = _("Chinese is written with %(right)s here, not with the half-width %(mark)s.") % {
            "right": _FULL[found.group()],
            "mark": found.group(),
        }
        yield Finding("punctuation-half-width", Severity.WARNING, None, found.span(), message)


def _in_english(text: str) -> Iterator[Finding]:
    for found in _FULL_WIDTH.finditer(text):
        message = _("English is written with %(right)s here, not with the full-width %(mark)s.") % {
            "right": _HALF[found.group()],
            "mark": found.group(),
        }
        yield Finding("punctuation-full-width", Severity.WARNING, None, found.span(), message)
