"""The measures of relevance, against values worked out by hand."""

from math import log2

import pytest

from search import evaluation
from search.evaluation import Judgment, JudgmentError, evaluate, load, measure

GAINS = {"a": 3, "b": 2, "c": 1}


def judged(gains=GAINS, **fields):
    return Judgment(**{"text": "防汛", "lang": "zh", "kind": "topic", "gains": gains} | fields)


def row(results, gains=GAINS, k=10):
    return measure(judged(gains), results, k)


# --- nDCG -------------------------------------------------------------------------------------------------------------
def test_discounted_gain_by_hand():
    """Gains 3, 2, 3, 0, 1, 2 at places 1 to 6: 3 + 2/1.585 + 3/2 + 0 + 1/2.585 + 2/2.807."""
    assert evaluation.dcg([3, 2, 3, 0, 1, 2]) == pytest.approx(6.8611, abs=1e-4)
    assert evaluation.dcg([]) == 0


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("abc", 1.0),
        ("acb", (3 + 1 / log2(3) + 2 / 2) / (3 + 2 / log2(3) + 1 / 2)),  # 4.6309 / 4.7619
        ("cba", (1 + 2 / log2(3) + 3 / 2) / (3 + 2 / log2(3) + 1 / 2)),  # 3.7619 / 4.7619
        ("xabc", (3 / log2(3) + 2 / 2 + 1 / log2(5)) / (3 + 2 / log2(3) + 1 / 2)),
        ("a", 3 / (3 + 2 / log2(3) + 1 / 2)),
        ("xyz", 0.0),
        ("", 0.0),
    ],
)
def test_order_decides(results, expected):
    assert row(results).ndcg == pytest.approx(expected)


def test_known_value():
    assert row("cba").ndcg == pytest.approx(0.7900, abs=1e-4)


def test_what_was_judged_and_not_returned_costs():
    assert row("ab").ndcg == pytest.approx(4.2619 / 4.7619, abs=1e-4)


def test_equal_gains_stand_in_any_order():
    gains = {"a": 2, "b": 2, "c": 2}
    assert row("abc", gains).ndcg == row("cab", gains).ndcg == 1


def test_only_the_first_k_count_on_both_sides():
    gains = dict.fromkeys("abcdefgh", 2)
    assert row("abc", gains, k=3).ndcg == 1
    assert row("xyzabc", gains, k=3).ndcg == 0
    assert row("abc", gains, k=None).ndcg < 1
    assert row("xxabcdefgh", gains, k=None).recall == 1


def test_a_repeated_result_gains_once_and_takes_up_a_place():
    assert row("aab").ndcg == pytest.approx((3 + 2 / 2) / 4.7619, abs=1e-4)
    assert row("aab").precision == pytest.approx(2 / 3)
    assert row("aab").returned == 3


def test_a_gain_of_zero_is_not_relevant():
    gains = {"a": 1, "b": 0}
    assert row("ba", gains).precision == 0.5
    assert row("a", gains).recall == 1
    assert row("ba", gains).reciprocal_rank == 0.5


# --- The other measures -----------------------------------------------------------------------------------------------
def test_recall_and_precision_by_hand():
    found = row("axbx")
    assert (found.recall, found.precision) == (pytest.approx(2 / 3), 0.5)
    assert (row("axbx", k=1).recall, row("axbx", k=1).precision) == (pytest.approx(1 / 3), 1)
    assert (row("").recall, row("").precision) == (0, 0)


def test_the_rank_is_that_of_the_item_itself():
    assert (row("bca").reciprocal_rank, row("bca").best) == (pytest.approx(1 / 3), 3)
    assert (row("bc").reciprocal_rank, row("bc").best) == (0, None)
    assert (row("xxxa", k=3).reciprocal_rank, row("xxxa", k=3).best) == (0, None)
    assert row("xb", {"a": 2, "b": 2}).reciprocal_rank == 0.5


@pytest.mark.parametrize("gains", [{}, {"a": 0}])
@pytest.mark.parametrize("results", ["", "ab"])
def test_without_anything_relevant_nothing_is_measured(gains, results):
    found = row(results, gains)
    assert (found.recall, found.precision, found.reciprocal_rank, found.ndcg, found.best) == (None,) * 5
    assert found.returned == len(results)


# --- Reports ----------------------------------------------------------------------------------------------------------
def test_means_leave_out_what_is_not_defined():
    judgments = [judged(), judged({"a": 1}, lang="en", kind="known-item"), judged({}, kind="none")]
    answers = {"topic": "cba", "known-item": "xa", "none": "x"}
    report = evaluate(judgments, lambda judgment: list(answers[judgment.kind]))
    assert report.ndcg == pytest.approx((0.7900 + 1 / log2(3)) / 2, abs=1e-4)
    assert report.mrr == pytest.approx((1 / 3 + 1 / 2) / 2)
    assert report.recall == 1
    assert report.precision == pytest.approx((1 + 0.5) / 2)
    assert report.where(lang="en").mrr == 0.5
    assert report.where(kind="none").ndcg is None
    assert report.where(lang="en", kind="topic").rows == []
    assert report.kinds() == ["topic", "known-item", "none"]
    assert [found.judgment.kind for found in report.worst()] == ["known-item", "topic"]


def test_nothing_judged_gives_no_means():
    report = evaluate([], lambda judgment: [])
    assert (report.ndcg, report.mrr, report.recall, report.precision) == (None,) * 4


@pytest.mark.parametrize("k", [0, -1])
def test_k_counts_results(k):
    with pytest.raises(ValueError, match="k counts results"):
        evaluate([judged()], lambda judgment: [], k)


# --- Files ------------------------------------------------------------------------------------------------------------
FILE = """
[[query]]
text = "质量"
lang = "zh"
kind = "topic"
relevant = { "demo:a" = 3, "demo:b" = 0 }

[[query]]
text = "质量"
lang = "zh"
kind = "newest"
relevant = {}
sort = "newest"
filters = { section = "yaowen" }
note = "Why"
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "judgments.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_is_read(write):
    first, second = load(write(FILE))
    assert first == Judgment("质量", "zh", "topic", {"demo:a": 3, "demo:b": 0})
    assert second == Judgment("质量", "zh", "newest", {}, {"section": "yaowen"}, "newest", "Why")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('lang = "zh"', 'lang = "fr"', "query 1: lang is one of zh, en"),
        ('text = "质量"', "", "query 1: text is missing"),
        ('kind = "topic"', 'kind = ""', "query 1: kind is missing"),
        ('"demo:a" = 3', '"demo:a" = 4', "query 1: the gain of demo:a"),
        ('"demo:a" = 3', '"demo:a" = true', "query 1: the gain of demo:a"),
        ('"demo:a" = 3', '"demo:a" = 1.5', "query 1: the gain of demo:a"),
        ('relevant = { "demo:a" = 3, "demo:b" = 0 }', "", "query 1: relevant is a table"),
        ('sort = "newest"', 'sort = "oldest"', "query 2: sort is one of"),
        ('filters = { section = "yaowen" }', "filters = { year = 2017 }", "query 2: filters is a table of texts"),
        ('note = "Why"', 'reason = "Why"', "query 2: unknown reason"),
        (
            'sort = "newest"\nfilters = { section = "yaowen" }',
            "",
            "query 2: '质量' was judged before, in query 1",
        ),
        ("[[query]]", "[[queries]]", "nothing else"),
        ("[[query]]", "[[query", "not TOML"),
    ],
)
def test_a_wrong_file_is_refused(write, old, new, message):
    with pytest.raises(JudgmentError, match=message):
        load(write(FILE.replace(old, new)))


def test_a_file_without_queries_is_refused(write):
    with pytest.raises(JudgmentError, match="nothing else"):
        load(write(""))
