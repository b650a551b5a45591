"""The words of a finding, marked, with a little of what stands around them."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.release.checks.findings import Span

AROUND = 45  # code points kept on either side of the marked words
MARKED = 200  # code points of the marked words that are shown
UNMARKED = 300  # code points of a text without a mark: somebody looks through it for what is missing
_BROKEN_START = re.compile(r"^[A-Za-z'’-]+")
_BROKEN_END = re.compile(r"[A-Za-z'’-]+$")


def excerpt(text: str, span: Span | None) -> SafeString:
    """Safe HTML; "" for an empty text. A Latin word is not cut in two, except in the mark."""
    if span is None:
        return format_html("{}", _until(text, UNMARKED))
    start, end = span
    marked = text[start:end]
    if len(marked) > MARKED:
        marked = marked[:MARKED] + "…"
    return format_html("{}<mark>{}</mark>{}", _from(text[:start], AROUND), marked, _until(text[end:], AROUND))


def _from(text: str, length: int) -> str:
    """The last so many code points, after an ellipsis where something was cut."""
    return text if len(text) <= length else "…" + _BROKEN_START.sub("", text[-length:]).lstrip()


def _until(text: str, length: int) -> str:
    return text if len(text) <= length else _BROKEN_END.sub("", text[:length]).rstrip() + "…"
