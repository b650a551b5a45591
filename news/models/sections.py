"""Sections: the tree's branches, with an archive by year and month."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from news.models.articles import ArticlePage
from news.release.forms import DraftCopyForm
from news.release.permissions import SectionPermissionTester
from news.release.plans import Plan
from news.release.readiness import still_chinese
from portal.dates import month_name, year_name
from portal.models import Crumb, PortalPage
from portal.pagination import page_or_404
from portal.tree import sections_to_read

PER_PAGE = 20
YEAR_AND_MONTH = re.compile(r"((?:19|20|21)[0-9]{2})(?:/([1-9]|1[0-2]))?")


class SectionPage(PortalPage):
    """A section of the portal, with its articles and those of the sections below it, newest first."""

    summary = models.CharField(
        _("summary"), max_length=255, blank=True, help_text=_("One sentence under the section's title.")
    )
    comments_open = models.BooleanField(
        _("comments open"), default=True, help_text=_("Whether readers may comment on this section's articles.")
    )
    language_plan = models.CharField(
        _("language plan"),
        max_length=16,
        choices=Plan.choices,
        blank=True,
        help_text=_(
            "In which languages this section's articles are released. As the section above says, if left empty."
        ),
    )

    parent_page_types = ["home.HomePage", "news.SectionPage"]
    subpage_types = ["news.SectionPage", "news.ArticlePage"]
    template = "news/section_page.html"
    copy_form_class = DraftCopyForm

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], heading=_("Address"))]
    settings_panels = [FieldPanel("language_plan"), FieldPanel("comments_open"), *Page.settings_panels]
    search_fields = [*PortalPage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        super().clean()
        if self.live:
            chinese = still_chinese(self, ("title", "summary"))
            if chinese:
                raise ValidationError(chinese)

    def permissions_for_user(self, user) -> SectionPermissionTester:
        return SectionPermissionTester(user, self)

    def articles(self):
        """The released articles below this section, at any depth."""
        return ArticlePage.objects.descendant_of(self).released()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """`<year>/` and `<year>/<month>/` are this section's archive."""
        if not self.live:
            raise Http404("This section is not live.")
        if not path_components:
            return RouteResult(self)
        found = YEAR_AND_MONTH.fullmatch("/".join(path_components))
        if not found:
            raise Http404("A section's archive has years and months only.")
        year, month = found.groups()
        return RouteResult(self, kwargs={"year": int(year), "month": int(month) if month else None})

    def get_context(
        self, request: HttpRequest, *args, year: int | None = None, month: int | None = None, **kwargs
    ) -> dict:
        articles = self.articles()
        if year:
            articles = articles.released_in(year, month)
        page = page_or_404(Paginator(articles.newest_first().select_related("source", "locale"), PER_PAGE), request)
        return super().get_context(request, *args, **kwargs) | {
            "title": self.title_of(year, month),
            "crumbs": self.archive_crumbs(year, month),
            "articles": page,
            "archive": self.archive(),
            "subsections": self.subsections() if year is None else [],
            "year": year,
            "month": month,
        }

    def title_of(self, year: int | None, month: int | None) -> str:
        """The section's title, with the time that is read where it is a part of the archive."""
        if year is None:
            return self.title
        time = date_format(datetime.date(year, month, 1), "YEAR_MONTH_FORMAT") if month else year_name(year)
        return gettext("%(section)s, %(time)s") % {"section": self.title, "time": time}

    def archive_crumbs(self, year: int | None, month: int | None) -> list[Crumb]:
        """The section's breadcrumbs, and the year and the month that are read."""
        crumbs = self.breadcrumbs()
        if year:
            crumbs.append(Crumb(year_name(year), f"{self.url_path}{year}/"))
        if month:
            crumbs.append(Crumb(month_name(month), f"{self.url_path}{year}/{month}/"))
        return crumbs

    def archive(self) -> list[dict]:
        """`[{"year": 2026, "count": 43, "months": [(1, 9), (2, 0), …]}]`, latest year first, by the site's clock. One query."""
        counts = (
            self.articles()
            .order_by()
            .annotate(year=ExtractYear("released_at"), month=ExtractMonth("released_at"))
            .values_list("year", "month")
            .annotate(count=Count("pk"))
        )
        years: dict[int, dict[int, int]] = {}
        for year, month, count in counts:
            years.setdefault(year, {})[month] = count
        return [
            {"year": year, "count": sum(months.values()), "months": [(m, months.get(m, 0)) for m in range(1, 13)]}
            for year, months in sorted(years.items(), reverse=True)
        ]

    def subsections(self):
        """The sections directly below that have something to read in this language."""
        return sections_to_read(self)
