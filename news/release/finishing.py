"""The end of a workflow of Wagtail's. Wagtail loads this while it loads its own models: nothing of theirs stands here."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.workflows import publish_workflow_state


def finish(workflow_state: Any, user: AbstractBaseUser | None = None) -> None:
    """Publish what was reviewed, but no article: one may have been under way since before there were releases."""
    if not is_article(workflow_state.content_object):
        publish_workflow_state(workflow_state, user=user)


def is_article(page: Any) -> bool:
    from news.models import ArticlePage

    return isinstance(getattr(page, "specific", page), ArticlePage)
