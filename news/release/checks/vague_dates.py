"""“Recently” on a page that says nowhere when."""

import re
from collections.abc import Iterator

import rjieba
from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity, Span

_ENGLISH = re.compile(
    r"(?<!\w)(?:recently|lately|(?:a few|some|several) days ago|the other day|not long ago|in recent days|these days)(?!\w)",
    re.IGNORECASE,
)
_CHINESE = frozenset("近日 日前 近期 最近 不久前 前不久 近来 前几天 前些天 前些日子 这几天 新近".split())
_CHINESE_ANYWHERE = re.compile("|".join(sorted(_CHINESE, key=len, reverse=True)))
_FIGURES = tuple("0123456789０１２３４５６７８９一二两三四五六七八九十几数多半")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_FULL_DATE = re.compile(
    r"\d{4}[-/.年]\s?\d{1,2}|\d{1,2}月\s?\d{1,2}[日号]|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
    rf"|(?<!\w){_MONTH}\.? \d{{1,2}}(?!\d)|(?<!\w)\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?!\w)",
    re.IGNORECASE,
)


def names_a_day(text: str) -> bool:
    return _FULL_DATE.search(text) is not None


def check(text: str, language: str) -> list[Finding]:
    """For a text on a page that neither shows a date nor names a day. Spans are in the target's place."""
    message = _("“%(word)s” says nothing where the page has no date. Name the day.")
    return [
        Finding("vague-date", Severity.ERROR, None, span, message % {"word": text[slice(*span)]})
        for span in (_chinese(text) if language == "zh" else (found.span() for found in _ENGLISH.finditer(text)))
    ]


def _chinese(text: str) -> Iterator[Span]:
    """As words of their own: 亲近日本 holds no 近日, 三日前 no 日前."""
    if not _CHINESE_ANYWHERE.search(text):
        return
    position = 0
    for word in rjieba.cut(text):
        if word in _CHINESE and not text[max(0, position - 2) : position].rstrip().endswith(_FIGURES):
            yield position, position + len(word)
        position += len(word)
