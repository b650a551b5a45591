"""Wagtail's search as it ships, through its own backend. It finds a Chinese word only where punctuation sets it apart."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import OperationalError, connection, transaction
from modelsearch.backends.base import BaseSearchResults
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField
from wagtail.search.models import IndexEntry

from bench._timing import PATIENCE, TooSlowError
from news.models import ArticlePage
from news.querysets import ArticleQuerySet

NAME = "stock"
BATCH = 1000  # as `update_index` has it
PER_PAGE = 20
SUGGESTED = 8


def take_over() -> None:
    """Empty the table that the admin's own backend shares with the stock one, and make it as Wagtail's migrations did.

    From now on in this process articles are searched by all that readers read of them, as ours are.
    """
    ArticlePage.search_fields = [*ArticlePage.search_fields, *(SearchField(name) for name in ("subtitle", "body"))]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {IndexEntry._meta.db_table}")
        else:
            IndexEntry.objects.all().delete()
    with connection.schema_editor() as editor:
        import_module("search.migrations.0003_wagtail_backends").restore(None, editor)


def rebuild() -> float:
    """Index all articles as `manage.py update_index` does. Seconds."""
    began = time.perf_counter()
    backend = get_search_backend(NAME)
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(ArticlePage))
    index = rebuilder.start()
    articles = ArticlePage.get_indexed_objects().order_by("pk")
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH]):
        index.add_items(ArticlePage, batch)
        last = batch[-1].pk
    rebuilder.finish()
    return time.perf_counter() - began


def operations() -> dict[str, Callable[[str, str], int]]:
    calls = {"relevance": relevance, "newest": newest, "count and facets": count, "suggestions": suggestions}
    return calls | ({"count and facets": count_and_facets} if connection.vendor == "postgresql" else {})


def relevance(text: str, language: str) -> int:
    return first_page(get_search_backend(NAME).search(text, readable(language)))


def newest(text: str, language: str) -> int:
    articles = readable(language).order_by("-released_at")
    return first_page(get_search_backend(NAME).search(text, articles, order_by_relevance=False))


def count(text: str, language: str) -> int:
    with patience():
        return get_search_backend(NAME).search(text, readable(language)).count()


def count_and_facets(text: str, language: str) -> int:
    """A facet of one field; it has none for sections, nor for years, nor on SQLite."""
    with patience():
        get_search_backend(NAME).search(text, readable(language)).facet("kind")
    return count(text, language)


def suggestions(text: str, language: str) -> int:
    with patience():
        found = get_search_backend(NAME).autocomplete(text, readable(language))
        return len(found.get_queryset()[:SUGGESTED].values_list("pk", "title"))


def readable(language: str) -> ArticleQuerySet:
    return ArticlePage.objects.live().filter(language=language)


def first_page(found: BaseSearchResults) -> int:
    """Only the keys, since that is what the others return too."""
    with patience():
        return len(found.get_queryset()[:PER_PAGE].values_list("pk", flat=True))


@contextmanager
def patience() -> Iterator[None]:
    """Stop what takes too long. Raises TooSlowError."""
    try:
        with transaction.atomic(), stopping():
            yield
    except OperationalError as error:
        if not any(word in str(error) for word in ("timeout", "interrupted")):
            raise
        raise TooSlowError from error


@contextmanager
def stopping() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(PATIENCE * 1000))])
        yield
        return
    end = time.monotonic() + PATIENCE
    database = connection.connection
    database.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)
