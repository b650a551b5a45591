"""The moment of release: exactly the approved revisions, all of them or none, in one transaction."""

import datetime
import logging

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import ArticlePage, FrozenPage, Release
from news.release.sets import notices
from news.release.sets.locking import lock
from news.release.sets.log import FAIL, MISS, PUBLISH, note
from news.release.sets.obstacles import of_frozen
from news.release.sets.permissions import pages_in, refuse_unless_releaser
from news.release.sets.reviewing import refuse_state

State = Release.State
logger = logging.getLogger(__name__)


def publish(release: Release, user: AbstractBaseUser) -> Release:
    """Release now, by somebody's click; also what has failed or was missed. One that is released already stays as it is.

    Where it cannot be done nothing is changed, and ValidationError says why.
    """
    refuse_unless_releaser(pages_in(release), user)
    try:
        return _publish(release, user, is_due=lambda locked: locked.is_frozen)
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
            done = _publish(release, None, is_due=_is_due)
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


def _is_due(release: Release) -> bool:
    return Release.objects.due().filter(pk=release.pk).exists()


@transaction.atomic
def _publish(release: Release, user: AbstractBaseUser | None, is_due) -> Release:
    release = lock(release)
    if release.state == State.RELEASED or (user is None and not is_due(release)):
        return release
    refuse_state(release, State.APPROVED, State.SCHEDULED)
    frozen = list(release.frozen_pages().order_by("pk"))
    _refuse_changed(frozen)
    now = timezone.now()
    # One time for all of them: each page would otherwise carry the moment at which its own turn came.
    first = ArticlePage.objects.filter(pk__in=[row.page_id for row in frozen], released_at=None)
    first.update(released_at=now)
    for row in frozen:
        if row.page.live_revision_id != row.revision_id or not row.page.live:
            row.revision.publish(user=user, skip_permission_checks=True)
    release.state, release.released_at, release.released_by = State.RELEASED, now, user
    release.failed_at, release.failure, release.missed_at = None, "", None
    release.save(update_fields=["state", "released_at", "released_by", "failed_at", "failure", "missed_at"])
    release.articles.update(is_open=False)
    note(release, PUBLISH, user)
    notices.released(release, frozen)
    return release


def _refuse_changed(frozen: list[FrozenPage]) -> None:
    """Raise ValidationError for what happened since approval: a page deleted, edited, without its section or its picture."""
    if not frozen:
        raise ValidationError(_("There is nothing left in this release."))
    in_the_way = [
        obstacle for row in frozen for obstacle in of_frozen(row.page, row.revision_id, row.title, row.language)
    ]
    if in_the_way:
        raise ValidationError([str(obstacle) for obstacle in in_the_way])


@transaction.atomic
def _fail(release: Release, user: AbstractBaseUser | None, messages: list[str]) -> None:
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
