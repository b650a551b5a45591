"""From an address to a page, or to a clear refusal."""

import pytest
from wagtail.models import PageViewRestriction

from portal.routing import MAX_COMPONENTS, nearest_page, trail_of
from tests import factories

NOWHERE = [
    *("nothing/", "yaowen/nothing/", "%00/", "yaowen/%00/", "a%00b/", "yaowen//x/", "./", "%2e%2e/admin/"),
    *("x/" * (MAX_COMPONENTS + 3), "x" * 5000 + "/", "%FF%FE/", "%E2%80%AE/", "yaowen/%0a/", "<script>/", "';--/"),
]


@pytest.mark.parametrize(("lang", "html_lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_unknown_addresses_are_not_found_in_their_language(lang, html_lang, site, read):
    for rest in NOWHERE:
        page = read(f"/{lang}/{rest}", status=404)
        assert page.html["lang"] == html_lang, rest
        assert page.select_one("form[role=search]")


def test_a_nul_is_refused_wherever_it_stands(site, client):
    article = factories.article(site.zh_section)
    for address in (f"{article.url_path}?page=%00", f"{article.url_path}?x=%00", "/zh/?q=%00", "/?to=%00"):
        assert client.get(address).status_code == 200, address
    for address in ("/zh/search/?q=%00", "/en/search/?topic=%00&page=%00", "/zh/yaowen/?page=%00"):
        assert client.get(address).status_code in (200, 400, 404), address
    for address in ("/%00", "/documents/1/%00.pdf", "/media/images/%00", "/admin/%00/", "/static/%00"):
        assert client.get(address).status_code in (302, 400, 404), address


def test_what_has_no_language_is_not_found(site, client):
    for address in ("/nothing/", "/yaowen/", "/zh-hans/yaowen/", "/favicon.ico", "/.env", "/wp-login.php"):
        assert client.get(address).status_code == 404, address


def test_a_missing_slash_is_added(pair, client):
    response = client.get(pair.zh.url_path.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, pair.zh.url_path)


def test_what_is_not_released_is_not_found(site, read):
    for article in factories.hidden(site.zh_section, "绝密"):
        private = PageViewRestriction.objects.filter(page__in=article.get_ancestors(inclusive=True)).exists()
        page = read(article.url_path, status=302 if private else 404)
        assert "绝密" not in page.response.content.decode()


def test_a_password_opens_a_private_page_and_its_form_says_nothing_of_it(site, client, read):
    article = factories.article(site.en_section, "Embargoed news")
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="open sesame")
    page = read(article.url_path)
    assert "Embargoed" not in page.response.content.decode()
    assert page.html["lang"] == "en"
    form = {field["name"]: field.get("value", "") for field in page.select("form input")} | {"password": "open sesame"}
    client.post(page.form["action"], form)
    assert "Embargoed news" in client.get(article.url_path).content.decode()


def test_a_trail_is_one_query_at_any_depth(site, django_assert_num_queries):
    section = site.zh_section
    for number in range(3):
        section = factories.section(section, f"Level {number}")
    article = factories.article(section)
    with django_assert_num_queries(1):
        assert [page.pk for page in trail_of(f"{article.url_path}2026/")][-1] == article.pk
    with django_assert_num_queries(0):
        assert trail_of("/a" * (MAX_COMPONENTS + 1)) == trail_of("/") == trail_of("/zh/\x00/") == []


def test_the_nearest_page_is_one_that_a_citizen_can_reach(site, read):
    shut = factories.close(factories.section(site.zh_section, "内部"))
    off = factories.section(site.zh_section, "停用", live=False)
    for address in (f"{shut.url_path}x/", f"{off.url_path}x/", f"{site.zh_section.url_path}x/y/"):
        assert nearest_page(address).pk == site.zh_section.pk
        assert read(address, status=404).select_one("main .leaf-text p a")["href"] == site.zh_section.url_path
    assert nearest_page("/nothing/") is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_for_reading(method, pair, client):
    assert getattr(client, method)(pair.zh.url_path).status_code in (200, 405)
    assert client.head(pair.zh.url_path).status_code == 200
