"""Tantivy, a search engine written in Rust, in this process and without a database: the limit of what is possible.

It gets the terms of our own analyzer. It neither looks for phrases nor asks who may read what.
"""

import datetime
import time
from collections.abc import Iterable
from pathlib import Path

import tantivy

from portal.locales import CODES
from search import analysis, syntax

NAME = "tantivy"
PER_PAGE = 20
FIELD = "terms"
FACETS = ("kind", "section", "year")


class Tantivy:
    """An index in a folder, of lines as `import_articles` takes them. `seconds` is what making it took."""

    def __init__(self, folder: Path, lines: Iterable[dict[str, str]]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field(FIELD, tokenizer_name="spaces", index_option="freq")
        builder.add_date_field("date", fast=True)
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self.schema = builder.build()
        folder.mkdir()
        self.folder = folder
        self.index = tantivy.Index(self.schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self.index.register_tokenizer("spaces", analyzer)
        began = time.perf_counter()
        self.add(lines)
        self.seconds = time.perf_counter() - began
        self.searcher = self.index.searcher()

    def add(self, lines: Iterable[dict[str, str]]) -> None:
        writer = self.index.writer(heap_size=256 << 20, num_threads=1)
        for line in lines:
            text = "\n".join((line["title"], line.get("summary", ""), line["body"]))
            document = tantivy.Document()
            document.add_text(FIELD, " ".join({f"l:{CODES[line['lang']]}"} | analysis.index_terms(text)))
            document.add_date("date", datetime.datetime.fromisoformat(line["date"]))
            document.add_text("kind", line.get("kind", "news"))
            document.add_text("section", line["section"])
            document.add_text("year", line["date"][:4])
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def query(self, text: str, language: str) -> tantivy.Query:
        terms = {f"l:{language}"} | {
            term for clause in syntax.parse(text).wanted for term in clause.alternatives[0].terms
        }
        must = [(tantivy.Occur.Must, tantivy.Query.term_query(self.schema, FIELD, term, "freq")) for term in terms]
        return tantivy.Query.boolean_query(must)

    def relevance(self, text: str, language: str) -> int:
        return len(self.searcher.search(self.query(text, language), PER_PAGE, count=False).hits)

    def newest(self, text: str, language: str) -> int:
        return len(self.searcher.search(self.query(text, language), PER_PAGE, count=False, order_by_field="date").hits)

    def count_and_facets(self, text: str, language: str) -> int:
        query = self.query(text, language)
        self.searcher.aggregate(query, {name: {"terms": {"field": name, "size": 50}} for name in FACETS})
        return self.searcher.search(query, 1).count
