"""Marks stand where a text answers a query, snippets are cut where a reader would cut, and no markup of a text survives."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlighting import ELLIPSIS, mark, snippet, wanted_of, width_of
from search.syntax import Lexicon, parse


def marks(markup: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", markup)


def wanted(query: str, lexicon: Lexicon | None = None):
    return wanted_of((parse(query, lexicon) if lexicon else parse(query)).clauses)


# --- Marks ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("省政府部署质量工作", "质量", ["质量"]),
        ("省政府部署质量工作", "品質 質量", ["质量"]),  # traditional for simplified
        ("省政府部署質量工作", "质量", ["質量"]),  # and the other way round
        ("推进５Ｇ基站", "5g", ["５Ｇ"]),  # full-width
        ("Two plans, one planned", "plan", ["plans", "planned"]),
        ("Flood PLAN", "flood plan", ["Flood PLAN"]),  # parted by white space only: one mark
        ("Replanned", "plan", []),  # within a word
        ("Cafe\u0301 au lait", "café", ["Cafe\u0301"]),
        ("2017年第三次常务会议", "第3次", ["第三次"]),
        ("released 1 May 2026", "2026-05-01", []),
        ("质质量量", "质量", ["质量"]),
        ("flood", "-flood plan", []),
        ("flood control plan", '"control plan"', ["control plan"]),
        ("COVID-19 and covid 19", "COVID-19", ["COVID-19", "covid 19"]),
        ("Wen’s plan", "wen", ["Wen’s"]),
    ],
)
def test_marks(text, query, marked):
    assert marks(mark(text, wanted(query))) == marked


def test_a_name_is_marked_by_its_other_language():
    lexicon = Lexicon({"hao peng": ("郝鹏",), "郝鹏": ("Hao Peng",)})
    assert marks(mark("郝鹏主持会议", wanted("Hao Peng", lexicon))) == ["郝鹏"]
    assert marks(mark("Chaired by Hao Peng", wanted("郝鹏", lexicon))) == ["Hao Peng"]


def test_markup_is_text():
    assert mark('<b>flood</b> & "plan"', wanted("flood b")) == (
        "&lt;<mark>b</mark>&gt;<mark>flood</mark>&lt;/<mark>b</mark>&gt; &amp; &quot;plan&quot;"
    )


# --- Snippets ---------------------------------------------------------------------------------------------------------
def entry(title="", names="", facts="", summary="", body="") -> str:
    return f"{title}\n{names}\n{facts}\n{summary}\n{body}"


def test_the_summary_is_shown_if_it_has_any_of_the_words():
    plain = entry("防汛", summary="部署质量工作。", body="防汛质量。")
    assert snippet(plain, wanted("防汛 质量")) == "部署<mark>质量</mark>工作。"


def test_else_the_best_of_the_text():
    plain = entry(summary="无关。", body="防汛。\n防汛和质量。\n质量。")
    assert snippet(plain, wanted("防汛 质量")) == "<mark>防汛</mark>和<mark>质量</mark>。"
    assert (
        snippet(entry(summary="无关。", facts="议题一 ; 听取并审议全省防汛抗旱应急预案", body="无"), wanted("防汛"))
        == "听取并审议全省<mark>防汛</mark>抗旱应急预案"
    )


def test_else_the_summary_as_it_is():
    assert snippet(entry("防汛", summary="无关。", body="也无关。"), wanted("防汛")) == "无关。"
    assert snippet("防汛", wanted("防汛")) == ""
    assert snippet(entry(summary="Summary."), wanted_of(())) == "Summary."


def test_sentences_stay_whole():
    text = "One is not about it. No. 14 of Mr. Li has a plan for 3.5 m. " * 2 + "The end is far away! " * 20
    shown = snippet(entry(summary=text), wanted("plan"))
    assert shown.startswith("No. 14 of Mr. Li has a <mark>plan</mark> for 3.5 m. One is not")
    assert shown.endswith("The end is far away!")
    chinese = "第一句没有。" * 20 + "第二句说“防汛”。" + "第三句没有！" * 30
    shown = snippet(entry(summary=chinese), wanted("防汛"))
    assert shown.startswith("第二句说“<mark>防汛</mark>”。第三句")
    assert shown.endswith("第三句没有！")


def test_a_long_sentence_is_cut_between_words():
    shown = snippet(entry(summary="and so forth, " * 40 + "the plan " + "goes on " * 60), wanted("plan"))
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert "<mark>plan</mark>" in shown
    words = re.sub("</?mark>", "", shown).strip(ELLIPSIS).replace(",", "").split()
    assert set(words) <= {"and", "so", "forth", "the", "plan", "goes", "on"}
    shown = snippet(entry(summary="供给侧结构性改革" * 20 + "，质量强国，" + "高质量发展" * 30), wanted("质量"))
    assert "<mark>质量</mark>强国" in shown
    assert width_of(shown) <= 220 + 2 * len("<mark></mark>") * shown.count("<mark>")


def test_an_endless_word_has_an_end():
    assert len(snippet(entry(summary="x" * 10_000), wanted("x" * 64))) < 1_000


# --- Whatever the text ------------------------------------------------------------------------------------------------
pieces = st.sampled_from(
    [
        *("防汛", "质量", "會議", "plan", "plans ", "flood", "5G", "第三次", "。", "，", ". ", " ", "\n"),
        *("<mark>", "</mark>", "<b>", "&amp;", "&", '"', "'"),
        *("…", "\u0301", "\u200b", "ﬁ", "ß", "İ", "𠮷", "Ａ", "x" * 300),
    ]
)
texts = st.lists(pieces | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=60).map("".join)
queries = st.sampled_from(["防汛 plan", '"flood plan"', "质量 会议 mark", "第3次 5g amp", "x -plan", "fi ss b"])


@settings(max_examples=150, deadline=None)
@given(texts, queries)
def test_nothing_but_marks_is_added(text, query):
    markup = mark(text, wanted(query))
    assert without_marks(markup) == escape(text)


@settings(max_examples=150, deadline=None)
@given(texts, queries)
def test_a_snippet_is_a_part_of_the_text(plain, query):
    shown = without_marks(snippet(plain, wanted(query)))
    assert shown in escape(plain) or shown.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in escape(plain)


def without_marks(markup: str) -> str:
    """The text between marks, which are balanced, not nested and never empty or at a space."""
    for marked in marks(markup):
        assert marked.strip() == marked != ""
        assert "<" not in marked
    bare = re.sub("<mark>([^<>]*)</mark>", r"\1", markup)
    assert "<" not in bare
    assert ">" not in bare
    return bare
