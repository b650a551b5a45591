"""Beginning a release, and which articles are in it."""

from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from news.models import ArticlePage, Release, ReleaseArticle
from news.release.sets.locking import lock, lock_pages
from news.release.sets.log import ADD, MAKE, REMOVE, note
from news.release.sets.permissions import pages_in, refuse_unless_editor

MOST_ARTICLES = 50  # of one release: it is one transaction


def open_release_of(translation_key: UUID) -> Release | None:
    """The one release that an article is waiting in."""
    return Release.objects.open().of(translation_key).filter(articles__is_open=True).first()


@transaction.atomic
def make(article: ArticlePage, user: User) -> Release:
    """The open release that the article is in, or a new one with it alone. Raises PermissionDenied for who may not edit it."""
    refuse_unless_editor([article], user)
    lock_pages({article.translation_key})
    release = open_release_of(article.translation_key)
    if release is not None:
        return release
    title = article.get_latest_revision_as_object().title
    release = Release.objects.create(title=title, made_by=user)
    ReleaseArticle.objects.create(release=release, translation_key=article.translation_key, title=title)
    note(release, MAKE, user)
    return release


@transaction.atomic
def add(release: Release, article: ArticlePage, user: User) -> Release:
    """Put another article into a release that is still a draft. Raises ValidationError where that is not so, or the article
    waits in another release."""
    refuse_unless_editor([article], user)
    lock_pages({article.translation_key})
    release = lock(release)
    refuse_unless_editor(pages_in(release), user)
    _refuse_unless_draft(release)
    other = open_release_of(article.translation_key)
    if other == release:
        return release
    if other is not None:
        raise ValidationError(_("“%(title)s” is in the release “%(release)s”.") % {"title": article, "release": other})
    if release.articles.count() >= MOST_ARTICLES:
        raise ValidationError(_("A release holds %(count)d articles at most.") % {"count": MOST_ARTICLES})
    title = article.get_latest_revision_as_object().title
    ReleaseArticle.objects.create(release=release, translation_key=article.translation_key, title=title)
    note(release, ADD, user, article=title)
    return release


@transaction.atomic
def remove(release: Release, row: ReleaseArticle, user: User) -> Release:
    """Take an article out of a draft; the last one stays (cancel the release instead)."""
    release = lock(release)
    refuse_unless_editor(pages_in(release), user)
    _refuse_unless_draft(release)
    if release.articles.count() < 2:
        raise ValidationError(_("A release has an article at least. Cancel it if nothing is to be released."))
    release.articles.filter(pk=row.pk).delete()
    note(release, REMOVE, user, article=row.title)
    return release


def _refuse_unless_draft(release: Release) -> None:
    if release.state != Release.State.DRAFT:
        raise ValidationError(_("Articles change only while a release is a draft. Recall it first."))
