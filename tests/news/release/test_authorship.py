"""Nobody releases what they wrote, submitted or translated: tried at every door that Wagtail has."""

import pytest
from wagtail_localize.models import SegmentOverride, TranslationContext

from news import roles
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
    response = edit(sign_in(writer), draft, summary="改过的摘要。", **PUBLISH)
    assert not is_live(draft)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize("writer", WRITERS, indirect=True)
def test_what_another_wrote_is_published(writer, draft, sign_in):
    response = edit(sign_in(writer), draft, **PUBLISH)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert is_live(draft)


def test_to_choose_when_it_is_published_is_not_to_write_it(draft, people, sign_in):
    edit(sign_in(people["editor"]), draft, go_live_at="2099-01-01 09:00", **PUBLISH)
    assert ArticlePage.objects.get(pk=draft.pk).scheduled_revision


def test_the_editors_keys_in_an_imported_body_are_no_change(site, people, sign_in):
    imported = factories.article(site.zh_section, live=False)  # the browser sends its paragraphs back with keys
    imported.save_revision()
    edit(sign_in(people["editor"]), ArticlePage.objects.get(pk=imported.pk), **PUBLISH)
    assert is_live(imported)


def test_several_are_published_only_where_all_are_anothers(draft, site, people, sign_in):
    mine = factories.article(site.zh_section, "自己写的", live=False)
    mine.save_revision(user=people["editor"])
    address = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&id={mine.pk}"
    sign_in(people["editor"]).post(address, {"include_descendants": ""})
    assert not is_live(mine)


def test_a_section_is_published_without_the_drafts_that_its_editor_wrote(site, people, sign_in):
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
    draft.get_latest_revision().publish(user=people["editor"])
    released = ArticlePage.objects.get(pk=draft.pk)
    assert not wrote_or_submitted(released, people["officer"])
    released.save_revision(user=people["editor"])
    assert wrote_or_submitted(released, people["editor"])
    assert not wrote_or_submitted(released, people["officer"])


def test_who_submitted_did_not_write_but_does_not_release_either(draft, people, sign_in):
    roles.workflow("one").start(draft, people["editor"])
    assert wrote_or_submitted(draft, people["editor"])
    assert not draft.permissions_for_user(people["editor"]).can_publish()


@pytest.mark.parametrize("what", ["segment", "value of its own"])
def test_a_translation_is_not_published_by_who_translated_it(
    what, pair, people, colleague, sign_in, django_capture_on_commit_callbacks
):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    translator = people["translator"] if what == "value of its own" else people["editor"]
    factories.translate_segments(translation, user=translator)
    if what == "value of its own":
        context = TranslationContext.objects.get_or_create(object_id=pair.zh.translation_key, path="source_url")[0]
        SegmentOverride.objects.create(
            context=context, locale=pair.en.locale, data_json='"https://x.example"', last_translated_by=people["editor"]
        )
    address = f"/admin/pages/{pair.en.pk}/edit/"
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(people["editor"]).post(address, {"action": "publish"}).status_code in (302, 403)
    assert ArticlePage.objects.get(pk=pair.en.pk).title == pair.en.title
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(colleague).post(address, {"action": "publish"}).status_code == 302
    assert ArticlePage.objects.get(pk=pair.en.pk).title.startswith("English")
    assert not wrote_or_submitted(ArticlePage.objects.get(pk=pair.en.pk), people["editor"])
