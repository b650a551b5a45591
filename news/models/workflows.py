"""Approval by somebody else: Wagtail's group approval, closed to whoever wrote or submitted the text."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from news.release.authorship import wrote_or_submitted


class IndependentApprovalTask(AbstractGroupApprovalTask):
    """Members of the chosen groups approve, except what they wrote, translated or submitted themselves."""

    def user_can_access_editor(self, obj, user) -> bool:
        return self._user_in_groups(user) or user.is_superuser

    def get_actions(self, obj, user) -> list:
        actions = super().get_actions(obj, user)
        if wrote_or_submitted(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        """Also refuse what no button offers: a crafted POST, or the bulk action of the dashboard."""
        if action_name == "approve" and wrote_or_submitted(task_state.workflow_state.content_object, user):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(revision__user=user).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve, but never what they wrote or submitted themselves.")

    class Meta:
        verbose_name = _("independent approval")
        verbose_name_plural = _("independent approvals")
