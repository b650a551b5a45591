"""The index of released articles. Whatever changes what citizens can read calls this, within its own transaction."""

import functools
from collections.abc import Collection

from django.db import connection, transaction

from search import vocabulary
from search.entries import headline_of
from search.models import ChangedPage, IndexState
from search.store import Store

BATCH = 200  # articles read at a time


@functools.cache
def store() -> Store:
    """That of the database in use. One for a process, for it remembers segments."""
    return Store()


def update(page_ids: Collection[int]) -> None:
    """Read these articles again: those that are released are added or replaced, the others are no longer found."""
    from search.documents import entries_of

    ids = sorted(page_ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        before = store().headlines(some)
        entries = entries_of(some)
        gone = set(some) - {entry.page_id for entry in entries}
        if gone and before:
            store().remove(gone)
        store().write(entries, are_new=not before)
        vocabulary.change(gained=map(headline_of, entries), lost=before)
        note(some)
    # By itself, after the change: nobody's release has to wait for it, and what is fresh is found all the same.
    transaction.on_commit(store().fold, robust=True)


def note(page_ids: Collection[int]) -> None:
    """For whoever is making the index anew. After the change itself: see `search.rebuild`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {IndexState._meta.db_table} WHERE is_rebuilding")  # noqa: S608
        is_rebuilding = cursor.fetchone() is not None
    if is_rebuilding:
        ChangedPage.objects.bulk_create([ChangedPage(page_id=pk) for pk in page_ids], ignore_conflicts=True)
