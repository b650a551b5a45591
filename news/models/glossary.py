"""The glossary: one row for each term, with what the house writes in both languages and what it does not."""

import datetime
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from news.release.terms import entries
from news.release.terms.entries import Entry

# What an approval is given to: where one of these changes, somebody approves again.
WORDING = (*entries.APPROVED_FORMS["zh"], *entries.APPROVED_FORMS["en"], *entries.REFUSED_FORMS.values())
APPROVED_FIELDS = (*WORDING, "category", "is_checked", "valid_from", "valid_until")
ONE_PER_LINE = _("One on each line.")
REFUSED = _("One on each line. They are refused in every text, so list only what is always wrong.")


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    def in_force(self, day: datetime.date) -> "GlossaryTermQuerySet":
        """Approved, and valid on `day`."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(begun, lasting, status=GlossaryTerm.Status.APPROVED)

    def entries(self) -> list[Entry]:
        """One query."""
        return [term.entry for term in self]


class GlossaryTerm(models.Model):
    """An `Entry` with who approved it. A change of its wording takes the approval back."""

    class Category(models.TextChoices):
        BODY = "body", pgettext_lazy("category of a term", "body")
        POST = "post", pgettext_lazy("category of a term", "post")
        POLICY = "policy", pgettext_lazy("category of a term", "policy")
        MEETING = "meeting", pgettext_lazy("category of a term", "meeting")
        PLACE = "place", pgettext_lazy("category of a term", "place")
        EXPRESSION = "expression", pgettext_lazy("category of a term", "expression")
        OTHER = "other", pgettext_lazy("category of a term", "other")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")

    zh = models.CharField(_("Chinese"), max_length=entries.LONGEST["zh"], blank=True)
    en = models.CharField(_("English"), max_length=entries.LONGEST["en"], blank=True)
    other_zh = models.TextField(_("also right in Chinese"), blank=True, help_text=ONE_PER_LINE)
    other_en = models.TextField(_("also right in English"), blank=True, help_text=ONE_PER_LINE)
    refused_zh = models.TextField(_("refused in Chinese"), blank=True, help_text=REFUSED)
    refused_en = models.TextField(_("refused in English"), blank=True, help_text=REFUSED)
    category = models.CharField(_("category"), max_length=10, choices=Category.choices, default=Category.OTHER)
    is_checked = models.BooleanField(
        _("checked"),
        default=False,
        help_text=_(
            "A text that has the term is at fault where its translation has none of its renderings: for names of bodies,"
            " posts and policies, not for ordinary words."
        ),
    )
    origin = models.CharField(
        _("origin"), max_length=entries.LONGEST["origin"], blank=True, help_text=_("Where it is used officially.")
    )
    note = models.TextField(_("note"), max_length=entries.LONGEST["note"], blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("The last day."))
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.DRAFT, editable=False, db_index=True
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    # Nobody for the terms that the portal brings along.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    wagtail_reference_index_ignore = True  # it refers to nothing but who approved it

    objects = GlossaryTermQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("zh"), FieldPanel("en")]),
        FieldRowPanel([FieldPanel("other_zh"), FieldPanel("other_en")]),
        FieldRowPanel([FieldPanel("refused_zh"), FieldPanel("refused_en")]),
        FieldRowPanel([FieldPanel("category"), FieldPanel("is_checked")]),
        MultiFieldPanel(
            [
                FieldPanel("origin"),
                FieldPanel("note"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            ],
            heading=_("Origin and validity"),
        ),
        FieldRowPanel([FieldPanel(name, read_only=True) for name in ("status", "approved_by", "approved_at")]),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["zh", "en"]
        constraints = [
            models.UniqueConstraint(fields=["zh"], condition=~Q(zh=""), name="news_glossary_each_term_once"),
            models.CheckConstraint(
                condition=Q(status="draft", approved_at__isnull=True, approved_by__isnull=True)
                | Q(status="approved", approved_at__isnull=False),
                name="news_glossary_approved_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        forms = [self.zh, self.en] if self.zh or self.en else (self.refused_zh + "\n" + self.refused_en).split("\n")
        return " · ".join(filter(None, forms))

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None and self.pk and self.is_approved and self._is_reworded():
            self.take_approval_back()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.zh, self.en = entries.normalized(self.zh), entries.normalized(self.en)
        self.entry = entry = self.entry
        others = type(self).objects.exclude(pk=self.pk).entries()
        problems = defaultdict(list)
        for field, message in (*entries.problems_of(entry), *entries.contradictions(entry, others)):
            problems[field].append(message)
        if problems:
            raise ValidationError(problems)

    # --- As an entry --------------------------------------------------------------------------------------------------
    @property
    def entry(self) -> Entry:
        values = {name: getattr(self, name) for name in entries.FIELDS}
        return Entry(**values | {name: entries.forms_of(values[name]) for name in entries.LISTS})

    @entry.setter
    def entry(self, entry: Entry) -> None:
        for name in entries.FIELDS:
            value = getattr(entry, name)
            setattr(self, name, "\n".join(value) if name in entries.LISTS else value)

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    # --- Approval -----------------------------------------------------------------------------------------------------
    def _is_reworded(self) -> bool:
        stored = type(self).objects.filter(pk=self.pk).values(*APPROVED_FIELDS).first()
        return stored != {name: getattr(self, name) for name in APPROVED_FIELDS}

    def mark_approved(self, by: Any = None) -> None:
        """Does not save. `news.release.terms.approval.approve` decides who may."""
        self.status, self.approved_at, self.approved_by = self.Status.APPROVED, timezone.now(), by

    def take_approval_back(self) -> None:
        """Does not save."""
        self.status, self.approved_at, self.approved_by = self.Status.DRAFT, None, None


class GlossaryUpload(models.Model):
    """A CSV file between its preview and its confirmation. It belongs to whoever sent it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    uploaded_at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded glossary file")
        verbose_name_plural = _("uploaded glossary files")
        default_permissions = ()
