"""How a query on a model is answered: alike in both databases."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from modelsearch.query import MatchAll

from search.wagtail_backends.asking import asked


class CompilerMixin:
    """Instead of the stock compiler's way from a query to a queryset."""

    query: Any
    queryset: QuerySet[Any]
    fields: list[str] | None
    order_by_relevance: bool

    def matching(self) -> tuple[QuerySet[Any], Any]:
        """What the index finds, and the expression that it is ranked by. Raises NothingAskedError."""
        raise NotImplementedError

    def search(
        self,
        config: Any,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet[Any]:
        if isinstance(self.query, MatchAll):
            return self.queryset[start:stop]
        try:
            found, score = (self.containing(), None) if self.fields else self.matching()
        except NothingAskedError:
            return self.queryset.none()
        if score is not None and score_field:
            found = found.annotate(**{score_field: score})
        if self.order_by_relevance:
            found = found.order_by(*([] if score is None else [score.desc()]), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")  # else two pages of a listing could show the same row
        return found[start:stop]

    def containing(self) -> QuerySet[Any]:
        """What holds the words in these fields. The index does not tell fields apart, so their columns are read."""
        condition = asked(self.query, Columns(self.fields or []))
        if condition is None:
            raise NothingAskedError
        return self.queryset.filter(condition)


class NothingAskedError(Exception):
    """The query holds no word."""


class Columns:
    """A query as a condition on columns: each word is a part of one of them, as it was typed."""

    everything = ~Q(pk__in=[])

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def words(self, text: str) -> list[Q]:
        return [self.part(word) for word in text.split()]

    def phrase(self, text: str) -> Q | None:
        return self.part(text.strip()) if text.strip() else None

    def part(self, text: str) -> Q:
        return reduce(or_, (Q(**{f"{name}__icontains": text}) for name in self.names))

    def all_of(self, parts: Iterable[Q]) -> Q:
        return reduce(and_, parts)

    def any_of(self, parts: Iterable[Q]) -> Q:
        return reduce(or_, parts)

    def none_of(self, part: Q) -> Q:
        return ~part
