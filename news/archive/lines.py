"""One line of an archive file: what it must hold, and why it is refused."""

import datetime
import html
import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.validators import slug_re
from django.utils import timezone

from news.models import ArticlePage
from portal import slugs
from portal.locales import CODES, is_mostly_han
from portal.tree import MAX_DEPTH

MAX_TITLE = 255  # characters, as all the lengths below; of a slug, too
MAX_ID = 200
LONGEST_SOURCE = {"zh-hans": 120, "en": 200}  # the two names of a source
MAX_SECTIONS = MAX_DEPTH - 3  # one within another: above them are the root and a home page, below them the article
EARLIEST = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)  # archives by year go back no further
TOMORROW = datetime.timedelta(days=1)  # a clock elsewhere may be ahead

PARAGRAPHS = re.compile(r"\n\s*\n")
# What neither a web page nor PostgreSQL takes: control characters but tab and line ends, and halves of characters.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class BadLine(Exception):  # noqa: N818  (it is no error of the program)
    """Why a line is not imported, for whoever made the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article as its line says; `language` and `kind` are the portal's codes, "" stands for what the line leaves out."""

    number: int  # in the file, from 1
    external_id: str
    language: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]  # HTML, escaped
    date: datetime.datetime
    section: str  # slugs between slashes, from below the home page
    source: str
    kind: str
    translation_of: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes an import find the page again."""
        return self.language, self.external_id


def parse(number: int, raw: bytes) -> Line:
    """Read a line. Raises BadLine."""
    data = decoded(raw)
    language = CODES.get(text(data, "lang"), "")
    if not language:
        raise BadLine(f"lang is not one of {', '.join(CODES)}")
    kind = text(data, "kind") or ArticlePage.Kind.NEWS.value
    if kind not in ArticlePage.Kind.values:
        raise BadLine(f"kind is not one of {', '.join(ArticlePage.Kind.values)}")
    body = text(data, "body", required=True)
    line = Line(
        number=number,
        external_id=identifier(data, "id", required=True),
        language=language,
        title=one_line(text(data, "title", required=True, longest=MAX_TITLE)),
        summary=one_line(text(data, "summary")),
        paragraphs=paragraphs(body),
        date=date(text(data, "date", required=True)),
        section=section(text(data, "section", required=True)),
        source=one_line(text(data, "source", longest=LONGEST_SOURCE[language])),
        kind=kind,
        translation_of=identifier(data, "translation_of"),
    )
    if language == "en":
        for name, value in (("title", line.title), ("summary", line.summary), ("body", body)):
            if is_mostly_han(value):
                raise BadLine(f"{name} is Chinese; English readers must not meet it")
    return line


def decoded(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(data, dict):
        raise BadLine("not a JSON object")
    return data


def text(data: dict[str, Any], name: str, required: bool = False, longest: int | None = None) -> str:
    """A field's text without spaces around it; "" where there is none."""
    value = data.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise BadLine(f"{name} is not text")
    if UNPRINTABLE.search(value):
        raise BadLine(f"{name} holds a control character or half a character")
    value = value.strip()
    if required and not value:
        raise BadLine(f"no {name}")
    if longest is not None and len(value) > longest:
        raise BadLine(f"{name} is longer than {longest} characters")
    return value


def identifier(data: dict[str, Any], name: str, required: bool = False) -> str:
    """An id may be a number, too."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    return text({name: value}, name, required, MAX_ID)


def one_line(value: str) -> str:
    return " ".join(value.split())


def paragraphs(body: str) -> tuple[str, ...]:
    """The HTML of each paragraph: blank lines part them, a line break within one stays."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    blocks = ([line.strip() for line in block.strip().split("\n")] for block in PARAGRAPHS.split(body))
    return tuple("<p>" + "<br/>".join(html.escape(line, quote=False) for line in lines) + "</p>" for lines in blocks)


def date(value: str) -> datetime.datetime:
    """An ISO day or moment, by the site's clock where it says no other."""
    try:
        moment = datetime.datetime.fromisoformat(value)
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        moment = moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise BadLine("date is no date of ISO 8601, or does not exist") from None
    if moment < EARLIEST:
        raise BadLine(f"date is before {EARLIEST.year}")
    if moment > timezone.now() + TOMORROW:
        raise BadLine("date is still to come: nothing was released on it")
    return moment


def section(value: str) -> str:
    """A path of slugs, without slashes at its ends."""
    path = value.strip("/")
    parts = path.split("/")
    if len(parts) > MAX_SECTIONS:
        raise BadLine(f"section is more than {MAX_SECTIONS} levels deep")
    if not all(slug_re.fullmatch(part) and len(part) <= MAX_TITLE for part in parts):
        raise BadLine("section is not a path of slugs (letters, digits, - and _)")
    if any(slugs.is_reserved(part) for part in parts):
        raise BadLine("section uses one of the fixed words of the site's addresses")
    return path
