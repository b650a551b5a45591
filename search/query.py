"""A search as a reader means it: a text, filters and an order; and how the index is asked for it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from news.models import SectionPage
from portal.tree import Place
from search import analysis
from search.entries import Match, first_id
from search.syntax import Parsed

NEVER = frozenset({"never"})  # a term that no entry has


@dataclass(frozen=True)
class Query:
    """What is looked for. Empty fields filter nothing; days are those of the site's clock, both ends included.

    `topic`, `official` and `series` are primary keys. `year`, `first_day` and `last_day` are those of the release, or of
    the meeting where `meetings_only`.
    """

    language: str
    text: str = ""
    section: Place | None = None  # with the sections below it
    kinds: tuple[str, ...] = ()
    topic: int | None = None
    official: int | None = None
    series: int | None = None
    session: int | None = None
    venue: str = ""
    year: int | None = None
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    meetings_only: bool = False
    newest_first: bool = False

    def match(self, parsed: Parsed) -> Match:
        """The same for the index. One query where there is a section."""
        days = (self.first_day, self.last_day)
        return Match(
            language=self.language,
            clauses=parsed.clauses,
            filters=tuple(self.filters()),
            ids=(None, None) if self.meetings_only else ids_of(*days),
            held=(ordinal(self.first_day), ordinal(self.last_day)) if self.meetings_only else (None, None),
        )

    def filters(self) -> Iterator[frozenset[str]]:
        """Sets of terms, of each of which an entry must have one."""
        if self.section:
            branch = SectionPage.objects.filter(path__startswith=self.section.path).order_by()
            yield frozenset(f"s:{pk}" for pk in branch.values_list("pk", flat=True)) or NEVER
        if self.kinds:
            yield frozenset(f"k:{kind}" for kind in self.kinds)
        numbers = {"t": self.topic, "o": self.official, "r": self.series, "n": self.session}
        numbers["hy" if self.meetings_only else "y"] = self.year
        for name, number in numbers.items():
            if number is not None:
                yield frozenset({f"{name}:{number}"})
        if self.meetings_only:
            yield frozenset({"meeting"})
        for word in analysis.words(analysis.fold(self.venue)):
            yield from (frozenset({f"v/{term}"}) for term in word.alternatives[0].terms)


def ids_of(first_day: datetime.date | None, last_day: datetime.date | None) -> tuple[int | None, int | None]:
    """The range of the ids of what was released from the first day to the last."""
    first = first_id(midnight(first_day)) if first_day else None
    end = first_id(midnight(last_day + datetime.timedelta(days=1))) if last_day else None
    return first, end


def ordinal(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment at which the day begins, by the site's own clock."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_current_timezone())
