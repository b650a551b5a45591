"""What the report says of figures: promises kept and broken, and what keeps figures from being compared."""

import pytest

from bench._queries import PAIRS
from bench._report import section, short


def cell(operation="relevance", group="50", contestant="portal", **figures):
    defaults = {"hits": [20, 20], "was_stopped": False, "samples": 100, "p50": 8.0, "p95": 10.0}
    return {"contestant": contestant, "operation": operation, "group": group} | defaults | figures


def run(*cells, docs=100_000, database="postgres", release=2.0):
    spread = {"samples": 200, "p50": release, "p95": release}
    return {
        "docs": docs,
        "database": database,
        "date": "2026-07-01",
        "commit": "abc",
        "versions": "PostgreSQL 15, modelsearch 1",
        "corpus": "Generated.",
        "classes": [[50, 50], [32_000, 6_000]],
        "import": {"docs": 10_000, "seconds": 10},
        "index": {"seconds": docs / 900, "bytes": docs * 1000},
        "release": {"portal": spread, "admin": spread, "both": spread},
        "page": {"samples": 100, "p50": 20, "p95": 61, "sql": 9},
        "others": {"stock": {"seconds": 100, "bytes": 1000}},
        "cells": list(cells),
    }


def rows(figures, *earlier) -> list[str]:
    return section(figures, earlier).splitlines()


def row(beginning, figures, *earlier) -> str:
    return next(line for line in rows(figures, *earlier) if line.startswith(f"| {beginning} |"))


def test_a_promise_is_kept_or_broken():
    assert row("50", run(cell(p95=25.0))).endswith("| 8 / 25 | ≤ 25 ms | pass |")
    assert row("50", run(cell(p95=25.1))).endswith("| ≤ 25 ms | **FAIL** |")
    assert row("search page", run()).endswith("| ≤ 60 ms | **FAIL** |")
    assert row("rebuild, articles a second", run()).endswith("| 900 | ≥ 800 | pass |")


def test_sqlite_promises_other_things():
    assert row("50", run(cell(p95=59), database="sqlite")).endswith("| ≤ 60 ms | pass |")
    assert row("50", run(cell("suggestions"), database="sqlite")).endswith("|  |  |")


def test_a_million_is_compared_with_a_hundred_thousand():
    earlier = run(cell(p95=10.0))
    assert row("50", run(cell(p95=15.0), docs=1_000_000), earlier).endswith("| ≤ 15 ms | pass |")
    assert row("50", run(cell(p95=15.1), docs=1_000_000), earlier).endswith("| ≤ 15 ms | **FAIL** |")
    assert row("50", run(cell(p95=15.1), docs=1_000_000)).endswith("|  |  |")
    pairs = run(cell(group=PAIRS, p95=199), docs=1_000_000)
    assert row(PAIRS, pairs).endswith("| ≤ 200 ms | pass |")


def test_a_release_at_a_million_is_compared_with_one_at_ten_thousand():
    small, large = run(docs=10_000, release=2.0), run(docs=1_000_000, release=2.7)
    assert row("— times that at 10,000 articles", large, small) == (
        "| — times that at 10,000 articles | 1.35 | ≤ 1.3 times | **FAIL** |"
    )
    assert not any("times that" in line for line in rows(large))


def test_stock_stands_beside_this_search():
    ours, stock = cell(group="32,000"), cell(group="32,000", contestant="stock", p50=320.0, p95=400.0)
    assert row("32,000", run(ours, stock)).endswith("| 320 / 400 | 40 times (≥ 20 times: pass) |")
    stock |= {"hits": [0, 0], "samples": 20}
    assert "320 / 400 (found 0, 20 samples)" in row("32,000", run(ours, stock))
    stock |= {"was_stopped": True}
    assert "(stopped, 20 samples)" in row("32,000", run(ours, stock))


def test_the_report_says_where_classes_are_smaller_than_their_names():
    assert "32,000 is 6,000 here" in section(run())


@pytest.mark.parametrize(("figure", "said"), [(0.01234, "0.0123"), (9.876, "9.88"), (99.6, "100"), (12345.6, "12,346")])
def test_three_digits_are_enough(figure, said):
    assert short(figure) == said
