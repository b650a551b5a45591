import time

import django_comments
import pytest
from django.conf import settings
from django.utils import translation

from news.comments.forms import CommentForm
from news.comments.models import Comment

TYPED = {"name": "Ms Zhou", "email": "zhou@example.org", "comment": "When does the clinic open?", "honeypot": ""}


@pytest.fixture
def filled(article):
    """`filled(name=…)`: a form as an honest reader sends it, but for what is given."""

    def filled(**changes) -> CommentForm:
        return CommentForm(article, data=CommentForm(article).generate_security_data() | TYPED | changes)

    return filled


def test_the_framework_finds_our_form_and_model():
    assert django_comments.get_form() is CommentForm
    assert django_comments.get_model() is Comment


def test_an_honest_form_is_valid(filled):
    assert filled().is_valid()


def test_it_becomes_a_held_comment_in_the_language_of_the_address(filled, article):
    form = filled()
    with translation.override("en"):
        comment = form.get_comment_object()
    assert (comment.status, comment.is_public, comment.language) == ("pending", False, "en")
    assert (comment.user_name, comment.user_email, comment.user_url) == ("Ms Zhou", "zhou@example.org", "")
    assert comment.content_object == article


def test_readers_are_asked_for_three_things(article):
    form = CommentForm(article)
    visible = [field.name for field in form.visible_fields() if field.name != "honeypot"]
    assert visible == ["name", "email", "comment"]
    autocomplete = [form.fields[name].widget.attrs["autocomplete"] for name in visible]
    assert autocomplete == ["nickname", "email", "off"]


@pytest.mark.parametrize("name", ["name", "email", "comment"])
@pytest.mark.parametrize("empty", ["", "  \n ", "\x00", "\u202e"])
def test_what_is_required_is_said(name, empty, filled):
    form = filled(**{name: empty})
    assert form.has_error(name, "required")
    assert not form.is_forged


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x" * 51},
        {"email": "zhou"},
        {"email": f"zhou@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.example"},
        {"comment": "字" * (settings.COMMENT_MAX_LENGTH + 1)},
    ],
)
def test_what_does_not_fit_is_refused(change, filled):
    form = filled(**change)
    assert list(form.errors) == list(change)
    assert not form.is_forged


def test_a_comment_may_be_exactly_as_long_as_promised(filled):
    assert filled(comment="字\r\n" * (settings.COMMENT_MAX_LENGTH // 2)).is_valid()


def test_browsers_are_not_told_to_cut_what_is_pasted(article):
    assert "maxlength" not in str(CommentForm(article)["comment"])


def test_controls_are_removed_before_anything_looks(filled):
    form = filled(name="Ms\x00 \u202eZhou\n\tof  Linlan", comment="one\r\ntwo\x07\ud800")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Ms Zhou of Linlan"
    assert form.cleaned_data["comment"] == "one\ntwo"
    assert "\ud800" not in str(form["comment"])


# --- The stamp --------------------------------------------------------------------------------------------------------
def stamp(form: CommentForm, timestamp: object) -> dict:
    return {"timestamp": str(timestamp), "security_hash": form.initial_security_hash(timestamp)}


def test_an_expired_stamp_is_no_forgery(filled, article):
    form = filled(**stamp(CommentForm(article), int(time.time()) - settings.COMMENTS_TIMEOUT - 1))
    assert list(form.errors) == ["timestamp"]
    assert not form.is_forged


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": "1"},
        {"timestamp": ""},
        {"timestamp": "9" * 400},
        {"timestamp": "9" * 5000},
        {"timestamp": "-1"},
        {"timestamp": "now"},
        {"security_hash": ""},
        {"security_hash": "0" * 40},
        {"security_hash": "é" * 40},
        {"honeypot": "http://spam.example/"},
    ],
)
def test_a_forgery_is_found(change, filled):
    form = filled(**change)
    assert not form.is_valid()
    assert form.is_forged


@pytest.mark.parametrize("timestamp", ["9" * 400, "-1"])
def test_a_stamp_of_ours_for_an_impossible_time_is_a_forgery(timestamp, filled, article):
    form = filled(**stamp(CommentForm(article), timestamp))
    assert not form.is_valid()
    assert form.is_forged


def test_the_stamp_of_one_article_opens_no_other(articles):
    stolen = CommentForm(articles["zh-hans"]).generate_security_data()
    form = CommentForm(articles["en"], data=stolen | TYPED)
    assert not form.is_valid()
    assert form.is_forged


@pytest.mark.parametrize(
    "change", [{"security_hash": "0" * 40}, {"timestamp": "1"}, {"honeypot": "x"}, {"honeypot": "x", "timestamp": ""}]
)
def test_a_form_made_ready_again_can_be_sent(change, filled, article):
    form = filled(**change)
    assert not form.is_valid()
    form.make_ready_again()
    assert len(form.non_field_errors()) == 1
    assert not form.security_errors()
    again = {name: form[name].value() for name in form.fields}
    assert again["comment"] == TYPED["comment"]
    assert CommentForm(article, data=again).is_valid()
