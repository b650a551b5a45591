"""A term of the glossary finds articles in the other language, as names do."""

import datetime

import pytest
from django.utils import timezone

from news.models import GlossaryTerm
from search.names import all_names, lexicon_of
from search.syntax import Lexicon


@pytest.fixture
def flood_term(db):
    term = GlossaryTerm(zh="防汛", en="flood control", other_zh="防洪", other_en="flood prevention")
    term.full_clean()
    term.mark_approved()
    term.save()
    return term


def test_a_term_finds_its_other_language(portal, ask, flood_term):
    portal.release("全省部署防汛工作", lang="zh")
    portal.release("全省部署防洪工作", lang="zh")
    portal.release("Province gets ready for flood prevention")
    for words in ("flood control", "Flood Prevention", "防汛"):
        assert len(ask(words, "zh").titles) == 2 - (words == "防汛"), words
    for words in ("防汛", "防洪"):
        assert ask(words).titles == ["Province gets ready for flood prevention"], words


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft", "approved_at": None},
        {"valid_from": datetime.date(2999, 1, 1)},
        {"valid_until": datetime.date(1999, 1, 1)},
    ],
)
def test_a_term_that_is_not_in_force_finds_nothing(portal, ask, flood_term, change):
    GlossaryTerm.objects.filter(pk=flood_term.pk).update(**change)
    portal.release("全省部署防汛工作", lang="zh")
    assert ask("flood control", "zh").titles == []


def test_a_term_holds_on_its_first_and_on_its_last_day(flood_term):
    today = timezone.localdate()
    GlossaryTerm.objects.update(valid_from=today, valid_until=today)
    assert [name.zh for name in all_names()] == ["防汛"]


def test_terms_cost_no_query_of_their_own(flood_term, django_assert_num_queries):
    with django_assert_num_queries(1):
        lexicon_of(all_names())


def test_terms_are_neither_filters_nor_suggestions(portal, ask, client, flood_term):
    portal.release("全省部署防汛工作", lang="zh")
    assert ask("防汛", "zh").choices("topic") == []
    offered = client.get("/zh/search/suggest/", {"q": "防汛"}).json()
    assert {suggestion["kind"] for suggestion in offered["suggestions"]} <= {"word", "title"}


def test_the_longest_of_names_that_begin_alike_is_meant():
    lexicon = Lexicon(
        {"防汛": ("flood control",), "防汛抗旱": ("flood control and drought relief",), "flood": ("洪水",)}
    )
    found = [
        ("防汛抗旱防汛办"[word.start : word.end], len(word.alternatives)) for word in lexicon.find("防汛抗旱防汛办")
    ]
    assert found == [("防汛抗旱", 2), ("防汛", 2)]
    assert [word.start for word in lexicon.find("floods flood flood5 (flood)")] == [7, 21]
