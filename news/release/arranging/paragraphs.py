"""Rich text as paragraphs, and paragraphs divided: by a blank line, which is two `<br/>` in succession, or an empty line as
somebody types it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail_localize.strings import INLINE_TAGS

KEY = "data-block-key"  # which the editor gives a paragraph, and keeps
DIVISION = "<br/><br/>"
_SPACE = re.compile(r"(?:<br\s*/?>|\s)+", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*>")
_CLOSING = re.compile(r"</[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&[^;\s<&]{1,31};|.", re.DOTALL)
_INLINE = {*INLINE_TAGS, "text"}  # the second stands for a segment in what localize keeps of the markup
_NO_TEXT = re.compile(r"(?:</?(?:p|br|b|i|em|strong)\b[^>]*>|\s|&nbsp;)*")


class Element(NamedTuple):
    """What stands at the top level of a rich text. `html` is all of it, `inner` what a paragraph (`<p>`) holds, None for
    other elements; `key` is the editor's or ""."""

    html: str
    inner: str | None
    key: str

    @property
    def is_empty(self) -> bool:
        return bool(_NO_TEXT.fullmatch(self.html))


def elements_of(html: str) -> list[Element]:
    """Text that stands in no paragraph counts as one."""
    found: list[Element] = []
    loose: list[str] = []
    for child in BeautifulSoup(html, "html.parser").children:
        if not isinstance(child, Tag) or child.name in _INLINE:
            loose.append(child.output_ready() if isinstance(child, NavigableString) else str(child))
            continue
        found += _loose(loose)
        loose = []
        inner = child.decode_contents() if child.name == "p" else None
        found.append(Element(str(child), inner, str(child.get(KEY, ""))))
    return found + _loose(loose)


def _loose(pieces: list[str]) -> list[Element]:
    html = "".join(pieces).strip()
    return [Element(html, html, "")] if html else []


def marked(element: Element, mark: str) -> str:
    """The element with `mark` as its key."""
    if element.inner is not None:
        return paragraph(element.inner, mark)
    soup = BeautifulSoup(element.html, "html.parser")
    tag = next(child for child in soup.children if isinstance(child, Tag))
    tag[KEY] = mark
    return str(soup)


def paragraph(inner: str, key: str = "") -> str:
    return f'<p {KEY}="{key}">{inner}</p>' if key else f"<p>{inner}</p>"


# --- Dividing -----------------------------------------------------------------------------------------------------------
def is_divided(html: str) -> bool:
    return next(_blank_lines(html), None) is not None


def _blank_lines(html: str, start: int = 0) -> Iterator[re.Match[str]]:
    for space in _SPACE.finditer(html, start):
        if space[0].lower().count("<br") > 1 or space[0].count("\n") > 1:
            yield space


def _pieces(html: str) -> Iterator[str]:
    start = 0
    for blank in _blank_lines(html):
        yield html[start : blank.start()]
        start = blank.end()
    yield html[start:]


def divided(inner: str) -> list[str]:
    """The paragraphs of what a paragraph holds, at least one. A tag that is open at a blank line is closed before it and
    opened again after it."""
    parts = []
    still_open: list[str] = []
    for piece in _pieces(inner):
        again = "".join(still_open)
        for tag in _TAG.finditer(piece):
            if tag[1]:
                still_open = still_open[:-1]
            elif tag[2] != "br" and not tag[0].endswith("/>"):
                still_open.append(tag[0])
        closing = "".join(f"</{_TAG.match(tag)[2]}>" for tag in reversed(still_open))  # type: ignore[index]
        part = f"{again}{piece.strip()}{closing}"
        if not Element(part, part, "").is_empty:
            parts.append(part)
    return parts or [inner]


def text_of(html: str) -> str:
    """The words of inline HTML, a `<br>` as "\\n"."""
    return "".join(text for text, _end in _characters(html))


def divide(html: str, offset: int) -> str:
    """With a blank line after so many characters of its text, and the tags that close there."""
    place = _place(html, offset)
    while closing := _CLOSING.match(html, place):
        place = closing.end()
    return html[:place] + DIVISION + html[place:].lstrip()


def undivide(html: str, offset: int, separator: str) -> str:
    """Without the next blank line after so many characters of its text."""
    blank = next(_blank_lines(html, _place(html, offset)), None)
    return html[: blank.start()] + separator + html[blank.end() :] if blank else html


def is_divided_between(html: str, offset: int, until: int) -> bool:
    """True where a blank line stands between two places of the text."""
    blank = next(_blank_lines(html, _place(html, offset)), None)
    return blank is not None and blank.start() < _place(html, until + 1)


def _place(html: str, offset: int) -> int:
    """Where in the HTML the text's character before `offset` ends."""
    length = end = 0
    for text, place in _characters(html):
        if length >= offset:
            break
        length, end = length + len(text), place
    return end


def _characters(html: str) -> Iterator[tuple[str, int]]:
    for token in _TOKEN.finditer(html):
        if token[0].startswith("<") and len(token[0]) > 1:
            if token[0].lower().startswith("<br"):
                yield "\n", token.end()
        else:
            yield unescape(token[0]), token.end()
