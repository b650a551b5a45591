"""What is offered while somebody types: only what readers can reach, however it is typed, whatever is typed."""

import datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from search.suggestions import KINDS, LONGEST, suggest
from tests import factories
from tests.search.test_hostile import NASTY

FUTURE = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)


def offered(typed: str, language: str = "zh-hans") -> dict[str, list[str]]:
    """The texts of each kind."""
    texts: dict[str, list[str]] = {}
    for suggestion in suggest(typed, language):
        texts.setdefault(suggestion.kind, []).append(suggestion.text)
    return texts


@pytest.fixture
def archive(site):
    """Some titles in both languages, and a meeting with an official, a series and a topic."""
    for title in ("全省质量工作会议", "省政府部署质量提升行动", "资料目录", "省政府部署防汛工作"):
        factories.article(site.zh_section, title)
    for title in ("Flood plan adopted", "Floods recede", "Flotilla inspected", "Quality counts"):
        factories.article(site.en_section, title)
    official = factories.OfficialFactory(slug="lu-shoucheng")
    topic = factories.TopicFactory(name_zh="粮食安全", name_en="Food security", slug="food-security")
    meeting = factories.meeting(
        site.zh_section, "第38次会议", official=official, series=factories.SeriesFactory(slug="exec")
    )
    meeting.article_topics.create(topic=topic)
    meeting.save()
    return site


# --- Ways to type -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["质", "质量", "質", "zhiliang", "zhilia", "zhi liang", "zl", "ZL", "Ｚｌ"])
def test_a_word_by_han_pinyin_and_initials(archive, typed):
    found = offered(typed)
    assert "质量" in found["word"]
    assert set(found["title"]) >= {"省政府部署质量提升行动", "全省质量工作会议"}


@pytest.mark.parametrize("typed", ["zlgz", "zhilianggongzuo", "zhiliang gongz"])
def test_two_words_in_one_go(archive, typed):
    assert offered(typed) == {"word": ["质量工作"], "title": ["全省质量工作会议"]}


def test_the_frequent_word_comes_first(archive):
    assert offered("zl")["word"][:2] == ["质量", "资料"]


@pytest.mark.parametrize("typed", ["flo", "FLO", "flood", " floo "])
def test_english_by_the_beginning_of_a_word(archive, typed):
    found = offered(typed, "en")
    assert "flood" in found["word"]
    assert "Flood plan adopted" in found["title"]


def test_the_last_of_several_words_is_unfinished(archive):
    assert offered("flood pl", "en") == {"title": ["Flood plan adopted"]}
    assert offered("flood zz", "en") == {}
    assert offered("质量工", "zh-hans")["title"] == ["全省质量工作会议"]
    assert offered("部署 质", "zh-hans")["title"] == ["省政府部署质量提升行动"]


@pytest.mark.parametrize(
    ("typed", "kind", "text", "address"),
    [
        *((typed, "official", "陆守澄", "/zh/search/?official=lu-shoucheng") for typed in ("陆", "陸守", "lu", "lsc", "lushou", "Shouch")),
        *((typed, "series", "省政府常务会议", "/zh/search/?series=exec") for typed in ("省政府", "szf", "executive", "常务")),
        *((typed, "topic", "粮食安全", "/zh/search/?topic=food-security") for typed in ("粮食", "food", "lsaq", "security", "安全")),
    ],
)  # fmt: skip
def test_names_in_either_language(archive, typed, kind, text, address):
    assert (text, kind, address) in [(s.text, s.kind, s.url) for s in suggest(typed, "zh-hans")]


def test_addresses(archive):
    urls = {s.text: s.url for s in suggest("质量", "zh-hans")}
    assert urls["质量"] == "/zh/search/?q=%E8%B4%A8%E9%87%8F"
    title = "全省质量工作会议"
    assert Client().get(urls[title]).status_code == 200


def test_names_that_the_language_does_not_have(archive):
    """No English article has the official."""
    assert offered("lu", "en") == {}


# --- Only what is released --------------------------------------------------------------------------------------------
def drafted(section, official):
    factories.meeting(section, "机密会议", official=official, live=False)


def scheduled(section, official):
    article = factories.meeting(section, "机密会议", official=official, live=False, go_live_at=FUTURE)
    article.save_revision(approved_go_live_at=FUTURE)


def unpublished(section, official):
    factories.meeting(section, "机密会议", official=official).unpublish()


def deleted(section, official):
    factories.meeting(section, "机密会议", official=official).delete()


def private(section, official):
    article = factories.meeting(section, "机密会议", official=official)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)


def below_a_private_section(section, official):
    factories.meeting(section, "机密会议", official=official)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)


def below_an_unpublished_section(section, official):
    factories.meeting(section, "机密会议", official=official)
    section.unpublish()


def draft_of_a_live_page(section, official):
    article = factories.article(section, "防汛")
    article.title = "机密会议"
    article.save_revision()


HIDDEN = [
    *(drafted, scheduled, unpublished, deleted, private, below_a_private_section, below_an_unpublished_section),
    draft_of_a_live_page,
]


@pytest.mark.parametrize("hide", HIDDEN)
def test_nothing_of_what_is_not_released(site, hide):
    hide(site.zh_section, factories.OfficialFactory(name_zh="机密人", name_en="Secret Person"))
    for typed in ("机", "机密", "jimi", "jm", "jmhy", "secret", "机密会议", "38"):
        assert offered(typed) == {}


# --- The view ---------------------------------------------------------------------------------------------------------
def test_the_answer(archive, client):
    response = client.get("/zh/search/suggest/", {"q": " zhilia "})
    assert response.json()["q"] == "zhilia"
    first = response.json()["suggestions"][0]
    assert first == {
        "text": "质量",
        "kind": "word",
        "kind_label": str(KINDS["word"]),
        "url": "/zh/search/?q=%E8%B4%A8%E9%87%8F",
    }
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert client.post("/zh/search/suggest/").status_code == 405
    assert client.get("/en/search/suggest/").json() == {"q": "", "suggestions": []}


def test_queries(archive, client, django_assert_max_num_queries):
    for typed in ("zl", "zhilianggongzuo", "质", "lu"):
        with django_assert_max_num_queries(18):
            suggest(typed, "zh-hans")


# --- Whatever is typed ------------------------------------------------------------------------------------------------
def test_every_address_is_answered(archive, client):
    for text in NASTY:
        response = client.get("/zh/search/suggest/", {"q": text.encode("utf-8", "surrogatepass")})
        assert response.status_code == 200, text
        assert "\x00" not in response.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nasty_texts(archive, language):
    for text in NASTY:
        for suggestion in suggest(text, language):
            suggestion.url.encode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=80) | st.text("zlgzh 质量工作防汛flod'-\"*:o1", max_size=20), st.sampled_from(["en", "zh-hans"])
)
def test_any_text(archive, text, language):
    found = suggest(text, language)
    assert len(found) <= 10
    assert len({(s.text, s.kind) for s in found}) == len(found)


def test_long_texts_are_not_looked_up(archive, django_assert_num_queries):
    with django_assert_num_queries(0):
        for text in ("质" * (LONGEST + 1), "a " * 5_000, "", " ", "\x00", "\ud800"):
            assert suggest(text, "zh-hans") == []


def test_the_terms_of_names_are_no_words(archive):
    for typed in (":", ":o", ":o:", "o:", "o", "t"):
        assert not any(":" in text for text in offered(typed).get("word", []))
