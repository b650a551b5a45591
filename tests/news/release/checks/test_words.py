"""Everything but quantities, on pairs and pages of our own: clean ones, and ones with a single fault each."""

import datetime
import json
from pathlib import Path

import pytest

from news.release.checks import dates, numbers, times
from news.release.checks.comparing import CHECKS, compare
from news.release.checks.glossary import EMPTY
from news.release.checks.one_text import PageText, review
from tests.news.release.checks.house import HOUSE

LINES = Path(__file__).with_name("pairs_words.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
QUANTITIES = (numbers.check, dates.check, times.check)  # measured in files of their own


def codes(case: dict, glossary=HOUSE) -> list[str]:
    if page := case.get("page"):
        released = page.get("released")
        page = PageText(**{**page, "released": datetime.date.fromisoformat(released) if released else None})
        return [finding.code for findings in review(page, glossary).values() for finding in findings]
    languages = case.get("source_lang", "zh"), case.get("target_lang", "en")
    findings = compare(case["source"], case["target"], *languages, glossary)
    return [finding.code for finding in findings if not finding.code.startswith(("number", "date", "time"))]


def test_the_set_is_large_enough():
    assert len(CASES) >= 120
    assert len({json.dumps(case) for case in CASES}) == len(CASES)
    assert set(QUANTITIES) < set(CHECKS)


def test_seeded_faults_are_found():
    seeded = [case for case in CASES if case["fault"]]
    missed = [case for case in seeded if not any(code.startswith(case["fault"]) for code in codes(case))]
    assert len(missed) <= 0.05 * len(seeded), missed


def test_clean_texts_raise_no_alarm():
    clean = [case for case in CASES if not case["fault"]]
    alarms = [(codes(case), case) for case in clean if codes(case)]
    assert len(alarms) <= 0.02 * len(clean), alarms


def test_without_a_glossary_too():
    alarms = [case for case in CASES if not case["fault"] and codes(case, EMPTY)]
    assert not alarms


MARKED = [
    ("省长林知远主持会议。", "Governor Lin Zhiyaun chaired it.", "name-differs", "林知远", "Lin Zhiyaun"),
    ("省长林知远主持会议。", "Governor Zhiyuan Lin chaired it.", "name-order", "林知远", "Zhiyuan Lin"),
    ("省长林知远主持会议。", "The meeting was chaired.", "name-missing", "林知远", None),
    ("扎西尼玛说。", "Zhaxi Nema said so.", "name-differs", "扎西尼玛", "Zhaxi Nema"),
    ("实施乡村振兴战略。", "The rural revival strategy.", "term-refused", "乡村振兴", "rural revival"),
    ("实施乡村振兴战略。", "A strategy for villages.", "term-missing", "乡村振兴", None),
    ("听取防汛汇报。", "It heard of 防汛 work.", "untranslated-han", None, "防汛"),
    ("写信到a@b.cn。", "Write to a@c.cn.", "link-email-differs", "a@b.cn", "a@c.cn"),
    ("听取汇报。", "It heard a report。", "punctuation-full-width", None, "。"),
]


@pytest.mark.parametrize(("source", "target", "code", "in_source", "in_target"), MARKED)
def test_both_places_are_marked(source, target, code, in_source, in_target):
    (found,) = compare(source, target, "zh", "en", HOUSE)
    marked = [
        text[slice(*span)] if span else None
        for text, span in ((source, found.source_span), (target, found.target_span))
    ]
    assert (found.code, marked) == (code, [in_source, in_target])


def test_spans_count_code_points_beyond_the_first_plane():
    (found,) = compare("𠮷😀省长林知远到会。", "😀 Governor Lin Zhiyaun came.", "zh", "en", HOUSE)
    assert (found.source_span, found.target_span) == ((4, 7), (11, 22))


@pytest.mark.parametrize("languages", [("zh", "zh"), ("fr", "en"), ("en", "zh-hans")])
def test_other_languages_are_refused(languages):
    with pytest.raises(ValueError, match="one must be zh"):
        compare("", "", *languages, EMPTY)
