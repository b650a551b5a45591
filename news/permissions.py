"""Reading without changing: Wagtail shows its explorer only to those who may change something; an auditor may see it too."""

from wagtail.permission_policies.pages import PagePermissionPolicy

EXPLORING = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}  # any of these opens Wagtail's explorer


class ReadingPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's page permissions, where Django's `view_page` on a part of the tree opens that part for reading."""

    def user_has_any_permission(self, user, actions) -> bool:
        actions = set(actions)
        return super().user_has_any_permission(user, actions | {"view"} if actions >= EXPLORING else actions)

    def instances_with_direct_explore_permission(self, user):
        explorable = super().instances_with_direct_explore_permission(user)
        if user.is_superuser:
            return explorable
        view = self._get_permission_codename("view")
        return explorable + [
            p.page for p in self.get_cached_permissions_for_user(user) if p.permission.codename == view
        ]

    def explorable_instances(self, user):
        explorable = super().explorable_instances(user)
        if user.is_superuser or not self.get_cached_permissions_for_user(user):
            return explorable
        return explorable | self.instances_user_has_any_permission_for(user, {"view"})
