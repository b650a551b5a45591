"""Glossary files: what offices send, and that what is written comes back the same."""

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.release.terms import csv_files
from news.release.terms.csv_files import UnreadableError, read, write
from news.release.terms.entries import CATEGORIES, Entry, normalized

TABLE = "zh,en,other_en,checked\n防汛,flood control,flood prevention | flood-control,yes\n"


def only(data: bytes) -> Entry:
    contents = read(data)
    assert contents.problems == []
    (row,) = contents.rows
    return row.entry()


# --- Encodings --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16")],
)
def test_what_offices_save_is_read(encoding, name):
    data = TABLE.encode(encoding)
    assert read(data).encoding == name
    assert only(data) == Entry(
        zh="防汛", en="flood control", other_en=("flood prevention", "flood-control"), is_checked=True
    )


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00", b"zh,en\n\xff\xff,a\n", b"\0" * 9]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableError):
        read(data)


# --- Tables -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_separators_of_other_countries_are_known(separator):
    assert only(f"zh{separator}en\r\n防汛{separator}flood control\r\n".encode()).en == "flood control"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "“zh, en” is not among them"),
        ("zh,category\n防汛,other\n", "“en” is not among them"),
        ("zh,en,refused-en\n防汛,floods,x\n", "no column “refused-en”"),
        ("zh,en,en\n防汛,floods,x\n", "“en” is there twice"),
        ("zh,en\n", "no terms"),
        ('zh,en\n防汛,floods\n抗旱,"drought\n', "from line 3 on"),
        ('zh,en\n防汛,"floods" x\n', "from line 2 on"),
    ],
)
def test_a_broken_table_is_refused_with_the_reason(text, told):
    with pytest.raises(UnreadableError, match=told):
        read(text.encode())


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(UnreadableError, match="10 MB"):
        read(b"zh,en\n" + b"x" * csv_files.MOST_BYTES)


def test_a_file_with_too_many_lines_is_refused(monkeypatch):
    monkeypatch.setattr(csv_files, "MOST_ROWS", 2)
    assert len(read("zh,en\n一,a\n二,b\n".encode()).rows) == 2
    with pytest.raises(UnreadableError, match="more than 2 lines"):
        read("zh,en\n一,a\n二,b\n三,c\n".encode())


def test_wrong_cells_are_told_with_their_lines():
    text = 'zh,en,checked,valid_from\n一,"a\nb",perhaps,\n\n二,b,no,8 May\n三,c,yes,2026-02-30\n四,d,1,2026/5/8,more\n五,e,是,2026/5/8\n'
    contents = read(text.encode())
    assert [line for line, _message in contents.problems] == [2, 5, 6, 7]
    assert "perhaps" in contents.problems[0][1]
    assert [row.entry().valid_from for row in contents.rows] == [datetime.date(2026, 5, 8)]
    assert contents.rows[0].line == 8


def test_what_a_file_has_no_column_for_stays():
    (row,) = read("zh,en\n防汛,floods\n".encode()).rows
    known = Entry(zh="防汛", en="flood control", category="policy", is_checked=True)
    assert row.entry(known) == Entry(zh="防汛", en="floods", category="policy", is_checked=True)


# --- Writing ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''@"])
def test_no_cell_is_a_formula(start):
    entry = Entry(zh="防汛", en=f"{start}HYPERLINK(1)", note=f"{start}1+1", other_en=(f"{start}a", f"{start}b"))
    text = "".join(write([(entry, "draft")]))
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert {row[name][0] for name in ("en", "note", "other_en")} == {"'"}
    assert only(text.encode()) == entry


def test_a_written_file_says_what_it_is():
    text = "".join(write([(Entry(zh="防汛", en="floods"), "approved")]))
    assert text.startswith("\ufeffzh,en,other_zh,")
    assert text.endswith(",approved\r\n")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(normalized)
FORMS = st.lists(WORDS.filter(lambda form: form and "|" not in form), unique=True, max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry,
    zh=WORDS.map(lambda text: f"汛{text}"),
    en=WORDS,
    other_zh=FORMS,
    other_en=FORMS,
    refused_zh=FORMS,
    refused_en=FORMS,
    category=st.sampled_from(CATEGORIES),
    is_checked=st.booleans(),
    origin=WORDS,
    note=WORDS,
    valid_from=st.none() | st.dates(),
    valid_until=st.none() | st.dates(),
)


@given(ENTRIES)
def test_what_is_written_is_read_again(entry):
    assert only("".join(write([(entry, "draft")])).encode()) == entry
