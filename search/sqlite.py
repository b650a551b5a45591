"""Wagtail's SQLite search, with every word quoted and inflected. For SQLite only: elsewhere its models do not exist."""

from django.db.models import Value
from modelsearch.backends.database.sqlite.query import SearchQueryExpression
from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchQueryCompiler
from modelsearch.query import PlainText

from search.inflection import forms


class InflectingCompiler(SQLiteSearchQueryCompiler):
    """The stock compiler raises on a `"`, and its table is not stemmed."""

    def build_search_query_content(self, query: PlainText, config: None = None) -> SearchQueryExpression:
        return SearchQueryExpression(Value(match_expression(query.query_string)))


def match_expression(text: str) -> str:
    """FTS5's own language: `("plan" OR "plans") AND ("flood" OR "floods")`."""
    alternatives = [" OR ".join(map(quoted, sorted(forms(word)))) for word in text.split()]
    return " AND ".join(f"({words})" for words in alternatives)


def quoted(word: str) -> str:
    """Between quotes nothing is an operator, and only a quote needs care."""
    return '"{}"'.format(word.replace('"', '""'))
