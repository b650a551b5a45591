"""A page given as a document of plain text, taken apart: breadcrumb, title, body, and where each stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from news.release.checks.characters import encodable
from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary
from news.release.checks.one_text import PageText, review

_BULLET = re.compile(r"\s*[•·›»→▸>/|]\s*")
_BETWEEN = re.compile(r"\s+[•·›»→▸>/|]\s+")
_HOME = re.compile(r"(?:home|首页|主页|当前位置.*|(?:you are )?here.*)$", re.IGNORECASE)
_SOURCE = re.compile(
    r"[^\w\n]{0,3}(?:信息来源|文章来源|稿件来源|来源|(?:news )?source)\s*[:：]\s*(\S.*)$", re.IGNORECASE
)


class Line(NamedTuple):
    text: str
    start: int


class Document(NamedTuple):
    """A page, and where in the document each of its fields begins (code points)."""

    page: PageText
    starts: dict[str, int]

    def findings(self, glossary: Glossary) -> Iterator[tuple[str, Finding]]:
        """(field, finding), the spans into the whole document."""
        for name, found in review(self.page, glossary).items():
            for finding in found:
                start = self.starts.get(name)
                if finding.target_span is None or start is None:
                    yield name, finding
                else:
                    first, last = finding.target_span
                    yield name, finding._replace(target_span=(start + first, start + last))


def read(text: str, language: str) -> Document:
    """The lines of a breadcrumb, where there are any, name the section; the first line after them is the title."""
    text = encodable(text)
    lines = list(_lines(text))
    crumbs: list[Line] = []
    while lines and (parts := _crumbs(lines[0], bool(crumbs))):
        crumbs += parts
        lines.pop(0)
    title = lines[0] if lines else crumbs.pop() if crumbs else Line("", 0)
    body = text[lines[1].start :].rstrip() if len(lines) > 1 else ""
    section = _section(crumbs, title) or Line("", 0)
    source = next((found[1] for line in lines[1:] if (found := _SOURCE.match(line.text))), "")
    page = PageText(language, title=title.text, body=body, section_title=section.text, source=source)
    starts = {"title": title.start, "body": lines[1].start if body else 0, "section_title": section.start}
    return Document(page, starts)


def _lines(text: str) -> Iterator[Line]:
    position = 0
    for line in text.split("\n"):
        if stripped := line.strip("\ufeff \t\r\u3000\xa0"):
            yield Line(stripped, position + line.index(stripped))
        position += len(line) + 1


def _crumbs(line: Line, further: bool) -> list[Line]:
    """What a line holds of a breadcrumb: one part after a bullet, or several with signs between them after a home."""
    bullet = _BULLET.match(line.text)
    begin = bullet.end() if bullet else 0
    parts, position = [], begin
    for between in _BETWEEN.finditer(line.text, begin):
        parts.append(Line(line.text[position : between.start()], line.start + position))
        position = between.end()
    parts.append(Line(line.text[position:], line.start + position))
    is_trail = further or _HOME.match(parts[0].text) is not None
    return parts if is_trail and (bullet or (len(parts) > 1 and not further)) else []


def _section(crumbs: list[Line], title: Line) -> Line | None:
    """The last part of a breadcrumb that is neither the home page nor the page itself."""
    parts = [part for part in crumbs if not _HOME.match(part.text) and part.text != title.text]
    if len(parts) > 1 and title.text.startswith(parts[-1].text.rstrip("….")):
        parts.pop()
    return parts[-1] if parts else None
