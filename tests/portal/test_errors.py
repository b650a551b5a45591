"""Errors in the reader's language, never a 500 for bad input."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from portal import urls
from tests import factories

TITLES = {"zh": "没有找到这一页", "en": "This page is not here"}


@pytest.mark.parametrize("lang", TITLES)
def test_not_found(lang, site, read):
    page = read(f"/{lang}/nothing/", 404, **{"accept-language": "fr"})
    assert page.h1.get_text() == TITLES[lang]
    assert not page.response.cookies
    assert not page.select("link[rel=canonical], link[hreflang]")
    assert page.select_one(".mast-bar a")["href"] == {"zh": "/en/", "en": "/zh/"}[lang]


@pytest.mark.parametrize(("header", "lang"), [("en", "en"), ("zh-CN", "zh"), ("fr", "zh"), ("", "zh")])
def test_without_a_language_in_the_address_the_readers_is_spoken(header, lang, site, read):
    assert read("/nothing/", 404, **{"accept-language": header}).h1.get_text() == TITLES[lang]


def test_not_found_costs_little(site, client, django_assert_max_num_queries):
    client.get("/zh/nothing/")
    with django_assert_max_num_queries(9):  # one of them asks whether an article was withdrawn there
        client.get("/zh/yaowen/nothing/")


def broken(request) -> HttpResponse:
    raise RuntimeError


class BrokenUrls:
    """The portal's addresses with one more, which breaks."""

    urlpatterns = [path("zh/broken/", broken), path("en/broken/", broken), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.mark.parametrize(("lang", "words"), [("zh", "系统出错"), ("en", "Something went wrong")])
def test_a_fault_of_ours_is_told_in_the_language_of_the_address(lang, words, db, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=BrokenUrls), django_assert_num_queries(0):
        response = client.get(f"/{lang}/broken/")
    assert response.status_code == 500
    assert words in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


@pytest.mark.parametrize(("lang", "words"), [("zh", "提交的内容过大"), ("en", "That was too much at once")])
def test_too_much_at_once_is_413(lang, words, pair, client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post(f"/{lang}/comments/{getattr(pair, lang).pk}/", {"comment": "x" * 2000})
    assert response.status_code == 413
    assert words in response.content.decode()


def test_too_many_fields_are_413(pair, client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    response = client.post(f"/en/comments/{pair.en.pk}/", {f"field{number}": "x" for number in range(20)})
    assert response.status_code == 413


@pytest.mark.parametrize(("lang", "words"), [("zh", "表单已过期"), ("en", "The form has expired")])
def test_a_form_without_its_token_is_told_so(lang, words, pair):
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/{lang}/comments/{getattr(pair, lang).pk}/", {"comment": "x"})
    assert response.status_code == 403
    assert words in response.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "a b", "x" * 300])
def test_a_strange_host_is_400(host, site, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/zh/", headers={"host": host}).status_code == 400


def test_who_may_not_see_a_page_is_told_in_their_language(site, people, sign_in):
    factories.close(site.en_section)
    client = sign_in(people["auditor"])
    assert client.get("/admin/outbox/").status_code in (302, 403)
