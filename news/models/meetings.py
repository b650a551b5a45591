"""A meeting is data: rows of the article that reports or announces it, drafted, versioned and released with it.

Dates and people are entered once, and wagtail-localize copies them to the other language; venue, agenda and decisions are
`TranslatableMixin` rows, whose texts it offers for translation.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from news.models.officials import Official
from news.models.reference import MeetingSeries, Source
from portal import locales


class Meeting(TranslatableMixin, Orderable):
    """The facts of one meeting; an article has at most one."""

    class Type(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("by video")
        HYBRID = "hybrid", _("in person and by video")

    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="meetings")
    series = models.ForeignKey(
        MeetingSeries,
        verbose_name=_("meeting series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    session = models.PositiveIntegerField(
        _("session no."), null=True, blank=True, help_text=_("Counted per term or per year, as the series says.")
    )
    start = models.DateTimeField(_("starts"), db_index=True)
    end = models.DateTimeField(_("ends"), null=True, blank=True)
    type = models.CharField(_("held"), max_length=10, choices=Type.choices, default=Type.IN_PERSON)
    venue = models.CharField(_("venue"), max_length=200)

    override_translatable_fields = [
        SynchronizedField("series", overridable=False),
        SynchronizedField("session", overridable=False),
        SynchronizedField("start", overridable=False),
        SynchronizedField("end", overridable=False),
        SynchronizedField("type", overridable=False),
        TranslatableField("venue"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("series"), FieldPanel("session")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("type"), FieldPanel("venue")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.name or str(self.start)

    def clean(self) -> None:
        super().clean()
        if self.end and self.start and self.end < self.start:
            raise ValidationError({"end": _("A meeting ends after it starts.")})
        if self.session and not self.series:
            raise ValidationError({"series": _("A session number counts within a series: choose the series.")})

    @property
    def year(self) -> int:
        return timezone.localtime(self.start).year

    @property
    def is_to_come(self) -> bool:
        return self.start > timezone.now()

    @property
    def name(self) -> str:
        """Series and session as a reader says them: 省政府第38次常务会议 stays the title's affair; this is 第38次 / 38th."""
        if not self.series:
            return ""
        if not self.session:
            return self.series.name
        return f"{self.series.name} · {self.session_name}"

    @property
    def session_name(self) -> str:
        """第3次 or 2026年第3次; 3rd session or 3rd session of 2026, in the active language; "" without a number."""
        if not self.session:
            return ""
        per_year = self.series and self.series.numbering == MeetingSeries.Numbering.YEAR
        if locales.current_code() == "en":
            return f"{ordinal(self.session)} session of {self.year}" if per_year else f"{ordinal(self.session)} session"
        return f"{self.year}年第{self.session}次" if per_year else f"第{self.session}次"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th, 12th, 13th."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


class Participation(Orderable):
    """An official or a body at a meeting, in an order set by hand, with the post held that day."""

    class Role(models.TextChoices):
        PRESIDED = "presided", _("presided")
        ATTENDED = "attended", _("attended")
        SAT_IN = "sat_in", _("sat in")
        SPOKE = "spoke", _("spoke")
        REPORTED = "reported", _("reported")

    ROLE_LABELS = {
        Role.PRESIDED: _("Presided by"),
        Role.ATTENDED: _("Attended by"),
        Role.SAT_IN: _("Sat in"),
        Role.SPOKE: _("Spoke"),
        Role.REPORTED: _("Reported"),
    }

    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="participations")
    official = models.ForeignKey(
        Official,
        verbose_name=_("official"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    body = models.ForeignKey(
        Source,
        verbose_name=pgettext_lazy("institution", "body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ATTENDED)
    post_zh = models.CharField(
        _("post held that day, in Chinese"),
        max_length=120,
        blank=True,
        help_text=_("Copied in from the official if left empty."),
    )
    post_en = models.CharField(_("post held that day, in English"), max_length=200, blank=True)

    post = locales.Bilingual()

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("official"), FieldPanel("body")]),
        FieldRowPanel([FieldPanel("post_zh"), FieldPanel("post_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=True, body__isnull=False) | Q(official__isnull=False, body__isnull=True),
                name="news_participant_is_an_official_or_a_body",
                violation_error_message=_("Choose an official or a body, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        party = self.official or self.body
        return party.name if party else ""

    def copy_post(self, meeting: Meeting) -> None:
        """Fill empty post fields with the post that the official held on the day of the meeting."""
        if not self.official or (self.post_zh and self.post_en):
            return
        held = self.official.post_on(timezone.localdate(meeting.start))
        if held:
            self.post_zh = self.post_zh or held.title_zh
            self.post_en = self.post_en or held.title_en


class MeetingText(TranslatableMixin, Orderable):
    """One line of a meeting's record."""

    text = models.CharField(_("text"), max_length=500)

    panels = [FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class AgendaItem(MeetingText):
    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="agenda_items")

    class Meta(MeetingText.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")


class Decision(MeetingText):
    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="decisions")

    class Meta(MeetingText.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
