"""Which text of its source a translation renders."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class Rendering(models.Model):
    """One revision that wagtail-localize made of a translation, and the source's text that it was made from."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="rendering")
    page = models.ForeignKey("news.ArticlePage", on_delete=models.CASCADE, related_name="renderings")
    source = models.ForeignKey("news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="+")
    source_revision = models.ForeignKey(
        Revision,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="None where nobody knows: the source had no revisions, or the one it was made from is gone.",
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the source's text, in hexadecimal.")
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rendering")
        verbose_name_plural = _("renderings")
        indexes = [models.Index(fields=["page", "-revision"], name="news_rendering_by_page")]

    def __str__(self) -> str:
        return f"{self.page_id} #{self.revision_id}"
