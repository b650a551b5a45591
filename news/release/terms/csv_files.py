"""The glossary as a CSV file: what is read from one, in whatever encoding an office saves it, and how one is written.

A cell holds several forms with `|` between them. The columns are the fields of an `Entry`, of which `zh` and `en` have to be
there; `status` is written for whoever reads the file, and means nothing when it comes back.
"""

import codecs
import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from news.release.terms.entries import FIELDS, LISTS, SEPARATOR, Entry, forms_of, normalized

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
REQUIRED = ("zh", "en")
NAMES = {"is_checked": "checked"}  # of columns that are not called as the field is
COLUMNS = {NAMES.get(name, name): name for name in FIELDS}
IGNORED = ("status",)
DELIMITERS = ",;\t"
YES, NO = frozenset({"yes", "y", "true", "1", "是"}), frozenset({"no", "n", "false", "0", "", "否"})
# A spreadsheet would take a cell that begins so for a formula; with an apostrophe in front it is a text.
FORMULA = (*"=+-@", *"＝＋－＠", "\t", "\r")


class UnreadableError(ValueError):
    """The file is no glossary at all; the message says why, for whoever sent it."""


@dataclass(frozen=True)
class Row:
    """A line of the file, counted from 1, with the fields that its columns give."""

    line: int
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """Of the entry that it speaks of."""
        return self.entry().key

    def entry(self, known: Entry | None = None) -> Entry:
        """The entry that it says; what the file has no column for stays as it is known."""
        return replace(known or Entry(), **self.values)


@dataclass(frozen=True)
class Contents:
    """What a file says. `problems` are lines, counted from 1, with what is wrong with each."""

    encoding: str
    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


# --- Reading ----------------------------------------------------------------------------------------------------------
def read(data: bytes) -> Contents:
    """Raises UnreadableError where nothing can be made of it: too big, in no known encoding, no CSV, columns missing."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(
            _("The file is larger than %(most)d MB. Split it.") % {"most": MOST_BYTES // (1024 * 1024)}
        )
    text, encoding = decoded(data)
    contents = Contents(encoding)
    lines = _lines(text)
    columns = _columns(next(lines, (1, []))[1])
    for number, cells in lines:
        if not any(map(str.strip, cells)):
            continue
        if len(contents.rows) + len(contents.problems) >= MOST_ROWS:
            raise UnreadableError(_("The file has more than %(most)d lines. Split it.") % {"most": MOST_ROWS})
        try:
            contents.rows.append(Row(number, _values(columns, cells)))
        except ValueError as error:
            contents.problems.append((number, str(error)))
    if not contents.rows and not contents.problems:
        raise UnreadableError(_("The file has no terms in it."))
    return contents


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: what Excel and WPS save in China and elsewhere."""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding, name in (("utf-16", "UTF-16"),) if is_utf_16 else (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise UnreadableError(_("This is no text in UTF-8 or GB18030. Save the table as “CSV UTF-8” and try again."))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number of its first line, and the cells, of each row."""
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            yield first, cells
            first = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            _("The file is no proper CSV from line %(line)d on: often a quotation mark that is never closed.")
            % {"line": first}
        ) from error


def _columns(header: list[str]) -> list[str]:
    """The field of each column, "" for those that are not read."""
    names = [name.strip().casefold() for name in header]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UnreadableError(
            _("The first line has to name the columns; “%(missing)s” is not among them. There are: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(COLUMNS)}
        )
    for name in names:
        if names.count(name) > 1:
            raise UnreadableError(_("The column “%(name)s” is there twice.") % {"name": name})
        if name not in COLUMNS and name not in IGNORED:
            raise UnreadableError(
                _("There is no column “%(name)s”. There are: %(known)s.") % {"name": name, "known": ", ".join(COLUMNS)}
            )
    return [COLUMNS.get(name, "") for name in names]


def _values(columns: list[str], cells: list[str]) -> dict[str, Any]:
    """Raises ValueError where a cell cannot be read."""
    if any(map(str.strip, cells[len(columns) :])):
        raise ValueError(_("There are more cells than columns. A cell with a comma in it stands in quotation marks."))
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return {name: _value(name, cell) for name, cell in zip(columns, padded, strict=False) if name}


def _value(field: str, cell: str) -> Any:
    text = _unguarded(cell.strip())
    if field in LISTS:
        return forms_of(text.replace(SEPARATOR, "\n"))
    match field:
        case "is_checked":
            if text.casefold() not in YES | NO:
                raise ValueError(_("“%(text)s” under “checked” is neither yes nor no.") % {"text": text})
            return text.casefold() in YES
        case "valid_from" | "valid_until":
            return _day(text)
        case "category":
            return text.casefold() or "other"
        case "note":
            return text
        case _:
            return normalized(text)


def _day(text: str) -> datetime.date | None:
    """A day as the portal writes it, or as spreadsheets make of it: 2026-05-08, 2026/5/8."""
    if not text:
        return None
    try:
        year, month, day = map(int, text.replace("/", "-").split("-"))
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no day. Write it like 2026-05-08.") % {"text": text}) from error


# --- Writing ----------------------------------------------------------------------------------------------------------
class _Echo:
    """What a CSV writer takes for a file: gives each line back."""

    def write(self, line: str) -> str:
        return line


def write(entries: Iterable[tuple[Entry, str]]) -> Iterator[str]:
    """The lines of a file that `read` reads, of entries with their status; first the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([*COLUMNS, *IGNORED])
    for entry, status in entries:
        cells = (as_cell(getattr(entry, name)) for name in FIELDS)
        yield writer.writerow([*map(_guarded, cells), status])


def as_cell(value: Any) -> str:
    if isinstance(value, tuple):
        return f" {SEPARATOR} ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _guarded(cell) != cell else cell
