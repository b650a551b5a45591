"""Approving and rejecting many comments at once."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.shortcuts import get_list_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.permissions import policy_registry

from news.comments import actions
from news.comments.models import Comment

ID = re.compile(r"[0-9]{1,18}")  # what fits into every database's big integers


class DecideBulkAction(BulkAction):
    """Takes the comments that were ticked one by one: "all" would mean those that nobody has looked at, too."""

    models = [Comment]
    template_name = "comments/admin/confirm_bulk_decision.html"
    question: str | Promise = ""
    confirm_label: str | Promise = ""

    @staticmethod
    def decide(comment: Comment, user: AbstractBaseUser) -> Comment:
        raise NotImplementedError

    @classmethod
    def get_queryset(cls, model, object_ids):
        return get_list_or_404(model, pk__in=[pk for pk in object_ids if ID.fullmatch(str(pk))])

    def get_all_objects_in_listing_query(self, parent_id) -> list:
        return []

    def check_perm(self, obj: Comment) -> bool:
        return policy_registry.get_by_type(Comment).user_has_permission(self.request.user, "moderate")

    def get_execution_context(self) -> dict:
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Comment], user=None, **kwargs) -> tuple[int, int]:
        for comment in objects:
            cls.decide(comment, user)
        return len(objects), 0

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"question": self.question, "confirm_label": self.confirm_label}


class ApproveBulkAction(DecideBulkAction):
    display_name = pgettext_lazy("reader's comment", "Approve")
    aria_label = _("Approve the selected comments")
    action_type = "approve"
    action_priority = 10
    question = _("Publish these comments?")
    confirm_label = _("Yes, approve")
    decide = staticmethod(actions.approve)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d comment is published.", "%(count)d comments are published.", num_parent_objects) % {
            "count": num_parent_objects
        }


class RejectBulkAction(DecideBulkAction):
    display_name = pgettext_lazy("reader's comment", "Reject")
    aria_label = _("Reject the selected comments")
    action_type = "reject"
    action_priority = 20
    question = _("Reject these comments?")
    confirm_label = _("Yes, reject")
    decide = staticmethod(actions.reject)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d comment is rejected.", "%(count)d comments are rejected.", num_parent_objects) % {
            "count": num_parent_objects
        }
