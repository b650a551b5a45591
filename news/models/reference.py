"""What articles refer to by name: topics, meeting series, sources and bodies, press contacts. One row for both languages."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from news.signals import names_changed
from portal import locales
from portal.models import BilingualRow

NAME_PANELS = [FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")])]


class ReferenceRow(PreviewableMixin, index.Indexed, BilingualRow):
    """A bilingual row that officers find in choosers and preview as readers will meet it, in both languages."""

    preview_modes = [("zh-hans", "中文"), ("en", "English")]
    panels = [*NAME_PANELS, FieldPanel("slug")]
    search_fields = [
        index.SearchField("name_zh"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
    ]

    announces_names = True  # readers look for it by name

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        before = self.stored_names()
        super().save(*args, **kwargs)
        if self.announces_names and self.stored_names() != before:
            names_changed.send(sender=type(self), row=self)

    def stored_names(self) -> tuple[str, str, str] | None:
        rows = type(self)._default_manager.filter(pk=self.pk)
        return rows.values_list("name_zh", "name_en", "slug").first()

    def get_preview_template(self, request, mode_name: str) -> str:
        return "news/reference_preview.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        return super().get_preview_context(request, mode_name) | {"preview_language": mode_name}


class Topic(ReferenceRow):
    """What an article is about, as readers would look for it."""

    summary_zh = models.CharField(_("summary in Chinese"), max_length=255, blank=True)
    summary_en = models.CharField(_("summary in English"), max_length=255, blank=True)

    summary = locales.Bilingual()

    panels = [*NAME_PANELS, FieldRowPanel([FieldPanel("summary_zh"), FieldPanel("summary_en")]), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_en"]


class MeetingSeries(ReferenceRow):
    """Meetings that are counted together: executive meetings of a term, the flood conferences of a year."""

    class Numbering(models.TextChoices):
        TERM = "term", _("per term of government")
        YEAR = "year", _("per year")

    numbering = models.CharField(
        _("sessions are numbered"), max_length=4, choices=Numbering.choices, default=Numbering.TERM
    )

    panels = [*NAME_PANELS, FieldPanel("numbering"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
        ordering = ["name_en"]


class Source(ReferenceRow):
    """Who releases a text, takes part in a meeting as a body or issues a policy: a department, a city, a newspaper."""

    url = models.URLField(_("web address"), blank=True)

    panels = [*NAME_PANELS, FieldPanel("url"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("source or body")
        verbose_name_plural = _("sources and bodies")
        ordering = ["name_en"]


class PressContact(ReferenceRow):
    """Whom a journalist may call about an article."""

    role_zh = models.CharField(_("role in Chinese"), max_length=120, blank=True)
    role_en = models.CharField(_("role in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    role = locales.Bilingual()
    announces_names = False

    panels = [
        *NAME_PANELS,
        FieldRowPanel([FieldPanel("role_zh"), FieldPanel("role_en")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["name_en"]
