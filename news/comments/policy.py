"""Who may do what with comments in the admin."""

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

# Which of the model's permissions open which action. Any other action (add, change, delete) is open to nobody.
CODENAMES = {
    "view": {"view_comment", "can_moderate"},
    "moderate": {"can_moderate"},
}


class CommentPermissionPolicy(BaseDjangoAuthPermissionPolicy):
    """Moderators decide, auditors read. Not even an administrator rewrites what a reader wrote."""

    def _get_permission_codenames(self, actions) -> set[str]:
        return set().union(*(CODENAMES.get(action, set()) for action in actions))

    def user_has_permission(self, user, action: str) -> bool:
        codenames = self._get_permission_codenames([action])
        return any(user.has_perm(f"{self.app_label}.{codename}") for codename in codenames)

    def users_with_any_permission(self, actions):
        codenames = self._get_permission_codenames(actions)
        if not codenames:
            return get_user_model().objects.none()
        return self._get_users_with_any_permission_codenames(codenames)
