"""A run's figures as a section of the report, in Markdown."""

from collections.abc import Iterator, Sequence

from bench import _limits

OTHERS = ("stock", "tantivy")
HEADS = {"stock": ["stock", "slower by"], "tantivy": ["tantivy"]}
COUNTING = "count and facets"
CAP = 10_000  # search.entries.CAP


def section(run: dict, earlier: Sequence[dict] = ()) -> str:
    """`earlier` are runs of other sizes, for what is promised in comparison with them."""
    return "\n".join([*heading(run), "", *costs(run, earlier), "", *operations(run, earlier)]) + "\n"


def heading(run: dict) -> Iterator[str]:
    yield f"## Search: {run['docs']:,} articles on {run['versions'].split(',')[0]}"
    yield ""
    yield f"{run['corpus']} {run['versions']}. Measured on {run['date']} at {run['commit']}."
    yield "Times in milliseconds, median / 95th percentile, one client, everything warm, the contestants' queries by turns."
    yield "Stock finds a Chinese word only between punctuation marks, where those of the first eight groups were set for it."
    if note := run.get("note"):
        yield note
    scaled = [f"{asked:,} is {hits:,} here" for asked, hits in run["classes"] if asked != hits]
    if scaled:
        yield f"So small an archive would be full of the larger classes, which are smaller in it: {'; '.join(scaled)}."


def costs(run: dict, earlier: Sequence[dict]) -> Iterator[str]:
    yield "| what | figure | limit | |"
    yield "|---|---|---|---|"
    index, release, page = run["index"], run["release"], run["page"]
    rate = run["docs"] / index["seconds"]
    yield row("rebuild, articles a second", f"{rate:,.0f}", _limits.at_least(rate, _limits.REBUILT))
    yield row(
        "import (the search index left to the rebuild), articles a second",
        f"{run['import']['docs'] / run['import']['seconds']:,.0f}",
    )
    yield row("index, bytes an article", f"{index['bytes'] / run['docs']:,.0f}")
    yield row("a release costs both indexes", times(release["both"]), _limits.of_release(run))
    yield row("— the portal's", times(release["portal"]))
    yield row("— the admin's", times(release["admin"]))
    if growth := _limits.of_release_growth(run, earlier):
        yield row("— times that at 10,000 articles", f"{growth[0]:.2f}", growth[1])
    is_promised = run["docs"] <= _limits.PROMISED_UP_TO
    yield row(
        "search page", times(page), _limits.at_most(page["p95"], _limits.PAGE) if is_promised else _limits.NOTHING
    )
    yield row("— SQL queries, at most", f"{page['sql']}", _limits.at_most(page["sql"], _limits.STATEMENTS, ""))
    for name in OTHERS:
        if other := run["others"].get(name):
            yield row(f"{name}: index, articles a second", f"{run['docs'] / other['seconds']:,.0f}")
            yield row(f"{name}: index, bytes an article", f"{other['bytes'] / run['docs']:,.0f}")


def row(what: str, figure: str, verdict: _limits.Verdict = _limits.NOTHING) -> str:
    return f"| {what} | {figure} | {verdict} |"


def operations(run: dict, earlier: Sequence[dict]) -> Iterator[str]:
    for operation in dict.fromkeys(cell["operation"] for cell in run["cells"]):
        cells = [cell for cell in run["cells"] if cell["operation"] == operation]
        others = [name for name in OTHERS if any(cell["contestant"] == name for cell in cells)]
        heads = [operation, "found", "this search", "limit", "", *(head for name in others for head in HEADS[name])]
        yield f"| {' | '.join(heads)} |"
        yield "|---" * len(heads) + "|"
        for ours in cells:
            if ours["contestant"] == "portal":
                yield line(run, ours, cells, others, earlier)
        yield ""


def line(run: dict, ours: dict, cells: Sequence[dict], others: Sequence[str], earlier: Sequence[dict]) -> str:
    parts = [ours["group"], total(run, ours), times(ours), str(_limits.of_cell(run, ours, earlier))]
    for name in others:
        same = (cell for cell in cells if cell["contestant"] == name and cell["group"] == ours["group"])
        other = next(same, None)
        parts.append(times(other) + note(ours, other) if other else "")
        if name == "stock":
            parts.append(lead(run, ours, other) if other else "")
    return f"| {' | '.join(parts)} |"


def total(run: dict, ours: dict) -> str:
    """How many articles the group's queries find; what was found on the first page where nobody counted."""
    same = (cell for cell in run["cells"] if cell["contestant"] == "portal" and cell["group"] == ours["group"])
    return found(next((cell for cell in same if cell["operation"] == COUNTING), ours))


def lead(run: dict, ours: dict, stock: dict) -> str:
    verdict = _limits.of_lead(run, ours, stock)
    return f"{short(stock['p50'] / ours['p50'])} times" + (
        f" ({verdict.limit}: {verdict.word})" if verdict.limit else ""
    )


def found(cell: dict) -> str:
    least, most = (f"{hits:,}" + "+" * (hits == CAP) for hits in cell["hits"])
    return least if least == most else f"{least}–{most}"


def note(ours: dict, other: dict) -> str:
    """What keeps two cells from being compared at first sight."""
    notes = []
    if other["was_stopped"]:
        notes.append("stopped")
    elif other["hits"][1] < ours["hits"][1]:
        notes.append(f"found {found(other)}")
    if other["samples"] < ours["samples"]:
        notes.append(f"{other['samples']} samples")
    return f" ({', '.join(notes)})" if notes else ""


def times(figures: dict) -> str:
    return f"{short(figures['p50'])} / {short(figures['p95'])}"


def short(figure: float) -> str:
    """As many digits as mean something."""
    return f"{figure:,.0f}" if figure >= 99.5 else f"{figure:.3g}"
