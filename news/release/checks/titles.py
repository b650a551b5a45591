"""Titles that end too early: in the middle of a word, of a sentence, of a quotation."""

import re

import rjieba
from django.utils.translation import gettext as _

from news.release.checks.characters import HAN, WORD
from news.release.checks.findings import Finding, Severity, Span

_ELLIPSIS = re.compile(r"(?:…+|\.{2,})\s*$")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "「": "」", "『": "』", "【": "】", "[": "]"}
# Words after which an English title has to go on.
_GOES_ON = frozenset(
    "a an the and or nor but of to with from by at into upon onto its their our his her your my whose than if because"
    " while although unless until whether which amid among between during toward towards via per".split()
)
_ENDS_IN_CHINESE = re.compile(r"(?:[、，,：:；;（(《“‘—·-]|[的和与及或在对于把被向从为])$")
# Words that end so and may end a title.
_MAY_END = re.compile(
    "(?:目的|标的|作为|行为|有为|人为|方向|走向|流向|导向|志向|取向|动向|意向|去向|存在|现在|内在|实在|所在|潜在|温和|缓和|总和"
    "|祥和|平和|谐和|参与|普及|埃及|波及|服从|听从|应对|面对|核对|校对)$"
)
_LONG = 60  # characters: nobody cuts a short title
# What makes another word of a whole one. Anything else, and the title ends in a fragment: found, where the text says
# foundation.
_ENDINGS = frozenset(
    "s es d ed ing r er ers or ors ly al als n y 's ’s ment ments ness ful less able ship ships hood wide land man men ist"
    " ists ism ize ized".split()
)
_SHOWN = 20_000  # characters of the body that are compared with the title


def check(title: str, language: str, body: str) -> list[Finding]:
    """At most one finding, on the end of the title. `body` is what the page says below it, "" where there is nothing."""
    title = title.rstrip()
    if not title:
        return []
    body = body[:_SHOWN]
    span = _ellipsis(title) or _unbalanced(title) or (_chinese if language == "zh" else _english)(title, body)
    if span is None:
        return []
    message = _("The title breaks off at “%(end)s”. Finish it.") % {"end": title[slice(*span)]}
    return [Finding("title-cut", Severity.ERROR, None, span, message)]


def _ellipsis(title: str) -> Span | None:
    found = _ELLIPSIS.search(title)
    return (found.start(), len(title)) if found else None


def _unbalanced(title: str) -> Span | None:
    """From a bracket or quotation mark that is opened and not closed, to the end."""
    for opening, closing in _PAIRS.items():
        at = title.rfind(opening)
        if at >= 0 and closing not in title[at:]:
            return at, len(title)
    if title.count('"') % 2 and not re.search(r"\d\"", title):
        return title.rfind('"'), len(title)
    return None


def _english(title: str, body: str) -> Span | None:
    words = list(WORD.finditer(title))
    if not words or words[-1].end() < len(title.rstrip(",;:-–—&")):
        return None
    last = words[-1].group()
    if words[-1].end() < len(title) or (last in _GOES_ON and len(words) > 1):
        return words[-1].start(), len(title)
    if _is_fragment(last, title, body):
        return words[-1].span()
    return None


def _is_fragment(last: str, title: str, body: str) -> bool:
    """True for the beginning of a word: the text goes on with it, or knows only words that go on from it."""
    if body.startswith(title) and body[len(title) : len(title) + 1].isalpha():
        return True
    if len(title) < _LONG or len(last) < 2:
        return False
    last = last.casefold()
    endings = {word[len(last) :] for word in map(str.casefold, WORD.findall(body)) if word.startswith(last)}
    return bool(endings) and not endings & {"", *_ENDINGS}


def _chinese(title: str, body: str) -> Span | None:
    if (found := _ENDS_IN_CHINESE.search(title)) and not _MAY_END.search(title):
        return found.span()
    return _inside_word(title, body)


def _inside_word(title: str, body: str) -> Span | None:
    """The first part of the word that the text goes on with, where the title is the beginning of the text."""
    following = body[len(title) : len(title) + 1]
    if not body.startswith(title) or not re.match(f"[{HAN}]", following) or not re.match(f"[{HAN}]", title[-1]):
        return None
    position = 0
    for word in rjieba.cut(body[: len(title) + 10]):
        if position < len(title) < position + len(word):
            return position, len(title)
        position += len(word)
    return None
