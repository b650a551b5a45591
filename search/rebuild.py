"""Making the index anew while the old one serves.

The new one is filled in tables of its own, a segment at a time. Who changes an article meanwhile writes to the old one as
always and leaves a note; at the end, with writers waiting, the noted articles are read again and the new tables take the
old ones' names. Interrupted at any point, it leaves the old index as it was, and the next run starts over.
"""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections, transaction
from django.db.models.functions import TruncSecond

from news.models import ArticlePage
from search import analysis
from search.databases import BusyError
from search.documents import entries_of
from search.entries import headline_of
from search.index import store
from search.models import ChangedPage, IndexState
from search.postings import SEGMENT, Builder
from search.store import Store, new_key
from search.vocabulary import Key, Tally

BATCH = 500  # articles read and written at a time
ATTEMPTS = 10  # to take the old index's place
PATIENCE = 0.2  # seconds between two looks at how far the processes are

Progress = Callable[[int], None]  # is told of so many more articles


class AlreadyRunningError(Exception):
    """Somebody else is making the index anew."""


def rebuild(jobs: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the index anew from the released articles; returns how many there are in it.

    `jobs` processes make segments, by default one for each processor, and none beside this one in a transaction or where
    the database is in memory. Each takes some 300 MB. `progress` is told how many of how many articles have been read.
    """
    live = store()
    with live.database.alone() as is_alone:
        if not is_alone:
            raise AlreadyRunningError
        note_changes(True)
        live.database.wait_for_writers(live.entries)
        try:
            new = live.start_anew()
            words = fill(new, jobs, progress)
            live.finish(new)
            replace(live, new, words)
            count = len(live.page_ids())
        finally:
            note_changes(False)
    return count


def note_changes(is_rebuilding: bool) -> None:
    with transaction.atomic():
        ChangedPage.objects.all().delete()
        state, _ = IndexState.objects.get_or_create(pk=1, defaults={"version": analysis.VERSION})
        state.is_rebuilding = is_rebuilding
        state.save()


# --- Fill -------------------------------------------------------------------------------------------------------------
def fill(new: Store, jobs: int | None, progress: Callable[[int, int], None]) -> Tally:
    """All released articles in segments, in the order of dates. The words of their titles, counted."""
    second = TruncSecond("released_at")  # as in an entry's id
    ids = list(ArticlePage.objects.filter(live=True).order_by(second, "pk").values_list("pk", flat=True))
    jobs = (os.cpu_count() or 1) if jobs is None else jobs
    if len(ids) <= BATCH or connection.in_atomic_block or is_in_memory():
        jobs = 1
    words = Tally()
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, len(ids))

    for found in segments_made(new, shares(ids, jobs), jobs, count):
        words.counts.update(found)
    return words


def shares(ids: list[int], jobs: int) -> list[list[int]]:
    """The articles of each segment: as few segments as may be, all of one size, so many that each process has as much to do."""
    number = -(-len(ids) // SEGMENT)
    number = -(-number // jobs) * jobs
    size = -(-len(ids) // number) if ids else 1
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def segments_made(new: Store, parts: list[list[int]], jobs: int, count: Progress) -> Iterator[Counter[Key]]:
    """The words of each segment."""
    if jobs < 2:
        yield from (make_segment(new, part, count) for part in parts)
        return
    analysis.dictionary()  # loaded once, before the processes part
    context = get_context("fork")
    done = context.Value("q")
    with ProcessPoolExecutor(jobs, context, initializer=begin, initargs=(done,)) as pool:
        waiting = {pool.submit(make_segment_apart, new, part) for part in parts}
        told = 0
        while waiting:
            ready: set[Future[Counter[Key]]]
            ready, waiting = wait(waiting, PATIENCE, FIRST_COMPLETED)
            count(done.value - told)
            told = done.value
            yield from (future.result() for future in ready)


def begin(done: Any) -> None:
    """In a process of its own: to close what was inherited would end the first process's session at the server."""
    global articles_done
    articles_done = done
    gc.disable()  # nothing here goes round in circles, and to look for it takes a tenth of the time
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None


def make_segment_apart(new: Store, ids: list[int]) -> Counter[Key]:
    def count(more: int) -> None:
        with articles_done.get_lock():
            articles_done.value += more

    return make_segment(new, ids, count)


articles_done: Any = None  # by all processes; a number that they share


def make_segment(new: Store, ids: list[int], count: Progress) -> Counter[Key]:
    key, builder, words = new_key(), Builder(), Tally()
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        entries = sorted(entries_of(some), key=lambda entry: entry.id)
        words.add(map(headline_of, entries))
        with transaction.atomic():
            new.load(entries, key, builder)
        count(len(some))
    if builder.ids:
        new.add_segment(key, builder)
    return words.counts


def is_in_memory() -> bool:
    return connection.vendor == "sqlite" and connection.is_in_memory_db()  # type: ignore[attr-defined]


# --- Replace ----------------------------------------------------------------------------------------------------------
def replace(live: Store, new: Store, words: Tally) -> None:
    """Let the new index and its vocabulary serve. BusyError where somebody did not let go of the old one for a long time."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return replace_now(live, new, Tally(words.counts))
        except BusyError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(attempt)
    return None


def replace_now(live: Store, new: Store, words: Tally) -> None:
    """With writers waiting: bring the new ones up to date and put them in the place of the old ones."""
    with transaction.atomic():
        live.database.wait_for_writers(live.entries)
        changed = list(ChangedPage.objects.values_list("page_id", flat=True))
        for start in range(0, len(changed), BATCH):
            some = changed[start : start + BATCH]
            words.subtract(new.headlines(some))
            new.remove(some)
            entries = entries_of(some)
            new.write(entries, are_new=True)
            words.add(map(headline_of, entries))
        live.take_over(new)
        words.store()
        IndexState.objects.update(version=analysis.VERSION)
