"""The child rows of an article, as a revision holds them and as they are stored."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields

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


def _held(rows: QuerySet[Any]) -> list[Content]:
    """Rows as a revision would hold them."""
    held = [get_serializable_data_for_fields(row) for row in rows]
    return json.loads(json.dumps(held, cls=DjangoJSONEncoder))


def _are_same(stored: list[Content], held: list[Content]) -> bool:
    return len(stored) == len(held) and all(
        one == (other | {key: one.get(key) for key in ("pk", "id") if key in other and other[key] is None})
        for one, other in zip(stored, held, strict=True)
    )
