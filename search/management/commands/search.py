"""`search "质量"`: what the search page would answer, for people at a terminal and for programs."""

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone, translation

from portal.locales import CODES, PREFIXES
from search import engine
from search.advice import advice, elsewhere
from search.entries import TooSlowError
from search.facets import Facets, as_counts, facets_in
from search.forms import SearchForm
from search.hits import Hit, hits_of
from search.query import Query

REFUSED = 2  # the exit code for a filter that cannot be read
MOST = 10_000  # results at once
TEXT_FILTERS = ("section", "topic", "official", "series", "session", "venue", "year", "from", "to")
LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
TOO_SLOW = "the search took too long and was stopped: be more specific"


class Command(BaseCommand):
    help = "Search the released articles. Filters are those of the search page's address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?", default="", help="what to search for; -- before it if it begins with -")
        parser.add_argument(
            "--queries", metavar="FILE", help="one query a line (- reads stdin); one JSON object a line out"
        )
        parser.add_argument("--lang", choices=list(CODES), default="zh", help="the language of the articles (zh)")
        parser.add_argument("--sort", default="relevance", help="relevance (the default) or newest")
        parser.add_argument("--limit", type=int, default=20, help="how many results (20)")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a list")
        parser.add_argument("--kind", action="append", default=[], help="may be given more than once")
        parser.add_argument("--meetings", action="store_true", help="only meetings, by the date they were held")
        for name in TEXT_FILTERS:
            parser.add_argument(f"--{name}", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["limit"] <= MOST:
            raise CommandError(f"--limit is a number from 0 to {MOST}.", returncode=REFUSED)
        language = CODES[options["lang"]]
        with translation.override(language):
            facets = facets_in(language)
            filters = filters_of(options)
            refuse_unreadable(SearchForm(filters, facets))
            if options["queries"]:
                slow = self.answer_lines(options["queries"], filters, facets, options["limit"])
            else:
                slow = self.answer_one(options, filters, facets)
        if slow:
            raise CommandError(TOO_SLOW)

    def answer_one(self, options: dict[str, Any], filters: QueryDict, facets: Facets) -> bool:
        """Whether it was stopped."""
        answer = answered(options["query"], filters, facets, options["limit"])
        for message in answer.pop("messages"):
            self.stderr.write(message)
        if options["json"]:
            self.stdout.write(as_line(answer))
        elif "error" not in answer:
            self.stdout.write("\n".join(as_list(answer)))
        return "error" in answer

    def answer_lines(self, name: str, filters: QueryDict, facets: Facets, limit: int) -> bool:
        """Whether any was stopped."""
        is_slow = False
        try:
            with (
                nullcontext(sys.stdin)
                if name == "-"
                else Path(name).open(encoding="utf-8", errors="replace", newline="\n") as lines
            ):
                for line in lines:
                    answer = answered(line.rstrip("\r\n"), filters, facets, limit)
                    del answer["messages"]
                    self.stdout.write(as_line(answer))
                    is_slow = is_slow or "error" in answer
        except OSError as error:
            raise CommandError(str(error)) from error
        return is_slow


def filters_of(options: dict[str, Any]) -> QueryDict:
    """The options as the search page's address has them."""
    address = QueryDict(mutable=True)
    address.update({name: options[name] for name in ("sort", *TEXT_FILTERS) if options[name]})
    address.setlist("kind", options["kind"])
    if options["meetings"]:
        address["meetings"] = "1"
    return address


def refuse_unreadable(form: SearchForm) -> None:
    if not form.is_valid():
        said = [f"--{name.rstrip('_')}: {message}" for name, errors in form.errors.items() for message in errors]
        raise CommandError("\n".join(said), returncode=REFUSED)


def answered(text: str, filters: QueryDict, facets: Facets, limit: int) -> dict[str, Any]:
    """One query's answer as the JSON has it, with `messages`: what the form says of its text. `error` if it was stopped."""
    start = time.perf_counter()
    address = filters.copy()
    address["q"] = text
    form = SearchForm(address, facets)
    query = form.query(facets.language)
    found: dict[str, Any] = {"query": text.encode("utf-8", "replace").decode()}
    try:
        found |= answer_of(query, facets, limit)
    except TooSlowError:
        found["error"] = TOO_SLOW
    found["took_ms"] = round((time.perf_counter() - start) * 1000, 1)
    found["messages"] = [str(message) for message in form.errors.get("q", ())]
    return found


def answer_of(query: Query, facets: Facets, limit: int) -> dict[str, Any]:
    answer = engine.find(query, 0, limit, facets.lexicon, elsewhere(query, facets))
    hits = hits_of(answer.results, facets, answer.parsed)
    return {
        "total": answer.total,
        "total_capped": answer.is_capped,
        "took_ms": 0.0,
        "results": [as_json(hit) for hit in hits],
        "facets": as_counts(facets.found(answer.facets, query.meetings_only)),
        "other_languages": {PREFIXES[other.language]: total.number for other, total in answer.elsewhere},
        "did_you_mean": advice(query, answer.parsed, answer.total, facets.names).spelling,
    }


def as_json(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.pk,
        "external_id": article.external_id,
        "url": article.url_path,
        "title": article.title,
        "lang": PREFIXES[article.language],
        "date": timezone.localtime(article.released_at).isoformat(timespec="seconds"),
        "kind": article.kind,
        "snippet": hit.snippet,
        "score": round(hit.score, 3),
    }


def as_line(answer: dict[str, Any]) -> str:
    """On one line, whatever a program takes for the end of a line."""
    return json.dumps(answer, ensure_ascii=False).translate(LINE_ENDS)


def as_list(answer: dict[str, Any]) -> Iterator[str]:
    """For people: how many, then a line for each result."""
    more = "+" if answer["total_capped"] else ""
    yield f"{answer['total']:,}{more} in {answer['took_ms']} ms"
    for name, count in answer["other_languages"].items():
        yield f"{count:,} in {name}"
    if answer["did_you_mean"]:
        yield f"did you mean: {answer['did_you_mean']}"
    yield from table(answer["results"])


def table(results: Iterable[dict[str, Any]]) -> Iterator[str]:
    for result in results:
        yield f"{result['date'][:10]}  {result['kind']:14}  {result['score']:6.2f}  {result['title']}  {result['url']}"
