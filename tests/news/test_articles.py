"""What the system keeps about an article: when it was first released, where it came from, whether it takes comments."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import ArticlePage
from tests import factories


def saved(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk)


# --- First release ----------------------------------------------------------------------------------------------------
def test_the_first_release_is_set_by_publishing_and_stays(site):
    article = factories.article(site.zh_section, live=False)
    first = article.save_revision()
    assert saved(article).released_at is None
    before = timezone.now()
    first.publish()
    released = saved(article).released_at
    assert before <= released <= timezone.now()
    changed = saved(article)
    changed.title = "改过的标题"
    changed.save_revision().publish()
    assert (saved(article).title, saved(article).released_at) == ("改过的标题", released)
    saved(article).get_latest_revision().get_previous().publish()  # back to the older text
    assert saved(article).released_at == released
    saved(article).unpublish()
    saved(article).save_revision().publish()
    assert saved(article).released_at == released


def test_an_import_keeps_its_older_time(site):
    old = datetime.datetime(2017, 9, 15, 9, 30, tzinfo=datetime.UTC)
    article = factories.article(site.zh_section, live=False)
    ArticlePage.objects.filter(pk=article.pk).update(released_at=old, external_id="archive:1")
    saved(article).save_revision().publish()
    assert (saved(article).released_at, saved(article).external_id) == (old, "archive:1")
    assert saved(article).is_older_than_here
    assert not factories.article(site.zh_section).is_older_than_here


def test_nothing_that_the_system_sets_is_in_the_form(draft, people, sign_in):
    form = factories.form_of(draft, released_at="2000-01-01 00:00", external_id="mine", language="en")
    sign_in(people["officer"]).post(f"/admin/pages/{draft.pk}/edit/", form)
    assert (saved(draft).released_at, saved(draft).external_id, saved(draft).language) == (None, "", "zh-hans")


def test_a_copy_is_a_new_text(pair, site):
    ArticlePage.objects.filter(pk=pair.zh.pk).update(external_id="archive:1")
    factories.comment(pair.zh)
    copy = saved(pair.zh).copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert (copy.released_at, copy.external_id, copy.live) == (None, "", False)
    assert not copy.comments.exists()


def test_an_article_has_no_time_of_its_own(site, read):
    """Only a release has: not even a time that somebody wrote into a revision counts."""
    moment = timezone.now() - datetime.timedelta(minutes=1)
    article = factories.article(site.zh_section, "到点发布", live=False, go_live_at=moment)
    saved(article).save_revision(approved_go_live_at=moment)
    call_command("publish_scheduled", verbosity=0)
    read(article.url_path, status=404)


# --- Where it came from -----------------------------------------------------------------------------------------------
def test_an_identifier_is_unique_in_a_language(site):
    first, other = factories.article(site.zh_section), factories.article(site.zh_section)
    english = factories.article(site.en_section, "English")
    for article in (first, english):
        article.external_id = "archive:1"
        article.save()
    other.external_id = "archive:1"
    with pytest.raises(ValidationError):
        other.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticlePage.objects.filter(pk=other.pk).update(external_id="archive:1")


def test_an_article_knows_its_language(pair):
    assert (pair.zh.language, pair.en.language) == ("zh-hans", "en")
    assert set(ArticlePage.objects.in_language("en")) == {pair.en}
    assert "[English]" in pair.en.get_admin_display_title()


# --- Comments ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("closed", ["article", "section", "above", "draft"])
def test_comments_are_closed_by_the_article_or_any_section_above(closed, site, read):
    below = factories.section(site.zh_section, "下级", comments_open=closed != "section")
    article = factories.article(below)
    assert closed == "section" or saved(article).accepts_comments
    if closed == "article":
        ArticlePage.objects.filter(pk=article.pk).update(comments_open=False)
    elif closed == "above":
        site.zh_section.comments_open = False
        site.zh_section.save()
    elif closed == "draft":
        saved(article).unpublish()
    assert not saved(article).accepts_comments
    if closed != "draft":
        page = read(article.url_path)
        assert not page.select("a[href*='/comments/']")
        assert "评论已关闭" in page.select_one("#comments").get_text()


# --- Questions --------------------------------------------------------------------------------------------------------
def test_meetings_are_past_or_to_come_at_this_moment(site):
    now = timezone.now()
    starts = [now + datetime.timedelta(days=days) for days in (2, -1, 1, -2)]
    pages = [factories.meeting(site.zh_section, f"会{number}", start=start) for number, start in enumerate(starts)]
    articles = ArticlePage.objects.released()
    assert [page.pk for page in articles.meetings_to_come()] == [pages[2].pk, pages[0].pk]
    assert [page.pk for page in articles.meetings_past()] == [pages[1].pk, pages[3].pk]


@pytest.mark.parametrize(
    ("year", "month", "count"),
    [(2025, None, 1), (2025, 12, 1), (2026, None, 2), (2026, 1, 1), (2026, 12, 1), (2027, None, 0)],
)
def test_released_in_a_year_or_a_month(year, month, count, site):
    for moment in ("2025-12-31T15:59:59", "2025-12-31T16:00:00", "2026-12-31T15:59:59"):  # UTC; Shanghai is 8 ahead
        factories.article(site.zh_section, released_at=datetime.datetime.fromisoformat(moment + "+00:00"))
    assert ArticlePage.objects.released_in(year, month).count() == count
