"""The order of a translation's paragraphs, where it is not its source's."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Arrangement(models.Model):
    """No row where a translation follows its source."""

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="arrangement"
    )
    groups = models.JSONField(
        help_text="Lists of keys of the source's paragraphs and other blocks, in order; a list of several is one paragraph."
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("arrangement of paragraphs")
        verbose_name_plural = _("arrangements of paragraphs")

    def __str__(self) -> str:
        return f"{self.translation_id}"
