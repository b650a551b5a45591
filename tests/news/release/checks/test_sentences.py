"""Sentences and their places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.release.checks.sentences import sentences

CASES = [
    ("zh", "会议召开。各部门汇报！好吗？好。", ["会议召开。", "各部门汇报！", "好吗？", "好。"]),
    ("zh", "他说：“路通了。”大家笑了……然后散了", ["他说：“路通了。”", "大家笑了……", "然后散了"]),
    (
        "en",
        "Mr. Lin came at 3 p.m. He said so. 3.5 million went to the U.S. army.",
        ["Mr. Lin came at 3 p.m.", "He said so.", "3.5 million went to the U.S. army."],
    ),
    ("en", "“Go!” he said. J. Smith left.", ["“Go!” he said.", "J. Smith left."]),
    ("en", "Title\nText here", ["Title", "Text here"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_sentences(language, text, expected):
    assert [text[start:end] for start, end in sentences(text, language)] == expected


@given(st.text("一二。！？“” .\na.A!?…", max_size=60), st.sampled_from(["zh", "en"]))
def test_no_word_is_lost(text, language):
    spans = sentences(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
