"""Breadcrumbs, alternates, switch, navigation: what every page shows around itself."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from portal.routing import trail_of
from tests import factories

HOST = "http://testserver"
LONG = "省政府召开会议专题研究部署防汛抗旱和水库安全度汛工作" * 4


def alternates(page) -> dict[str, str]:
    return {link["hreflang"]: link["href"].removeprefix(HOST) for link in page.select("link[rel=alternate]")}


def switch(page) -> dict[str, str]:
    return {link["lang"]: link["href"] for link in page.select(".mast-bar a")}


# --- Breadcrumbs ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("lang", "home", "title"), [("zh", "首页", LONG), ("en", "Home", "Rivers & <dykes> " * 12)])
def test_breadcrumbs_are_the_whole_way(lang, home, title, site, read):
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    below = factories.section(section, "Below")
    article = factories.article(below, title.strip())
    page = read(article.url_path)
    nav = page.select_one("nav[aria-label] ol").find_parent("nav")
    assert [crumb.get_text() for crumb in nav.select("li")] == [home, section.title, "Below", title.strip()]
    assert [link["href"] for link in nav.select("a")] == [f"/{lang}/", section.url_path, below.url_path]
    assert nav.select("[aria-current]") == [nav.select("li")[-1]]
    assert nav.select("li")[-1]["aria-current"] == "page"
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@type"] == "BreadcrumbList"
    assert [item["name"] for item in data["itemListElement"]] == [home, section.title, "Below", title.strip()]
    assert [item["position"] for item in data["itemListElement"]] == [1, 2, 3, 4]
    assert data["itemListElement"][-1]["item"] == HOST + article.url_path


@pytest.mark.parametrize("levels", [1, 4])
def test_breadcrumbs_take_two_queries_at_any_depth(levels, site, django_assert_max_num_queries):
    section = site.zh_section
    for number in range(levels):
        section = factories.section(section, f"Level {number}")
    article = ArticlePage.objects.get(pk=factories.article(section).pk)
    with django_assert_max_num_queries(2):  # as a preview asks, with no trail at hand
        assert len(article.breadcrumbs()) == levels + 3
    article.trail = [*trail_of(section.url_path), article]
    with django_assert_max_num_queries(0):
        assert len(article.breadcrumbs()) == levels + 3


# --- Languages --------------------------------------------------------------------------------------------------------
def test_hreflang_names_released_translations_itself_and_a_default(pair, site, read):
    for page in (pair.zh, pair.en):
        found = read(page.url_path)
        assert alternates(found) == {
            "zh-Hans": pair.zh.url_path,
            "en": pair.en.url_path,
            "x-default": pair.zh.url_path,
        }
        assert found.select_one("link[rel=canonical]")["href"] == HOST + page.url_path
        assert not found.select(".note--language")
    assert switch(read(pair.zh.url_path)) == {"en": pair.en.url_path}
    assert switch(read(pair.en.url_path)) == {"zh-Hans": pair.zh.url_path}
    assert alternates(read("/zh/")) == {"zh-Hans": "/zh/", "en": "/en/", "x-default": "/"}
    year = pair.zh.released_at.year
    archive = read(f"{site.zh_section.url_path}{year}/")
    assert alternates(archive)["en"] == f"{site.en_section.url_path}{year}/"


@pytest.mark.parametrize("why", ["draft", "private", "off", "below off"])
def test_a_translation_that_is_not_released_is_not_named(why, pair, site, read):
    if why == "draft":
        pair.en.unpublish()
    elif why == "private":
        factories.close(pair.en)
    elif why == "off":
        site.en_section.unpublish()
    else:
        off = factories.section(site.en, "Off", live=False)
        pair.en.move(off, pos="last-child")
    page = read(pair.zh.url_path)
    nearest = "/en/" if why == "off" else site.en_section.url_path
    assert set(alternates(page)) == {"zh-Hans", "x-default"}
    assert switch(page) == {"en": nearest}
    note = page.select_one(".note--language")
    assert "英文" in note.get_text()
    assert "English" in note.select_one("p[lang=en]").get_text()
    assert note.a["href"] == nearest
    assert page.select_one(".mast-bar a")["aria-describedby"] == note["id"]


def test_no_way_leads_to_a_language_without_a_home(pair, site, read):
    site.en.unpublish()
    page = read(pair.zh.url_path)
    assert not switch(page)
    assert set(alternates(page)) == {"zh-Hans", "x-default"}
    read(pair.en.url_path, status=404)
    read("/en/", status=404)


@pytest.mark.parametrize(("lang", "html_lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_every_page_says_its_language(lang, html_lang, pair, read):
    article = getattr(pair, lang)
    for address in (f"/{lang}/", article.get_parent().url_path, article.url_path, f"/{lang}/search/", f"/{lang}/no/"):
        status = 404 if address.endswith("/no/") else 200
        assert read(address, status, **{"accept-language": "fr"}).html["lang"] == html_lang


# --- Navigation -------------------------------------------------------------------------------------------------------
def test_navigation_offers_what_can_be_read_and_marks_where_we_are(site, read):
    factories.hidden(factories.section(site.zh, "绝密"), "绝密")
    factories.section(site.zh, "空")
    deep = factories.article(factories.section(factories.section(site.zh, "深"), "更深"))
    article = factories.article(site.zh_section)
    page = read(article.url_path)
    links = page.select("nav.nav a")
    assert [link.get_text() for link in links] == ["要闻", "深"]
    assert [link.get("aria-current") for link in links] == ["true", None]
    assert [link.get("aria-current") for link in read(site.zh_section.url_path).select("nav.nav a")] == ["page", None]
    assert deep.url_path.startswith(links[1]["href"])
    assert "绝密" not in page.response.content.decode()
    assert not read("/en/").select("nav.nav a")  # empty in English: not offered in English


# --- The tree ---------------------------------------------------------------------------------------------------------
def test_only_sections_hold_articles(site):
    assert ArticlePage.allowed_subpage_models() == []
    assert [model.__name__ for model in type(site.zh).allowed_subpage_models()] == ["SectionPage"]
    assert {model.__name__ for model in type(site.zh_section).allowed_subpage_models()} == {
        "SectionPage",
        "ArticlePage",
    }


def test_released_is_no_query_more(site, connection_queries):
    factories.hidden(site.zh_section, "绝密")
    shown = factories.article(site.zh_section)
    with connection_queries as queries:
        assert [article.pk for article in ArticlePage.objects.released()] == [shown.pk]
    assert len(queries) == 1


@pytest.fixture
def connection_queries(db):
    from django.db import connection

    return CaptureQueriesContext(connection)


def test_two_pages_of_one_name_have_two_addresses(site):
    first, second = (factories.article(site.zh_section, "防汛会议") for _number in range(2))
    assert first.url_path != second.url_path
    with pytest.raises(ValidationError):
        factories.article(site.zh_section, "另一篇", slug=first.slug)
