"""What is still to be done about articles that readers have: computed from the articles, stored nowhere."""

import datetime
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import ArticlePage, Rendering, SectionPage
from news.release.plans import CHINESE, DEFAULT, ENGLISH, Plan
from news.release.renderings import is_out_of_date

SHOWN = 20  # of each kind


class Kind(Enum):
    ENGLISH_DUE = "english_due"
    FLASH = "flash"
    OUT_OF_DATE = "out_of_date"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Kind.ENGLISH_DUE: _("English is to follow"),
    Kind.FLASH: _("A flash without a summary"),
    Kind.OUT_OF_DATE: _("Translation out of date"),
}


@dataclass(frozen=True)
class Task:
    """`page` is the one that readers have; `due_at` is None where there is no time by which it must be done."""

    kind: Kind
    page: ArticlePage
    due_at: datetime.datetime | None = None

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()


def open_tasks(user: User, limit: int = SHOWN) -> list[Task]:
    """Those about articles that the user may change: overdue first, then by time, then the newest; `limit` of each kind."""
    editable = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"change", "publish"})
    pages = ArticlePage.objects.filter(pk__in=editable.values("pk"))
    return [*english_due(pages, limit), *out_of_date(pages, limit), *flashes(pages, limit)]


def english_due(pages: "QuerySet[ArticlePage]", limit: int = SHOWN) -> list[Task]:
    """Articles released in Chinese first whose English is not out, the most urgent first. Two queries."""
    english = ArticlePage.objects.filter(translation_key=OuterRef("translation_key"), language=ENGLISH, live=True)
    found = pages.filter(
        ~Exists(english),
        language=CHINESE,
        language_plan__in=["", Plan.CHINESE_FIRST],
        live=True,
        translation_due_at__isnull=False,
    ).order_by("translation_due_at", "pk")
    plans = SectionPlans()
    planned = (page for page in found.iterator() if plans.of(page) == Plan.CHINESE_FIRST)
    return [Task(Kind.ENGLISH_DUE, page, page.translation_due_at) for page in islice(planned, limit)]


def flashes(pages: "QuerySet[ArticlePage]", limit: int = SHOWN) -> list[Task]:
    """Live flashes without the one thing that a flash may do without; the newest first. One query."""
    bare = pages.filter(live=True, is_flash=True, summary="").order_by("-released_at", "-pk")
    return [Task(Kind.FLASH, page) for page in bare[:limit]]


def out_of_date(pages: "QuerySet[ArticlePage]", limit: int = SHOWN) -> list[Task]:
    """Live translations whose original was released again with another text, the newest first. One query, and some for each
    page whose original is newer: what moved is in the revisions."""
    original = ArticlePage.objects.filter(pk=OuterRef("source"), live=True)
    newer = original.filter(last_published_at__gt=OuterRef(OuterRef("last_published_at")))
    rendered = Rendering.objects.filter(Exists(newer), page=OuterRef("pk"))
    found = pages.filter(Exists(rendered), live=True).order_by("-last_published_at", "-pk")
    behind = (page for page in found.iterator() if is_out_of_date(page))
    return [Task(Kind.OUT_OF_DATE, page) for page in islice(behind, limit)]


class SectionPlans:
    """What each section says about languages, by its path in the tree: one query, for any number of articles."""

    def __init__(self) -> None:
        said = SectionPage.objects.exclude(language_plan="").values_list("path", "language_plan")
        self.said: dict[str, str] = dict(said)

    def of(self, article: ArticlePage) -> str:
        """The plan of an article: its own, or that of the nearest section above that says anything."""
        return article.language_plan or self.above(article.path[: -article.steplen])

    def above(self, path: str) -> str:
        while path:
            if path in self.said:
                return self.said[path]
            path = path[: -Page.steplen]
        return DEFAULT
