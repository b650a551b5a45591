"""A pair of drafts and the people who take it through a release."""

from types import SimpleNamespace

import pytest

from news.models import ArticlePage
from news.release.sets import making, reviewing
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
