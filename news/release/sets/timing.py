"""When a release goes public, and calling it off."""

import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import Release
from news.release.sets.locking import lock
from news.release.sets.log import CANCEL, PULL_BACK, SCHEDULE, note
from news.release.sets.permissions import pages_in, refuse_unless_editor, refuse_unless_releaser
from news.release.sets.reviewing import refuse_state

State = Release.State


@transaction.atomic
def schedule(release: Release, user: User, at: datetime.datetime | None) -> Release:
    """Set the time, or with None leave it to a click. Before approval it is a wish that anybody who edits may state; after
    it, the decision of who may release. Raises ValidationError for a time that has passed."""
    release = lock(release)
    refuse_state(release, *Release.OPEN)
    if at is not None and at <= timezone.now():
        raise ValidationError(
            _("This time has passed. Choose a later one, or release it now.")
            if release.is_frozen
            else _("This time has passed. Choose a later one.")
        )
    if release.is_frozen:
        refuse_unless_releaser(pages_in(release), user)
        release.state = State.SCHEDULED if at else State.APPROVED
    else:
        refuse_unless_editor(pages_in(release), user)
    release.release_at = at
    release.forget_trouble()
    release.save(update_fields=["state", "release_at", *Release.TROUBLE])
    note(release, SCHEDULE, user, at=at.isoformat() if at else None)
    return release


@transaction.atomic
def pull_back(release: Release, user: User) -> Release:
    """Stop the clock: the release stays approved, and waits for another time or for a click."""
    release = lock(release)
    refuse_state(release, State.SCHEDULED)
    pages = pages_in(release)
    if pages:  # without any left there is nobody whose permission could be asked
        refuse_unless_editor(pages, user)
    release.state, release.release_at = State.APPROVED, None
    release.forget_trouble()
    release.save(update_fields=["state", "release_at", *Release.TROUBLE])
    note(release, PULL_BACK, user)
    return release


@transaction.atomic
def cancel(release: Release, user: User) -> Release:
    """Give a release up. Its pages stay the drafts they are, free for another release."""
    release = lock(release)
    refuse_state(release, *Release.OPEN)
    pages = pages_in(release)
    if pages:
        refuse_unless_editor(pages, user)
    release.state, release.cancelled_by, release.cancelled_at = State.CANCELLED, user, timezone.now()
    release.forget_trouble()
    release.save(update_fields=["state", "cancelled_by", "cancelled_at", *Release.TROUBLE])
    release.articles.update(is_open=False)
    note(release, CANCEL, user)
    return release
