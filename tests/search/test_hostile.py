"""Whatever is typed, the page answers; and an operator of some engine is a word like any other."""

import itertools

import pytest
from django.http import QueryDict

from search import engine
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
    portal.release("防汛预案", lang="zh")


PARAMETERS = (
    "q",
    "venue",
    "section",
    "topic",
    "official",
    "series",
    "kind",
    "sort",
    "meetings",
    "from",
    "session",
    "year",
)


def test_every_address_is_answered(flood, ask):
    written = [text.encode("utf-8", "surrogatepass") for text in NASTY]
    for start in range(0, len(written), 4):
        asked = dict(zip(PARAMETERS, itertools.islice(itertools.cycle(written), start, None), strict=False))
        answer = ask(**asked)
        assert answer.status == 200, asked
        assert "\x00" not in answer.html


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_text_is_searched_for(flood, language):
    """The form takes any Unicode string, as a feed or a script may hand it over, and whatever it makes of it can be run."""
    facets = facets_in(language)
    for text in NASTY:
        for names in (["q"], PARAMETERS):
            address = QueryDict(mutable=True)
            address.update(dict.fromkeys(names, text))
            form = SearchForm(address, facets)
            assert engine.find(form.query(language), lexicon=facets.lexicon).total <= 1
        str(form).encode()


@pytest.mark.parametrize(
    "text", ['"flood"', "flood*", "(flood", "flood!", '"flood', "^flood", "“flood”", "flood\x00plan", "!flood"]
)
def test_operators_are_punctuation(flood, ask, text):
    assert ask(text).titles == ["Flood plan"]


@pytest.mark.parametrize("text", ["flood NOT plan", "flood OR absent", "flood AND absent", "flood NEAR plan"])
def test_operators_are_words(portal, ask, text):
    portal.release("Flood plan, or not near and absent")
    assert ask(text).total == 1


@pytest.mark.parametrize("text", ['"', "!!!", "，。！", "***", "-", "'", "〔〕"])
def test_punctuation_alone_is_no_query(flood, ask, text):
    answer = ask(text)
    assert answer.wrong("q")
    assert answer.titles == ["Flood plan"]
