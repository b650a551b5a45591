"""The rules on release hold wherever permissions are asked for."""

import pytest

from news.models import ArticlePage, SectionPage
from tests import factories


@pytest.mark.parametrize("is_superuser", [False, True])
def test_no_translation_is_released_before_it_is_complete(is_superuser, pair, people):
    user = factories.user("root", superuser=True) if is_superuser else people["editor"]
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])

    def may() -> bool:
        return ArticlePage.objects.get(pk=pair.en.pk).permissions_for_user(user).can_publish()

    assert not may()
    factories.translate_segments(translation, user=people["translator"])
    assert may()


def test_what_is_no_release_stays_open_to_the_writer(draft, people):
    draft.save_revision(user=people["editor"])
    tester = draft.permissions_for_user(people["editor"])
    assert not tester.can_publish()
    assert tester.can_edit()
    assert tester.can_set_view_restrictions()
    assert tester.can_unschedule()
    assert tester.can_submit_for_moderation()


def test_sections_are_no_texts_and_their_editor_may_publish_them(site, people):
    section = factories.section(site.zh, "新栏目", live=False)
    section.save_revision(user=people["editor"]).publish(user=people["editor"])
    assert SectionPage.objects.get(pk=section.pk).live
    assert not site.zh_section.permissions_for_user(people["editor"]).can_publish_subpage()
