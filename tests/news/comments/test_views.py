import re
import time

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_comments.signals import comment_was_posted, comment_will_be_posted
from wagtail.models import PageViewRestriction

from news.comments import actions
from news.comments.forms import CommentForm
from news.comments.models import Comment
from news.comments.receivers import refuse_where_nobody_reads
from news.models import ArticlePage


def text_of(response) -> str:
    return response.content.decode()


# --- The form ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "prefix"), [("zh-hans", "zh"), ("en", "en")])
def test_the_form_is_fresh_for_everybody(code, prefix, articles, client):
    response = client.get(f"/{prefix}/comments/{articles[code].pk}/")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == code
    assert "no-store" in response.headers["Cache-Control"]
    assert "csrftoken" in response.cookies
    html = text_of(response)
    assert articles[code].title in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="url"' not in html
    assert not re.search(r"<script(?! type=\"application/ld\+json\"| src=\"/static/)", html)


def test_a_comment_is_held(address, article, write):
    response = write(address, name="  周女士 ", comment="何时开诊？\r\n谢谢。")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{address}held/"
    comment = Comment.objects.get()
    assert (comment.status, comment.is_public, comment.language) == ("pending", False, "en")
    assert (comment.user_name, comment.comment) == ("周女士", "何时开诊？\n谢谢。")
    assert (comment.content_object, comment.ip_address, comment.user) == (article, "127.0.0.1", None)
    assert (comment.decided_at, comment.decided_by) == (None, None)


def test_it_says_what_happens_next(address, write, client):
    response = client.get(write(address).headers["Location"])
    assert response.status_code == 200
    assert "Held for moderation" in text_of(response)
    assert "What happens next" in text_of(response)
    assert "When does the clinic open?" not in text_of(response)


def test_officers_comment_under_the_name_they_give(address, write, client, officer):
    client.force_login(officer)
    write(address)
    assert Comment.objects.get().name == "Ms Zhou"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method, address, client):
    assert getattr(client, method)(address).status_code == 405
    assert client.post(f"{address}held/").status_code == 405


# --- Mistakes ---------------------------------------------------------------------------------------------------------
def test_mistakes_are_listed_and_what_was_typed_is_kept(address, write):
    response = write(address, name="", email="zhou", comment="A <b>long</b> story")
    assert response.status_code == 422
    html = text_of(response)
    assert 'href="#id_name"' in html
    assert 'href="#id_email"' in html
    assert 'value="zhou"' in html
    assert "A &lt;b&gt;long&lt;/b&gt; story</textarea>" in html
    assert 'aria-invalid="true"' in html
    assert not Comment.objects.exists()


def test_too_long_a_comment_is_kept_whole(address, write):
    comment = "字" * (settings.COMMENT_MAX_LENGTH + 1)
    response = write(address, comment=comment)
    assert response.status_code == 422
    assert comment in text_of(response)


def test_a_megabyte_is_refused_kindly(address, write):
    assert write(address, comment="x" * 1_000_000).status_code == 422


def test_more_than_the_server_reads_is_413(address, write):
    assert write(address, comment="x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)).status_code == 413


def test_an_expired_form_comes_back_with_a_fresh_stamp(address, article, write, client):
    old = int(time.time()) - settings.COMMENTS_TIMEOUT - 1
    response = write(address, timestamp=old, security_hash=CommentForm(article).initial_security_hash(old))
    assert response.status_code == 422
    assert "open for too long" in text_of(response)
    again = response.context["form"]
    assert again["comment"].value() == "When does the clinic open?"
    assert client.post(address, {name: again[name].value() for name in again.fields}).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": None, "security_hash": None},
        {"security_hash": "0" * 40},
        {"timestamp": "9" * 400},
        {"honeypot": "http://spam.example/"},
    ],
)
def test_a_forged_form_is_400_and_loses_nothing(change, address, write):
    response = write(address, **change)
    assert response.status_code == 400
    html = text_of(response)
    assert "arrived damaged" in html
    assert "When does the clinic open?</textarea>" in html
    assert "spam.example" not in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize("typed", ["a\x00b", "\x00", "a\u202eb", "\x1b[2J", "a\x85b"])
def test_controls_never_fail_nor_arrive(typed, address, write):
    response = write(address, name=f"Zhou{typed}", comment=f"Hello {typed}")
    assert response.status_code == 302
    stored = Comment.objects.get()
    assert not set(stored.user_name + stored.comment) & set("\x00\x1b\u202e\x85")


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16", "no-such-charset"])
def test_lone_surrogates_and_odd_charsets_never_fail(charset, address, article, client):
    stamp = CommentForm(article).generate_security_data()
    fields = {"name": "Zhou", "email": "zhou@example.org", "comment": r"x \ud800 +2AA- y"}
    fields |= {name: stamp[name] for name in ("timestamp", "security_hash")}
    parts = [
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    body = "".join([*parts, "--B--\r\n"]).encode()
    response = client.generic("POST", address, body, content_type=f"multipart/form-data; boundary=B; charset={charset}")
    assert response.status_code in (302, 400, 422)


def test_surrogates_in_utf8_are_replaced(address, article, client):
    stamp = CommentForm(article).generate_security_data()
    body = (
        f"name=Zhou&email=zhou%40example.org&comment=x%ED%A0%80y"
        f"&timestamp={stamp['timestamp']}&security_hash={stamp['security_hash']}"
    )
    response = client.generic("POST", address, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    Comment.objects.get().comment.encode()


def test_a_body_that_is_no_form_is_400(address, client):
    assert client.generic("POST", address, b"{}", content_type="application/json").status_code == 400


# --- Twice ------------------------------------------------------------------------------------------------------------
def test_sent_twice_it_is_stored_once(address, write):
    assert [write(address).status_code, write(address).status_code] == [302, 302]
    assert Comment.objects.count() == 1


def test_sending_again_does_not_reopen_a_decision(address, write, moderator):
    write(address)
    actions.reject(Comment.objects.get(), moderator)
    write(address)
    assert [comment.status for comment in Comment.objects.all()] == ["rejected"]


def test_the_same_words_from_somebody_else_are_another_comment(address, write):
    write(address)
    write(address, email="li@example.org")
    assert Comment.objects.count() == 2


# --- Articles that take no comments -----------------------------------------------------------------------------------
def draft(article, sections):
    article.unpublish()


def below_a_draft(article, sections):
    sections["en"].unpublish()


def private(article, sections):
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)


def below_a_private_section(article, sections):
    PageViewRestriction.objects.create(page=sections["en"], restriction_type=PageViewRestriction.PASSWORD, password="x")


def deleted(article, sections):
    article.delete()


@pytest.mark.parametrize("withdraw", [draft, below_a_draft, private, below_a_private_section, deleted])
def test_an_unreleased_article_is_not_found_and_not_named(withdraw, address, article, sections, write, client):
    stamp = CommentForm(article).generate_security_data()
    withdraw(article, sections)
    typed = stamp | {"name": "Zhou", "email": "zhou@example.org", "comment": "x"}
    for response in (client.get(address), client.post(address, typed), client.get(f"{address}held/")):
        assert response.status_code == 404
        assert article.title not in text_of(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 30, "-1", "x", "%00"])
def test_what_is_no_article_is_not_found(number, articles, client):
    assert client.get(f"/en/comments/{number}/").status_code == 404


def test_sections_take_no_comments(sections, client):
    assert client.get(f"/en/comments/{sections['en'].pk}/").status_code == 404


def test_the_other_language_is_not_found(articles, client):
    response = client.get(f"/zh/comments/{articles['en'].pk}/")
    assert response.status_code == 404
    assert articles["en"].title not in text_of(response)


@pytest.mark.parametrize("where", ["article", "section"])
def test_closed_comments_are_said_to_be_closed(where, address, articles, sections, client):
    page = {"article": articles, "section": sections}[where]["en"]
    page.comments_open = False
    page.save()
    for response in (client.get(address), client.post(address, {"comment": "x"})):
        assert response.status_code == 403
        assert "Comments are closed" in text_of(response)
    assert not Comment.objects.exists()


def test_what_is_withdrawn_while_it_is_written_is_refused(address, article, write):
    """The view has looked and found the article open; the receiver looks once more, under the lock."""

    def withdraw(sender, comment, **kwargs):
        ArticlePage.objects.filter(pk=article.pk).update(comments_open=False)

    comment_will_be_posted.disconnect(dispatch_uid="comments-readable")
    comment_will_be_posted.connect(withdraw)
    comment_will_be_posted.connect(refuse_where_nobody_reads, dispatch_uid="comments-readable")
    try:
        response = write(address)
    finally:
        comment_will_be_posted.disconnect(withdraw)
    assert response.status_code == 422
    assert "could not be accepted" in text_of(response)
    assert "When does the clinic open?</textarea>" in text_of(response)
    assert not Comment.objects.exists()


def test_other_apps_may_refuse_and_are_told(address, write):
    told = []

    def refuse(sender, comment, request, **kwargs):
        return "spam" not in comment.comment

    def hear(sender, comment, request, **kwargs):
        told.append(comment.comment)

    comment_will_be_posted.connect(refuse)
    comment_was_posted.connect(hear)
    try:
        assert write(address, comment="spam").status_code == 422
        assert write(address, comment="fine").status_code == 302
    finally:
        comment_will_be_posted.disconnect(refuse)
        comment_was_posted.disconnect(hear)
    assert told == ["fine"]


@pytest.mark.parametrize("withdraw", [draft, below_a_draft, private, below_a_private_section])
def test_the_receiver_refuses_by_itself(withdraw, article, sections, make_comment, rf):
    comment = make_comment()
    withdraw(article, sections)
    answers = comment_will_be_posted.send(sender=Comment, comment=comment, request=rf.post("/"))
    assert [answer for _receiver, answer in answers] == [False]


def test_the_receiver_lets_others_pass(comment, rf):
    answers = comment_will_be_posted.send(sender=Comment, comment=comment, request=rf.post("/"))
    assert [answer for _receiver, answer in answers] == [True]


# --- Forgery across sites ---------------------------------------------------------------------------------------------
def test_without_a_token_nothing_is_stored(address, write):
    assert write(address, sender=Client(enforce_csrf_checks=True)).status_code == 403
    assert not Comment.objects.exists()


def test_with_the_token_it_is_stored(address, write):
    browser = Client(enforce_csrf_checks=True)
    html = text_of(browser.get(address))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    assert write(address, sender=browser, csrfmiddlewaretoken=token).status_code == 302
    assert Comment.objects.count() == 1


# --- Who can see what -------------------------------------------------------------------------------------------------
def test_no_page_of_ours_shows_what_others_wrote(address, make_comment, moderator, client):
    actions.approve(make_comment(comment="seen by readers"), moderator)
    make_comment(comment="not seen yet", submit_date=timezone.now())
    for path in (address, f"{address}held/"):
        html = text_of(client.get(path))
        assert "planted-address" not in html
        assert "not seen yet" not in html
