"""What the checks found in an article the last time that somebody, or the clock, had them look at it: counted in lists, which
cannot wait for the checks themselves."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from news.models.findings import FindingDismissal


class Assessment(models.Model):
    """Of the latest drafts of one article, in both languages. `news.release.findings.assessing` writes and judges it.

    It holds no word of the article. Nothing is lost with it: what is missing is computed again.
    """

    translation_key = models.UUIDField(primary_key=True)
    basis = models.CharField(max_length=200)  # which state of the texts it is of
    rules = models.CharField(max_length=64, blank=True)  # by which checks and glossary; empty where nobody took note
    assessed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.translation_key)


class AssessedFindingQuerySet(models.QuerySet[Any]):
    def open(self) -> "AssessedFindingQuerySet":
        """Those that nobody set aside: a dismissal of a warning is none of an error with the same words."""
        dismissals = FindingDismissal.objects.filter(
            translation_key=OuterRef("assessment"),
            fingerprint=OuterRef("fingerprint"),
            severity=OuterRef("severity"),
        )
        return self.filter(~Exists(dismissals))


class AssessedFinding(models.Model):
    """A finding without its words."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=64)
    severity = models.CharField(max_length=7, choices=FindingDismissal.SEVERITIES)

    objects = AssessedFindingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["assessment", "fingerprint"], name="news_finding_assessed_once")]

    def __str__(self) -> str:
        return f"{self.severity} {self.fingerprint[:8]}"
