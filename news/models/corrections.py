"""What was put right in a text that readers had seen: rows of the article, drafted, reviewed and released with it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class ArticleCorrection(TranslatableMixin, Orderable):
    """One thing put right: an erratum is a slip of the pen, a correction changes what was said."""

    class Kind(models.TextChoices):
        ERRATUM = "erratum", _("erratum")
        CORRECTION = "correction", _("correction")

    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORRECTION)
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    was = models.TextField(
        pgettext_lazy("correction", "was"),
        max_length=1000,
        blank=True,
        help_text=_("What stood there. A correction needs it; an erratum may do without."),
    )
    now = models.TextField(pgettext_lazy("correction", "now"), max_length=1000, help_text=_("What stands there now."))

    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("date", overridable=False),
        TranslatableField("was"),
        TranslatableField("now"),
    ]
    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]), FieldPanel("was"), FieldPanel("now")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.now

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.CORRECTION and not self.was.strip():
            raise ValidationError({"was": _("A correction says what was wrong, so that readers know what changed.")})
