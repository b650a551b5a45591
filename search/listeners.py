"""What the indexes do when news says that something changed. All of it happens in the transaction of the change."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from modelsearch.index import remove_object
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from news.models import ArticlePage, MeetingSeries, Official, Source, Topic
from news.signals import articles_changed, branch_changed, names_changed
from search import index
from search.models import IndexEntry

BATCH = 1_000  # article ids read at a time


def connect() -> None:
    articles_changed.connect(update_articles)
    branch_changed.connect(update_branch)
    names_changed.connect(update_named)
    post_save.connect(update_admin, sender=ArticlePage)
    post_delete.connect(remove_from_admin, sender=ArticlePage)


def update_articles(sender: Any, page_ids: Iterable[int], **kwargs: Any) -> None:
    index.update(set(page_ids))


def update_branch(sender: Any, page: Page, **kwargs: Any) -> None:
    """What is below the page and has gained or lost its readers; what has not is left as it is, wherever it was moved."""
    below = ArticlePage.objects.filter(path__startswith=page.path).order_by()
    released = set(below.released().values_list("pk", flat=True))
    indexed = set(IndexEntry.objects.filter(page_id__in=below.values("pk")).values_list("page_id", flat=True))
    index.update(released ^ indexed)


def update_named(sender: Any, row: models.Model, **kwargs: Any) -> None:
    """The articles whose facts hold the name. A source's stands in the facts of the meetings that it took part in."""
    articles = ArticlePage.objects.filter(live=True)
    match row:
        case Topic():
            update_all(articles.filter(article_topics__topic=row.pk))
        case MeetingSeries():
            update_all(articles.filter(meetings__series=row.pk))
        case Official():
            update_all(articles.filter(participations__official=row.pk))
        case Source():
            update_all(articles.filter(participations__body=row.pk))


def update_admin(
    sender: Any, instance: ArticlePage, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """In the admin's own search. Its own receiver reads each article again that was saved just now, and then asks whether
    it is there, which takes most of the time; here that happens only where a part of it was saved."""
    if raw:
        return
    article = instance if update_fields is None else ArticlePage.objects.get(pk=instance.pk)
    for backend in get_search_backends(with_auto_update=True):
        backend.add(article)


def remove_from_admin(sender: Any, instance: ArticlePage, **kwargs: Any) -> None:
    remove_object(instance)


def update_all(articles: models.QuerySet[Any]) -> None:
    ids = list(articles.order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(ids), BATCH):
        index.update(ids[start : start + BATCH])
