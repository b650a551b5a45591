"""Registration of moderation with Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from news.comments import actions
from news.comments.bulk_actions import ApproveBulkAction, RejectBulkAction
from news.comments.dashboard import PendingCommentsItem
from news.comments.models import Comment
from news.comments.moderation import CommentViewSet
from news.comments.policy import CommentPermissionPolicy

register_permission_policy(Comment, CommentPermissionPolicy(Comment))

hooks.register("register_admin_viewset", CommentViewSet)
hooks.register("register_bulk_action", ApproveBulkAction)
hooks.register("register_bulk_action", RejectBulkAction)


@hooks.register("construct_homepage_summary_items")
def add_pending_comments(request, items) -> None:
    items.append(PendingCommentsItem(request))


@hooks.register("register_log_actions")
def register_decisions(registry) -> None:
    registry.register_action(actions.APPROVE, _("Approve comment"), _("Comment approved"))
    registry.register_action(actions.REJECT, _("Reject comment"), _("Comment rejected"))
    registry.register_action(actions.REOPEN, _("Hold comment again"), _("Comment held for moderation again"))
