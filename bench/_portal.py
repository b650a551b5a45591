"""A portal of its own to measure on: a database that is made for one run, filled by the real importer."""

import io
import json
import os
import random
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

from bench._timing import spread

RELEASES = 200  # samples of what a release costs the index
STARTED = time.perf_counter()
SERVED = "BENCH_SERVED"  # in the environment of a run that .ci/with_postgres serves


def set_up(folder: Path, database: str) -> None:
    """Point Django at an empty database: a file in `folder`, or the PostgreSQL that DATABASE_URL names."""
    if database == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'portal.sqlite3'}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench._settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "testserver",
        "SECURE_SSL_REDIRECT": "0",
        "MEDIA_ROOT": str(folder / "media"),
        "DOCUMENTS_ROOT": str(folder / "documents"),
        "EMAIL_URL": "dummymail://",
        "CACHE_URL": "locmemcache://bench",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def load(corpus: Path) -> tuple[int, float]:
    """Import the file's articles, without our search index. How many, in how many seconds."""
    from news.models import ArticlePage
    from news.signals import articles_changed
    from search import listeners

    articles_changed.disconnect(listeners.update_articles)
    began = time.perf_counter()
    first, *parts = divided(corpus, 2 if "postgres" in os.environ["DATABASE_URL"] else 1)
    load_part(first)
    with ProcessPoolExecutor(len(parts), get_context("fork"), initializer=forget_connections) as pool:
        list(pool.map(load_part, parts))
    seconds = time.perf_counter() - began
    listeners.connect()
    return ArticlePage.objects.count(), seconds


def furnish() -> None:
    """Give the articles topics and meetings."""
    from bench import _furniture

    say("topics, officials, meetings")
    _furniture.furnish()
    vacuum()


def divided(corpus: Path, number: int) -> list[Path]:
    """The file in several: an article of each section and each source, and then all others, those of a section in one file.

    So what several importers make at once is nothing that another one makes as well.
    """
    paths = [corpus.with_name(f"{corpus.stem}-{part}.jsonl") for part in range(number + 1)]
    sections: dict[tuple[str, str], int] = {}
    sources: set[tuple[str, str]] = set()
    with ExitStack() as files:
        first, *others = (files.enter_context(path.open("w", encoding="utf-8")) for path in paths)
        for raw in files.enter_context(corpus.open(encoding="utf-8")):
            line = json.loads(raw)
            section, source = (line["lang"], line["section"]), (line["lang"], line.get("source", ""))
            is_first = section not in sections or source not in sources
            part = sections.setdefault(section, len(sections) % number)
            sources.add(source)
            (first if is_first else others[part]).write(raw)
    return paths


def load_part(part: Path) -> None:
    from django.core.management import call_command

    call_command("import_articles", str(part), stdout=io.StringIO())
    say(f"imported {part.name}")


def forget_connections() -> None:
    """In a process of its own: to close what was inherited would end the first process's session at the server."""
    from django.db import connections

    for inherited in connections.all(initialized_only=True):
        inherited.connection = None


def rebuild() -> tuple[float, int]:
    """Make the search index anew. Seconds, and the bytes by which the database grew."""
    from django.core.management import call_command

    before = size()
    began = time.perf_counter()
    call_command("rebuild_search", stdout=sys.stderr)
    seconds = time.perf_counter() - began
    vacuum()
    return seconds, size() - before


def vacuum() -> None:
    """What autovacuum would do within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def size() -> int:
    """Bytes of the database that hold something."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        pages = "pragma_page_count, pragma_freelist_count, pragma_page_size"
        cursor.execute(f"SELECT (page_count - freelist_count) * page_size FROM {pages}")
        return cursor.fetchone()[0]


def versions() -> str:
    from importlib.metadata import version

    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
        else:
            cursor.execute("SELECT sqlite_version()")
        server = cursor.fetchone()[0].split()[0]
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return f"{name} {server}, modelsearch {version('modelsearch')}, tantivy {version('tantivy')}"


# --- What a release costs -------------------------------------------------------------------------------------------
def release_costs(samples: int = RELEASES) -> dict[str, dict[str, float]]:
    """What our index does, and the admin's own, when one article goes live. Milliseconds, without the commit.

    Each article of a sample is unpublished, behind everybody's back, and then published.
    """
    from django.db import transaction

    from news.models import ArticlePage
    from search import index, listeners

    portal, admin = [], []
    for article in sampled(samples):
        row = ArticlePage.objects.filter(pk=article.pk)
        with transaction.atomic():
            row.update(live=False)
            index.update({article.pk})
            article.index_entries.all().delete()
        with transaction.atomic():
            row.update(live=True)
            began = time.perf_counter()
            index.update({article.pk})
            between = time.perf_counter()
            listeners.update_admin(ArticlePage, article)
            portal.append(1000 * (between - began))
            admin.append(1000 * (time.perf_counter() - between))
    both = [sum(pair) for pair in zip(portal, admin, strict=True)]
    return {"portal": spread(portal), "admin": spread(admin), "both": spread(both)}


def sampled(count: int) -> Iterator:
    from news.models import ArticlePage

    keys = list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True))
    for key in random.Random("releases").sample(keys, min(count, len(keys))):
        yield ArticlePage.objects.get(pk=key)


# --- The page that readers get --------------------------------------------------------------------------------------
def page_costs(queries: list[str], rounds: int = 10) -> dict[str, float]:
    """What the search page takes from request to response, in milliseconds, and the most SQL queries it needed.

    In a process that is warm: a first request reads the index's segments, content types and templates, and none does after.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, times, statements = Client(), [], []
    for query in queries:
        read(client, query)
    for query in queries:
        with CaptureQueriesContext(connection) as captured:
            read(client, query)
        statements.append(len(captured))
    for _round in range(rounds):
        for query in queries:
            began = time.perf_counter()
            read(client, query)
            times.append(1000 * (time.perf_counter() - began))
    return spread(times) | {"sql": max(statements), "sql_median": statistics.median(statements)}


def read(client, query: str) -> None:
    response = client.get("/zh/search/", {"q": query})
    if response.status_code != 200:
        raise RuntimeError(f"The search page answered {response.status_code} to {query!r}.")


def say(text: str) -> None:
    """What happens now, after how many seconds, to standard error."""
    print(f"{time.perf_counter() - STARTED:6.0f} s  {text}", file=sys.stderr, flush=True)
