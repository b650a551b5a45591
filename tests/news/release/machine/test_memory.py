"""What readers have in one place is offered in another."""

import pytest
from wagtail_localize.models import StringTranslation

from news.models import ArticlePage
from news.release.machine import memory
from news.release.machine.confirming import unconfirmed_segments
from news.release.machine.suggestions import MACHINE, MEMORY
from tests import factories

BODY = [("paragraph", "<p>会议强调，安全第一。</p>"), ("paragraph", "<p>各地<b>立即</b>部署。</p>")]


@pytest.fixture
def released(site, people, django_capture_on_commit_callbacks):
    """`released(title)`: the translation of an article whose English readers have."""

    def released(title: str = "第一次会议", body=BODY, words: str = "English"):
        article = factories.article(site.zh_section, title, body=body)
        translation = factories.submit_for_translation(article, user=people["officer"])
        factories.translate_segments(translation, user=people["translator"])
        for row in StringTranslation.objects.filter(context__object_id=article.translation_key):
            row.data = row.data.replace("English", words)
            row.save()
        with django_capture_on_commit_callbacks(execute=True):
            factories.release_translation(translation, user=people["editor"])
        return translation

    return released


def suggested(translation) -> dict[str, str]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale, tool_name=MEMORY
    )
    return {row.translation_of.data: row.data for row in rows}


def test_what_was_approved_is_offered_and_marked(site, people, released):
    first = released()
    second = factories.submit_for_translation(
        factories.article(site.zh_section, "第二次会议", body=BODY[:1]), user=people["officer"]
    )
    summary = factories.SUMMARIES["zh"]
    assert suggested(second).keys() == {"会议强调，安全第一。", summary}
    offered = StringTranslation.objects.filter(tool_name=MEMORY)
    assert {row.translation_type for row in offered} == {MACHINE}
    assert {row.last_translated_by for row in offered} == {None}
    page = ArticlePage.objects.get(translation_key=second.source.object_id, locale=second.target_locale)
    assert unconfirmed_segments(page) == 2
    assert page.summary == suggested(second)[summary]  # in the draft at once
    assert suggested(first) == {}


def test_a_changed_source_gets_offers_too(site, people, released):
    released()
    article = factories.article(site.zh_section, "第一次会议", summary="另一个摘要。")
    translation = factories.submit_for_translation(article, user=people["officer"])
    assert suggested(translation) == {"第一次会议": "English 1"}
    assert ArticlePage.objects.get(translation_key=article.translation_key, live=False).draft_title == "English 1"
    article.body = BODY
    article.save_revision().publish()
    translation.source.update_from_db()
    assert suggested(translation).keys() >= {"会议强调，安全第一。", "各地<b>立即</b>部署。"}


@pytest.mark.parametrize("how", ["released", "draft", "withdrawn", "touched", "machine", "gone", "error"])
def test_only_what_readers_have_is_offered(site, released, how):
    first = released()
    page = ArticlePage.objects.get(translation_key=first.source.object_id, locale=first.target_locale)
    rows = StringTranslation.objects.filter(locale=first.target_locale)
    if how == "draft":
        page.live_revision, page.live = None, False
        page.save()
    if how == "withdrawn":
        page.unpublish()
    if how == "touched":
        for row in rows:
            row.save()
    if how == "machine":
        rows.update(translation_type=MACHINE)
    if how == "gone":
        first.source.stringsegment_set.all().delete()
    if how == "error":
        rows.update(has_error=True)
    second = factories.submit_for_translation(factories.article(site.zh_section, "第二次会议", body=BODY))
    assert len(suggested(second)) == (3 if how == "released" else 0)


def test_the_last_release_counts_and_what_is_translated_stays(site, released):
    released()
    released("第二次会议", words="Newer")
    third = factories.submit_for_translation(factories.article(site.zh_section, "第三次会议", body=BODY))
    assert len(suggested(third)) == 3
    assert all(text.startswith("Newer") for text in suggested(third).values())
    StringTranslation.objects.filter(tool_name=MEMORY).update(data="By hand", translation_type="manual", tool_name="")
    assert memory.offer(third) == 0
    assert StringTranslation.objects.filter(context__object_id=third.source.object_id, data="By hand").count() == 3


def test_the_number_of_queries_is_the_same_for_many_segments(site, released, django_assert_max_num_queries):
    paragraphs = [("paragraph", f"<p>第{number}段。</p>") for number in range(30)]
    released(body=paragraphs)
    second = factories.submit_for_translation(factories.article(site.zh_section, "也很长", body=paragraphs))
    StringTranslation.objects.filter(context__object_id=second.source.object_id).delete()
    with django_assert_max_num_queries(6):
        assert memory.offer(second) == 31
