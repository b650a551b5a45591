"""Numbers between a text and its translation, and the measure of all quantities over a set of sentence pairs."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.release.checks import dates, numbers, times
from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import EMPTY
from news.release.checks.quantities import chinese, english
from news.release.checks.quantities.chinese_numerals import NUMERAL, worth
from news.release.checks.quantities.english_numerals import NUMBER_WORDS, numbers_of
from news.release.checks.quantities.matching import discrepancies, read
from news.release.checks.quantities.values import Family

PAIRS = [
    json.loads(line) for line in Path(__file__).with_name("pairs_quantities.jsonl").read_text("utf-8").splitlines()
]
HAN = re.compile("[一-鿿]")


def findings(source: str, target: str) -> list[Finding]:
    languages = ("zh", "en") if HAN.search(source) else ("en", "zh")
    return [one for check in (numbers, dates, times) for one in check.check(source, target, *languages, EMPTY)]


def test_faults_are_found():
    faults = [pair for pair in PAIRS if pair["fault"]]
    missed = [
        f"{pair['fault']}: {pair['note']} | {pair['source']}"
        for pair in faults
        if not any(one.code.startswith(pair["fault"]) for one in findings(pair["source"], pair["target"]))
    ]
    assert len(faults) >= 200
    assert {pair["fault"] for pair in faults} == {"number", "date", "time"}
    assert len(missed) <= 0.03 * len(faults), "\n".join(missed)


def test_clean_pairs_raise_no_alarm():
    clean = [pair for pair in PAIRS if not pair["fault"]]
    alarms = [
        f"{pair['source']} | {pair['target']} | {[one.message for one in found]}"
        for pair in clean
        if (found := findings(pair["source"], pair["target"]))
    ]
    assert len(clean) >= 200
    assert len(alarms) <= 0.03 * len(clean), "\n".join(alarms)


def test_speed():
    """A floor with much room: a pattern that backtracks would fall through it."""
    discrepancies.cache_clear()
    read.cache_clear()
    started = time.process_time()
    for pair in PAIRS:
        findings(pair["source"], pair["target"])
    assert len(PAIRS) / (time.process_time() - started) > 300


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十三", 23),
        ("一百二十", 120),
        ("一百二", 120),
        ("三万五", 35_000),
        ("两千零五", 2005),
        ("两千多万", 20_000_000),
        ("二〇一七", 2017),
        ("十", 10),
        ("廿三", 23),
        ("3.5亿", 350_000_000),
        ("3亿5000万", 350_000_000),
        ("26.6万亿", 26.6e12),
        ("十二万亿", 12e12),
        ("一万五千亿", 1.5e12),
        ("1200余万", 12_000_000),
        ("三点五亿", 350_000_000),
        ("1,234,567", 1_234_567),
    ],
)
def test_chinese_numerals(numeral, value):
    assert re.fullmatch(NUMERAL, numeral)
    assert worth(numeral) == pytest.approx(value)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("twenty-three", [23]),
        ("one hundred and twenty", [120]),
        ("two hundred thousand", [200_000]),
        ("half a million", [500_000]),
        ("a quarter of a billion", [250_000_000]),
        ("two and a half", [2.5]),
        ("two and a half million", [2_500_000]),
        ("two dozen", [24]),
        ("fifty-first", [51]),
        ("one hundredth", [100]),
        ("two and three", [2, 3]),
        ("ten, twelve", [10, 12]),
        ("nineteen eighty", [19, 80]),
        ("a thousand", [1000]),
    ],
)
def test_english_numerals(words, values):
    assert re.fullmatch(NUMBER_WORDS, words)
    assert [number.value for number in numbers_of(words, 0)] == values


@pytest.mark.parametrize(
    ("source", "target", "code", "severity"),
    [
        ("投资3.5亿元。", "The investment is 3.5 billion yuan.", "number-differs", Severity.ERROR),
        ("投资3.5亿元。", "There was an investment.", "number-missing", Severity.ERROR),
        ("该省增加了投资。", "The province increased investment by 24%.", "number-added", Severity.WARNING),
        ("占比35%。", "The share is 35.", "number-differs", Severity.WARNING),
        ("提高2.1个百分点。", "Up 2.1 percent.", "number-differs", Severity.WARNING),
        ("价值5000万美元。", "It is worth 50 million yuan.", "number-differs", Severity.WARNING),
    ],
)
def test_codes_and_severities(source, target, code, severity):
    (found,) = numbers.check(source, target, "zh", "en", EMPTY)
    assert (found.code, found.severity) == (code, severity)


def test_spans_point_into_the_texts_as_given():
    source, target = "参会者１，２００余人。", "Some 12,000 people attended."
    (found,) = numbers.check(source, target, "zh", "en", EMPTY)
    assert source[slice(*found.source_span)] == "１，２００"
    assert target[slice(*found.target_span)] == "12,000"
    assert "１，２００" in found.message
    assert "12,000" in found.message


def test_both_directions():
    (found,) = numbers.check("It cost $4.5m.", "耗资4500万美元。", "en", "zh", EMPTY)
    assert found.code == "number-differs"
    assert not numbers.check("It cost $4.5m.", "耗资450万美元。", "en", "zh", EMPTY)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("增长两倍。", "It tripled."),
        ("增长两倍。", "It grew by two times."),
        ("播种面积1500亩。", "Some 100 hectares were sown."),
        ("跑了10公里。", "He ran 6.2 miles."),
        ("为期18个月。", "It took one and a half years."),
        ("超过1.08亿人。", "More than 100 million people."),
        ("四个全面、五位一体、三农、一国两制。", "Policies of the Party."),
        ("进一步统一思想，万一失败，一起努力。", "Think alike and work together."),
        ("九江、三明、六安、五台山。", "Jiujiang, Sanming, Lu'an and Wutai."),
        ("第七章。", "Chapter VII."),
    ],
)
def test_what_translators_may_do(source, target):
    assert findings(source, target) == []


def test_a_range_shares_its_unit():
    assert [one.values[0] for one in chinese.read("3至5万人").quantities] == [30_000, 50_000]
    assert [one.family for one in english.read("10 to 15 percent").quantities] == [Family.PERCENT] * 2


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=80) | st.text("一二三十百千万亿两半〇年月日时点分成%.,，0123456789第几余多", max_size=40),
    st.text(max_size=80) | st.text("0123456789.,:%$-/ amp", max_size=40),
)
def test_any_text(source, target):
    for one in findings(source + "中", target):
        for span, text in ((one.source_span, source + "中"), (one.target_span, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert one.message
