"""Making the index anew while the old one serves.

The new one is filled in a table of its own, oldest article first. Who changes an article meanwhile writes to the old one as
always and leaves a note; at the end, with writers waiting, the noted articles are read again and the new table takes the
old one's name. Interrupted at any point, it leaves the old index as it was, and the next run starts over.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from django.db import connection, connections, transaction

from news.models import ArticlePage
from search import analysis
from search.documents import entries_of
from search.entries import Backend, Entry, headline_of
from search.index import backend
from search.models import ChangedPage, IndexState
from search.vocabulary import Key, Tally

BATCH = 500  # articles read and written at a time


class AlreadyRunningError(Exception):
    """Somebody else is making the index anew."""


def rebuild(jobs: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the index anew from the released articles; returns how many there are in it.

    `jobs` processes analyze texts, by default one for each processor, and none beside this one in a transaction or where
    the database is in memory. `progress` is told how many of how many articles have been read.
    """
    live = backend()
    with live.alone() as is_alone:
        if not is_alone:
            raise AlreadyRunningError
        note_changes(True)
        live.wait_for_writers()
        try:
            new = live.start_anew()
            words = Tally()
            count = fill(new, words, jobs, progress)
            new.finish()
            replace(live, new, words)
        finally:
            note_changes(False)
    return count


def note_changes(is_rebuilding: bool) -> None:
    with transaction.atomic():
        ChangedPage.objects.all().delete()
        state, _ = IndexState.objects.get_or_create(pk=1, defaults={"version": analysis.VERSION})
        state.is_rebuilding = is_rebuilding
        state.save()


class Portion(NamedTuple):
    """What one batch came to; `entries` are those that still have to be written."""

    articles: int
    words: Counter[Key]
    entries: list[Entry]


def fill(new: Backend, words: Tally, jobs: int | None, progress: Callable[[int, int], None]) -> int:
    ids = list(ArticlePage.objects.filter(live=True).order_by("released_at", "pk").values_list("pk", flat=True))
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    count = 0
    for number, portion in enumerate(portions(new, batches, jobs), start=1):
        store(new, portion.entries)
        words.counts.update(portion.words)
        count += portion.articles
        progress(min(number * BATCH, len(ids)), len(ids))
    return count


def portions(new: Backend, batches: list[list[int]], jobs: int | None) -> Iterator[Portion]:
    """Of each batch, in order."""
    jobs = (os.cpu_count() or 1) if jobs is None else jobs
    if jobs < 2 or len(batches) < 2 or connection.in_atomic_block or is_in_memory():
        yield from (portion(new, batch) for batch in batches)
        return
    analysis.dictionary()  # loaded once, before the processes part
    with ProcessPoolExecutor(jobs, get_context("fork"), initializer=leave_connections) as pool:
        waiting = [pool.submit(portion, new, batch) for batch in islice(batches, 2 * jobs)]
        rest = iter(batches[2 * jobs :])
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(portion, new, batch) for batch in islice(rest, 1)]


def portion(new: Backend, batch: list[int]) -> Portion:
    """Read a batch, and write it if others may write at the same time."""
    entries = sorted(entries_of(batch), key=lambda entry: entry.id)
    words = Tally()
    words.add(map(headline_of, entries))
    if new.has_many_writers:
        store(new, entries)
    return Portion(len(entries), words.counts, [] if new.has_many_writers else entries)


def store(new: Backend, entries: list[Entry]) -> None:
    if entries:
        with transaction.atomic():
            new.load(entries)


def leave_connections() -> None:
    """In a process of its own: to close what was inherited would end the first process's session at the server."""
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None


def is_in_memory() -> bool:
    return connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]


def replace(live: Backend, new: Backend, words: Tally) -> None:
    """With writers waiting: bring the new index and its vocabulary up to date and let them serve."""
    with transaction.atomic():
        live.wait_for_writers()
        changed = list(ChangedPage.objects.values_list("page_id", flat=True))
        for start in range(0, len(changed), BATCH):
            some = changed[start : start + BATCH]
            words.subtract(new.headlines(some))
            new.remove(some)
            entries = entries_of(some)
            new.write(entries)
            words.add(map(headline_of, entries))
        live.take_over(new)
        words.store()
        IndexState.objects.update(version=analysis.VERSION)
