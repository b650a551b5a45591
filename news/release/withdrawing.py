"""Withdrawing an article: no text, version or file of it stays public, and its addresses say that it was withdrawn, and when.

What is withdrawn comes back by a new release alone, which ends the withdrawal.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import ReferenceIndex

from news.models import ArticlePage, Withdrawal, WithdrawnAddress
from news.release.sets.locking import lock_pages
from news.release.sets.log import Cause
from news.release.sets.reviewing import void
from news.release.versions import close_version
from portal.documents import is_released
from portal.media import PortalDocument, PortalImage

logger = logging.getLogger(__name__)
WITHDRAW, END = "news.withdraw", "news.end_withdrawal"  # as the audit log calls them


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal takes from readers."""

    pages: "list[ArticlePage]"  # in every language, live or not
    images: list[PortalImage]
    documents: list[PortalDocument]
    comments: int
    versions: int


def consequences(article: ArticlePage) -> Consequences:
    """What `withdraw` would do now. Pictures and documents are those that no other released page uses."""
    pages = pages_of(article)
    elsewhere = {page.pk for page in pages}
    images, documents = files_of(pages)
    return Consequences(
        pages=pages,
        images=[image for image in images if not is_released(image, elsewhere)],
        documents=[document for document in documents if not is_released(document, elsewhere)],
        comments=sum(page.comments.published().count() for page in pages if page.live),
        versions=sum(page.versions.filter(opened_at__isnull=False).count() for page in pages),
    )


def pages_of(article: ArticlePage) -> "list[ArticlePage]":
    """The article in every language."""
    return list(ArticlePage.objects.filter(translation_key=article.translation_key).order_by("path"))


def files_of(pages: "Iterable[ArticlePage]") -> tuple[list[PortalImage], list[PortalDocument]]:
    """The pictures and documents that the pages use, or any revision of them does: readers of an older version know where
    its pictures lie."""
    used: dict[type, set[str]] = {PortalImage: set(), PortalDocument: set()}
    for page in pages:
        for text in [page, *(revision.as_object() for revision in page.revisions.all())]:
            for content_type, key, *_where in ReferenceIndex._extract_references_from_object(text):
                model = ContentType.objects.get_for_id(content_type).model_class()
                if model in used:
                    used[model].add(key)
    images = PortalImage.objects.filter(pk__in=used[PortalImage]).order_by("pk")
    documents = PortalDocument.objects.filter(pk__in=used[PortalDocument]).order_by("pk")
    return list(images), list(documents)


@transaction.atomic
def withdraw(article: ArticlePage, user: AbstractBaseUser, notice_zh: str, notice_en: str, reason: str) -> Withdrawal:
    """Take an article back in every language, in one transaction. The files go once it is committed.

    Raises ValidationError where readers have nothing of it, or it is withdrawn already.
    """
    lock_pages({article.translation_key})
    pages = list(ArticlePage.objects.filter(translation_key=article.translation_key).order_by("path"))
    if active(article.translation_key) is not None:
        raise ValidationError(_("This article is withdrawn already."))
    if not any(page.live or page.first_published_at for page in pages):
        raise ValidationError(_("This article was never released: there is nothing to withdraw."))
    addresses = addresses_of(pages)
    images, _documents = files_of(pages)
    for page in pages:
        take_from_readers(page, user)
    void(article.translation_key, cast(User, user), article.title, Cause.TAKEN_BACK)
    withdrawal = Withdrawal.objects.create(
        translation_key=article.translation_key,
        at=timezone.now(),
        by=cast(User, user),
        reason=reason,
        notice_zh=notice_zh,
        notice_en=notice_en,
    )
    WithdrawnAddress.objects.bulk_create(
        WithdrawnAddress(withdrawal=withdrawal, path=path) for path in sorted(addresses)
    )
    withdrawal.files = [name for image in images if not is_released(image) for name in move_away(image)]
    withdrawal.save(update_fields=["files"])
    for page in pages:
        log(page, WITHDRAW, user=user, data={"reason": reason, "notice_zh": notice_zh, "notice_en": notice_en})
    transaction.on_commit(lambda: remove_files(withdrawal.pk), robust=True)
    return withdrawal


def take_from_readers(page: ArticlePage, user: AbstractBaseUser) -> None:
    """Offline, with nothing under way that would bring it back unasked: no schedule, no open version."""
    if page.live:
        page.unpublish(user=user)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    for version in page.versions.filter(opened_at__isnull=False):
        close_version(version, user)


def addresses_of(pages: "Iterable[ArticlePage]") -> set[str]:
    """Every address at which readers found the pages, redirects included, without the slash at the end."""
    pages = list(pages)
    own = {page.url_path.rstrip("/") for page in pages if page.live or page.first_published_at}
    links = Q(redirect_page__in=[page.pk for page in pages])
    for path in own:
        links |= Q(redirect_link__endswith=path) | Q(redirect_link__endswith=f"{path}/")
    return own | {redirect.old_path.split("?")[0].rstrip("/") for redirect in Redirect.objects.filter(links)}


def active(translation_key: Any) -> Withdrawal | None:
    """The withdrawal in force of the article with this key, or None."""
    return Withdrawal.objects.filter(translation_key=translation_key, ended_at__isnull=True).first()


# --- Files ------------------------------------------------------------------------------------------------------------
def move_away(image: PortalImage) -> list[str]:
    """Give a picture's file a new unguessable path, as every unreleased picture has one, and drop its sizes.

    Returns the names in the public storage that are to be removed once the transaction is committed. A file that is missing
    is not looked for again.
    """
    leaving = [rendition.file.name for rendition in image.renditions.all()]
    image.renditions.all().delete()
    old = image.file.name
    try:
        with image.file.storage.open(old) as file:
            content = file.read()
    except FileNotFoundError:
        logger.warning("The file of image %s is missing: nothing to move away.", image.pk)
        return leaving
    image.file.save(PurePosixPath(old).name, ContentFile(content), save=False)
    image.save(update_fields=["file"])
    return [*leaving, old]


def remove_files(withdrawal_pk: int) -> None:
    """Remove what a withdrawal left in the public storage. Safe to run twice, and after a crash."""
    with transaction.atomic():
        withdrawal = Withdrawal.objects.select_for_update().filter(pk=withdrawal_pk).first()
        if withdrawal is None or not withdrawal.files:
            return
        storage = PortalImage._meta.get_field("file").storage
        for name in withdrawal.files:
            storage.delete(name)  # silent where it is gone already
        withdrawal.files = []
        withdrawal.save(update_fields=["files"])


def remove_leftover_files() -> int:
    """What a crash between commit and removal left behind; returns of how many withdrawals."""
    left = list(Withdrawal.objects.exclude(files=[]).values_list("pk", flat=True))
    for pk in left:
        remove_files(pk)
    return len(left)


# --- Its end ----------------------------------------------------------------------------------------------------------
def end_with_release(sender: Any, page_ids: Iterable[int], **kwargs: Any) -> None:
    """A receiver of `articles_changed`: a withdrawal ends in the transaction that makes one of its pages live again."""
    released = ArticlePage.objects.filter(pk__in=page_ids, live=True)
    ended = Withdrawal.objects.filter(
        translation_key__in=released.order_by().values("translation_key"), ended_at__isnull=True
    )
    for withdrawal in ended:
        withdrawal.ended_at = timezone.now()
        withdrawal.save(update_fields=["ended_at"])
        for page in released.filter(translation_key=withdrawal.translation_key):
            log(page, END)


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(WITHDRAW, gettext_lazy("Withdraw"), gettext_lazy("Withdrawn in every language"))
    registry.register_action(END, gettext_lazy("End withdrawal"), gettext_lazy("Released again after its withdrawal"))
