"""Approval by somebody else: Wagtail's group approval, closed to whoever wrote or submitted the text."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from news.release.authorship import reviewed_before, wrote_or_submitted
from news.release.finishing import is_article


class IndependentApprovalTask(AbstractGroupApprovalTask):
    """Members of the chosen groups approve, except what they wrote, translated, submitted or approved before themselves."""

    def user_can_access_editor(self, obj, user) -> bool:
        return self._user_in_groups(user) or user.is_superuser

    def get_actions(self, obj, user) -> list:
        return [] if wrote_or_submitted(obj, user) or reviewed_before(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Also refuse what no button offers: a crafted POST, or the bulk action of the dashboard."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and is_article(page):
            return None
        if action_name == "approve" and (wrote_or_submitted(page, user) or reviewed_before(page, user)):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(revision__user=user).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls):
        return _(
            "Members of the chosen groups approve, but never what they wrote or submitted themselves, and each of them once."
        )

    class Meta:
        verbose_name = _("independent approval")
        verbose_name_plural = _("independent approvals")
