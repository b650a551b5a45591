"""Whatever is typed, the page answers; and an operator of some engine is a word like any other."""

import pytest
from django.http import QueryDict

from search.facets import facets_in
from search.forms import SearchForm

NASTY = [
    *("", " ", '"', '""', '"""', "'", "''", "\\", "\\'", "%", "_", "*", "?", "(", ")", ":", "^", "-", "+", "!", "|", "&"),
    *("AND", "OR", "NOT", "NEAR", "a AND", "OR b", "NOT c", "NEAR(a b)", "a NEAR/3 b", "title:flood", "{title} : flood"),
    *("flood*", '"flood', 'flood"', '"flood" OR "', "flood & !plan", "flood <-> plan", "a:*", "a:ABCD", "!!flood", "(((("),
    *("flood' OR '1'='1", "'; DROP TABLE news_articlepage; --", "%s", "%(q)s", "%%", "{0}", "{{ q }}", "$1", "${q}"),
    *("\x00", "flo\x00od", "\ud800", "flood \udfff", "\ufffe", "\uffff", "\u202eflood", "\u200b", "\ufeff", "e\u0301", "İ", "ß"),
    *("，。！？", "《》", "……", "——", "〔〕", "〇", "防", "防\x00汛", "防汛\ud800", "𠮷", "👨‍👩‍👧", "🇨🇳", "\U0001e900", "\U000e0001"),
    *("<script>", "&lt;", "\r\n", "\t", "\x1b[31m", "..", "../../etc/passwd", "http://a.b/c?d=e", "a@b.c", "1e309", "-1", "0x00"),
    *("x" * 10_000, "防" * 10_000, '"' * 10_000, "a " * 5_000, "防 " * 5_000, "(" * 10_000, "-1 " * 3_000, "\x00" * 10_000),
]  # fmt: skip


@pytest.fixture
def flood(portal):
    portal.release("Flood plan")
    portal.release("防汛预案", code="zh-hans")


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_every_text_is_answered(flood, ask, prefix):
    for text in NASTY:
        text = text.encode("utf-8", "surrogatepass")
        for parameters in ({"q": text}, {"venue": text}, {"section": text}, {"kind": text}, {"from": text}, {"session": text}):
            answer = ask(prefix=prefix, **parameters)
            assert answer.status == 200, parameters
            assert "\x00" not in answer.html


def test_every_text_is_answered_without_an_encoding_in_between(flood):
    """The form and the query take any Unicode string, as a feed or a script may hand it over."""
    for text in NASTY:
        for language in ("en", "zh-hans"):
            address = QueryDict(mutable=True)
            for name in ("q", "venue", "topic", "year", "sort"):
                address[name] = text
            form = SearchForm(address, facets_in(language))
            assert form.query(language).articles().count() >= 0
            form.as_p().encode()


@pytest.mark.parametrize("text", ['"flood"', "flood*", "(flood", "flood!", '"flood', "FLOOD", "“flood”", "flo\x0bod plan" "", "title flood"])
def test_operators_are_punctuation(flood, ask, text):
    expected = ["Flood plan"] if "flood" in text.lower() and "title" not in text and "\x0b" not in text else []
    assert ask(text).titles == expected


@pytest.mark.parametrize("text", ["flood NOT plan", "flood OR absent", "flood AND absent", "flood NEAR plan"])
def test_operators_are_words(portal, ask, text):
    portal.release("Flood plan, or not near and absent")
    assert ask(text).total == 1


@pytest.mark.parametrize("text", ['"', "!!!", "，。！", "***", "-", "'", "〔〕"])
def test_punctuation_alone_is_no_query(flood, ask, text):
    answer = ask(text)
    assert answer.wrong("q")
    assert answer.titles == ["Flood plan"]
