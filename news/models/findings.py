"""Findings that somebody set aside, with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.release.checks.findings import Severity


class FindingDismissal(models.Model):
    """Holds for one article in both languages, and for the words that the finding was about: when they change, its
    fingerprint is another one. `news.release.findings.dismissals` decides who may."""

    LONGEST_REASON = 500  # characters
    SEVERITIES = [(Severity.ERROR.value, _("error")), (Severity.WARNING.value, _("warning"))]

    translation_key = models.UUIDField(_("article"))
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(_("code"), max_length=60)
    severity = models.CharField(_("severity"), max_length=7, choices=SEVERITIES)
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("who", "by"),
        null=True,  # of an account that was deleted; the audit log still knows
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(pgettext_lazy("when", "at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dismissed finding")
        verbose_name_plural = _("dismissed findings")
        default_permissions = ()
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "fingerprint"], name="news_finding_dismissed_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="news_finding_dismissed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
