"""The findings in the saved drafts of an article, as one person may read them."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from news.auditing import refuse_reading
from news.models import ArticlePage
from news.release.findings.assessing import record, texts_of, with_basis
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.dismissals import Judged, judged
from news.release.findings.page_findings import PageFinding, summary_of
from portal.locales import CODES


@dataclass(frozen=True)
class Report:
    """`pages` are the latest drafts, with segments that are newer, by language prefix, Chinese first; what the reader may
    not read is not there."""

    page: ArticlePage
    pages: dict[str, ArticlePage]
    judged: list[Judged]

    @cached_property
    def open(self) -> list[PageFinding]:
        return [finding for finding, dismissal in self.judged if dismissal is None]

    @cached_property
    def dismissed(self) -> list[Judged]:
        return [row for row in self.judged if row.dismissal is not None]

    @property
    def errors(self) -> int:
        return summary_of(self.open)[0]

    @property
    def warnings(self) -> int:
        return summary_of(self.open)[1]

    @property
    def url(self) -> str:
        return address(self.page)


def address(page: ArticlePage) -> str:
    return reverse("news_findings", args=[page.pk])


def report_on(page: ArticlePage, user: User) -> Report:
    """Raises PermissionDenied for those who may not read the page. About twenty queries, and up to 0.1 s. What somebody
    finds who may read the whole article is recorded for lists."""
    refuse_reading(page, user)
    both = ArticlePage.objects.filter(translation_key=page.translation_key, language__in=CODES.values())
    rows = list(with_basis(both.with_latest_text()))
    readable = [row for row in rows if row.pk == page.pk or may_read(row, user)]
    drafts = texts_of(readable)
    zh, en = drafts.get("zh"), drafts.get("en")
    findings = findings_of(zh, en, day_of(zh, en))
    if readable == rows:
        record(page.translation_key, readable[0].basis, findings)
    return Report(page, drafts, judged(findings, page.translation_key))


def may_read(page: ArticlePage, user: User) -> bool:
    try:
        refuse_reading(page, user)
    except PermissionDenied:
        return False
    return True
