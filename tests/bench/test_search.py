"""The whole program, on an archive as small as it goes."""

import json
import subprocess
import sys

import pytest

from bench import _report


@pytest.mark.slow
def test_a_small_run_measures_everything(tmp_path):
    figures = tmp_path / "figures.json"
    options = ["--docs", "300", "--db", "sqlite", "--rounds", "1", "--json", figures]
    done = subprocess.run([sys.executable, "bench/search.py", *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    run = json.loads(figures.read_text())
    assert run["docs"] == 300
    counted = {
        (cell["contestant"], cell["group"]): cell["hits"]
        for cell in run["cells"]
        if cell["operation"] == _report.COUNTING
    }
    for asked, hits in run["classes"]:  # all three find the same articles, as many as were planted
        for contestant in ("portal", "stock", "tantivy"):
            assert counted[contestant, f"{asked:,}"] == [hits, hits], (contestant, asked)
    assert {cell["operation"] for cell in run["cells"]} == {
        *("relevance", "newest", "count and facets", "all of an answer", "suggestions"),
    }
    assert all(cell["samples"] and cell["p95"] > 0 for cell in run["cells"])
    assert run["release"]["both"]["samples"] == 200
    assert run["page"]["sql"] > 0
    assert done.stdout.startswith("## Search: 300 articles on SQLite")
    assert "**FAIL**" in done.stdout or "pass" in done.stdout


def test_figures_are_shown_without_measuring(tmp_path):
    done = subprocess.run(
        [sys.executable, "bench/search.py", "--show", tmp_path / "none.json"], capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "none.json" in done.stderr
