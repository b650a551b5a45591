"""Which text of its source a translation renders, and what editors and readers are told when the source moves on."""

import pytest
from wagtail_localize.models import StringSegment

from news.models import ArticleCorrection, ArticlePage, Rendering
from news.release.renderings import changed_segments, is_out_of_date, rendered_from, update_source
from tests import factories

NEW = "每段堤防都要公布两名责任人。"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def original(site):
    """A Chinese draft, released on 10 May."""
    draft = factories.article(site.zh_section, live=False, hero_caption="澜水")
    return factories.release(draft, "2026-05-10")


def english(page) -> ArticlePage:
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def translate(page, people, commit, publish: bool = True) -> ArticlePage:
    translation = factories.submit_for_translation(page, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    with commit():
        if publish:
            factories.release_translation(translation, user=people["editor"])
        else:
            translation.save_target(user=people["editor"], publish=False)
    return english(page)


def test_a_draft_is_translated_before_anything_is_live(site, people, sign_in):
    article = factories.article(site.zh_section, live=False)
    draft = ArticlePage.objects.get(pk=article.pk)
    draft.summary = NEW
    draft.corrections = [ArticleCorrection(was="一", now="二", locale=draft.locale)]
    revision = draft.save_revision(user=people["officer"])
    client = sign_in(people["officer"])
    client.post(f"/admin/localize/submit/page/{article.pk}/", {"locales": [str(site.en.locale_id)]})
    texts = set(StringSegment.objects.values_list("string__data", flat=True))
    assert {NEW, "一", "二"} <= texts
    page = english(article)
    rendering = Rendering.objects.get(page=page)
    assert (rendering.source_id, rendering.source_revision_id) == (article.pk, revision.pk)
    assert rendering.revision_id == page.latest_revision_id
    assert not is_out_of_date(page)
    assert rendered_from(page) is None  # it is not live


def test_sync_takes_the_draft_of_a_live_page_and_publishes_nothing(original, people, commit, sign_in):
    page = translate(original, people, commit)
    first = rendered_from(page)
    draft = original.get_latest_revision_as_object()
    draft.summary = NEW
    revision = draft.save_revision(user=people["officer"])
    assert is_out_of_date(page)
    assert changed_segments(page) == [(factories.SUMMARIES["zh"], NEW)]
    source = update_source(ArticlePage.objects.get(pk=original.pk), people["officer"])
    with commit():
        response = sign_in(people["translator"]).post(f"/admin/localize/update/{source.pk}/")
    assert response.status_code == 302
    assert StringSegment.objects.filter(source=source, string__data=NEW).exists()
    assert is_out_of_date(english(original))  # the text to translate is new, the translation is not
    factories.translate_segments(source.translations.get(), user=people["translator"])
    source.translations.get().save_target(user=people["translator"], publish=False)
    page = english(original)
    assert not is_out_of_date(page)
    assert changed_segments(page) == []
    assert page.renderings.order_by("-revision").first().source_revision_id == revision.pk
    assert rendered_from(page) == first  # readers still get what they got


def test_a_correction_by_hand_renders_what_the_text_before_it_did(original, people, commit):
    page = translate(original, people, commit)
    page.title = "By hand"
    page.save_revision(user=people["editor"]).publish()
    page = english(original)
    assert rendered_from(page).source_revision_id == original.live_revision_id
    factories.release(original, summary=NEW)
    assert is_out_of_date(page)


def test_of_pages_that_are_no_translations_nothing_is_said(pair, costs):
    assert not is_out_of_date(pair.en)
    assert changed_segments(pair.en) == []
    costs(pair.en.url_path, 9)


def test_where_the_old_text_is_gone_what_is_untranslated_is_shown(original, people, commit):
    page = translate(original, people, commit)
    factories.release(original, summary=NEW)
    update_source(ArticlePage.objects.get(pk=original.pk))
    Rendering.objects.update(source_revision=None)
    assert changed_segments(page) == [("", NEW)]


def test_readers_learn_that_the_original_was_corrected(original, people, commit, read, costs):
    page = translate(original, people, commit)
    costs(page.url_path, 9)
    assert "original" not in read(page.url_path).select_one(".doc-body").get_text()
    factories.release(original, "2026-05-11", hero_credit="")  # the same text again
    assert not read(page.url_path).select(".doc-body > .note")
    factories.release(original, "2026-05-12", summary=NEW)
    factories.release(original, "2026-05-13")
    told = read(page.url_path).select_one(".doc-body > .note").get_text(strip=True)
    assert told == (
        "The Chinese original was corrected on 12 May 2026; this English text renders the version of 11 May 2026."
    )
    costs(page.url_path, 10)
    assert not read(original.url_path).select(".doc-body > .note")
    original.refresh_from_db()
    original.unpublish()
    assert not read(page.url_path).select(".doc-body > .note")  # nothing is said of what is not released


def test_two_versions_of_one_day_are_told_apart_and_an_unknown_one_is_called_earlier(site, people, commit, read):
    article = factories.article(site.zh_section)  # live before anybody counted versions
    page = translate(article, people, commit)
    factories.release(article, "2026-05-12", summary=NEW)
    assert "renders an earlier version" in read(page.url_path).select_one(".doc-body > .note").get_text()
    source = update_source(ArticlePage.objects.get(pk=article.pk))
    factories.translate_segments(source.translations.get(), user=people["translator"])
    with commit():
        factories.release_translation(source.translations.get(), user=people["administrator"])
    assert not read(page.url_path).select(".doc-body > .note")
    factories.release(article, "2026-05-12", summary="又改了。")
    assert "12 May 2026, 12:00" in read(page.url_path).select_one(".doc-body > .note").get_text()


def test_a_translation_of_a_draft_is_behind_nothing_that_readers_could_have_read(site, people, commit, read):
    article = factories.article(site.zh_section, live=False)
    page = translate(article, people, commit)
    factories.release(article, "2026-05-12", summary=NEW)
    assert not read(page.url_path).select(".doc-body > .note")
    assert is_out_of_date(page)


def test_the_translation_editor_shows_what_moved(original, people, commit, sign_in):
    page = translate(original, people, commit)
    client = sign_in(people["translator"])
    assert "source-changes" not in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    factories.release(original, summary=NEW)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "source-changes" in html
    assert NEW in html
    assert factories.SUMMARIES["zh"] in html
