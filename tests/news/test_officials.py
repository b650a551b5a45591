"""Who held which post on a given day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.models import Meeting, Participation, Post
from tests import factories

POSTS = [
    ("副省长", "Vice-Governor", "2018-01-10", "2022-01-21"),
    ("省长", "Governor", "2022-01-21", "2025-03-01"),
    ("书记", "Secretary", "2024-06-01", None),
]


@pytest.mark.parametrize(
    ("day", "post"),
    [
        ("2018-01-09", None),
        ("2018-01-10", "Vice-Governor"),
        ("2022-01-20", "Vice-Governor"),
        ("2022-01-21", "Governor"),  # the day it passed on
        ("2024-05-31", "Governor"),
        ("2024-06-01", "Secretary"),  # of several, the one begun last
        ("2099-01-01", "Secretary"),
    ],
)
def test_the_post_held_on_a_day(day, post, db):
    official = factories.OfficialFactory(posts=POSTS)
    held = official.post_on(datetime.date.fromisoformat(day))
    assert (held and held.title_en) == post


def test_a_post_without_dates_holds_always(db):
    official = factories.OfficialFactory(posts=[("省长", "Governor", None, None)])
    assert official.post_on(datetime.date(1900, 1, 1)).title_zh == "省长"


@pytest.mark.parametrize("ended", ["2022-01-21", "2021-01-01"])
def test_a_post_ends_after_it_began(ended, db):
    post = Post(official=factories.OfficialFactory(), title_zh="省长", title_en="Governor")
    post.started, post.ended = datetime.date(2022, 1, 21), datetime.date.fromisoformat(ended)
    with pytest.raises(ValidationError):
        post.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        post.save()


@pytest.mark.parametrize(
    ("given", "copied"),
    [
        ({}, ("省长", "Governor")),
        ({"post_en": "Acting Governor"}, ("省长", "Acting Governor")),
        ({"post_zh": "代省长", "post_en": "Acting Governor"}, ("代省长", "Acting Governor")),
    ],
)
def test_a_meeting_copies_the_post_in_where_nothing_was_typed(given, copied, db):
    official = factories.OfficialFactory(posts=POSTS)
    one_in_the_morning = datetime.datetime(2022, 1, 20, 17, tzinfo=datetime.UTC)  # the 21st in Shanghai
    person = Participation(official=official, **given)
    person.copy_post(Meeting(start=one_in_the_morning))
    assert (person.post_zh, person.post_en) == copied


def test_a_body_holds_no_post(db):
    person = Participation(body=factories.SourceFactory())
    person.copy_post(Meeting(start=factories.noon("2026-05-08")))
    assert (person.post_zh, person.post_en) == ("", "")


def test_what_was_copied_in_outlives_the_post(site, read):
    official = factories.OfficialFactory(posts=POSTS)
    article = factories.meeting(site.en_section, "Meeting", official=official)
    official.posts.all().delete()
    assert "Secretary" in read(article.url_path).select_one(".facts").get_text()
