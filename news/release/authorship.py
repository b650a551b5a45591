"""Who wrote what: the rule that nobody approves their own text stands on this."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource


def wrote_or_submitted(page: Page, user: AbstractBaseUser) -> bool:
    """True where `user` wrote any of the text waiting for release, translated a segment of it or submitted it for review.

    What was released before is nobody's any more: only revisions since the last release count.
    """
    revisions = page.revisions.filter(user=user)
    if page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    if revisions.exists():
        return True
    if WorkflowState.objects.active().for_instance(page).filter(requested_by=user).exists():
        return True
    return translated(page, user)


def reviewed_before(page: Page, user: AbstractBaseUser) -> bool:
    """True where `user` gave an earlier approval in the review that is under way: each review is by another person."""
    under_way = WorkflowState.objects.active().for_instance(page)
    return TaskState.objects.filter(
        workflow_state__in=under_way, status=TaskState.STATUS_APPROVED, finished_by=user
    ).exists()


def translated(page: Page, user: AbstractBaseUser) -> bool:
    """True where `user` was the last to translate a segment of this page, or to give it a value of its own, since it was last
    released."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).exclude(locale_id=page.locale_id).first()
    if source is None:
        return False
    theirs = Q(context__object_id=page.translation_key, locale_id=page.locale_id, last_translated_by=user)
    # Of the revision that readers have, not of the moment of its release: a segment may be newer than what was approved.
    since = page.live_revision.created_at if page.live_revision else page.last_published_at
    if since:
        theirs &= Q(updated_at__gt=since)
    return any(model.objects.filter(theirs).exists() for model in (StringTranslation, SegmentOverride))
