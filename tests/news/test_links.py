"""Rows that tie articles together."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from news.models import ArticleLink, ArticleTopic
from tests import factories


def test_an_article_does_not_link_to_itself(site):
    article = factories.article(site.zh_section)
    with pytest.raises(ValidationError):
        ArticleLink(article=article, target=article).full_clean()
    ArticleLink(article=article, target=factories.article(site.zh_section)).full_clean()


def test_a_topic_is_named_once(site):
    article, topic = factories.article(site.zh_section), factories.TopicFactory()
    ArticleTopic.objects.create(article=article, topic=topic)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleTopic.objects.create(article=article, topic=topic)


def test_what_an_article_refers_to_is_not_deleted_from_under_it(site):
    article = factories.everything(site.zh_section)
    for row in (
        article.source,
        article.article_topics.first().topic,
        article.article_contacts.first().contact,
        article.downloads.first().document,
        article.meeting.series,
        article.participations.first().official,
    ):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_deleted_article_takes_its_links_along(site, read):
    article, other = factories.article(site.zh_section), factories.article(site.zh_section)
    ArticleLink.objects.create(article=article, target=other)
    other.delete()
    assert not read(article.url_path).select("section.related")
