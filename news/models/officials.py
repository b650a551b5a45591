"""Officials and the posts they held, each with its dates: who was what on a given day."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from news.models.reference import NAME_PANELS, ReferenceRow
from portal import locales
from portal.models import PortalImage


class Official(ReferenceRow, ClusterableModel):
    """A person in office. Both names are stored: an English name is never derived from the Chinese one."""

    order = models.PositiveIntegerField(
        _("order"), default=1000, db_index=True, help_text=_("Lower numbers come first wherever officials are listed.")
    )
    portrait = models.ForeignKey(
        PortalImage, verbose_name=_("portrait"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        *NAME_PANELS,
        FieldRowPanel([FieldPanel("order"), FieldPanel("slug")]),
        FieldPanel("portrait"),
        InlinePanel(
            "posts",
            heading=_("Posts"),
            label=_("Post"),
            help_text=_("Newest first. A meeting copies in the post held that day."),
        ),
    ]

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["order", "name_en"]

    def post_on(self, day: datetime.date) -> "Post | None":
        """The post held on `day` (the one begun last, where several were), or None. Rows without dates hold always."""
        held = [post for post in self.posts.all() if post.covers(day)]
        return max(held, key=lambda post: post.started or datetime.date.min, default=None)


class Post(Orderable):
    """One post of an official, from the day it began to the day before it ended."""

    official = ParentalKey(Official, on_delete=models.CASCADE, related_name="posts")
    title_zh = models.CharField(_("post in Chinese"), max_length=120)
    title_en = models.CharField(_("post in English"), max_length=200)
    started = models.DateField(_("from"), null=True, blank=True, help_text=_("Leave empty where it is not known."))
    ended = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The day it passed to somebody else; empty while held.")
    )

    title = locales.Bilingual()

    panels = [
        FieldRowPanel([FieldPanel("title_zh"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(started__isnull=True) | Q(ended__isnull=True) | Q(ended__gt=F("started")),
                name="news_post_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.started and self.ended and self.ended <= self.started:
            raise ValidationError({"ended": _("A post ends after the day it began.")})

    def covers(self, day: datetime.date) -> bool:
        return (self.started is None or self.started <= day) and (self.ended is None or day < self.ended)
