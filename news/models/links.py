"""Rows that tie an article to what it refers to. Child rows, not ManyToMany: wagtail-localize copies rows and ignores those."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from news.models.reference import PressContact, Topic
from portal.models import PortalDocument


class ArticleTopic(Orderable):
    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_topics")
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="article_topics")

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        unique_together = [("article", "topic")]


class ArticleContact(Orderable):
    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_contacts")
    contact = models.ForeignKey(
        PressContact, verbose_name=_("press contact"), on_delete=models.PROTECT, related_name="article_contacts"
    )

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        verbose_name = _("press contact")


class ArticleDownload(Orderable):
    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(PortalDocument, verbose_name=_("document"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("download")


class ArticleLink(Orderable):
    """From an article to one it belongs with: photos and speeches to their meeting, an interpretation to its policy.

    The target is whichever language's page the officer chose; readers are led to the one in their language.
    """

    class Relation(models.TextChoices):
        MEETING = "meeting", _("belongs to this meeting")
        POLICY = "policy", _("interprets this policy")
        RELATED = "related", _("related")

    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="links")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices, default=Relation.RELATED)
    target = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="links_to_it"
    )

    panels = [FieldPanel("relation"), PageChooserPanel("target", "news.ArticlePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")

    def clean(self) -> None:
        super().clean()
        if self.target_id and self.target_id == self.article_id:
            raise ValidationError({"target": _("An article cannot link to itself.")})
