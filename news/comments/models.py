"""A reader's comment on an article, held until a moderator decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments.abstracts import CommentAbstractModel
from django_comments.managers import CommentManager

from news.models import ArticlePage
from portal import locales

EXCERPT_LENGTH = 80  # characters


class CommentQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Comment.Status.APPROVED)

    def pending(self):
        return self.filter(status=Comment.Status.PENDING)


class Comment(CommentAbstractModel):
    """The framework's comment, with a language and a decision; constraints tie a decision to who took it and when."""

    class Status(models.TextChoices):
        PENDING = "pending", _("held for moderation")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    language = models.CharField(_("language"), max_length=10, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CommentManager.from_queryset(CommentQuerySet)()

    class Meta(CommentAbstractModel.Meta):
        verbose_name = pgettext_lazy("reader's comment", "comment")
        verbose_name_plural = pgettext_lazy("reader's comment", "comments")
        ordering = ["submit_date", "pk"]
        # Readers write comments and moderators decide on them: nobody adds, changes or deletes one in the admin.
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["content_type", "object_pk", "status", "submit_date"], name="comments_by_article"),
            models.Index(fields=["status", "-submit_date"], name="comments_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="pending", decided_at__isnull=True, decided_by__isnull=True)
                | Q(status__in=["approved", "rejected"], decided_at__isnull=False, decided_by__isnull=False),
                name="comments_decision_has_who_and_when",
            ),
            # The framework's own flags follow the decision, so that its managers and tags tell the truth.
            models.CheckConstraint(
                condition=Q(status="approved", is_public=True, is_removed=False)
                | (~Q(status="approved") & Q(is_public=False)),
                name="comments_public_only_when_approved",
            ),
        ]

    def __str__(self) -> str:
        """The beginning of the text, without its writer: it ends up in logs that outlive the wish to be forgotten."""
        return Truncator(" ".join(self.comment.split())).chars(EXCERPT_LENGTH)

    @property
    def html_lang(self) -> str:
        return locales.HTML_LANG[self.language]

    @property
    def language_name(self) -> str:
        """The language by its own name."""
        return locales.OWN_NAMES[self.language]

    def get_absolute_url(self) -> str | None:
        """Where readers find it; None while it is not published or its article is not released. One query."""
        if self.status != self.Status.APPROVED:
            return None
        article = ArticlePage.objects.released().filter(pk=self.object_pk).only("url_path").first()
        return article and f"{article.url_path}#c{self.pk}"
