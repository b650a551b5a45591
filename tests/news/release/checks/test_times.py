"""Times of day between a text and its translation."""

import pytest

from news.release.checks import times
from news.release.checks.findings import Severity
from news.release.checks.glossary import EMPTY


def codes(source: str, target: str) -> list[str]:
    return [one.code for one in times.check(source, target, "zh", "en", EMPTY)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("14时30分", "at 2:30 p.m."),
        ("14：30", "at 14:30"),
        ("下午2点半", "at 2.30pm"),
        ("两点半", "at half past two"),
        ("晚上七点一刻", "at 7:15 p.m."),
        ("中午12时", "at noon"),
        ("凌晨零时", "at midnight"),
        ("24时", "at midnight"),
        ("早上7点", "at 7 in the morning"),
        ("晚8点", "at eight o'clock in the evening"),
        ("上午", "in the morning"),
        ("用时3小时27分", "in 3:27"),
        ("以21:15获胜", "won 21-15"),
        ("他提出三点建议", "He made three suggestions"),
        ("一时间鸦雀无声", "For a moment nobody spoke"),
        ("同时发布", "released at the same time"),
    ],
)
def test_the_same(source, target):
    assert codes(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("14时30分", "at 4:30 p.m.", "time-differs"),
        ("下午2点半", "at 2:30 a.m.", "time-differs"),
        ("上午举行", "held in the afternoon", "time-differs"),
        ("发布会14时30分开始", "The press conference begins", "time-missing"),
        ("发布会开始", "The press conference begins at 2:30 p.m.", "time-added"),
    ],
)
def test_not_the_same(source, target, code):
    assert codes(source, target) == [code]


def test_spans_and_severity():
    source, target = "会议于下午２点半开始", "The meeting began at 3:30 p.m."
    (found,) = times.check(source, target, "zh", "en", EMPTY)
    assert found.severity == Severity.ERROR
    assert source[slice(*found.source_span)] == "下午２点半"
    assert target[slice(*found.target_span)] == "3:30 p.m."
