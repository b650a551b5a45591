"""Wagtail's search in PostgreSQL. Terms go into tsvector and tsquery as they are: PostgreSQL's parser reads none of them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.backends.database.postgres.weights import get_sql_weights, get_weight

from search.wagtail_backends import terms
from search.wagtail_backends.asking import TermLanguage, asked
from search.wagtail_backends.indexing import IndexMixin, Text, Texts
from search.wagtail_backends.searching import CompilerMixin, NothingAskedError
from search.wagtail_backends.terms import EVERYTHING

# A tsvector takes 2^20 - 1 bytes: 170,000 different pairs of characters, more than a book has.
MOST_BYTES = 1_000_000
LAST_PLACE = 16_383  # what stands beyond it stands there
MOST_PLACES = 255  # of one term


def quoted(term: str) -> str:
    """A lexeme in the language of tsquery, in which nothing within quotes is an operator."""
    prefix = ":*" if term.endswith("*") else ""
    bare = term.removesuffix("*").replace("\\", "\\\\").replace("'", "''")
    return f"'{bare}'{prefix}"


def vector(texts: Iterable[Text], terms_of: Callable[[str], list[str]]) -> str:
    """A tsvector: each term with its places and the weights of the fields in which they are."""
    places: dict[str, list[str]] = {EVERYTHING: ["1"]}
    place = size = 0
    for text, boost in texts:
        weight = get_weight(boost)
        for term in terms_of(text):
            place += 1
            known = places.setdefault(term, [])
            if len(known) < MOST_PLACES:
                known.append(f"{min(place, LAST_PLACE)}{weight}")
                size += 2 if len(known) > 1 else len(term.encode()) + 8
            if size > MOST_BYTES:  # as many as it takes
                break
    return " ".join(f"{quoted(term)}:{','.join(at)}" for term, at in places.items())


class Index(IndexMixin, stock.PostgresIndex):
    # All that search looks for is in `body`: one column needs no index on two of them together. The texts for fuzzy
    # matching stay empty; it takes extensions that we do not ask for.
    columns = {
        "title": "%s::tsvector",
        "body": "%s::tsvector",
        "autocomplete": "%s::tsvector",
        "title_text": "%s",
        "body_text": "%s",
    }

    def row(self, texts: Texts) -> tuple[str, ...]:
        body = vector([*texts.title, *texts.body], terms.terms)
        return "", body, vector(texts.completion, terms.completion_terms), "", ""


class TermQuery(SearchQuery):
    """A tsquery that is one already."""

    template = "%(expressions)s::tsquery"


class TsQuery(TermLanguage):
    AND, OR, NEXT = " & ", " | ", " <-> "
    quoted = staticmethod(quoted)

    def none_of(self, part: str) -> str:
        return f"!{part}"


class Compiler(CompilerMixin, stock.PostgresSearchQueryCompiler):
    language = TsQuery(terms.words, terms.phrase)
    column = "index_entries__body"

    def matching(self) -> tuple[QuerySet[Any], Any]:
        expression = asked(self.query, self.language)
        if expression is None:
            raise NothingAskedError
        query = TermQuery(expression)
        rank = SearchRank(F(self.column), query, weights=get_sql_weights())
        return self.queryset.filter(**{self.column: query}), rank


class AutocompleteCompiler(Compiler, stock.PostgresAutocompleteQueryCompiler):
    language = TsQuery(terms.completion_words, terms.completion_phrase)
    column = "index_entries__autocomplete"


class Backend(stock.PostgresSearchBackend):
    index_class = Index
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
