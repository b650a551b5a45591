"""A translation that localize renders, in a release: what was translated or updated since the last draft counts, until it is
approved."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from news.models import ArticlePage, Release
from news.release.sets import making, publishing, reviewing, timing
from news.release.sets.obstacles import obstacles
from news.release.sets.sheet import Sheet
from tests import factories
from tests.news.release.sets.conftest import fresh
from tests.news.release.sets.test_reviewing import SOON

pytestmark = pytest.mark.django_db
BODY = [("paragraph", "<p>会议强调，安全第一。</p>"), ("paragraph", "<p>各地立即部署。</p>")]
TEXTS = (
    "Province prepares for floods",
    "A named person for every stretch of dyke.",
    "The meeting stressed that safety comes before all else.",
    "All places are to act at once.",
)


@pytest.fixture
def translation(site, people):
    zh = factories.article(site.zh_section, live=False, body=BODY, owner=people["officer"])
    zh.save_revision(user=people["officer"])
    translation = factories.submit_for_translation(fresh(zh), user=people["officer"])
    factories.translate_segments(translation, user=people["translator"], texts=TEXTS)
    translation.save_target(user=people["translator"], publish=False)
    return translation


@pytest.fixture
def zh(translation):
    return ArticlePage.objects.get(translation_key=translation.source.object_id, language="zh-hans")


@pytest.fixture
def en(translation):
    return ArticlePage.objects.get(translation_key=translation.source.object_id, language="en")


@pytest.fixture
def made(zh, en, people):
    return making.make(zh, people["officer"])


def english(release: Release, user) -> object:
    """The English column of the release's page."""
    [row] = Sheet(Release.objects.get(pk=release.pk), user).rows
    return row.columns[1]


def test_what_was_only_removed_is_rendered_once_the_translation_is_updated(made, translation, zh, en, people):
    draft = fresh(zh).get_latest_revision_as_object()
    del draft.body[1]
    draft.save_revision(user=people["officer"])
    assert any("译文" in obstacle.message for obstacle in obstacles(made))
    translation.source.update_from_db()
    assert not obstacles(made)
    assert len(english(made, people["editor"]).draft.body) == 1
    reviewing.submit(made, people["officer"])
    assert len(fresh(en).get_latest_revision_as_object().body) == 1
    publishing.publish(reviewing.approve(made, people["editor"]), people["editor"])
    assert len(fresh(en).body) == 1


def test_a_scheduled_release_shows_what_was_approved(made, translation, en, people):
    reviewing.submit(made, people["officer"])
    reviewing.approve(made, people["editor"])
    timing.schedule(made, people["editor"], SOON)
    assert not english(made, people["editor"]).is_behind
    row = StringTranslation.objects.get(data=TEXTS[3])
    row.data = "New words."
    row.save()
    column = english(made, people["editor"])
    assert column.is_behind
    assert "New words" not in column.first_words
    assert Release.objects.get().state == Release.State.SCHEDULED


def test_a_past_release_shows_what_it_published(made, en, people):
    reviewing.submit(made, people["officer"])
    publishing.publish(reviewing.approve(made, people["editor"]), people["editor"])
    factories.release(fresh(en), title="Another title")
    assert english(made, people["editor"]).draft.title == TEXTS[0]


def test_updating_does_not_offer_to_publish(translation, sign_in, people):
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    client = sign_in(people["officer"])
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert [field["type"] for field in page.select("[name=publish_translations]")] == ["hidden"]
    client.post(address, {"publish_translations": "on"})
    assert not ArticlePage.objects.filter(live=True).exists()
