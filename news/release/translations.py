"""The report of all articles and their translations: what there is in each language, how old it is, who has it."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import django_filters
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from news.models import ArticlePage, Release, ReleaseArticle, SectionPage
from news.release.findings import tallies
from news.release.findings.reports import address
from news.release.findings.tallies import Tally
from news.release.plans import CHINESE, ENGLISH, LANGUAGES, Plan
from news.release.sets.pages import pages_of
from news.release.sets.visibility import READING, may_read_any, readable_pages, signed_in
from news.release.tasks import SectionPlans
from portal import locales

CHUNK = 500  # articles at a time in an export

STATES = {
    "missing": _("English is missing"),
    "draft": _("something is not public yet"),
    "changes": _("public, with changes that are not"),
    "public": _("public in both languages"),
}


class Translated:
    """An article of the report: `first` is its Chinese page, or the English where there is no Chinese."""

    def __init__(self, first: ArticlePage, pages: dict[str, ArticlePage], plan: str, release: Release | None) -> None:
        self.first = first
        self.pages = pages
        self.plan_code = plan
        self.release = release
        self.may_know_findings = False
        self.tally: Tally | None = None  # of open findings, once the texts are checked as they are now
        self.pk = first.pk

    @property
    def title(self) -> str:
        return self.first.draft_title

    @property
    def html_lang(self) -> str:
        return locales.HTML_LANG[self.first.language]

    @property
    def section(self) -> str:
        return getattr(self.first, "section_title", "") or ""

    @property
    def plan(self) -> str:
        return str(Plan(self.plan_code).label)

    @property
    def languages(self) -> list[tuple[str, str, ArticlePage | None]]:
        """Each language's own name, what there is, and the page."""
        found = [(language, self.pages.get(language)) for language in (CHINESE, ENGLISH)]
        return [(locales.OWN_NAMES[language], self.state(language), page) for language, page in found]

    @property
    def chinese(self) -> str:
        return self.state(CHINESE)

    @property
    def english(self) -> str:
        return self.state(ENGLISH)

    def state(self, language: str) -> str:
        page = self.pages.get(language)
        if page is None:
            return str(MISSING if language in LANGUAGES[self.plan_code] else NOT_PLANNED)
        if page.live:
            return str(CHANGED if page.has_unpublished_changes else PUBLIC)
        return str(DRAFT)

    @property
    def translated_at(self) -> datetime.datetime | None:
        """When the younger of two pages, the translation, was last saved."""
        english = self.pages.get(ENGLISH)
        return english.latest_revision_created_at if english else None

    @property
    def due_at(self) -> datetime.datetime | None:
        """When English is due, while readers wait for it."""
        english = self.pages.get(ENGLISH)
        waits = self.plan_code == Plan.CHINESE_FIRST and self.first.live and not (english and english.live)
        return self.first.translation_due_at if waits else None

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def is_behind(self) -> bool:
        """The Chinese was saved after the English: somebody should look whether that concerns it."""
        chinese = self.pages.get(CHINESE)
        both = (chinese.latest_revision_created_at if chinese else None, self.translated_at)
        return both[0] is not None and both[1] is not None and both[0] > both[1]

    @property
    def age(self) -> int | None:
        """Days."""
        return (timezone.now() - self.translated_at).days if self.translated_at else None

    @property
    def holder(self) -> Any:
        """Who has it: whoever locked the page that was saved last, or saved it."""
        pages = sorted(
            self.pages.values(), key=lambda page: page.latest_revision_created_at or page.first_published_at or NEVER
        )
        locked = next((page.locked_by for page in reversed(pages) if page.locked and page.locked_by), None)
        revision = pages[-1].latest_revision if pages else None
        return locked or (revision.user if revision else None)

    @property
    def errors(self) -> int | str:
        """How many of them are open, or why there is no number."""
        return self.tally.errors if self.tally else self.no_tally

    @property
    def warnings(self) -> int | str:
        return self.tally.warnings if self.tally else self.no_tally

    @property
    def no_tally(self) -> str:
        return str(BEING_CHECKED) if self.may_know_findings else "—"

    @property
    def findings_url(self) -> str:
        return address(self.first)

    @property
    def is_locked(self) -> bool:
        return any(page.locked for page in self.pages.values())


NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
MISSING = pgettext_lazy("page", "missing")
NOT_PLANNED = _("not planned")
PUBLIC = _("public")
CHANGED = _("public, with changes")
DRAFT = pgettext_lazy("page", "draft")
BEING_CHECKED = tallies.CHOICES["unchecked"]


def translated(articles: Iterable[ArticlePage], plans: SectionPlans, user: User) -> list[Translated]:
    """Six queries for any number of articles."""
    articles = list(articles)
    keys = [article.translation_key for article in articles]
    pages = pages_of(keys, "locked_by")
    waiting = ReleaseArticle.objects.filter(translation_key__in=keys, is_open=True).select_related("release")
    releases = {row.translation_key: row.release for row in waiting}
    sections = dict(
        SectionPage.objects.filter(path__in={article.path[: -Page.steplen] for article in articles}).values_list(
            "path", "title"
        )
    )
    counted = tallies.tallies(keys, user)
    found = []
    for article in articles:
        key = article.translation_key
        article.section_title = sections.get(article.path[: -Page.steplen], "")
        row = Translated(article, pages[key], plans.of(article), releases.get(key))
        row.may_know_findings, row.tally = key in counted, counted.get(key)
        found.append(row)
    return found


def articles(user: User) -> "QuerySet[ArticlePage]":
    """One page for each article that the user may read."""
    found: QuerySet[ArticlePage] = ArticlePage.objects.one_each()
    if not user.is_superuser:
        found = found.filter(pk__in=readable_pages(user).values("pk"))
    return found


class TranslationsFilterSet(WagtailFilterSet):
    section = django_filters.ModelChoiceFilter(
        label=_("Section"),
        queryset=lambda request: SectionPage.objects.filter(locale__language_code=CHINESE).order_by("path"),
        method="filter_section",
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=list(STATES.items()), method="filter_state")
    findings = django_filters.ChoiceFilter(
        label=_("Findings"), choices=list(tallies.CHOICES.items()), method="filter_findings"
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def filter_section(self, queryset: Any, name: str, section: SectionPage) -> Any:
        return queryset.descendant_of(section)

    def filter_findings(self, queryset: Any, name: str, choice: str) -> Any:
        return tallies.narrowed(queryset, choice, signed_in(self.request))

    def filter_state(self, queryset: Any, name: str, state: str) -> Any:
        pages = ArticlePage.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
        english = pages.filter(language=ENGLISH)
        if state == "missing":
            return queryset.exclude(language=ENGLISH).filter(~Exists(english))
        if state == "draft":
            return queryset.filter(Exists(pages.filter(live=False)))
        if state == "changes":
            return queryset.filter(Exists(pages.filter(live=True, has_unpublished_changes=True)))
        return queryset.filter(Exists(english.filter(live=True)), live=True, language=CHINESE)


class TemplateColumn(Column):
    """A cell by a template that gets the article of the report as `item`."""

    def __init__(self, name: str, label: Any, template_name: str) -> None:
        super().__init__(name, label=label)
        self.cell_template_name = template_name

    def get_value(self, instance: Any) -> Any:
        return instance

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"item": instance}


class TranslationsView(ReportView):
    """For everybody who may change or read pages. A constant number of queries a page."""

    page_title = pgettext_lazy("report", "Translations")
    header_icon = "site"
    model = ArticlePage
    filterset_class = TranslationsFilterSet
    index_url_name = "news_translations"
    index_results_url_name = "news_translations_results"
    any_permission_required = list(READING)
    verbose_name_plural = ArticlePage._meta.verbose_name_plural
    columns = [
        TemplateColumn("title", _("Article"), "news/translations/title.html"),
        TemplateColumn("languages", _("Languages"), "news/translations/languages.html"),
        Column("plan", label=_("Language plan")),
        TemplateColumn("age", _("Translation"), "news/translations/age.html"),
        TemplateColumn("findings", _("Findings"), "news/translations/findings.html"),
        TemplateColumn("release", pgettext_lazy("release set", "Release"), "news/translations/release.html"),
        TemplateColumn("holder", _("Who has it"), "news/translations/holder.html"),
    ]
    list_export = [
        *("title", "section", "chinese", "english", "plan", "translated_at", "age"),
        *("errors", "warnings", "release", "holder"),
    ]
    export_headings = {
        "title": _("title"),
        "section": _("Section"),
        "chinese": "中文",
        "english": "English",
        "plan": _("Language plan"),
        "translated_at": _("Translation last saved"),
        "age": _("Days since"),
        "errors": _("Open errors"),
        "warnings": _("Open warnings"),
        "release": pgettext_lazy("release set", "Release"),
        "holder": _("Who has it"),
    }

    def get_base_queryset(self) -> "QuerySet[ArticlePage]":
        return articles(signed_in(self.request))

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by("-latest_revision_created_at", "-pk")

    def get_filename(self) -> str:
        return f"translations-{timezone.localdate():%Y-%m-%d}"

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(
            [] if self.is_export else translated(object_list, SectionPlans(), signed_in(self.request))
        )

    def stream_csv(self, queryset: Any) -> Iterator[Any]:
        """In the language of whoever asked: when the lines are sent, the request is over."""
        return in_language(get_language(), super().stream_csv(queryset))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        return in_chunks(object_list, signed_in(self.request)) if self.is_export else object_list


def in_language(language: str | None, lines: Iterator[Any]) -> Iterator[Any]:
    with override(language):
        yield from lines


def in_chunks(found: "QuerySet[ArticlePage]", user: User) -> Iterator[Translated]:
    """All articles of an export, some at a time."""
    plans, chunk = SectionPlans(), []
    for article in found.iterator(chunk_size=CHUNK):
        chunk.append(article)
        if len(chunk) == CHUNK:
            yield from translated(chunk, plans, user)
            chunk = []
    yield from translated(chunk, plans, user)


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_any(signed_in(request))


def urls() -> list[URLPattern]:
    return [
        path("reports/translations/", TranslationsView.as_view(), name="news_translations"),
        path(
            "reports/translations/results/",
            TranslationsView.as_view(results_only=True),
            name="news_translations_results",
        ),
    ]
