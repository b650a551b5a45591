"""Nothing that a citizen cannot open is in results, counts or choices."""

import datetime

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import TopicFactory

PAST = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
FUTURE = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)


def draft(portal, topics):
    portal.release("Secret 防汛", topics=topics, live=False, released_at=None)


def scheduled(portal, topics):
    article = portal.release("Secret 防汛", topics=topics, live=False, go_live_at=FUTURE, released_at=None)
    article.save_revision(approved_go_live_at=FUTURE)


def draft_of_a_live_page(portal, topics):
    article = portal.release("Harmless")
    article.title = "Secret 防汛"
    article.save_revision()


def unpublished(portal, topics):
    portal.release("Secret 防汛", topics=topics).unpublish()


def expired(portal, topics):
    portal.release("Secret 防汛", topics=topics, live=False, expired=True, expire_at=PAST)


def private(portal, topics):
    restrict(portal.release("Secret 防汛", topics=topics))


def below_a_private_section(portal, topics):
    portal.release("Secret 防汛", topics=topics, section="executive")
    restrict(portal.sections["en", "gatherings"])


def below_an_unpublished_section(portal, topics):
    portal.release("Secret 防汛", topics=topics, section="executive")
    section = portal.sections["en", "gatherings"]
    section.live = False
    section.save()


def below_an_unpublished_home(portal, topics):
    portal.release("Secret 防汛", topics=topics)
    home = portal.sections["en", "news"].get_parent().specific
    home.live = False
    home.save()


def deleted(portal, topics):
    portal.release("Secret 防汛", topics=topics).delete()


def in_the_other_language(portal, topics):
    portal.release("Secret 防汛", topics=topics, lang="zh")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "hide",
    [draft, scheduled, draft_of_a_live_page, unpublished, expired, private, below_a_private_section,
     below_an_unpublished_section, below_an_unpublished_home, deleted, in_the_other_language],
)  # fmt: skip
def test_what_is_not_released_is_not_found(portal, ask, hide):
    hide(portal, [TopicFactory(name_en="Confidential")])
    for words in ("secret", "防汛", None):
        answer = ask(words)
        assert "Secret" not in answer.html.replace("secret", "")
        assert "Confidential" not in answer.html
        assert answer.total == len(answer.titles)
        assert answer.titles in ([], ["Harmless"])
