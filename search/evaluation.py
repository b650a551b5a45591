"""How good an order of results is, measured against what careful readers judged. Pure Python: it knows no search engine.

A file of judgments is TOML. Each `[[query]]` is one need of a reader, with the articles that answer it, each under its
external identifier (the same for an article and its translation), and how well each does:

    [[query]]
    text = "2017年第三次常务会议"          # as the reader types it; required
    lang = "zh"                            # the language of the page on which it is asked: zh or en; required
    kind = "meeting-number"                # the kind of need, for reading the figures by kind; required
    relevant = { "exec:2017-03" = 3 }      # 3: just what was looked for, 2: answers the need, 1: touches it; required
    filters = { series = "executive" }     # optional: other parameters of the search page's address, as text
    sort = "newest"                        # optional: relevance (the default) or newest
    note = "Of the year asked, not 2016"   # optional: why the judges judged so

Whatever is not listed counts as not relevant; a gain of 0 says so expressly. A query with an empty `relevant` asks for
something that no article answers.

The measures look at the first `k` results, or at all of them where `k` is None. A result that comes twice gains once
only, and the second one still takes up a place. Each measure lies between 0 and 1, and is None where nothing relevant
was judged: such a query is left out of the means, as trec_eval leaves it out.
"""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_GAIN = 3
LANGUAGES = ("zh", "en")
SORTS = ("relevance", "newest")
KNOWN = {"text", "lang", "kind", "relevant", "filters", "sort", "note"}

Gains = Mapping[str, int]


class JudgmentError(ValueError):
    """A file of judgments cannot be used; the message says which query, counted from 1, and what is wrong with it."""


@dataclass(frozen=True)
class Judgment:
    """One query and the gain, 0 to 3, of each result that was judged."""

    text: str
    lang: str
    kind: str
    gains: Gains
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "relevance"
    note: str = ""


@dataclass(frozen=True)
class Row:
    """What one query's results were worth. `returned` is how many results there were in all, `best` where the first
    result of the highest gain stood (from 1, None if it was not among the first `k`)."""

    judgment: Judgment
    returned: int
    best: int | None
    recall: float | None
    precision: float | None
    reciprocal_rank: float | None
    ndcg: float | None


@dataclass(frozen=True)
class Report:
    """The rows of all queries; a mean is over the queries for which the measure is defined, None if there are none."""

    rows: Sequence[Row]
    k: int | None

    @property
    def recall(self) -> float | None:
        return mean(row.recall for row in self.rows)

    @property
    def precision(self) -> float | None:
        return mean(row.precision for row in self.rows)

    @property
    def mrr(self) -> float | None:
        return mean(row.reciprocal_rank for row in self.rows)

    @property
    def ndcg(self) -> float | None:
        return mean(row.ndcg for row in self.rows)

    def where(self, *, lang: str | None = None, kind: str | None = None) -> "Report":
        """The report of the queries in one language, of one kind, or both."""
        rows = [row for row in self.rows if lang in (None, row.judgment.lang) and kind in (None, row.judgment.kind)]
        return Report(rows, self.k)

    def kinds(self) -> list[str]:
        """The kinds of need, in the order of the file."""
        return list(dict.fromkeys(row.judgment.kind for row in self.rows))

    def worst(self) -> list[Row]:
        """The queries with relevant results, worst order first."""
        return sorted((row for row in self.rows if row.ndcg is not None), key=lambda row: row.ndcg or 0.0)


# --- The file ---------------------------------------------------------------------------------------------------------
def load(path: str | Path) -> list[Judgment]:
    """The judgments of a file, in its order. Raises JudgmentError, or OSError where the file cannot be read."""
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JudgmentError(f"{path}: not TOML in UTF-8: {error}") from error
    queries = data.pop("query", None)
    if data or not isinstance(queries, list) or not queries:
        raise JudgmentError(f"{path}: a file of judgments holds [[query]] tables and nothing else.")
    judgments = [read(query, f"{path}: query {number}") for number, query in enumerate(queries, start=1)]
    asked = [(judgment.text, judgment.lang, judgment.sort, *judgment.filters.items()) for judgment in judgments]
    for number, query in enumerate(asked, start=1):
        if asked.index(query) < number - 1:
            raise JudgmentError(
                f"{path}: query {number}: {query[0]!r} was judged before, in query {asked.index(query) + 1}."
            )
    return judgments


def read(query: Mapping[str, Any], where: str) -> Judgment:
    """One `[[query]]` table; `where` begins the message of an error."""

    def refuse(problem: str) -> None:
        raise JudgmentError(f"{where}: {problem}")

    gains, filters, sort = query.get("relevant"), query.get("filters", {}), query.get("sort", "relevance")
    if unknown := sorted(set(query) - KNOWN):
        refuse(f"unknown {', '.join(unknown)}.")
    for name in ("text", "kind"):
        if not (isinstance(query.get(name), str) and query[name]):
            refuse(f"{name} is missing.")
    if query.get("lang") not in LANGUAGES:
        refuse(f"lang is one of {', '.join(LANGUAGES)}.")
    if not isinstance(gains, dict):
        refuse("relevant is a table of identifiers and gains.")
    elif wrong := [name for name, gain in gains.items() if type(gain) is not int or not 0 <= gain <= MAX_GAIN]:
        refuse(f"the gain of {wrong[0]} is not a whole number from 0 to {MAX_GAIN}.")
    if not (isinstance(filters, dict) and all(isinstance(value, str) for value in filters.values())):
        refuse("filters is a table of texts.")
    if sort not in SORTS:
        refuse(f"sort is one of {', '.join(SORTS)}.")
    return Judgment(
        text=query["text"],
        lang=query["lang"],
        kind=query["kind"],
        gains=dict(gains or {}),
        filters=dict(filters),
        sort=sort,
        note=str(query.get("note", "")),
    )


# --- Measuring --------------------------------------------------------------------------------------------------------
def evaluate(judgments: Iterable[Judgment], search: Callable[[Judgment], Sequence[str]], k: int | None = 10) -> Report:
    """Ask each query of `search`, which gives the external identifiers of its results, best first, and measure them."""
    if k is not None and k < 1:
        raise ValueError("k counts results: it is 1 or more, or None.")
    return Report([measure(judgment, search(judgment), k) for judgment in judgments], k)


def measure(judgment: Judgment, results: Sequence[str], k: int | None = 10) -> Row:
    gains, shown = judgment.gains, without_repeats(results)[:k]
    rank = reciprocal_rank(gains, shown)
    return Row(
        judgment=judgment,
        returned=len(results),
        best=round(1 / rank) if rank else None,
        recall=recall(gains, shown),
        precision=precision(gains, shown),
        reciprocal_rank=rank,
        ndcg=ndcg(gains, shown, k),
    )


def without_repeats(results: Sequence[str]) -> list[str | None]:
    """The results with None in the place of each that came before: it takes up room and gains nothing."""
    first = {name: place for place, name in reversed(list(enumerate(results)))}
    return [name if first[name] == place else None for place, name in enumerate(results)]


def relevant(gains: Gains) -> set[str]:
    return {name for name, gain in gains.items() if gain > 0}


def recall(gains: Gains, results: Sequence[str | None]) -> float | None:
    """Of what is relevant, the share that was found: |relevant ∩ results| / |relevant|."""
    wanted = relevant(gains)
    return len(wanted.intersection(results)) / len(wanted) if wanted else None


def precision(gains: Gains, results: Sequence[str | None]) -> float | None:
    """Of what was found, the share that is relevant: |relevant ∩ results| / |results|, and 0 where nothing was found.

    With fewer than k results this divides by as many as there are (Manning, Raghavan and Schütze 2008, section 8.3):
    a page that shows one article, the right one, is not nine tenths wrong.
    """
    wanted = relevant(gains)
    if not wanted:
        return None
    return len(wanted.intersection(results)) / len(results) if results else 0.0


def reciprocal_rank(gains: Gains, results: Sequence[str | None]) -> float | None:
    """1 / the place of the first result whose gain is the highest that was judged, 0 if there is none.

    Of the highest gain, not of any: who looks for one meeting is not served by the same meeting of another year.
    """
    highest = max(gains.values(), default=0)
    if not highest:
        return None
    targets = {name for name, gain in gains.items() if gain == highest}
    return next((1 / place for place, name in enumerate(results, start=1) if name in targets), 0.0)


def dcg(gains: Iterable[int]) -> float:
    """Discounted cumulated gain of gains in the order of the results: the sum of gain / log2(1 + place), places from 1.

    Cumulating graded gains and discounting them by the logarithm of the place is from Järvelin and Kekäläinen,
    “Cumulated gain-based evaluation of IR techniques”, ACM TOIS 20(4), 2002. They leave the first two places
    undiscounted (log2 of the place, from the second on); log2(1 + place), which tells the first from the second, is
    from Burges et al. 2005 and is what nDCG commonly means today. Gains are linear, as theirs.
    """
    return sum(gain / math.log2(1 + place) for place, gain in enumerate(gains, start=1))


def ndcg(gains: Gains, results: Sequence[str | None], k: int | None = 10) -> float | None:
    """DCG of the results / DCG of the best possible order of all that was judged, both cut at k.

    What was judged and not returned is in the best possible order, so its absence costs. Results of the same gain may
    stand in any order among themselves.
    """
    ideal = dcg(sorted(gains.values(), reverse=True)[:k])
    if not ideal:
        return None
    return dcg(gains.get(name, 0) if name is not None else 0 for name in results[:k]) / ideal


def mean(values: Iterable[float | None]) -> float | None:
    """The arithmetic mean of the values that are defined."""
    defined = [value for value in values if value is not None]
    return math.fsum(defined) / len(defined) if defined else None
