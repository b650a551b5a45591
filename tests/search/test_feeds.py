"""Every search can be followed: an Atom feed that any reader understands."""

from xml.etree import ElementTree

import pytest

from search.entries import TooSlowError
from search.feeds import ENTRIES
from tests.factories import SourceFactory, noon

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def follow(client):
    """`follow("flood")`: the feed of a search, parsed."""

    def follow(q: str = "", lang: str = "en", **parameters) -> ElementTree.Element:
        response = client.get(f"/{lang}/search/feed/", {"q": q} | parameters)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert not response.cookies
        return ElementTree.fromstring(response.content)

    return follow


def texts(feed: ElementTree.Element, name: str) -> list[str]:
    return [element.text for element in feed.iterfind(f"{ATOM}entry/{ATOM}{name}")]


def test_newest_first_whatever_is_asked_for(portal, follow):
    portal.release("Flood", at=noon("2024-01-01"))
    portal.release("A long title with a flood in it", at=noon("2026-01-01"))
    portal.release("Drought")
    titles = ["A long title with a flood in it", "Flood"]
    assert texts(follow("flood"), "title") == titles
    assert texts(follow("flood", sort="relevance"), "title") == titles


def test_filters_narrow_it(portal, follow):
    portal.release("Flood", kind="notice")
    portal.release("Flood too", kind="speech")
    assert texts(follow("flood", kind="speech"), "title") == ["Flood too"]


def test_an_entry_has_its_facts(portal, follow):
    source = SourceFactory(name_en="Water Department")
    article = portal.release("Flood", summary="A <b> & c.", at=noon("2026-05-08"), source=source)
    feed = follow("flood")
    (entry,) = feed.iterfind(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{article.url_path}"
    assert entry.find(f"{ATOM}summary").text == "A &lt;b&gt; &amp; c."  # HTML
    assert entry.find(f"{ATOM}published").text == "2026-05-08T12:00:00+08:00"
    assert entry.find(f"{ATOM}updated").text >= entry.find(f"{ATOM}published").text
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Water Department"
    assert entry.find(f"{ATOM}id").text == f"tag:testserver,2026-05-08:article/{article.pk}"
    assert feed.find(f"{ATOM}updated").text == entry.find(f"{ATOM}updated").text
    assert feed.find(f"{ATOM}author/{ATOM}name").text


def test_an_entry_keeps_its_id(portal, follow):
    article = portal.release("Flood")
    before = texts(follow(), "id")
    article.title, article.slug = "Flood!", "elsewhere"
    article.save()
    article.move(portal.sections["en", "executive"], pos="last-child")
    assert texts(follow(), "id") == before


def test_the_feed_says_what_it_follows(portal, follow):
    feed = follow("防汛", "zh", year=2026)
    assert "防汛" in feed.find(f"{ATOM}title").text
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    links = {link.get("rel"): link.get("href") for link in feed.iterfind(f"{ATOM}link")}
    assert links["alternate"] == "http://testserver/zh/search/?q=%E9%98%B2%E6%B1%9B&year=2026"
    assert links["self"] == "http://testserver/zh/search/feed/?q=%E9%98%B2%E6%B1%9B&year=2026"


def test_what_xml_cannot_hold_is_left_out(portal, follow):
    portal.release("Flood\x0b and \ufffe<plan>")
    assert texts(follow("flood"), "title") == ["Flood  and  <plan>"]


@pytest.mark.parametrize("q", ["\x00", '"', "]]>", "<x>", "\ufffe", "a" * 10_000])
def test_any_text_has_a_feed(portal, follow, q):
    portal.release("Flood")
    assert len(texts(follow(q), "title")) <= 1


def test_it_ends(portal, follow):
    for number in range(ENTRIES + 1):
        portal.release(f"Flood {number}")
    assert len(texts(follow("flood"), "id")) == ENTRIES


def test_what_takes_too_long_is_stopped(portal, client, monkeypatch):
    def find(*args):
        raise TooSlowError

    monkeypatch.setattr("search.engine.find", find)
    response = client.get("/en/search/feed/?q=flood")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
