"""Wagtail's page permissions, with the house's rules on release added: they hold wherever Wagtail or localize asks."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, PagePermissionTester


class ReleasePermissionTester(PagePermissionTester):
    """An article goes public in a release and in no other way: not by itself, whoever asks, nor by a workflow of its own."""

    def can_publish(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_release(self) -> bool:
        """The permission to publish: to release what others wrote, to unpublish, to restrict."""
        return bool(super().can_publish())

    def can_set_view_restrictions(self) -> bool:
        return self.can_release()

    def can_unschedule(self) -> bool:
        return self.can_release()


class SectionPermissionTester(PagePermissionTester):
    """An article is never written and published in one go: somebody else has to read it first."""

    def can_publish_subpage(self) -> bool:
        return False


def may_release(page: Page, user: AbstractBaseUser) -> bool:
    """True where a group of the user's may publish this page, whoever wrote the text: enough to take it back."""
    return bool(PagePermissionTester(user, page).can_publish())
