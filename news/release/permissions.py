"""Wagtail's page permissions, with the house's rules on release added: they hold wherever Wagtail or localize asks."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, PagePermissionTester, TaskState, WorkflowState

from news.release.authorship import wrote_or_submitted
from news.release.readiness import is_translation, untranslated_segments


class ReleasePermissionTester(PagePermissionTester):
    """Nobody publishes what they wrote or submitted, what its reviews have not passed, or an incomplete translation."""

    @cached_property
    def _is_own_text(self) -> bool:
        return wrote_or_submitted(self.page, self.user)

    @cached_property
    def _is_incomplete(self) -> bool:
        return untranslated_segments(self.page) > 0

    @cached_property
    def _awaits_reviews(self) -> bool:
        """True where a workflow of two reviews or more has not approved the latest revision: one person's Publish button is
        one review. A translation has no workflow yet (localize's editor offers none); a superuser may act in an emergency."""
        workflow = self.page.get_workflow()
        if self.user.is_superuser or workflow is None or workflow.tasks.count() < 2 or is_translation(self.page):
            return False
        passed = TaskState.objects.filter(
            revision_id=self.page.latest_revision_id,
            status=TaskState.STATUS_APPROVED,
            workflow_state__status=WorkflowState.STATUS_APPROVED,
        )
        return not passed.exists()

    def can_publish(self) -> bool:
        return super().can_publish() and not (self._is_own_text or self._is_incomplete or self._awaits_reviews)

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


def may_release(page: Page, user: AbstractBaseUser) -> bool:
    """True where a group of the user's may publish this page, whoever wrote the text: enough to take it back."""
    return bool(PagePermissionTester(user, page).can_publish())
