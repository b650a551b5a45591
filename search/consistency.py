"""Whether the index holds exactly what citizens may read, as it is today; compared both ways."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from news.models import ArticlePage
from search import analysis, index
from search.documents import entries_of
from search.entries import headline_of
from search.models import IndexState
from search.postings import fingerprint
from search.store import Store
from search.vocabulary import Tally

BATCH = 500
Place = tuple[int, int]  # a segment and a place in it


@dataclass
class Differences:
    """Page ids of released articles that are not in the index, of entries that should not be, of entries that say
    something else than their article, in text or in posting lists; places of segments that posting lists find although no
    entry is there (`segment:place`); words of titles, counted wrongly; an analyzer of another version."""

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
    store = index.store()
    indexed = store.page_ids()
    released = set(ArticlePage.objects.released().order_by().values_list("pk", flat=True))
    differences = Differences(missing=sorted(released - indexed), unreleased=sorted(indexed - released))
    words = Tally()
    every = sorted(indexed)
    expected: dict[Place, tuple[int, int]] = {}  # the page and its entry's fingerprint
    held: set[Place] = set()
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        stored = {row.entry.page_id: row for row in store.stored(some)}
        words.add(headline_of(row.entry) for row in stored.values())
        held.update((row.segment, row.place) for row in stored.values())
        for entry in entries_of(some):
            row = stored.get(entry.page_id)
            if row and row.segment and row.entry == entry._replace(terms=frozenset()):
                expected[row.segment, row.place] = (entry.page_id, fingerprint(entry))
            elif row is None or row.entry != entry:
                differences.outdated.append(entry.page_id)
        progress(min(start + BATCH, len(every)), len(every))
    compare_postings(store, expected, held, differences)
    differences.words = words.wrong()
    state = IndexState.objects.first()
    differences.is_old_version = bool(state and state.version != analysis.VERSION)
    return differences


def compare_postings(
    store: Store, expected: dict[Place, tuple[int, int]], held: set[Place], differences: Differences
) -> None:
    """Every posting list against the entries, both ways."""
    for segment, found, gone in store.fingerprints():
        for place, number in enumerate(found.tolist()):
            page, wanted = expected.get((segment, place), (0, 0))
            if page and number != wanted:
                differences.outdated.append(page)
            elif not page and number and place not in gone and (segment, place) not in held:
                differences.ghosts.append(f"{segment}:{place}")


def mend(differences: Differences) -> None:
    """Add, replace and remove the entries that differ. Where `needs_rebuild`, the index has to be made anew instead."""
    with transaction.atomic():
        index.update({*differences.missing, *differences.unreleased, *differences.outdated})
