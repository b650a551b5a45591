"""Whether the index holds exactly what citizens may read, as it is today; compared both ways."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from news.models import ArticlePage
from search import analysis, index
from search.documents import entries_of
from search.entries import headline_of
from search.models import IndexState
from search.vocabulary import Tally

BATCH = 500


@dataclass
class Differences:
    """Page ids of released articles that are not in the index, of entries that should not be, of entries that say
    something else than their article; terms whose postings do not agree with the entries; words of titles, counted wrongly;
    an analyzer of another version."""

    missing: list[int] = field(default_factory=list)
    unreleased: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    ghosts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    is_old_version: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.unreleased or self.outdated or self.needs_rebuild)

    @property
    def needs_rebuild(self) -> bool:
        """What no single entry's change mends."""
        return bool(self.ghosts or self.words)


def compare(progress: Callable[[int, int], None] = lambda done, total: None) -> Differences:
    """Read everything and say what differs. Entries are analyzed again, so this takes as long as making the index."""
    backend = index.backend()
    indexed = backend.page_ids()
    released = set(ArticlePage.objects.released().order_by().values_list("pk", flat=True))
    differences = Differences(missing=sorted(released - indexed), unreleased=sorted(indexed - released))
    words = Tally()
    every = sorted(indexed)
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        stored = {entry.page_id: entry for entry in backend.stored(some)}
        words.add(map(headline_of, stored.values()))
        differences.outdated += [entry.page_id for entry in entries_of(some) if stored.get(entry.page_id) != entry]
        progress(min(start + BATCH, len(every)), len(every))
    differences.ghosts = backend.ghosts()
    differences.words = words.wrong()
    state = IndexState.objects.first()
    differences.is_old_version = bool(state and state.version != analysis.VERSION)
    return differences


def mend(differences: Differences) -> None:
    """Add, replace and remove the entries that differ. Where `needs_rebuild`, the index has to be made anew instead."""
    with transaction.atomic():
        index.update({*differences.missing, *differences.unreleased, *differences.outdated})
