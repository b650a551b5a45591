"""Wagtail's own search, of the admin's listings and choosers, with our analyzer: Chinese is found in both databases.

The tables, the tasks that fill them and all calls are Wagtail's (django-modelsearch); these backends only say which
terms a text has and which ones a query asks for. Citizens search elsewhere, in `search.engine`.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the name that Wagtail looks for)
    """The backend for the database in use."""
    if connection.vendor == "postgresql":
        from search.wagtail_backends.postgres import Backend as Postgres

        return Postgres(params)
    if connection.vendor == "sqlite":
        from search.wagtail_backends.sqlite import Backend as SQLite

        return SQLite(params)
    raise ImproperlyConfigured(f"Wagtail's search has no backend for {connection.vendor}.")
