"""Questions that several parts of the portal ask about articles."""

import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page, PageManager

from portal.tree import MAX_DEPTH, PortalPageQuerySet


class ArticleQuerySet(PortalPageQuerySet):
    def for_reading(self):
        """With the rows that an article's own page shows, and `is_closed_above`: whether a section closes comments.

        What few articles have is asked for here, so that the others need no query for it: `has_corrections`,
        `has_open_versions`, and `behind`, the source of a translation that says something else than the text with the
        digest `rendered_digest`.
        """
        from news.models import ArticleCorrection, ReleasedVersion, Rendering, SectionPage

        above = [Substr(OuterRef("path"), 1, Page.steplen * depth) for depth in range(3, MAX_DEPTH)]
        closed = Exists(SectionPage.objects.filter(path__in=above, comments_open=False))
        rows = self.select_related("locale", "source", "hero_image", "issuing_body")
        said = ReleasedVersion.objects.filter(article=OuterRef("source")).order_by("-number").values("digest")
        rendering = (
            Rendering.objects.filter(page=OuterRef("pk"), revision__lte=OuterRef("live_revision"))
            .order_by("-revision")
            .annotate(said=Subquery(said[:1]))
        )
        return rows.annotate(
            is_closed_above=closed,
            has_corrections=Exists(ArticleCorrection.objects.filter(article=OuterRef("pk"))),
            has_open_versions=Exists(ReleasedVersion.objects.filter(article=OuterRef("pk"), opened_at__isnull=False)),
            rendered_digest=Subquery(rendering.values("digest")[:1]),
            behind=Subquery(
                rendering.annotate(
                    behind=Case(When(Q(said__isnull=False) & ~Q(said=F("digest")), then=F("source")), default=None)
                ).values("behind")[:1]
            ),
        )

    def with_latest_text(self):
        """With what `ArticlePage.latest_text` needs of other tables."""
        return self.select_related("locale", "source", "hero_image", "latest_revision")

    def in_language(self, code: str):
        """Articles written in `zh-hans` or `en`; served by an index of the article's own table."""
        return self.filter(language=code)

    def one_each(self):
        """One page for each article: the Chinese, or the English where there is none. Aliases are nobody's text."""
        chinese = self.model.objects.filter(
            translation_key=OuterRef("translation_key"), language="zh-hans", alias_of=None
        )
        return self.filter(Q(language="zh-hans") | ~Exists(chinese), alias_of=None)

    def newest_first(self):
        return self.order_by("-released_at", "-pk")

    def released_in(self, year: int, month: int | None = None):
        """Released in a year, or in a month of it, by the site's own clock."""
        zone = timezone.get_current_timezone()
        start = datetime.datetime(year, month or 1, 1, tzinfo=zone)
        after = (year + 1, 1) if month in (None, 12) else (year, month + 1)
        return self.filter(released_at__gte=start, released_at__lt=datetime.datetime(*after, 1, tzinfo=zone))

    def with_meeting(self):
        """Articles that report or announce a meeting, each annotated with `meeting_start`, `meeting_end`, `meeting_venue`."""
        from news.models import Meeting

        meeting = Meeting.objects.filter(article=OuterRef("pk"))
        return self.filter(meetings__isnull=False).annotate(
            meeting_start=Subquery(meeting.values("start")[:1]),
            meeting_end=Subquery(meeting.values("end")[:1]),
            meeting_venue=Subquery(meeting.values("venue")[:1]),
        )

    def meetings_to_come(self):
        """Soonest first."""
        return self.with_meeting().filter(meetings__start__gt=timezone.now()).order_by("meeting_start", "pk")

    def meetings_past(self):
        """Latest first."""
        return self.with_meeting().filter(meetings__start__lte=timezone.now()).order_by("-meeting_start", "-pk")

    def linked_with(self, article):
        """Articles that `article`, in any language, links to or is linked from."""
        from news.models import ArticleLink

        keys = ArticleLink.objects.filter(article=article).values("target__translation_key")
        targets = Page.objects.filter(translation_key__in=keys).values("pk")
        sources = ArticleLink.objects.filter(target__translation_key=article.translation_key).values("article")
        # One list of keys: with an OR of two conditions every article would be looked at.
        linked = self.filter(pk__in=targets.order_by().union(sources.order_by()))
        return linked.exclude(translation_key=article.translation_key)


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
