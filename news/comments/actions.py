"""Everything that changes a comment. Each is one transaction, and each decision is in Wagtail's audit log."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_comments.signals import comment_was_posted, comment_will_be_posted
from wagtail.log_actions import log
from wagtail.models import Page

from news.comments.forms import CommentForm
from news.comments.models import Comment
from news.comments.privacy import client_address

APPROVE, REJECT, REOPEN = "comments.approve", "comments.reject", "comments.reopen"  # as the audit log calls them


class RefusedError(Exception):
    """A receiver of `comment_will_be_posted` would not have the comment."""


@transaction.atomic
def post(form: CommentForm, request: HttpRequest) -> Comment:
    """Store the comment of a valid form, held for moderation. Sent twice, it is stored once: the first is returned.

    Raises RefusedError, and stores nothing, where a receiver of `comment_will_be_posted` answers False.
    """
    # One post at a time for each article, so that two clicks cannot both find that there is no duplicate yet.
    Page.objects.select_for_update(no_key=True).filter(pk=form.target_object.pk).first()
    comment = form.get_comment_object()
    if comment.pk:
        return comment
    comment.ip_address = client_address(request)
    answers = comment_will_be_posted.send(sender=Comment, comment=comment, request=request)
    if any(answer is False for _receiver, answer in answers):
        raise RefusedError
    comment.save()
    comment_was_posted.send(sender=Comment, comment=comment, request=request)
    return comment


def approve(comment: Comment, user: AbstractBaseUser) -> Comment:
    """Publish the comment, whatever was decided before. Returns the row as it is now.

    Raises Comment.DoesNotExist where it was deleted meanwhile; so do the others.
    """
    return _decide(comment, user, Comment.Status.APPROVED, APPROVE)


def reject(comment: Comment, user: AbstractBaseUser) -> Comment:
    """Keep the comment from readers, whatever was decided before. Returns the row as it is now."""
    return _decide(comment, user, Comment.Status.REJECTED, REJECT)


def reopen(comment: Comment, user: AbstractBaseUser) -> Comment:
    """Take a decision back: the comment is held for moderation again. Returns the row as it is now."""
    return _decide(comment, user, Comment.Status.PENDING, REOPEN)


@transaction.atomic
def _decide(comment: Comment, user: AbstractBaseUser, status: Comment.Status, action: str) -> Comment:
    """Idempotent: the second of two moderators who decide the same changes and logs nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if locked.status == status:
        return locked
    is_decided = status != Comment.Status.PENDING
    locked.status = status
    locked.is_public = status == Comment.Status.APPROVED
    locked.decided_at = timezone.now() if is_decided else None
    locked.decided_by = user if is_decided else None
    locked.save(update_fields=["status", "is_public", "decided_at", "decided_by"])
    log(locked, action, user=user)
    return locked
