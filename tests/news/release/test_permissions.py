"""The rules on release hold wherever permissions are asked for."""

import pytest

from news.models import SectionPage
from tests import factories


@pytest.mark.parametrize("role", ["officer", "editor", "administrator", "superuser"])
def test_an_article_is_published_by_nobody_and_by_no_workflow_of_its_own(role, draft, people):
    user = factories.user("root", superuser=True) if role == "superuser" else people[role]
    tester = draft.permissions_for_user(user)
    assert not tester.can_publish()
    assert not tester.can_submit_for_moderation()
    assert tester.can_edit()


@pytest.mark.parametrize(("role", "may"), [("officer", False), ("translator", False), ("editor", True)])
def test_what_the_permission_to_publish_is_still_for(role, may, draft, people):
    tester = draft.permissions_for_user(people[role])
    assert tester.can_release() is may
    assert tester.can_set_view_restrictions() is may
    assert tester.can_unschedule() is may


def test_sections_are_no_texts_and_their_editor_may_publish_them(site, people):
    section = factories.section(site.zh, "新栏目", live=False)
    section.save_revision(user=people["editor"]).publish(user=people["editor"])
    assert SectionPage.objects.get(pk=section.pk).live
    assert not site.zh_section.permissions_for_user(people["editor"]).can_publish_subpage()
