"""Two editors, so that one can release what the other wrote, and their browsers."""

import pytest
from django.test import Client

from news.models import ArticlePage
from tests import factories


def is_live(article: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=article.pk).live


@pytest.fixture
def sign_in():
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def colleague(people):
    return factories.user("colleague", "editor")


@pytest.fixture
def draft(site, people) -> ArticlePage:
    """A Chinese article that the officer wrote, waiting for release."""
    article = factories.article(site.zh_section, live=False, owner=people["officer"])
    article.save_revision(user=people["officer"])
    return ArticlePage.objects.get(pk=article.pk)
