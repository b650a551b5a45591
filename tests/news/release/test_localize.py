"""wagtail-localize publishes nothing that nobody released, and never Chinese under /en/."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.models import StringSegment

from news.models import ArticlePage, Meeting
from tests import factories


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def english(page) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def test_submitting_a_released_article_releases_nothing(site, people, sign_in, read, commit):
    chinese = factories.article(site.zh_section)
    with commit():
        response = sign_in(people["officer"]).post(
            f"/admin/localize/submit/page/{chinese.pk}/", {"locales": [str(site.en.locale_id)]}
        )
    assert response.status_code == 302
    assert not english(chinese).live
    read(english(chinese).url_path, status=404)


def test_submitting_below_an_untranslated_section_releases_no_section(site, people, read, commit):
    section = factories.section(site.zh, "只有中文")
    nested = factories.section(section, "更只有中文")
    with commit():
        factories.submit_for_translation(factories.article(nested), user=people["officer"])
    assert not Page.objects.filter(translation_key__in=[section.translation_key, nested.translation_key]).filter(
        locale=site.en.locale, live=True
    )
    read("/en/zhiyou-zhongwen/", status=404)


def test_publishing_with_missing_segments_is_refused(pair, people, sign_in, commit):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"], but=1)
    with pytest.raises(ValidationError):
        translation.save_target(user=people["editor"], publish=True)
    with commit():
        sign_in(people["editor"]).post(f"/admin/pages/{pair.en.pk}/edit/", {"action": "publish"})
    assert ArticlePage.objects.get(pk=pair.en.pk).title == pair.en.title


def test_sync_and_publish_does_not_fill_gaps_with_chinese(pair, people, sign_in, commit):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    with commit():
        translation.save_target(user=people["translator"], publish=False)
    pair.zh.refresh_from_db()
    pair.zh.summary = "新的摘要，还没有译成英文。"
    pair.zh.save_revision(user=people["officer"]).publish()
    with commit():
        response = sign_in(people["editor"]).post(
            f"/admin/localize/update/{translation.source_id}/", {"publish_translations": "on"}
        )
    assert response.status_code == 302
    assert "新的摘要" not in ArticlePage.objects.get(pk=pair.en.pk).summary
    assert StringSegment.objects.filter(source=translation.source, string__data__contains="新的摘要").exists()


def test_a_draft_of_a_released_translation_leaves_the_row_alone(pair, people, read):
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    before = Page.objects.filter(pk=pair.en.pk).values().get()
    translation.save_target(user=people["translator"], publish=False)
    after = Page.objects.filter(pk=pair.en.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title"}
    assert after["has_unpublished_changes"]
    assert english(pair.zh).get_latest_revision_as_object().title.startswith("English")
    assert "English 0" not in read(pair.en.url_path).main.get_text()


def test_no_alias_replaces_a_translation(pair, people, sign_in):
    factories.submit_for_translation(pair.zh, user=people["officer"])
    for user in (people["editor"], factories.user("root", superuser=True)):
        response = sign_in(user).post(f"/admin/localize/page/{pair.en.pk}/convert_to_alias/", follow=True)
        assert [str(message) for message in response.context["messages"]]  # the admin's way of saying 403
        html = sign_in(user).get(f"/admin/pages/{pair.en.pk}/edit/").content.decode()
        assert "convert_to_alias" not in html
    assert english(pair.zh).alias_of is None


def test_a_translation_goes_from_submission_to_readers(site, people, sign_in, read, commit):
    chinese = factories.meeting(site.zh_section, slug="huiyi")
    translation = factories.submit_for_translation(chinese, user=people["officer"])
    segments = StringSegment.objects.filter(source=translation.source).select_related("context")
    paths = {segment.context.path.split(".")[0] for segment in segments}
    assert paths == {"title", "summary", "body", "meetings", "agenda_items", "decisions"}
    factories.translate_segments(translation, user=people["translator"])
    with commit():
        translation.save_target(user=people["translator"], publish=False)
    english(chinese).get_latest_revision().publish()
    page = english(chinese)
    assert page.live
    assert page.slug == page.title.lower().replace(" ", "-")  # made of the English title
    facts = [Meeting.objects.get(article=article) for article in (chinese, page)]
    assert len({(meeting.start, meeting.session, meeting.series_id) for meeting in facts}) == 1
    assert [person.post_en for person in page.participations.all()] == ["Governor"]
    assert "Lu Shoucheng" in read(page.url_path).main.get_text()


def test_a_new_chinese_time_reaches_the_english_at_its_next_release(site, people, commit):
    chinese = factories.meeting(site.zh_section)
    translation = factories.submit_for_translation(chinese, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    with commit():
        translation.save_target(user=people["translator"], publish=False)
    english(chinese).get_latest_revision().publish()
    Meeting.objects.filter(article=chinese).update(start=factories.noon("2026-06-01"))
    translation.source.update_from_db()
    with commit():
        translation.save_target(user=people["translator"], publish=False)
    draft = english(chinese).get_latest_revision_as_object()
    assert draft.meetings.get().start == factories.noon("2026-06-01")


def test_withdrawing_the_chinese_page_leaves_the_english_one(pair, read):
    pair.zh.unpublish()
    read(pair.zh.url_path, status=404)
    assert "hreflang" in str(read(pair.en.url_path).head)
