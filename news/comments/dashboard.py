"""How many comments wait for a moderator, where moderators look first: the menu and the dashboard."""

from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.permissions import policy_registry

from news.comments.models import Comment

COUNTED = 99  # more than that is "99+": the number is on every page of the admin and has to cost nothing


def pending_count() -> str:
    """`0` to `99`, then `99+`. One short query."""
    count = Comment.objects.order_by().pending()[: COUNTED + 1].count()
    return str(count) if count <= COUNTED else f"{COUNTED}+"


def may_view(user) -> bool:
    return policy_registry.get_by_type(Comment).user_has_permission(user, "view")


class CommentsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_view(request.user)

    def render_component(self, request):
        component = super().render_component(request)
        count = pending_count()
        if count != "0":
            component.label = _("Comments (%(count)s)") % {"count": count}
        return component


class PendingCommentsItem(SummaryItem):
    order = 150
    template_name = "comments/admin/summary_item.html"

    def is_shown(self) -> bool:
        return may_view(self.request.user)

    def get_context_data(self, parent_context) -> dict:
        return {"count": pending_count()}
