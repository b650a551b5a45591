"""Who may change a picture or a document: nobody a released one, but those who may release."""

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from portal.documents import is_released


class ReleasedFilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's permissions on files. What a released page shows is changed or deleted by its releasers alone: a new file
    behind the same address would be read by the public without anybody having approved it."""

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return not {"change", "delete"}.issuperset(actions) or may_release(user) or not is_released(instance)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)


def may_release(user) -> bool:
    return user.is_superuser or user.groups.filter(page_permissions__permission__codename="publish_page").exists()
