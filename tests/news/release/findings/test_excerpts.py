"""Words marked for people: safe, short, whole."""

import pytest

from news.release.findings.excerpts import AROUND, MARKED, UNMARKED, excerpt


def test_words_are_escaped_on_either_side_of_the_mark():
    assert excerpt("<b>1 & 2</b>", (3, 4)) == "&lt;b&gt;<mark>1</mark> &amp; 2&lt;/b&gt;"
    assert excerpt("a < b", None) == "a &lt; b"


def test_a_long_text_is_cut_around_the_mark():
    shown = excerpt("字" * 500 + "12" + "字" * 500, (500, 502))
    assert shown == "…" + "字" * AROUND + "<mark>12</mark>" + "字" * AROUND + "…"
    assert excerpt("字" * 1000, (0, 1000)) == "<mark>" + "字" * MARKED + "…</mark>"
    assert excerpt("字" * 1000, None) == "字" * UNMARKED + "…"


@pytest.mark.parametrize("length", range(0, 60, 7))
def test_no_latin_word_is_cut_in_two(length):
    text = "z" * length + " government of the province is spending very much money on its many long dykes"
    before = excerpt(text + " 12", (len(text) + 1, len(text) + 3)).split("<mark>")[0]
    assert set(before.lstrip("…").split()) <= set(text.split())
