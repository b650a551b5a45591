"""What a release reads of its pages, in as few queries as it can."""

import pytest

from news.models import ArticlePage
from news.release.sets.pages import latest
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_latest_revision_is_read_as_wagtail_reads_it(site, people, django_assert_max_num_queries):
    made = factories.everything(site.zh_section)
    made.title, made.live_revision = "新标题", made.save_revision(user=people["officer"])
    made.save()
    made.save_revision(user=people["editor"])
    page = ArticlePage.objects.select_related("locale", "latest_revision").get(pk=made.pk)
    expected = page.get_latest_revision_as_object()
    with django_assert_max_num_queries(20):
        draft = latest(page)
        assert latest(page) is draft
    assert draft.serializable_data() == expected.serializable_data()
    assert draft.title == "新标题"
    assert [person.article for person in draft.participations.all()] == [draft]
