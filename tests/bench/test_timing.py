"""Percentiles, and contestants by turns."""

import math

import pytest

from bench._timing import BUDGET, Cell, TooSlowError, measure, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3, 1, 2], 0.5, 2),
        ([1, 2], 0.5, 1.5),
        ([7], 0.95, 7),
        (range(101), 0.95, 95),
        ([0, 10], 0, 0),
        ([0, 10], 1, 10),
    ],
)
def test_percentile(values, share, expected):
    assert percentile(values, share) == expected


def test_no_values_have_no_percentile():
    assert math.isnan(percentile([], 0.5))


def test_contestants_take_turns_with_each_query():
    said = []

    def cell(contestant):
        calls = [lambda query=query: said.append((contestant, query)) or 1 for query in "ab"]
        return Cell(contestant, "newest", "50", calls, rounds=2)

    cells = [cell("one"), cell("other")]
    measure(cells)
    turn = [("one", "a"), ("other", "a"), ("one", "b"), ("other", "b")]
    assert said[4:] == turn * 2  # after warming up
    assert cells[0].figures()["samples"] == 4
    assert cells[0].figures()["hits"] == [1, 1]


def test_a_slow_cell_is_measured_less_often(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("bench._timing.time.perf_counter", lambda: next(clock))
    cell = Cell("stock", "newest", "50", [lambda: 1] * 20)
    measure([cell])
    assert cell.times == [1000] * (int(BUDGET) + 1)  # a second each: after the last of them the budget was spent


def test_a_contestant_that_was_stopped_says_so():
    def call():
        raise TooSlowError

    cell = Cell("stock", "newest", "50", [call, call])
    measure([cell])
    assert cell.figures()["was_stopped"]
    assert cell.figures()["samples"] == 1
