"""Which pages of the tree readers can reach."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Func
from django.db.models.functions import Left
from wagtail.models import Locale, Page, PageManager, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet

HOME_DEPTH = 2  # below the root
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


def places_to_reach() -> list[Place]:
    """The homes and sections of all languages that a citizen can reach, as a tree. One query.

    Who is above whom is found out here: asked about each of them, the database takes as long as all of it does.
    """
    page, restriction = Page._meta.db_table, PageViewRestriction._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT page.live AND NOT EXISTS (SELECT 1 FROM"  # noqa: S608
            f" {restriction} r WHERE r.page_id = page.id), page.id, page.path, page.depth, page.title, page.url_path,"
            f" page.translation_key, locale.language_code FROM {page} page"
            f" JOIN {Locale._meta.db_table} locale ON locale.id = page.locale_id"
            f" WHERE page.content_type_id IN ({', '.join(map(str, content_types(False)))}) ORDER BY page.path"
        )
        open_places: dict[str, Place] = {}
        for is_open, *columns in cursor.fetchall():
            place = Place(*columns)
            if is_open and (place.depth <= HOME_DEPTH or parent_path(place.path) in open_places):
                open_places[place.path] = place
    return [place for place in open_places.values() if place.depth >= HOME_DEPTH]


def parent_path(path: str) -> str:
    return path[: -Page.steplen]


def sections_to_read(parent: Page, model: type[Page] = Page) -> PortalPageQuerySet:
    """Released children of `parent` with released content at any depth below them, as pages of the model."""
    # By their types, which few pages have: the index of paths would give everything below the parent.
    sections = PortalPageQuerySet(model).released().alias(parent=Left("path", len(parent.path)))
    of_parent = sections.filter(content_type__in=content_types(False), depth=parent.depth + 1, parent=parent.path)
    return of_parent.filter(HasContent("path")).order_by("path")


def section_places_to_read(parent: Place, places: Sequence[Place]) -> list[Place]:
    """As `sections_to_read`, of places. One query, or none."""
    children = {place.pk: place for place in places if parent_path(place.path) == parent.path}
    if not children:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT page.id FROM {Page._meta.db_table} page"  # noqa: S608
            f" WHERE page.id IN ({', '.join(map(str, children))}) AND {content_sql('page.path')}"
        )
        filled = {pk for (pk,) in cursor.fetchall()}
    return [place for pk, place in children.items() if pk in filled]
