"""`evaluate_search FILE`: how well this portal's search orders its results, by a file of judgments."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import translation

from news.models import ArticlePage
from portal.locales import CODES
from search import engine, evaluation
from search.evaluation import Judgment, Report, Row
from search.facets import Facets, facets_in
from search.forms import SearchForm

MEASURES = ("ndcg", "mrr", "recall", "precision")


class Command(BaseCommand):
    help = "Measure the order of search results against a file of judgments; its format: search/evaluation.py."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a TOML file of judgments")
        parser.add_argument("--lang", choices=evaluation.LANGUAGES, help="only the queries in this language")
        parser.add_argument("--k", type=int, default=10, help="how many results count (10)")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            judgments = evaluation.load(options["file"])
        except (OSError, evaluation.JudgmentError) as error:
            raise CommandError(str(error)) from error
        k = options["k"]
        if k < 1:
            raise CommandError("--k counts results: it is 1 or more.")
        asked = [judgment for judgment in judgments if options["lang"] in (None, judgment.lang)]
        report = evaluation.evaluate(asked, Searcher(k), k)
        self.stdout.write(json.dumps(as_json(report), ensure_ascii=False) if options["json"] else as_table(report))


class Searcher:
    """Asks the search what a judgment asks, as its page would; what filters and names there are is read once."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.facets: dict[str, Facets] = {}

    def __call__(self, judgment: Judgment) -> list[str]:
        """The external identifiers of the first `count` results, best first; "page <id>" for one that has none.

        CommandError where the page would leave a filter out: what is measured would not be what was judged.
        """
        language = CODES[judgment.lang]
        with translation.override(language):
            if language not in self.facets:
                self.facets[language] = facets_in(language)
            form = SearchForm(address_of(judgment), self.facets[language])
            if not form.is_valid():
                raise CommandError(f"{judgment.text!r} cannot be asked: {form.errors.as_json()}")
            query = form.query(language)
        answer = engine.find(query, 0, self.count, self.facets[language].lexicon)
        pages = [result.page_id for result in answer.results]
        names = dict(ArticlePage.objects.filter(pk__in=pages).values_list("pk", "external_id"))
        return [names[page] or f"page {page}" for page in pages]


def address_of(judgment: Judgment) -> QueryDict:
    """The parameters with which the search page would be asked the same."""
    address = QueryDict(mutable=True)
    address.update({"q": judgment.text, "sort": judgment.sort} | dict(judgment.filters))
    return address


def as_json(report: Report) -> dict[str, Any]:
    return figures(report) | {
        "k": report.k,
        "languages": {lang: figures(report.where(lang=lang)) for lang in evaluation.LANGUAGES},
        "kinds": {kind: figures(report.where(kind=kind)) for kind in report.kinds()},
        "queries": [row_as_json(row) for row in report.rows],
    }


def figures(report: Report) -> dict[str, Any]:
    return {"count": len(report.rows)} | {name: rounded(getattr(report, name)) for name in MEASURES}


def row_as_json(row: Row) -> dict[str, Any]:
    told = {"query": row.judgment.text, "lang": row.judgment.lang, "kind": row.judgment.kind, "returned": row.returned}
    measured = ("ndcg", "reciprocal_rank", "recall", "precision")
    return told | {"best": row.best} | {name: rounded(getattr(row, name)) for name in measured}


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def as_table(report: Report) -> str:
    """Means of all, by language and by kind, then the ten worst queries."""
    groups = [("all", report), *((lang, report.where(lang=lang)) for lang in evaluation.LANGUAGES)]
    groups += [(kind, report.where(kind=kind)) for kind in report.kinds()]
    lines = [f"{'':18}{'count':>7}" + "".join(f"{name:>11}" for name in MEASURES)]
    for name, group in groups:
        values = [getattr(group, measure) for measure in MEASURES]
        shown = "".join(f"{'–' if value is None else f'{value:.4f}':>11}" for value in values)
        lines.append(f"{name:18}{len(group.rows):>7}{shown}")
    worst = [
        f"{row.ndcg:.4f}  {row.judgment.lang}  {row.judgment.kind:16}  {row.judgment.text}" for row in report.worst()
    ]
    return "\n".join([*lines, "", *worst[:10]])
