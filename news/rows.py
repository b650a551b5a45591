"""The child rows of an article, as a revision holds them and as they are stored."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields
from modelcluster.queryset import FakeQuerySet
from wagtail.models import COMMENTS_RELATION_NAME

if TYPE_CHECKING:
    from news.models import ArticlePage

Content = dict[str, Any]


def parents_of(article: "type[ArticlePage] | ArticlePage") -> dict[str, str]:
    """The kinds of rows by the article's name for them, each with the row's name for its article: `links` -> `article`."""
    return {relation.get_accessor_name(): relation.field.name for relation in get_all_child_relations(article)}


def without_what_is_known(content: Content, parents: dict[str, str]) -> Content:
    """A revision whose rows do not say whose they are, nor in which language: the article settles both, and each would be
    looked up, once a row. `settle` says it again."""
    return {
        name: [{key: kept for key, kept in row.items() if key not in (parents[name], "locale")} for row in value]
        if name in parents
        else value
        for name, value in content.items()
    }


def settle(article: "ArticlePage", names: Iterable[str]) -> None:
    """Rows that are translated are in the language of their article."""
    for name in names:
        for row in getattr(article, name).all():
            if hasattr(row, "locale_id"):
                row.locale_id = article.locale_id


def unchanged(article: "ArticlePage", content: Content, parents: dict[str, str]) -> dict[str, QuerySet[Any]]:
    """The kinds of which a revision holds just the rows that are stored, with these, where `prefetch_related` has fetched them.

    Nothing in them need be looked up, compared or written when the revision is published. Rows that localize has made anew,
    without a key yet, are the stored ones if they say the same.
    """
    fetched: dict[str, QuerySet[Any]] = getattr(article, "_prefetched_objects_cache", {})
    return {
        name: fetched[name]
        for name in parents
        if name in fetched and name in content and _are_same(_held(fetched[name]), content[name])
    }


def have_at_hand(article: "ArticlePage", stored: "ArticlePage") -> None:
    """Before an article is written over the stored one, with which `prefetch_related` has fetched the rows: modelcluster need
    not ask which there are, and rows made anew are written over old ones, where each would be deleted and another inserted."""
    fetched: dict[str, QuerySet[Any]] = getattr(stored, "_prefetched_objects_cache", {})
    for name, parent in parents_of(article).items():
        if name in fetched and name != COMMENTS_RELATION_NAME:  # Wagtail's own affair, and others refer to them
            article._prefetched_objects_cache[name] = fetched[name]
            _take_over(fetched[name], getattr(article, name).all(), parent)


def _take_over(stored: Iterable[Model], held: Iterable[Model], parent: str) -> None:
    """Give rows without a key the keys of stored ones that are gone: first of those that are the same in what is unique, or two
    rows would be for a moment."""
    held = list(held)
    gone = [row for row in stored if row not in held]
    for are_alike in (_same_in_what_is_unique(parent), lambda one, other: True):
        for row in held:
            old = next((old for old in gone if are_alike(old, row)), None)
            if row.pk is None and old is not None:
                row.pk, row._state.adding = old.pk, False
                gone.remove(old)


def _same_in_what_is_unique(parent: str) -> Callable[[Model, Model], bool]:
    def told(row: Model) -> list[Any]:
        groups = row._meta.unique_together
        return [row.serializable_value(name) for group in groups for name in group if name != parent]

    return lambda one, other: told(one) == told(other)


@contextmanager
def kept(article: "ArticlePage") -> Iterator[None]:
    """Around a save that writes the article's rows: of the kinds that were at hand, those just written are so afterwards."""
    fetched = getattr(article, "_prefetched_objects_cache", {})
    held = getattr(article, "_cluster_related_objects", {})
    written = {name: list(rows) for name, rows in held.items() if name in fetched}
    yield
    for name, rows in written.items():
        if name not in held:
            fetched[name] = FakeQuerySet(getattr(article, name).model, rows)


def _held(rows: QuerySet[Any]) -> list[Content]:
    """Rows as a revision would hold them."""
    held = [get_serializable_data_for_fields(row) for row in rows]
    return json.loads(json.dumps(held, cls=DjangoJSONEncoder))


def _are_same(stored: list[Content], held: list[Content]) -> bool:
    return len(stored) == len(held) and all(
        one == (other | {key: one.get(key) for key in ("pk", "id") if key in other and other[key] is None})
        for one, other in zip(stored, held, strict=True)
    )
