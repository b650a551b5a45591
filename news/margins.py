"""The rows that an article's page prints around its text: agenda and decisions, corrections, earlier versions, and how far
a translation is behind its source. One query for all of them, and none where `for_reading` saw that there are none."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import DateField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime

from news.models.corrections import ArticleCorrection
from news.models.meetings import AgendaItem, Decision
from news.models.versions import ReleasedVersion
from news.release.renderings import LAGS, Lag, lag_between
from portal import locales

AGENDA, DECISION, CORRECTION, VERSION, SOURCE = range(5)
NO_DAY, NO_TIME = Cast(Value(None), DateField()), Cast(Value(None), DateTimeField())


class Row(NamedTuple):
    """One row of the union: which table, its place in the order, and what of the rest that table has."""

    which: int
    place: int | None
    text: str
    other: str
    kind: str
    day: datetime.date | None
    at: datetime.datetime | None


@dataclass
class Margins:
    agenda: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    corrections: list[ArticleCorrection] = field(default_factory=list)
    versions: list[ReleasedVersion] = field(default_factory=list)  # earlier ones that are open, newest first
    lag: str = ""

    @property
    def has_correction(self) -> bool:
        """True where something else was said before: readers learn it before the text, and below it what."""
        return any(row.kind == ArticleCorrection.Kind.CORRECTION for row in self.corrections)


def margins_of(article, saved: bool) -> Margins:
    """Those of the article's row, or of the draft in memory where it is not `saved`."""
    if not saved:
        return Margins(
            agenda=[item.text for item in article.agenda_items.all()] if article.meeting else [],
            decisions=[item.text for item in article.decisions.all()] if article.meeting else [],
            corrections=list(article.corrections.all()),
        )
    queries = _queries(article)
    if not queries:
        return Margins()
    found = [Row(*row) for row in queries[0].union(*queries[1:], all=True)]
    rows = sorted(found, key=lambda row: row.place or 0)
    versions, source = (
        [
            ReleasedVersion(number=row.place or 0, released_at=row.at, digest=row.text)
            for row in rows
            if row.which == which and row.at
        ]
        for which in (VERSION, SOURCE)
    )
    return Margins(
        agenda=[row.text for row in rows if row.which == AGENDA],
        decisions=[row.text for row in rows if row.which == DECISION],
        corrections=[
            ArticleCorrection(kind=row.kind, date=row.day, was=row.other, now=row.text)
            for row in rows
            if row.which == CORRECTION
        ],
        versions=versions[::-1],
        lag=lag_of(article, source[::-1]),
    )


def _queries(article) -> list[QuerySet]:
    """Of each table that has rows, as columns of `Row`."""
    of_article = Q(article=article.pk)
    queries = []
    if article.meeting:
        queries += [
            _columns(model.objects.filter(of_article), which, place="sort_order", text="text")
            for model, which in ((AgendaItem, AGENDA), (Decision, DECISION))
        ]
    if getattr(article, "has_corrections", True):
        rows = ArticleCorrection.objects.filter(of_article)
        queries.append(_columns(rows, CORRECTION, place="sort_order", text="now", other="was", kind="kind", day="date"))
    if getattr(article, "has_open_versions", True):
        rows = ReleasedVersion.objects.filter(of_article, opened_at__isnull=False)
        queries.append(_columns(rows, VERSION, place="number", text="digest", at="released_at"))
    if getattr(article, "behind", None):
        rows = ReleasedVersion.objects.filter(article=article.behind)
        queries.append(_columns(rows, SOURCE, place="number", text="digest", at="released_at"))
    return queries


def _columns(rows: QuerySet, which: int, **names: str) -> QuerySet:
    """`names` are the columns that a table has; the others are empty."""
    empty = {"other": Value(""), "kind": Value(""), "day": NO_DAY, "at": NO_TIME}
    columns = [F(names[name]) if name in names else empty[name] for name in Row._fields[1:]]
    return rows.order_by().values_list(Value(which), *columns)


def lag_of(article, versions: list[ReleasedVersion]) -> str:
    """That the source says something else by now, as one sentence; "" where it does not or cannot be read."""
    if not versions or not any(way.is_same_page for way in article.translations):
        return ""
    lag = lag_between(article.rendered_digest, versions)
    return sentence(lag, article.language) if lag else ""


def sentence(lag: Lag, language: str) -> str:
    """With the dates as the active language writes them; with times too, where both are of one day."""
    source = next(code for code in locales.PREFIXES if code != language)
    style = "DATETIME_FORMAT" if lag.is_within_a_day else "DATE_FORMAT"
    corrected = date_format(localtime(lag.corrected), style)
    rendered = date_format(localtime(lag.rendered), style) if lag.rendered else ""
    return str(LAGS[source, bool(rendered)]).format(corrected=corrected, rendered=rendered)
