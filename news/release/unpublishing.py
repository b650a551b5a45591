"""Taking an article offline without a notice: on purpose in one language or in all, never in one by accident."""

from typing import cast

from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry

from news.models import ArticlePage
from news.release.sets.locking import lock_pages
from news.release.sets.log import Cause
from news.release.sets.reviewing import void

ONE_LANGUAGE = "news.unpublish_one_language"  # as the audit log calls it


def live_translations(page: Page) -> list[ArticlePage]:
    """The article in the other languages, where readers can read it there."""
    others = ArticlePage.objects.filter(translation_key=page.translation_key, live=True)
    return list(others.exclude(pk=page.pk).order_by("path"))


@transaction.atomic
def unpublish(article: ArticlePage, user: AbstractBaseUser, everywhere: bool, reason: str = "") -> list[ArticlePage]:
    """Take an article offline, in its own language or in all of them. Returns the pages that were live.

    Raises ValidationError where one language stays and nobody says why.
    """
    lock_pages({article.translation_key})
    live = list(ArticlePage.objects.filter(translation_key=article.translation_key, live=True).order_by("path"))
    leaving = [page for page in live if everywhere or page.pk == article.pk]
    if not everywhere and len(live) > len(leaving) and not reason.strip():
        raise ValidationError({"reason": _("Say why only one language goes offline.")})
    void(article.translation_key, cast(User, user), article.title, Cause.TAKEN_BACK)
    for page in leaving:
        page.unpublish(user=user)
        if len(live) > len(leaving):
            log(page, ONE_LANGUAGE, user=user, data={"reason": reason})
    return leaving


class OneLanguageFormatter(LogFormatter):
    """An entry's `data`: `reason`."""

    label = gettext_lazy("Unpublish in one language")

    def format_message(self, entry: PageLogEntry) -> str:
        return str(_("Unpublished in this language only: %(reason)s") % entry.data)


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(ONE_LANGUAGE)(OneLanguageFormatter)
