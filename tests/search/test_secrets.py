"""Nothing that a citizen cannot open is in results, counts, choices, suggestions, corrections or feeds."""

import datetime
import io
import json

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from tests.factories import OfficialFactory, TopicFactory

PAST = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
FUTURE = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
SECRET = {"title": "Secret 防汛 xylophone", "summary": "Xylophones."}


def draft(portal, **rows):
    portal.meet(**SECRET, **rows, live=False, released_at=None)


def scheduled(portal, **rows):
    article = portal.meet(**SECRET, **rows, live=False, go_live_at=FUTURE, released_at=None)
    article.save_revision(approved_go_live_at=FUTURE)


def draft_of_a_live_page(portal, **rows):
    article = portal.release("Harmless")
    article.title, article.summary = SECRET.values()
    article.save_revision()


def unpublished(portal, **rows):
    portal.meet(**SECRET, **rows).unpublish()


def expired(portal, **rows):
    article = portal.meet(**SECRET, **rows)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=PAST)
    call_command("publish_scheduled")


def private(portal, **rows):
    restrict(portal.meet(**SECRET, **rows))


def released_below_a_private_section(portal, **rows):
    restrict(portal.sections["en", "gatherings"])
    portal.meet(**SECRET, **rows, section="executive")


def in_a_section_that_becomes_private(portal, **rows):
    portal.meet(**SECRET, **rows, section="executive")
    restrict(portal.sections["en", "gatherings"])


def moved_below_a_private_section(portal, **rows):
    article = portal.meet(**SECRET, **rows)
    restrict(portal.sections["en", "gatherings"])
    article.move(portal.sections["en", "executive"], pos="last-child")


def in_a_section_moved_below_a_private_one(portal, **rows):
    portal.meet(**SECRET, **rows, section="executive")
    restrict(portal.sections["en", "news"])
    portal.sections["en", "executive"].move(portal.sections["en", "news"], pos="last-child")


def below_an_unpublished_section(portal, **rows):
    portal.meet(**SECRET, **rows, section="executive")
    portal.sections["en", "gatherings"].unpublish()


def below_an_unpublished_home(portal, **rows):
    portal.meet(**SECRET, **rows)
    portal.sections["en", "news"].get_parent().specific.unpublish()


def deleted(portal, **rows):
    portal.meet(**SECRET, **rows).delete()


def deleted_with_its_section(portal, **rows):
    portal.meet(**SECRET, **rows, section="executive")
    portal.sections["en", "gatherings"].delete()


def with_other_words_since(portal, **rows):
    article = portal.meet(**SECRET, **rows)
    article.title, article.summary, article.slug = "Harmless", "Summary.", "harmless"
    article.participations, article.article_topics, article.kind = [], [], "news"
    article.save()


def gone_from_the_table_alone(portal, **rows):
    """As a mistake would leave it: the index still has what nobody may read."""
    article = portal.meet(**SECRET, **rows)
    ArticlePage.objects.filter(pk=article.pk).update(live=False)


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


STATES = [
    *(draft, scheduled, draft_of_a_live_page, unpublished, expired, private, released_below_a_private_section),
    *(in_a_section_that_becomes_private, moved_below_a_private_section, in_a_section_moved_below_a_private_one),
    *(
        below_an_unpublished_section,
        below_an_unpublished_home,
        deleted,
        deleted_with_its_section,
        with_other_words_since,
    ),
]
TOLD = ("Secret", "xylophone", "Xylophone", "Confidential", "Hidden Person", "Shadow series")


@pytest.fixture
def rows(series):
    """What only the secret article has."""
    series.name_en = "Shadow series"
    series.save()
    topic, person = TopicFactory(name_en="Confidential"), OfficialFactory(name_en="Hidden Person")
    return {"topics": [topic], "presided": [person], "facts": {"series": series}}


@pytest.mark.parametrize("hide", STATES)
def test_what_is_not_released_is_not_found(portal, ask, client, rows, hide):
    portal.release("Other news", lang="zh")
    hide(portal, **rows)
    for words in ("secret", "防汛", "xylophones", "secret -absent", '"Secret 防汛"', None):
        answer = ask(words)
        shown = "".join(str(part) for part in answer.page.select(".hit, .facets, .tabs, .didyou"))
        assert not [told for told in TOLD if told in shown], words
        assert answer.total == len(answer.titles), words
        assert answer.titles in ([], ["Harmless"]), words
        assert answer.total == 0 or words is None, words
        entries = client.get("/en/search/feed/", {"q": words or ""}).content.decode().partition("<entry>")[2]
        assert not [told for told in TOLD if told in entries], words


@pytest.mark.parametrize("hide", STATES)
def test_nor_is_it_suggested_or_taken_for_what_was_meant(portal, ask, client, rows, hide):
    hide(portal, **rows)
    for typed in ("sec", "secret", "xylo", "防", "fangxun", "conf", "hidden", "shadow"):
        assert client.get("/en/search/suggest/", {"q": typed}).json()["suggestions"] == [], typed
    for typo in ("xylophnoe", "secrte", "防训", "Hidden Persn"):
        assert not ask(typo).page.select(".didyou"), typo


@pytest.mark.parametrize("hide", STATES)
def test_nor_is_it_counted_from_the_other_language_or_a_command(portal, ask, rows, hide):
    portal.release("防汛", lang="zh")
    hide(portal, **rows)
    assert not ask("防汛", "zh").page.select(".tabs")
    out = io.StringIO()
    call_command("search", "xylophone", "--lang", "en", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["total"], found["results"], found["did_you_mean"]) == (0, [], None)
    assert not any(found["facets"].values())


def test_what_the_index_has_by_mistake_is_not_shown(portal, ask, client, rows):
    gone_from_the_table_alone(portal, **rows)
    assert ask("secret").titles == []
    assert "xylophone" not in client.get("/en/search/feed/?q=secret").content.decode()


def test_what_the_other_language_has_is_not_shown_here(portal, ask, client):
    portal.release(**SECRET, lang="zh", topics=[TopicFactory(name_en="Confidential")])
    answer = ask("防汛")
    assert answer.titles == []
    assert answer.choices("topic") == []
    assert client.get("/en/search/suggest/", {"q": "secr"}).json()["suggestions"] == []
