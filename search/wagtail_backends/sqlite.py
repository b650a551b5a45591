"""Wagtail's search in SQLite: terms between spaces, in an FTS5 table whose tokenizer splits nothing else."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import F, FloatField, Func, QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry, SQLiteFTSIndexEntry

from search.wagtail_backends import terms
from search.wagtail_backends.asking import TermLanguage, asked
from search.wagtail_backends.indexing import IndexMixin, Text, Texts
from search.wagtail_backends.searching import CompilerMixin, NothingAskedError
from search.wagtail_backends.terms import EVERYTHING

FTS = SQLiteFTSIndexEntry._meta.db_table
WEIGHTS = "1.0, 1.0, 5.0"  # of its columns: completion, body, title


def quoted(term: str) -> str:
    """Between quotes nothing is an operator, and only a quote needs care."""
    prefix = "*" if term.endswith("*") else ""
    return '"{}"'.format(term.removesuffix("*").replace('"', '""')) + prefix


def stored(texts: Iterable[Text], terms_of: Callable[[str], list[str]]) -> str:
    return " ".join(term for text, _boost in texts for term in terms_of(text))


class Index(IndexMixin, stock.SQLiteIndex):
    columns = {"title": "%s", "body": "%s", "autocomplete": "%s"}

    def row(self, texts: Texts) -> tuple[str, ...]:
        return (
            stored(texts.title, terms.terms),
            f"{EVERYTHING} {stored(texts.body, terms.terms)}",
            f"{EVERYTHING} {stored(texts.completion, terms.completion_terms)}",
        )


class Fts5(TermLanguage):
    AND, OR, NEXT = " AND ", " OR ", " + "
    quoted = staticmethod(quoted)

    def none_of(self, part: str) -> str:
        return f"({self.everything} NOT {part})"


class Matches(NamedTuple):
    """What the index finds: an FTS5 expression, and the numbers of content types."""

    expression: str
    content_types: list[int]

    def sql(self, columns: str) -> tuple[str, tuple[Any, ...]]:
        """CROSS JOIN: the terms choose, then each entry is looked up by its number. SQLite would rather search for each."""
        entries, numbers = IndexEntry._meta.db_table, ", ".join(["%s"] * len(self.content_types))
        tables = f"{FTS} CROSS JOIN {entries} AS entry ON entry.id = {FTS}.rowid"
        condition = f"{FTS} MATCH %s AND entry.content_type_id IN ({numbers})"
        return f"SELECT {columns} FROM {tables} WHERE {condition} LIMIT -1", (self.expression, *self.content_types)  # noqa: S608


class Score(Func):
    """That of each row, by its key: the more, the better.

    The list of scores is made once: its limit keeps SQLite from merging it into the query around it.
    """

    output_field = FloatField()

    def __init__(self, matches: Matches) -> None:
        super().__init__(F("pk"))
        self.matches = matches

    def as_sql(self, compiler: Any, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        key, parameters = compiler.compile(self.get_source_expressions()[0])
        scores, more = self.matches.sql(f"entry.object_id AS key, -bm25({FTS}, {WEIGHTS}) AS score")
        return f"(SELECT score FROM ({scores}) WHERE key = CAST({key} AS text))", (*more, *parameters)  # noqa: S608


class Compiler(CompilerMixin, stock.SQLiteSearchQueryCompiler):
    language = Fts5(terms.words, terms.phrase)

    def matching(self) -> tuple[QuerySet[Any], Any]:
        expression = asked(self.query, self.language)
        if expression is None:
            raise NothingAskedError
        columns = " ".join(self.FTS_TABLE_FIELDS)
        types = get_descendants_content_types_pks(self.queryset.model)
        matches = Matches(f"{{{columns}}} : ({expression})", types)
        found = self.queryset.filter(pk__in=RawSQL(*matches.sql("entry.object_id")))  # noqa: S611 (nothing typed is SQL)
        return found, Score(matches)


class AutocompleteCompiler(Compiler, stock.SQLiteAutocompleteQueryCompiler):
    language = Fts5(terms.completion_words, terms.completion_phrase)


class Backend(stock.SQLiteSearchBackend):
    index_class = Index
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
