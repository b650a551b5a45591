"""One run: load, index, time, and every figure of it as a dictionary. Django has to be set up before this is imported."""

import argparse
import datetime
import json
import random
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from bench import _corpus, _multiply, _portal, _queries, _stock, _this_search
from bench._portal import say
from bench._queries import Group
from bench._timing import Cell, measure
from news.models import ArticlePage, Official

COMMON = 12_000  # hits of the queries that the search page is asked


class Run:
    """`folder` is for what the run leaves behind, and is empty."""

    def __init__(self, arguments: argparse.Namespace, folder: Path) -> None:
        self.arguments = arguments
        self.folder = folder
        self.plan = _corpus.Plan(arguments.docs, arguments.seed)
        self.corpus = folder / "corpus.jsonl"
        self.imported = replace(self.plan, size=min(arguments.docs, _corpus.GENERATED))
        self.docs = 0  # once the corpus is written
        self.others: dict[str, dict[str, float]] = {}

    def figures(self) -> dict:
        say("corpus")
        self.write_corpus()
        say("import")
        imported, import_seconds = _portal.load(self.corpus)
        if not self.arguments.corpus and imported < self.plan.size:
            say("copies")
            _multiply.multiply(self.plan.size // imported)
        _portal.furnish()
        self.docs = ArticlePage.objects.count()
        say("rebuild")
        seconds, size = _portal.rebuild()
        say("what a release costs")
        release = _portal.release_costs()
        groups = self.groups()
        say("the search page")
        page = _portal.page_costs(self.common(groups), self.arguments.rounds)
        cells = self.cells(groups)
        say(f"{sum(len(cell.calls) for cell in cells):,} queries")
        measure(cells)
        return {
            "docs": self.docs,
            "database": self.arguments.db,
            "date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
            "commit": commit(),
            "versions": _portal.versions(),
            "corpus": self.corpus_said(),
            "note": self.arguments.note,
            "classes": []
            if self.arguments.corpus
            else [[planted.asked, planted.hits] for planted in self.plan.classes()],
            "import": {"docs": imported, "seconds": import_seconds},
            "index": {"seconds": seconds, "bytes": size},
            "release": release,
            "page": page,
            "others": self.others,
            "cells": [cell.figures() for cell in cells],
        }

    # --- Articles -----------------------------------------------------------------------------------------------------
    def write_corpus(self) -> None:
        """To a file, so that every contestant reads the same."""
        with self.corpus.open("w", encoding="utf-8") as out:
            if self.arguments.corpus:
                with self.arguments.corpus.open(encoding="utf-8") as lines:
                    out.writelines(islice(lines, self.arguments.docs))
            else:
                out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in _corpus.articles(self.imported))

    def lines(self) -> Iterator[dict[str, str]]:
        with self.corpus.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def corpus_said(self) -> str:
        if self.arguments.corpus:
            return f"Articles of {self.arguments.corpus.name}."
        said = f"Generated articles (seed {self.plan.seed}): median 400 characters, 20 years, one in ten English."
        if self.imported.size < self.docs:
            said += f" {self.imported.size:,} of them were imported; the others are copies without the made-up words."
        return said

    # --- Queries ------------------------------------------------------------------------------------------------------
    def groups(self) -> list[Group]:
        if self.arguments.queries:
            queries = [line for line in self.arguments.queries.read_text(encoding="utf-8").splitlines() if line.strip()]
        elif self.arguments.corpus:
            queries = _queries.common_words(self.lines(), self.docs)
        else:
            return _queries.generated(self.plan)
        return _queries.by_hits({query: _this_search.exact_hits(query, "zh-hans") for query in queries})

    def common(self, groups: list[Group]) -> list[str]:
        """Queries for the search page."""
        sizes = {group.size: group.queries for group in groups if group.size}
        return sizes.get(COMMON) or sizes[max(sizes)]

    def beginnings(self) -> list[Group]:
        rng = random.Random("titles")
        keys = list(ArticlePage.objects.filter(language="zh-hans").order_by("pk").values_list("pk", flat=True))
        chosen = rng.sample(keys, min(200, len(keys)))
        titles = list(ArticlePage.objects.filter(pk__in=chosen).order_by("pk").values_list("title", flat=True))
        return _queries.beginnings(titles, list(Official.objects.order_by("pk").values_list("name_zh", "name_en")))

    # --- Contestants --------------------------------------------------------------------------------------------------
    def cells(self, groups: list[Group]) -> list[Cell]:
        """Of every contestant that takes part, the same queries next to each other."""
        operations: dict[str, dict[str, Callable[[str, str], int]]] = {"portal": _this_search.OPERATIONS}
        if "stock" not in self.arguments.skip:
            operations["stock"] = self.stock()
        if "tantivy" not in self.arguments.skip:
            operations["tantivy"] = self.tantivy()
        return [
            Cell(
                name,
                operation,
                group.name,
                [partial(call, query, group.language) for query in group.queries],
                self.arguments.rounds,
            )
            for operation in _this_search.OPERATIONS
            for group in (self.beginnings() if operation == "suggestions" else groups)
            for name, calls in operations.items()
            if (call := calls.get(operation))
        ]

    def stock(self) -> dict[str, Callable[[str, str], int]]:
        say("stock: rebuild")
        _stock.take_over()
        _portal.vacuum()
        before = _portal.size()
        seconds = _stock.rebuild()
        _portal.vacuum()
        self.others["stock"] = {"seconds": seconds, "bytes": _portal.size() - before}
        return _stock.operations()

    def tantivy(self) -> dict[str, Callable[[str, str], int]]:
        from bench._tantivy import Tantivy

        say("tantivy: index")
        index = Tantivy(self.folder / "tantivy", self.lines())
        self.others["tantivy"] = {"seconds": index.seconds, "bytes": index.size}
        return {"relevance": index.relevance, "newest": index.newest, "count and facets": index.count_and_facets}


def commit() -> str:
    git = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=12"], capture_output=True, text=True)
    return git.stdout.strip() or "unknown"
