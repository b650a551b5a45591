"""Dates and weekdays between a text and its translation, and within one text."""

import pytest

from news.release.checks import dates
from news.release.checks.findings import Severity
from news.release.checks.glossary import EMPTY


def codes(source: str, target: str) -> list[str]:
    return [one.code for one in dates.check(source, target, "zh", "en", EMPTY)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("2023年5月1日", "May 1, 2023"),
        ("2023年5月1日", "1 May 2023"),
        ("2023年5月1日", "the 1st of May, 2023"),
        ("2023-05-01", "May 1, 2023"),
        ("二〇一七年三月", "March 2017"),
        ("5月1日至3日", "May 1-3"),
        ("5月1日", "May 1, 2023"),
        ("2023年5月1日", "May 1"),
        ("他3日表示", "he said on Wednesday"),
        ("今年5月", "in May 2023"),
        ("20世纪80年代", "the 1980s"),
        ("一季度", "Q1"),
        ("上半年", "the first half"),
        ("上半年", "the first six months"),
        ("6月中旬", "mid-June"),
        ("2016—2020年", "2016 to 2020"),
        ("可能会下雨", "It may rain. May it rain."),
    ],
)
def test_the_same(source, target):
    assert codes(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("2023年5月1日", "May 2, 2023", "date-differs"),
        ("2023年5月1日", "June 1, 2023", "date-differs"),
        ("2023年5月1日", "May 1, 2022", "date-differs"),
        ("上半年", "the second half", "date-differs"),
        ("第三季度", "the second quarter", "date-differs"),
        ("6月上旬", "late June", "date-differs"),
        ("20世纪80年代", "the 1970s", "date-differs"),
        ("星期三", "on Thursday", "date-weekday"),
        ("他于1971年参军。", "He joined the army.", "date-missing"),
        ("他参军了。", "He joined the army in 1971.", "date-added"),
    ],
)
def test_not_the_same(source, target, code):
    assert codes(source, target) == [code]


def test_a_weekday_contradicts_its_date():
    (found,) = dates.check("2023年5月1日（星期一）", "Tuesday, May 1, 2023", "zh", "en", EMPTY)
    assert (found.code, found.severity) == ("date-weekday", Severity.ERROR)
    (found,) = dates.check("2023年5月1日（星期二）", "May 1, 2023", "zh", "en", EMPTY)
    assert found.source_span == (10, 13)
    (found,) = dates.check("2023年5月1日开幕", "It opened on Tuesday, May 1.", "zh", "en", EMPTY)
    assert (found.source_span, found.target_span) == (None, (13, 20))


def test_a_weekday_that_is_right_or_cannot_be_known():
    assert codes("2023年5月1日（星期一）", "Monday, May 1, 2023") == []
    assert codes("5月1日（星期二）", "Tuesday, May 1") == []
    assert codes("2023年2月30日（星期一）", "Monday, February 30, 2023") == []
    assert codes("2018年2月28日开放，每周一闭馆", "open on Feb. 28, 2018, closed on Mondays") == []
