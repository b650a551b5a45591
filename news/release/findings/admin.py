"""What the findings register with Wagtail: their page, a button that leads there, their words in the audit log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from news.models import ArticlePage
from news.release.findings.reports import address, may_read, report_on
from news.release.findings.views import FindingsView


def urls() -> list[URLPattern]:
    return [path("findings/<int:page_id>/", FindingsView.as_view(), name="news_findings")]


def header_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of an article's header, in the editor and in the explorer."""
    if isinstance(page, ArticlePage) and page.pk and may_read(page, user):
        yield Button(_("Findings"), address(page), icon_name="clipboard-list", priority=45)


def banner(page: Any, user: User) -> dict[str, Any]:
    """What the translation editor says above its segments: of an article, the report on them as they are now."""
    return {"report": report_on(page, user)} if isinstance(page, ArticlePage) else {}
