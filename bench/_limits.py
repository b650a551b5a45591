"""What the search promises, and whether figures keep it."""

from collections.abc import Sequence
from typing import NamedTuple

from bench._queries import PAIRS

# 95th percentile in milliseconds at 100,000 articles and fewer.
LIMITS = {
    "postgres": {"relevance": 25, "newest": 12, "count and facets": 15, "suggestions": 10},
    "sqlite": {"relevance": 60, "newest": 5},
}
PROMISED_UP_TO = 100_000
PAIRS_AT_A_MILLION = 200  # milliseconds, 95th percentile
GROWTH = 1.5  # how much slower everything may be at a million
RELEASE, RELEASE_GROWTH = 5, 1.3  # milliseconds; a million against ten thousand
REBUILT = 800  # documents a second
PAGE, STATEMENTS = 60, 10  # milliseconds, 95th percentile; SQL queries
TIMES_FASTER, FASTER_AT = 20, 32_000  # than stock modelsearch, at so many hits


class Verdict(NamedTuple):
    limit: str  # what is promised, in words; "" where nothing is
    is_kept: bool | None  # None where nothing is promised

    @property
    def word(self) -> str:
        return "" if self.is_kept is None else "pass" if self.is_kept else "**FAIL**"

    def __str__(self) -> str:
        return f"{self.limit} | {self.word}"


NOTHING = Verdict("", None)


def at_most(figure: float, limit: float, unit: str = "ms") -> Verdict:
    return Verdict(f"≤ {limit:,.4g} {unit}".rstrip(), figure <= limit)


def at_least(figure: float, limit: float, unit: str = "") -> Verdict:
    return Verdict(f"≥ {limit:,.4g} {unit}".rstrip(), figure >= limit)


def of_cell(run: dict, cell: dict, earlier: Sequence[dict]) -> Verdict:
    """For one operation on one group of queries. `earlier` are other runs, for what is promised in comparison."""
    limit = LIMITS[run["database"]].get(cell["operation"])
    if limit is None:
        return NOTHING
    if run["docs"] <= PROMISED_UP_TO:
        return at_most(cell["p95"], limit)
    if run["database"] != "postgres":
        return NOTHING
    if cell["group"] == PAIRS:
        return at_most(cell["p95"], PAIRS_AT_A_MILLION)
    before = same_cell(run, cell, earlier)
    return at_most(cell["p95"], GROWTH * before["p95"]) if before else NOTHING


def same_cell(run: dict, cell: dict, earlier: Sequence[dict]) -> dict | None:
    """The cell of the run at 100,000 articles on the same database."""
    keys = ("contestant", "operation", "group")
    for other in earlier:
        if other["database"] == run["database"] and other["docs"] == PROMISED_UP_TO:
            return next((found for found in other["cells"] if all(found[key] == cell[key] for key in keys)), None)
    return None


def of_release(run: dict) -> Verdict:
    return at_most(run["release"]["both"]["p95"], RELEASE)


def of_release_growth(run: dict, earlier: Sequence[dict]) -> tuple[float, Verdict] | None:
    """How many times dearer a release is than at 10,000 articles, at the median; None where that was not measured."""
    for other in earlier:
        if other["database"] == run["database"] and other["docs"] == 10_000 < run["docs"]:
            times = run["release"]["both"]["p50"] / other["release"]["both"]["p50"]
            return times, at_most(times, RELEASE_GROWTH, "times")
    return None


def of_lead(run: dict, ours: dict, stock: dict) -> Verdict:
    """How many times faster than stock, where that is promised."""
    if run["database"] != "postgres" or run["docs"] != PROMISED_UP_TO or ours["group"] != f"{FASTER_AT:,}":
        return NOTHING
    return at_least(stock["p50"] / ours["p50"], TIMES_FASTER, "times")
