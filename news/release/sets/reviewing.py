"""Review: submitting, approving, which freezes one revision of each page, and the ways back."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import FrozenPage, Release, ReleaseApproval
from news.release.localize import newer_translation, render_newer
from news.release.sets import notices
from news.release.sets.locking import lock
from news.release.sets.log import APPROVE, RECALL, SEND_BACK, SUBMIT, VOID, Cause, note
from news.release.sets.obstacles import refuse_unready
from news.release.sets.pages import Bundle, bundles
from news.release.sets.permissions import may_review, pages_in, refuse_unless_editor, steps_of

State = Release.State


@transaction.atomic
def submit(release: Release, user: User) -> Release:
    """Ask for review. Raises ValidationError with everything that still stands in the way."""
    release = lock(release)
    refuse_state(release, State.DRAFT)
    pages = pages_in(release)
    refuse_unless_editor(pages, user)
    for page in pages:
        if not render_newer(page, user) and page.latest_revision_id is None:
            page.save_revision(clean=False)  # type: ignore[no-untyped-call]  # an import made none, and one is frozen
    found = bundles(release)
    refuse_unready(release, found)
    release.state, release.submitted_by, release.submitted_at = State.IN_REVIEW, user, timezone.now()
    release.save(update_fields=["state", "submitted_by", "submitted_at"])
    note(release, SUBMIT, user)
    notices.submitted(release, found)
    return release


@transaction.atomic
def approve(release: Release, user: User, seen: Collection[int] | None = None) -> Release:
    """Give the approval that comes next; the last one freezes the latest revision of each page. A release with a time to come
    is scheduled from then on. `seen` are the keys of the revisions that the reviewer had in front of them.

    Raises PermissionDenied for authors, earlier reviewers and who is in none of the groups, ValidationError for a release that
    is not in review, no longer ready, or edited since it was read.
    """
    release = lock(release)
    found = bundles(release)
    refuse_state(release, State.IN_REVIEW)
    if not may_review(release, found, user):
        raise PermissionDenied
    if seen is not None and set(seen) != set(revisions_of(found)):
        raise ValidationError(_("The text was changed while you were reading it. Read it again before you approve it."))
    if any(newer_translation(page) for bundle in found for page in bundle.to_release):
        raise ValidationError(
            _("A segment was translated since it was submitted. Recall the release, and submit it again.")
        )
    refuse_unready(release, found)
    steps = steps_of(page for bundle in found for page in bundle.to_release)
    step = release.approvals.count()
    task = steps[step]
    ReleaseApproval.objects.create(release=release, step=step, name=task.name if task else "", by=user)
    if step + 1 == len(steps):
        _freeze(release, found)
    note(release, APPROVE, user, step=step + 1, steps=len(steps))
    if release.is_frozen:
        notices.approved(release)
    return release


def revisions_of(found: Iterable[Bundle]) -> list[int]:
    """The keys of the revisions that an approval would freeze."""
    return [page.latest_revision_id for bundle in found for page in bundle.to_release if page.latest_revision_id]


def _freeze(release: Release, found: list[Bundle]) -> None:
    FrozenPage.objects.bulk_create(
        FrozenPage(
            article=bundle.article,
            language=page.language,
            page=page.page_ptr,
            revision=page.latest_revision,
            title=page.draft_title,
            place=page.path[: -page.steplen],
        )
        for bundle in found
        for page in bundle.to_release
    )
    release.approved_at = timezone.now()
    is_to_come = release.release_at is not None and release.release_at > release.approved_at
    release.state = State.SCHEDULED if is_to_come else State.APPROVED
    release.release_at = release.release_at if is_to_come else None
    release.save(update_fields=["state", "approved_at", "release_at"])


@transaction.atomic
def send_back(release: Release, user: User, reason: str) -> Release:
    """Return a release to its authors. Raises ValidationError without a reason, PermissionDenied for who may not review."""
    release = lock(release)
    refuse_state(release, State.IN_REVIEW)
    if not may_review(release, bundles(release), user):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say what has to change."))
    _back_to_draft(release)
    note(release, SEND_BACK, user, reason=reason.strip())
    notices.sent_back(release, reason.strip())
    return release


@transaction.atomic
def recall(release: Release, user: User) -> Release:
    """Take a release out of review, as whoever submitted it or may edit it."""
    release = lock(release)
    refuse_state(release, State.IN_REVIEW)
    refuse_unless_editor(pages_in(release), user)
    _back_to_draft(release)
    note(release, RECALL, user)
    return release


def void(translation_key: UUID, user: User | None, title: str, cause: Cause = Cause.EDITED) -> None:
    """What was approved of this article's open release is void. Within the transaction of what happened to it, which holds
    the page already. What was taken from readers is a draft again even if nobody approved it: nothing may bring it back."""
    is_halted = cause is not Cause.EDITED
    release = Release.objects.select_for_update().open().of(translation_key).exclude(state=State.DRAFT).first()
    was_approved = release is not None and (release.is_frozen or release.approvals.exists())
    if release is None or not (is_halted or was_approved):
        return
    if is_halted or release.is_frozen:
        _back_to_draft(release)
    else:
        release.approvals.all().delete()
    note(release, VOID, user, article=title, cause=cause)
    notices.voided(release, title, cause, was_approved)


def _back_to_draft(release: Release) -> None:
    release.approvals.all().delete()
    FrozenPage.objects.filter(article__release=release).delete()
    release.state, release.approved_at = State.DRAFT, None
    release.forget_trouble()
    release.save(update_fields=["state", "approved_at", *Release.TROUBLE])


def refuse_state(release: Release, *allowed: Release.State) -> None:
    """Raise ValidationError unless the release is in one of these states: somebody else was quicker."""
    if release.state not in allowed:
        state = release.get_state_display()
        raise ValidationError(_("This release is “%(state)s” by now. Look at it again.") % {"state": state})
