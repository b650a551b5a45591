"""What the findings register with Wagtail: their page, a button that leads there, their words in the audit log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

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
    """What the translation editor says above its segments: of an article, the report and whether segments are newer than it."""
    if not isinstance(page, ArticlePage):
        return {}
    newer = StringTranslation.objects.filter(context__object_id=page.translation_key, locale_id=page.locale_id)
    if page.latest_revision:
        newer = newer.filter(updated_at__gt=page.latest_revision.created_at)
    return {"report": report_on(page, user), "is_behind": newer.exists()}
