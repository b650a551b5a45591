"""Wagtail's page permissions, with the house's rules on release added: they hold wherever Wagtail or localize asks."""

from functools import cached_property

from wagtail.models import PagePermissionTester

from news.release.authorship import wrote_or_submitted
from news.release.readiness import untranslated_segments


class ReleasePermissionTester(PagePermissionTester):
    """Nobody publishes what they wrote or submitted, and no translation that is not complete."""

    @cached_property
    def _is_own_text(self) -> bool:
        return wrote_or_submitted(self.page, self.user)

    @cached_property
    def _is_incomplete(self) -> bool:
        return untranslated_segments(self.page) > 0

    def can_publish(self) -> bool:
        return super().can_publish() and not self._is_own_text and not self._is_incomplete

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_unschedule(self) -> bool:
        return super().can_publish()

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and not self._is_incomplete


class SectionPermissionTester(PagePermissionTester):
    """An article is never written and published in one go: somebody else has to read it first."""

    def can_publish_subpage(self) -> bool:
        return False
