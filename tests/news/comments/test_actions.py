import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from news.comments import actions
from news.comments.models import Comment


def logged(comment: Comment) -> list[tuple[str, int]]:
    entries = registry.get_logs_for_instance(comment).order_by("pk")
    return [(entry.action, entry.user_id) for entry in entries]


def test_approving_publishes_and_says_who_and_when(comment, moderator):
    decided = actions.approve(comment, moderator)
    assert (decided.status, decided.is_public, decided.decided_by) == ("approved", True, moderator)
    assert abs(timezone.now() - decided.decided_at).total_seconds() < 60
    assert logged(comment) == [("comments.approve", moderator.pk)]


def test_rejecting_keeps_it_from_readers(comment, moderator):
    decided = actions.reject(comment, moderator)
    assert (decided.status, decided.is_public, decided.decided_by) == ("rejected", False, moderator)
    assert logged(comment) == [("comments.reject", moderator.pk)]


def test_a_decision_can_be_changed_and_taken_back(comment, moderator):
    actions.approve(comment, moderator)
    actions.reject(comment, moderator)
    decided = actions.reopen(comment, moderator)
    assert (decided.status, decided.is_public, decided.decided_by, decided.decided_at) == ("pending", False, None, None)
    assert [action for action, _user in logged(comment)] == ["comments.approve", "comments.reject", "comments.reopen"]


@pytest.mark.parametrize("action", [actions.approve, actions.reject])
def test_deciding_twice_changes_and_logs_once(action, comment, moderator, django_user_model):
    first = action(comment, moderator)
    second = action(comment, django_user_model.objects.create_user("late"))
    assert (second.decided_by, second.decided_at) == (moderator, first.decided_at)
    assert len(logged(comment)) == 1


def test_reopening_what_waits_does_nothing(comment, moderator):
    assert actions.reopen(comment, moderator).status == "pending"
    assert logged(comment) == []


def test_deciding_on_a_deleted_comment_is_an_error(comment, moderator):
    Comment.objects.all().delete()
    with pytest.raises(Comment.DoesNotExist):
        actions.approve(comment, moderator)
    assert not ModelLogEntry.objects.filter(action__startswith="comments.").exists()


def test_the_audit_log_keeps_no_name(comment, moderator):
    actions.approve(comment, moderator)
    label = registry.get_logs_for_instance(comment).get().label
    assert label == "When does the clinic open?"


@pytest.mark.parametrize("action", [actions.APPROVE, actions.REJECT, actions.REOPEN])
def test_every_decision_has_words_in_the_audit_log(action):
    assert registry.action_exists(action)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "approved", "is_public": True},
        {"status": "rejected"},
        {"is_public": True},
        {"decided_at": timezone.now()},
        {"status": "spam", "decided_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_decision(change, comment):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**change)


def test_the_database_refuses_to_publish_what_was_removed(approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=approved.pk).update(is_removed=True)
