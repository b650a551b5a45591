"""A pair of drafts and the people who take it through a release."""

import datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage, Release
from news.release.sets import making, reviewing, timing
from tests import factories


@pytest.fixture
def drafts(site, people) -> SimpleNamespace:
    """One article in both languages, written by the officer, neither of them released."""
    zh = factories.article(site.zh_section, live=False, owner=people["officer"])
    en = factories.article(site.en_section, "Province prepares for floods", translation_of=zh, live=False)
    for page in (zh, en):
        page.save_revision(user=people["officer"])
    return SimpleNamespace(zh=fresh(zh), en=fresh(en))


@pytest.fixture
def release(drafts, people):
    """A draft of a release of both."""
    return making.make(drafts.zh, people["officer"])


@pytest.fixture
def in_review(release, people):
    return reviewing.submit(release, people["officer"])


@pytest.fixture
def approved(in_review, people):
    return reviewing.approve(in_review, people["editor"])


def fresh(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def scheduled(approved, people) -> Release:
    """To be released in an hour."""
    return timing.schedule(approved, people["editor"], timezone.now() + datetime.timedelta(hours=1))


@pytest.fixture
def page_of(sign_in):
    """`page_of(user, release)`: the admin's page of a release, parsed; `.response` is the response."""

    def page_of(user, release, path="", **post):
        address = reverse("news_release", args=[release.pk]) + path
        client = sign_in(user)
        response = client.post(address, post, follow=True) if post or path else client.get(address)
        page = BeautifulSoup(response.content, "html.parser")
        page.response = response
        return page

    return page_of
