"""The moment of release: exactly the approved revisions, all of them or none, in one transaction."""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from news.models import ArticlePage, FrozenPage, Release
from news.models.articles import CHOSEN
from news.release.sets import notices
from news.release.sets.locking import lock
from news.release.sets.log import FAIL, MISS, PUBLISH, note
from news.release.sets.obstacles import since_approval
from news.release.sets.permissions import pages_in, refuse_unless_releaser
from news.release.sets.reviewing import refuse_state
from news.rows import have_at_hand, parents_of
from news.signals import announced_once

State = Release.State
logger = logging.getLogger(__name__)


def publish(release: Release, user: User) -> Release:
    """Release now, by somebody's click; also what has failed or was missed. One that is released already stays as it is.

    Where it cannot be done nothing is changed, and ValidationError says why.
    """
    refuse_unless_releaser(pages_in(release), user)
    try:
        return _publish(release, user)
    except ValidationError as error:
        _fail(release, user, error.messages)
        raise


def run_due() -> list[Release]:
    """Release everything whose time has come. Safe to run twice at once, and to be killed anywhere: a release is one
    transaction, and whoever comes second finds it done. Returns what this run released."""
    _mark_missed()
    released = []
    for release in list(Release.objects.due()):
        try:
            done = _publish(release, None)
        except ValidationError as error:
            _fail(release, None, error.messages)
        except OperationalError:
            raise  # the database is away or busy: nothing is wrong with the release, and the next run tries again
        except Exception as error:
            logger.exception("Release %s failed", release.pk)
            _fail(release, None, [f"{type(error).__name__}: {error}"])
        else:
            if done.released_by_id is None and done.state == State.RELEASED:
                released.append(done)
    return released


@transaction.atomic
def _publish(release: Release, user: User | None) -> Release:
    release = lock(release)
    now = timezone.now()
    if release.state == State.RELEASED or (user is None and not release.is_due(now)):
        return release
    refuse_state(release, State.APPROVED, State.SCHEDULED)
    frozen = list(release.frozen_pages().order_by("pk"))
    articles = _approved_articles(frozen)
    # One time for all of them: each page would otherwise carry the moment at which its own turn came.
    ArticlePage.objects.filter(pk__in=articles, released_at=None).update(released_at=now)
    for article in articles.values():
        article.released_at = article.released_at or now
    actions = [_publishing(row.revision, articles[row.page_id or 0], user) for row in frozen]
    _refuse_changed(frozen, actions)
    with announced_once():
        for row, action in zip(frozen, actions, strict=True):
            article = articles[row.page_id or 0]
            if not (article.live and article.live_revision_id == row.revision_id):
                _execute(action)
    release.state, release.released_at, release.released_by = State.RELEASED, now, user
    release.forget_trouble()
    release.save(update_fields=["state", "released_at", "released_by", *Release.TROUBLE])
    release.articles.update(is_open=False)
    note(release, PUBLISH, user)
    notices.released(release, frozen)
    return release


def _approved_articles(frozen: list[FrozenPage]) -> dict[int, ArticlePage]:
    """The rows of the pages that were approved. Raises ValidationError where there are none, or one of them is gone."""
    if not frozen:
        raise ValidationError(_("There is nothing left in this release."))
    pages = ArticlePage.objects.filter(pk__in=[row.page_id for row in frozen if row.page_id])
    at_hand = pages.select_related("locale", "content_type", "owner", *CHOSEN).prefetch_related(
        *parents_of(ArticlePage)
    )
    articles = at_hand.in_bulk()
    gone = [
        str(obstacle)
        for row in frozen
        if row.page_id not in articles or row.revision is None
        for obstacle in since_approval(row, None)
    ]
    if gone:
        raise ValidationError(gone)
    return articles


def _publishing(revision: Any, article: ArticlePage, user: User | None) -> PublishPageRevisionAction:
    """What Wagtail does to publish a revision, with the page and the rows that it would fetch again."""
    revision.content_object = article
    action = PublishPageRevisionAction(revision, user=user)
    have_at_hand(action.object, article)
    return action


def _execute(action: PublishPageRevisionAction) -> None:
    """Wagtail writes down what a page refers to at every save of it and of each of its rows: here once, at the end."""
    with disable_reference_index_auto_update():
        action.execute(skip_permission_checks=True)
    ReferenceIndex.create_or_update_for_object(action.object)


def _refuse_changed(frozen: list[FrozenPage], actions: list[PublishPageRevisionAction]) -> None:
    """Raise ValidationError for what happened since approval: a page edited, without its section or its picture."""
    in_the_way = [
        str(obstacle)
        for row, action in zip(frozen, actions, strict=True)
        for obstacle in since_approval(row, action.object)
    ]
    if in_the_way:
        raise ValidationError(in_the_way)


@transaction.atomic
def _fail(release: Release, user: User | None, messages: list[str]) -> None:
    """Note why, stop the clock for this release, and tell the editors. Not for one that somebody has released or pulled back
    meanwhile."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if not release.is_frozen:
        return
    release.failed_at, release.failure = timezone.now(), "\n".join(messages)
    release.save(update_fields=["failed_at", "failure"])
    note(release, FAIL, user, reason=release.failure)
    notices.failed(release)


@transaction.atomic
def _mark_missed() -> None:
    """What should have been released long ago (the server was down, the clock jumped) waits for one click."""
    longest = datetime.timedelta(minutes=settings.RELEASE_LATE_MINUTES)
    late = Release.objects.due().filter(release_at__lt=timezone.now() - longest)
    for release in late.select_for_update(skip_locked=True):
        release.missed_at = timezone.now()
        release.save(update_fields=["missed_at"])
        note(release, MISS, None)
        notices.missed(release)
