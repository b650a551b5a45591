"""Who wrote what; and no door of Wagtail's publishes an article."""

import pytest
from wagtail_localize.models import SegmentOverride, TranslationContext

from news.models import ArticlePage
from news.release.authorship import wrote_or_submitted
from tests import factories

PUBLISH = {"action-publish": "1"}
WRITERS = ["editor", "administrator", "superuser"]


def is_live(article: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=article.pk).live


@pytest.fixture
def writer(request, people):
    role = request.param
    return factories.user("root", superuser=True) if role == "superuser" else people[role]


def edit(client, article: ArticlePage, **typed):
    return client.post(f"/admin/pages/{article.pk}/edit/", factories.form_of(article, **typed))


@pytest.mark.parametrize("writer", WRITERS, indirect=True)
def test_a_new_article_is_not_published_in_one_go(writer, site, sign_in):
    data = factories.form_of(title="一步到位", **PUBLISH)
    response = sign_in(writer).post(f"/admin/pages/add/news/articlepage/{site.zh_section.pk}/", data)
    assert response.status_code == 302
    assert not ArticlePage.objects.get(title="一步到位").live


@pytest.mark.parametrize("writer", WRITERS, indirect=True)
def test_a_draft_is_not_published_by_who_wrote_it(writer, draft, sign_in):
    draft.save_revision(user=writer)
    edit(sign_in(writer), draft, **PUBLISH)
    assert not is_live(draft)
    sign_in(writer).post(f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}", {"include_descendants": ""})
    assert not is_live(draft)


@pytest.mark.parametrize("writer", WRITERS, indirect=True)
def test_a_draft_is_not_changed_and_published_in_one_go(writer, draft, sign_in):
    edit(sign_in(writer), draft, summary="改过的摘要。", **PUBLISH)
    assert not is_live(draft)


@pytest.mark.parametrize("writer", WRITERS, indirect=True)
def test_nor_by_anybody_else(writer, draft, sign_in):
    """The editor's form saves it, as the draft that it stays."""
    assert edit(sign_in(writer), draft, go_live_at="2099-01-01 09:00", **PUBLISH).status_code == 302
    article = ArticlePage.objects.get(pk=draft.pk)
    assert not article.live
    assert not article.scheduled_revision


def test_several_are_not_published_at_once(draft, site, people, sign_in):
    mine = factories.article(site.zh_section, "自己写的", live=False)
    mine.save_revision(user=people["editor"])
    address = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&id={mine.pk}"
    sign_in(people["editor"]).post(address, {"include_descendants": ""})
    assert not is_live(mine)


def test_a_section_is_published_without_the_drafts_in_it(site, people, sign_in):
    mine = factories.article(site.zh_section, "自己写的", live=False)
    mine.save_revision(user=people["editor"])
    address = f"/admin/bulk/wagtailcore/page/publish/?id={site.zh_section.pk}"
    sign_in(people["editor"]).post(address, {"include_descendants": "on"})
    assert not is_live(mine)


@pytest.mark.parametrize("door", ["publish_copies", "alias"])
def test_a_copy_is_a_draft(door, pair, site, people, sign_in):
    form = {"new_title": "副本", "new_slug": "fuben", "new_parent_page": site.zh_section.pk, door: "on"}
    sign_in(people["editor"]).post(f"/admin/pages/{pair.zh.pk}/copy/", form)
    copy = ArticlePage.objects.get(slug="fuben")
    assert (copy.live, copy.alias_of, copy.released_at, copy.external_id) == (False, None, None, "")


def test_what_was_released_is_nobodys_any_more(draft, people):
    draft.get_latest_revision().publish(user=people["editor"], skip_permission_checks=True)
    released = ArticlePage.objects.get(pk=draft.pk)
    assert not wrote_or_submitted(released, people["officer"])
    released.save_revision(user=people["editor"])
    assert wrote_or_submitted(released, people["editor"])
    assert not wrote_or_submitted(released, people["officer"])


def test_a_translation_is_not_published_from_its_editor(pair, people, sign_in, django_capture_on_commit_callbacks):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    for name in ("translator", "editor", "administrator"):
        with django_capture_on_commit_callbacks(execute=True):
            sign_in(people[name]).post(f"/admin/pages/{pair.en.pk}/edit/", {"action": "publish"})
    assert ArticlePage.objects.get(pk=pair.en.pk).title == pair.en.title


@pytest.mark.parametrize("what", ["segment", "value of its own"])
def test_who_translated_it_wrote_it(what, pair, people):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    factories.translate_segments(translation, user=people["editor"] if what == "segment" else people["translator"])
    if what != "segment":
        context = TranslationContext.objects.get_or_create(object_id=pair.zh.translation_key, path="source_url")[0]
        SegmentOverride.objects.create(
            context=context, locale=pair.en.locale, data_json='"https://x.example"', last_translated_by=people["editor"]
        )
    assert wrote_or_submitted(ArticlePage.objects.get(pk=pair.en.pk), people["editor"])
