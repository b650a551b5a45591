"""The child rows of an article, as a revision holds them and as they are stored."""

import json
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


def without_parents(content: Content, parents: dict[str, str]) -> Content:
    """A revision whose rows do not say whose they are: the article itself settles that, and it would be looked up, once a row."""
    return {
        name: [{key: kept for key, kept in row.items() if key != parents[name]} for row in value]
        if name in parents
        else value
        for name, value in content.items()
    }


def unchanged(article: "ArticlePage", content: Content, parents: dict[str, str]) -> dict[str, QuerySet[Any]]:
    """The kinds of which a revision holds just the rows that are stored, with these, where `prefetch_related` has fetched them.

    Nothing in them need be looked up, compared or written when the revision is published.
    """
    fetched: dict[str, QuerySet[Any]] = getattr(article, "_prefetched_objects_cache", {})
    return {name: fetched[name] for name in parents if name in fetched and _stored(fetched[name]) == content.get(name)}


def _stored(rows: QuerySet[Any]) -> list[Content]:
    """Rows as a revision would hold them."""
    held = [get_serializable_data_for_fields(row) for row in rows]
    return json.loads(json.dumps(held, cls=DjangoJSONEncoder))  # type: ignore[no-any-return]
