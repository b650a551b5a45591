"""What news announces, inside the transaction of the change: what a receiver writes is committed or rolled back with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_delete
from django.dispatch import Signal
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from portal.signals import branch_changed

__all__ = ["announced_once", "articles_changed", "branch_changed", "names_changed", "say_changed"]

articles_changed = Signal()
"""`page_ids`, a set: these articles are released, withdrawn, elsewhere, gone or no longer what they said, child rows included.

What happens to drafts is not announced, but for moves and restrictions."""

_waiting: ContextVar[set[int] | None] = ContextVar("articles that are announced later", default=None)


def say_changed(page_id: int) -> None:
    """Send `articles_changed` for an article: now, or at the end of the `announced_once` under way."""
    from news.models import ArticlePage

    waiting = _waiting.get()
    if waiting is None:
        articles_changed.send(sender=ArticlePage, page_ids={page_id})
    else:
        waiting.add(page_id)


@contextmanager
def announced_once() -> Iterator[None]:
    """Within one transaction: the articles that change in this block are announced together, at its end, still inside the
    transaction. What is raised in the block undoes the changes, and nothing is announced."""
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting:
        from news.models import ArticlePage

        articles_changed.send(sender=ArticlePage, page_ids=waiting)


names_changed = Signal()
"""`row`: an official, a topic, a meeting series or a source has other names than before, is new or is gone."""


def install() -> None:
    """Listen to what goes round our models' methods: Wagtail deletes a branch in one query, and publishes in its own way."""
    from news.models import ArticleDownload, ArticlePage, MeetingSeries, Official, Source, Topic
    from news.release import versions, withdrawing

    page_published.connect(versions.count_release, sender=ArticlePage)
    articles_changed.connect(withdrawing.end_with_release)
    post_delete.connect(announce_deleted_article, sender=ArticlePage)
    post_delete.connect(forget_document, sender=ArticleDownload)
    for model in (MeetingSeries, Official, Source, Topic):
        post_delete.connect(announce_deleted_row, sender=model)


def announce_deleted_article(sender, instance, **kwargs) -> None:
    if instance.live:
        instance.announce(instance)


def forget_document(sender, instance, origin=None, **kwargs) -> None:
    """A document that an article no longer offers. Wagtail writes its reference index before it deletes the child rows of a
    page that it saves, so that the document would be handed out for ever. Not for a row that goes with its article, nor where
    somebody writes the index at the end."""
    from wagtail.signal_handlers import reference_index_auto_update_disabled

    if getattr(reference_index_auto_update_disabled, "value", False):
        return
    if getattr(origin, "model", type(origin)) is sender:
        ReferenceIndex.create_or_update_for_object(instance.article)


def announce_deleted_row(sender, instance, **kwargs) -> None:
    names_changed.send(sender=sender, row=instance)
