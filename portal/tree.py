"""Which pages of the tree readers can reach."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Func
from django.db.models.functions import Left
from wagtail.models import Locale, Page, PageManager, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet

MAX_DEPTH = 9  # root, home, sections within sections, article


def closed_sql(path: str) -> str:
    """The condition that the page at a path, or one above it, is not live or is private; `path` is an expression in SQL.

    Written out, because building it from expressions takes Django longer than the database takes to answer it. And no EXISTS:
    PostgreSQL would take it for a join that leaves one row, where it leaves nearly all, and plan everything else for one.
    """
    above = ", ".join(f"SUBSTR({path}, 1, {Page.steplen * depth})" for depth in range(2, MAX_DEPTH))
    page, restriction = Page._meta.db_table, PageViewRestriction._meta.db_table
    return (
        f"COALESCE((SELECT TRUE FROM {page} above WHERE above.path IN ({above}) AND"  # noqa: S608
        f" (NOT above.live OR EXISTS (SELECT 1 FROM {restriction} r WHERE r.page_id = above.id)) LIMIT 1), FALSE)"
    )


class IsClosed(Func):
    """`closed_sql` of an expression."""

    arity = 1
    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, **context):
        path, parameters = compiler.compile(self.source_expressions[0])
        if parameters:
            raise ValueError("The path is a column: it is written out several times.")
        return closed_sql(path), []


def content_types(is_content: bool) -> list[int]:
    """The keys of the page types that a section is not empty with, or of the others."""
    models = [model for model in get_page_models() if getattr(model, "is_content", False) == is_content]
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]


def content_sql(path: str) -> str:
    """The condition that anything that can be read lies below the page at a path. Written out, for the same reason."""
    # Paths are made of 0-9 and A-Z, so this range is "below"; unlike LIKE with a column, it can use the index. In the
    # order of the index, and only the first: PostgreSQL would look at all that is below before asking for one.
    return (
        f"(SELECT 1 FROM {Page._meta.db_table} below WHERE below.path > {path} AND"  # noqa: S608
        f" below.path < {path} || '{'Z' * Page.steplen * MAX_DEPTH}' AND below.live AND"
        f" below.content_type_id IN ({', '.join(map(str, content_types(True)))}) AND NOT {closed_sql('below.path')}"
        " ORDER BY below.path LIMIT 1) IS NOT NULL"
    )


class HasContent(Func):
    """`content_sql` of an expression."""

    arity = 1
    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, **context):
        path, parameters = compiler.compile(self.source_expressions[0])
        if parameters:
            raise ValueError("The path is a column: it is written out several times.")
        return content_sql(path), []


class Place(NamedTuple):
    """Where a released page stands in the tree: all that lists of homes and sections need of it."""

    pk: int
    path: str
    depth: int
    title: str
    url_path: str
    translation_key: uuid.UUID | str  # as the database gives it, to be compared with others
    language: str  # as stored: zh-hans, en


class PortalPageQuerySet(PageQuerySet):
    def released(self):
        """Pages that a citizen can reach: live, with every ancestor live and none of them private. No extra query."""
        return self.filter(~IsClosed("path"), live=True)

    def for_reading(self):
        """With what a page's template always needs."""
        return self.select_related("locale")


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)


def released_pages() -> PortalPageQuerySet:
    """Pages of every type that a citizen can reach."""
    return PortalPageQuerySet(Page).released().order_by("path")


def released_places(condition: str, parameters: Sequence[Any]) -> list[Place]:
    """Those of `released_pages` for which a condition in SQL on `page` holds. Written out, for the same reason. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT page.id, page.path, page.depth, page.title, page.url_path, page.translation_key, locale.language_code"  # noqa: S608
            f" FROM {Page._meta.db_table} page JOIN {Locale._meta.db_table} locale ON locale.id = page.locale_id"
            f" WHERE page.live AND NOT {closed_sql('page.path')} AND ({condition}) ORDER BY page.path",
            parameters,
        )
        return [Place(*row) for row in cursor.fetchall()]


def sections_to_read(parent: Page, model: type[Page] = Page) -> PortalPageQuerySet:
    """Released children of `parent` with released content at any depth below them, as pages of the model."""
    # By their types, which few pages have: the index of paths would give everything below the parent.
    sections = PortalPageQuerySet(model).released().alias(parent=Left("path", len(parent.path)))
    of_parent = sections.filter(content_type__in=content_types(False), depth=parent.depth + 1, parent=parent.path)
    return of_parent.filter(HasContent("path")).order_by("path")


def section_places_to_read(parent: Place) -> list[Place]:
    """As `sections_to_read`, of a place."""
    types = ", ".join(map(str, content_types(False)))
    return released_places(
        f"page.content_type_id IN ({types}) AND page.depth = %s AND SUBSTR(page.path, 1, %s) = %s"
        f" AND {content_sql('page.path')}",
        [parent.depth + 1, len(parent.path), parent.path],
    )
