import pytest
from django.template.loader import render_to_string
from wagtail.models import PageViewRestriction

from news.comments import actions
from news.comments.models import Comment
from news.comments.reading import comments_for
from news.models import ArticlePage

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "[click](javascript:alert(1))",
    "</section><iframe src=javascript:alert(1)>",
    "{{ settings.SECRET_KEY }}{% load static %}",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "http://evil.example/",
]


def section_html(article) -> str:
    return render_to_string("comments/section.html", {"article": article, "comments": comments_for(article)})


# --- What readers see -------------------------------------------------------------------------------------------------
def test_only_approved_comments_are_read(article, make_comment, moderator):
    make_comment(comment="held one")
    actions.reject(make_comment(comment="rejected one"), moderator)
    actions.approve(make_comment(comment="approved one"), moderator)
    html = section_html(article)
    assert "approved one" in html
    assert "held one" not in html
    assert "rejected one" not in html


def test_no_personal_datum_is_read(article, approved):
    html = section_html(article)
    assert "Ms Zhou" in html
    assert "planted-address" not in html
    assert "203.0.113" not in html


def test_a_comment_says_its_language_and_has_an_address(articles, make_comment, moderator):
    comment = actions.approve(make_comment(on=articles["zh-hans"]), moderator)
    html = section_html(articles["zh-hans"])
    assert f'id="c{comment.pk}" lang="zh-Hans"' in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_text(payload, article, make_comment, moderator):
    actions.approve(make_comment(comment=payload, user_name=payload[:50]), moderator)
    html = section_html(article)
    for tag in ("<script", "<img", "<svg", "<iframe", "href='data", 'href="http', "href='javascript"):
        assert tag not in html
    assert html.count("</section>") == 1


def test_a_name_cannot_turn_the_line_around(article, approved):
    assert "<bdi>Ms Zhou</bdi>" in section_html(article)


def test_reading_is_one_query(article, make_comment, moderator, django_assert_num_queries):
    for number in range(3):
        actions.approve(make_comment(comment=f"comment {number}"), moderator)
    comments_for(article).exists()  # the content type is cached from here on
    with django_assert_num_queries(1):
        assert [comment.comment for comment in comments_for(article)] == ["comment 0", "comment 1", "comment 2"]


def test_an_unsaved_article_has_no_comments():
    assert not comments_for(ArticlePage()).exists()


def test_closed_comments_offer_no_form(article, approved):
    assert f"/comments/{article.pk}/" in section_html(article)
    article.comments_open = False
    html = section_html(article)
    assert f"/comments/{article.pk}/" not in html
    assert approved.comment in html


# --- Where a comment is -----------------------------------------------------------------------------------------------
def test_its_address_is_on_the_article(article, approved, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert approved.get_absolute_url() == f"/en/news/floods/#c{approved.pk}"


def test_a_held_comment_has_no_address(comment):
    assert comment.get_absolute_url() is None


def test_an_unreleased_article_lends_no_address(article, sections, approved):
    sections["en"].unpublish()
    assert approved.get_absolute_url() is None
    sections["en"].get_latest_revision() or sections["en"].save_revision()
    sections["en"].get_latest_revision().publish()
    PageViewRestriction.objects.create(page=sections["en"], restriction_type=PageViewRestriction.LOGIN)
    assert approved.get_absolute_url() is None


def test_it_is_called_by_its_beginning_on_one_line(make_comment):
    assert str(make_comment(comment="first\nsecond")) == "first second"
    assert len(str(make_comment(comment="字" * 3000))) == 80


# --- What becomes of it with its article ------------------------------------------------------------------------------
def test_deleting_the_article_deletes_it(article, approved):
    article.delete()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("above", ["section", "home"])
def test_deleting_what_stands_above_deletes_it(above, homes, sections, articles, make_comment):
    kept = make_comment(on=articles["zh-hans"])
    make_comment(on=articles["en"])
    page = sections["en"] if above == "section" else homes["en"]
    type(page).objects.get(pk=page.pk).delete()
    assert list(Comment.objects.all()) == [kept]


def test_moving_the_article_keeps_it(article, homes, sections, approved):
    other = homes["en"].add_child(instance=type(sections["en"])(title="Other", slug="other", locale=homes["en"].locale))
    article.move(other, pos="last-child")
    moved = ArticlePage.objects.get(pk=article.pk)
    assert list(comments_for(moved)) == [approved]
    assert approved.get_absolute_url() == f"/en/other/floods/#c{approved.pk}"


def test_a_copy_has_none(article, approved):
    copy = article.copy(update_attrs={"slug": "floods-2", "title": "Copy"})
    assert not comments_for(copy).exists()
    assert list(comments_for(article)) == [approved]
