"""Links, e-mail addresses and telephone numbers between the languages: readers of both must reach the same."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary

_URL = re.compile(
    r"(?:https?://|(?<![A-Za-z0-9@.])www\.)[A-Za-z0-9.:-]+(?:[/?#][A-Za-z0-9._~:/?#@!$&*+,;=%-]*)?", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Land lines with their area code, mobile telephones, 400 and 800 numbers.
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[ -]?)?(?:[（(]0?\d{2,3}[）)] ?|0\d{2,3}[- ])\d{3,4}[ -]?\d{4}(?![\d.]\d|\d)"
    r"|(?<![\d.])(?:(?:\+|00)86[ -]?)(?:\d{2,3}[- ])?\d{3,4}[ -]?\d{4}(?!\d)"
    r"|(?<![\d.-])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?<![\d.-])[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)"
)
_LANGUAGE_PART = re.compile(r"(?<=[/.])(?:zh|en|cn|chn|eng|english|chinese|zh-cn|zh-hans|en-us)(?=[/.?#]|$)")
_ALIKE = 0.6  # of two addresses, to be the same with a slip


class Kind(NamedTuple):
    code: str
    pattern: re.Pattern[str]
    key: Callable[[str], str]


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """Nothing is said of what the translation adds, unless it stands for something that it lost."""
    findings = []
    for kind in _KINDS:
        if not (wanted := _places(source, kind)):
            continue
        given = _places(target, kind)
        lost = [(key, span) for key, span in wanted.items() if key not in given]
        added = [(key, span) for key, span in given.items() if key not in wanted]
        for key, span in lost:
            if kind.code == "phone" and key[-7:] in re.sub(r"\D", "", target):
                continue  # written in groups of its own
            counterpart = _counterpart(key, added)
            if counterpart:
                added.remove(counterpart)
            findings.append(_finding(kind, source, target, span, counterpart[1] if counterpart else None))
    return findings


def _finding(kind: Kind, source: str, target: str, span: Span, other: Span | None) -> Finding:
    if other:
        message = _("“%(source)s” has become “%(target)s”. Both must lead to the same.") % {
            "source": source[slice(*span)],
            "target": target[slice(*other)],
        }
        return Finding(f"link-{kind.code}-differs", Severity.ERROR, span, other, message)
    message = _("“%(source)s” is not in the translation.") % {"source": source[slice(*span)]}
    return Finding(f"link-{kind.code}-missing", Severity.WARNING, span, None, message)


def _places(text: str, kind: Kind) -> dict[str, Span]:
    """What is to be compared of each address, with its first place."""
    places: dict[str, Span] = {}
    for found in kind.pattern.finditer(text):
        written = found.group().rstrip(".,;:!?-")
        places.setdefault(kind.key(written), (found.start(), found.start() + len(written)))
    return places


def _counterpart(key: str, others: list[tuple[str, Span]]) -> tuple[str, Span] | None:
    likeness = [(SequenceMatcher(None, key[:300], other[0][:300]).ratio(), other) for other in others[:20]]
    best = max(likeness, key=lambda pair: pair[0], default=None)
    return best[1] if best and (best[0] >= _ALIKE or len(others) == 1) else None


def _url_key(url: str) -> str:
    """Without scheme, www, final slash and language: /zh/news and /en/news lead each reader to the same."""
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", url, flags=re.IGNORECASE)
    host, slash, path = address.partition("/")
    return re.sub(r"([/.])(?=[/.]|$)", "", _LANGUAGE_PART.sub("", "/" + host.lower() + slash + path)).strip("/")


def _phone_key(number: str) -> str:
    """The digits without the country and without the zero of the area."""
    digits = re.sub(r"\D", "", number).removeprefix("00")
    if number.startswith(("+", "00")) or len(digits) > 12:
        digits = digits.removeprefix("86")
    return digits.removeprefix("0")


_KINDS = (
    Kind("url", _URL, _url_key),
    Kind("email", _EMAIL, str.lower),
    Kind("phone", _PHONE, _phone_key),
)
