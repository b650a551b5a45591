"""The index of released articles. Whatever changes what citizens can read calls this, within its own transaction."""

import functools
from collections.abc import Collection

from django.db import transaction

from search import vocabulary
from search.databases import Statement
from search.entries import headline_of
from search.models import ChangedPage, IndexState
from search.store import Store, headlines_of

BATCH = 200  # articles read at a time
IS_REBUILDING = Statement(f"SELECT 1 FROM {IndexState._meta.db_table} WHERE is_rebuilding")  # noqa: S608


@functools.cache
def store() -> Store:
    """That of the database in use. One for a process, for it remembers segments."""
    return Store()


def update(page_ids: Collection[int]) -> None:
    """Read these articles again: those that are released are added or replaced, the others are no longer found."""
    from search.documents import entries_from, questions

    ids = sorted(page_ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        # Held before anything is read: what another transaction has changed until then is seen.
        held, *found = store().database.run([store().holding_headlines(some), *questions(some)])
        before, entries = headlines_of(held), entries_from(*found)
        gone = set(some) - {entry.page_id for entry in entries} if before else ()
        [is_rebuilding] = vocabulary.change(
            gained=map(headline_of, entries),
            lost=before,
            before=[*store().removing(gone), *store().writing(entries, are_new=not before)],
            after=[IS_REBUILDING],  # after the change itself: see `search.rebuild`
        )
        if is_rebuilding:
            ChangedPage.objects.bulk_create([ChangedPage(page_id=pk) for pk in some], ignore_conflicts=True)
    # By itself, after the change: nobody's release has to wait for it, and what is fresh is found all the same.
    transaction.on_commit(store().fold, robust=True)
