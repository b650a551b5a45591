"""A release: articles, each with the languages of its plan, that go public together or not at all."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision

from portal import locales


class ReleaseQuerySet(models.QuerySet["Release"]):
    def open(self) -> "ReleaseQuerySet":
        """Neither released nor cancelled."""
        return self.filter(state__in=Release.OPEN)

    def due(self) -> "ReleaseQuerySet":
        """Scheduled for now or earlier, and not stopped by a failure or by being late."""
        return self.filter(
            state=Release.State.SCHEDULED, release_at__lte=timezone.now(), failed_at=None, missed_at=None
        ).order_by("release_at", "pk")

    def of(self, translation_key: Any) -> "ReleaseQuerySet":
        return self.filter(articles__translation_key=translation_key)


class Release(models.Model):
    """Its verbs are in `news.release.sets`. Who did what and when is tied to the state by the constraints below."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a release", "draft")
        IN_REVIEW = "in_review", pgettext_lazy("state of a release", "in review")
        APPROVED = "approved", pgettext_lazy("state of a release", "approved")
        SCHEDULED = "scheduled", pgettext_lazy("state of a release", "scheduled")
        RELEASED = "released", pgettext_lazy("state of a release", "released")
        CANCELLED = "cancelled", pgettext_lazy("state of a release", "cancelled")

    OPEN = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
    FROZEN = (State.APPROVED, State.SCHEDULED)  # what is approved is what will be released
    TROUBLE = ("failed_at", "failure", "missed_at")

    title = models.CharField(_("title"), max_length=255)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    release_at = models.DateTimeField(_("to be released"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    approved_at = models.DateTimeField(_("approved"), null=True)
    # Nobody where the clock released it.
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(_("released"), null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    failure = models.TextField(_("why it failed"), blank=True)
    missed_at = models.DateTimeField(_("missed"), null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        indexes = [models.Index(fields=["state", "release_at"], name="news_release_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(submitted_at__isnull=False),
                name="news_release_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "scheduled", "released"], approved_at__isnull=False)
                | Q(state__in=["draft", "in_review"], approved_at__isnull=True)
                | Q(state="cancelled"),
                name="news_release_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(release_at__isnull=False), name="news_release_scheduled"
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | ~Q(state="released") & Q(released_at__isnull=True),
                name="news_release_released",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at__isnull=True),
                name="news_release_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True, failure="") | Q(failed_at__isnull=False) & ~Q(failure=""),
                name="news_release_failed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def forget_trouble(self) -> None:
        """Somebody decided what comes after a failure, or after being late. Saving it is the caller's."""
        self.failed_at, self.failure, self.missed_at = None, "", None

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_frozen(self) -> bool:
        return self.state in self.FROZEN

    def is_due(self, now: datetime.datetime) -> bool:
        """As `ReleaseQuerySet.due` says it of a row."""
        on_time = self.release_at is not None and self.release_at <= now
        return on_time and self.state == self.State.SCHEDULED and not (self.failed_at or self.missed_at)

    def frozen_pages(self) -> models.QuerySet["FrozenPage"]:
        return FrozenPage.objects.filter(article__release=self).select_related("page", "revision", "article")


class ReleaseArticle(models.Model):
    """An article of a release: all pages that share a translation key. It is in one open release at a time."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="articles")
    translation_key = models.UUIDField(db_index=True)
    title = models.CharField(max_length=255)  # as it was when it was added: the pages may be gone one day
    is_open = models.BooleanField(default=True)  # of the release; here because the constraint needs it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "translation_key"], name="news_release_article_once"),
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(is_open=True), name="news_article_in_one_open_release"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FrozenPage(models.Model):
    """The revision of a page that was approved: what a release publishes is this and nothing else."""

    article = models.ForeignKey(ReleaseArticle, on_delete=models.CASCADE, related_name="frozen")
    language = models.CharField(max_length=10)
    # Null once somebody deletes it: the release then fails, and says so.
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    place = models.CharField(max_length=255)  # path of the section: whose reviews it passed, at which address

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="news_one_frozen_page_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.title} [{locales.OWN_NAMES.get(self.language, self.language)}]"


class ReleaseApproval(models.Model):
    """One review that a release has passed. An edit afterwards takes all of them back; the audit log keeps them."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approvals")
    step = models.PositiveSmallIntegerField()  # from 0, in the order of the workflow's tasks
    name = models.CharField(max_length=255)  # of the task
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["release", "step"], name="news_release_step_once"),
            models.UniqueConstraint(fields=["release", "by"], name="news_release_reviewer_once"),
        ]

    def __str__(self) -> str:
        return self.name
