"""A search as a reader means it: words, filters and an order, and the articles that answer it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from news.models import ArticlePage, ArticleTopic, Meeting, Participation, SectionPage
from news.querysets import ArticleQuerySet
from search import engine


@dataclass(frozen=True)
class Query:
    """What is looked for. Empty fields filter nothing; days are those of the site's clock, both ends included.

    `year`, `first_day` and `last_day` are those of the release, or of the meeting where `meetings_only`.
    """

    language: str
    words: tuple[str, ...] = ()
    section: SectionPage | None = None  # with the sections below it
    kinds: tuple[str, ...] = ()
    topic: str = ""
    official: str = ""
    series: str = ""
    session: int | None = None
    venue: str = ""
    year: int | None = None
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    meetings_only: bool = False
    newest_first: bool = False

    def articles(self) -> ArticleQuerySet:
        """The released articles that match, in the order asked for; newest first where no words rank them."""
        found = engine.matching(self.words, self.language) if self.words else ArticlePage.objects.newest_first()
        if self.newest_first:
            found = found.newest_first()
        return found.in_language(self.language).released().filter(self.about(), self.of_meeting(), self.of_release())

    def about(self) -> Q:
        condition = Q()
        if self.section:
            condition &= Q(path__startswith=self.section.path)
        if self.kinds:
            condition &= Q(kind__in=self.kinds)
        if self.topic:
            condition &= Q(Exists(ArticleTopic.objects.filter(article=OuterRef("pk"), topic__slug=self.topic)))
        return condition

    def of_release(self) -> Q:
        return Q() if self.meetings_only else self.in_period("released_at")

    def of_meeting(self) -> Q:
        """Nobody reads the rows of a meeting that an article of another kind may still have, so nobody finds them."""
        facts = Q()
        if self.series:
            facts &= Q(series__slug=self.series)
        if self.session:
            facts &= Q(session=self.session)
        if self.venue:
            facts &= Q(venue__icontains=self.venue)
        if self.meetings_only:
            facts &= self.in_period("start")
        rows = []
        if facts or self.meetings_only:
            rows.append(Meeting.objects.filter(facts, article=OuterRef("pk")))
        if self.official:
            rows.append(Participation.objects.filter(article=OuterRef("pk"), official__slug=self.official))
        return Q(*map(Exists, rows), kind=ArticlePage.Kind.MEETING) if rows else Q()

    def in_period(self, field: str) -> Q:
        """The field's moment lies within the year and the days asked for."""
        condition = Q()
        if self.year:
            condition &= Q(**{f"{field}__gte": midnight(datetime.date(self.year, 1, 1))})
            condition &= Q(**{f"{field}__lt": midnight(datetime.date(self.year + 1, 1, 1))})
        if self.first_day:
            condition &= Q(**{f"{field}__gte": midnight(self.first_day)})
        if self.last_day:
            condition &= Q(**{f"{field}__lt": midnight(self.last_day + datetime.timedelta(days=1))})
        return condition


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment at which the day begins, by the site's own clock."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class Hit:
    """One result: the article, and the meeting that it reports with those who presided over it."""

    article: ArticlePage
    meeting: Meeting | None
    presided_by: list[Participation]


def for_hits(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With all that `hits` needs, in three queries however many articles there are."""
    presiding = Participation.objects.filter(role=Participation.Role.PRESIDED).select_related("official", "body")
    return (
        articles.select_related("source")
        .defer_streamfields()
        .prefetch_related(
            Prefetch("meetings", Meeting.objects.select_related("series"), to_attr="found_meetings"),
            Prefetch("participations", presiding, to_attr="presiding"),
        )
    )


def hits(articles: Iterable[ArticlePage]) -> list[Hit]:
    return [hit(article) for article in articles]


def hit(article: ArticlePage) -> Hit:
    if article.kind != ArticlePage.Kind.MEETING:
        return Hit(article, None, [])
    return Hit(article, next(iter(article.found_meetings), None), article.presiding)
