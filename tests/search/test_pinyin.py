"""Chinese words as they are typed on a keyboard."""

import pytest

from search.pinyin import near, syllables


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("质量", "zhi liang"),
        ("重庆市", "chong qing shi"),
        ("绿色", "lv se"),
        ("长江", "chang jiang"),
        ("𠮷", ""),
        ("", ""),
    ],
)
def test_pinyin(word, spoken):
    assert syllables(word) == spoken.split()


def test_what_sounds_alike():
    assert near("lin") == ["lin", "ling", "nin", "ning"]
    assert near("zhi") == ["zhi", "zi"]
    assert near("er") == ["er"]
