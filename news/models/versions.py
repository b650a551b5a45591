"""The texts of an article that were released, one after the other."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class ReleasedVersion(models.Model):
    """What one release of an article published. Readers get the newest; an earlier one where an editor opened it."""

    article = models.ForeignKey("news.ArticlePage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(_("released"))
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text, in hexadecimal.")
    opened_at = models.DateTimeField(_("opened to readers"), null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("released version")
        verbose_name_plural = _("released versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="news_version_number_per_article"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="news_version_opening_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None
