"""Fixtures that every part of the portal shares: a small site in two languages, and the people who work on it."""

import gc
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from news.models import ArticlePage
from tests import factories


def pytest_collection_finish(session) -> None:
    """What is loaded by now stays until the end: the collector need not look through it again and again. A seventh of the
    time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


@pytest.fixture(autouse=True)
def fresh_cache_and_language():
    cache.clear()
    yield
    translation.deactivate()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that commits ends by emptying the database: give the tests after it what the migrations had made.

    After the last test there is nobody to give it to, and the database is gone already.
    """
    result = yield
    asked = [marker.kwargs for marker in item.iter_markers("django_db")]
    commits = "transactional_db" in item.fixturenames or any(kwargs.get("transaction") for kwargs in asked)
    if commits and nextitem is not None:
        restores = "django_db_serialized_rollback" in item.fixturenames
        with item.session.config.stash[blocking_manager_key].unblock():
            if restores or any(kwargs.get("serialized_rollback") for kwargs in asked):
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result


@pytest.fixture
def site(db) -> SimpleNamespace:
    """Two homes with a section each, translations of each other, and no article yet."""
    zh, en = factories.home("zh"), factories.home("en")
    zh_section = factories.section(zh, "要闻")
    return SimpleNamespace(
        zh=zh, en=en, zh_section=zh_section, en_section=factories.section(en, "News", translation_of=zh_section)
    )


@pytest.fixture
def pair(site) -> SimpleNamespace:
    """One article released in both languages."""
    zh = factories.article(site.zh_section)
    en = factories.article(
        site.en_section,
        "Province prepares for floods",
        translation_of=zh,
    )
    return SimpleNamespace(zh=zh, en=en)


@pytest.fixture
def people(db) -> dict:
    """One user for each role."""
    return {key: factories.user(key, key) for key in factories.roles.ROLES}


@pytest.fixture
def colleague(people):
    """A second editor, who can release what the first one wrote."""
    return factories.user("colleague", "editor")


@pytest.fixture
def sign_in():
    """`sign_in(user)`: the browser of somebody who has signed in."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def draft(site, people):
    """A Chinese article that the officer wrote, waiting for release."""
    article = factories.article(site.zh_section, live=False, owner=people["officer"])
    article.save_revision(user=people["officer"])
    return ArticlePage.objects.get(pk=article.pk)


@pytest.fixture
def read(client):
    """`read("/zh/")`: the page that an anonymous reader gets, parsed; its response is `.response`."""

    def read(address: str, status: int = 200, **headers: str) -> BeautifulSoup:
        response = client.get(address, headers=headers)
        assert response.status_code == status, (address, response.status_code)
        page = BeautifulSoup(response.content, "html.parser")
        page.response = response
        return page

    return read


@pytest.fixture
def costs(client, django_assert_num_queries):
    """`costs("/zh/", 9)`: the page is served in exactly so many queries, once the process is warm."""

    def costs(address: str, number: int) -> None:
        assert client.get(address).status_code == 200, address
        with django_assert_num_queries(number):
            client.get(address)

    return costs
