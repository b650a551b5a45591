"""What the page of a release shows: its articles with both languages side by side, its reviews, and what one may do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from news.models import ArticlePage, Release, ReleaseApproval
from news.release.findings.dismissals import Judged
from news.release.findings.page_findings import PageFinding
from news.release.findings.passages import Passage, passages_of
from news.release.localize import newer_translation
from news.release.plans import CHINESE, ENGLISH, Plan
from news.release.sets.checking import judged_findings_of
from news.release.sets.obstacles import Obstacle, of_bundle, since_approval
from news.release.sets.pages import Bundle, bundles, latest
from news.release.sets.permissions import may_edit, may_release, may_review, steps_of
from news.release.sets.reviewing import revisions_of
from news.release.terms.loading import current_glossary
from portal import locales

FIRST_WORDS = 160  # characters of the body
State = Release.State


@dataclass(frozen=True)
class Column:
    """One language of an article. `page` and `draft` are None where nobody has begun it."""

    language: str
    page: ArticlePage | None
    draft: ArticlePage | None
    is_planned: bool  # the release publishes it
    obstacles: list[str] = field(default_factory=list)
    is_behind: bool = False  # segments were translated since it was approved

    @property
    def name(self) -> str:
        return locales.OWN_NAMES[self.language]

    @property
    def html_lang(self) -> str:
        return locales.HTML_LANG[self.language]

    @property
    def first_words(self) -> str:
        if self.draft is None:
            return ""
        texts = (text for block in self.draft.body for text in block.block.get_searchable_content(block.value))
        words = ""
        for text in texts:
            words = f"{words} {strip_tags(text)}".strip()
            if len(words) > FIRST_WORDS:
                break
        return Truncator(words).chars(FIRST_WORDS)

    @property
    def passages(self) -> list[Passage]:
        """What readers will read beside the title and the summary, for who answers for it."""
        found = passages_of(self.draft) if self.draft else []
        return [passage for passage in found if passage.field not in ("title", "summary")]

    @property
    def has_changes(self) -> bool:
        return bool(self.page and self.page.live and self.page.has_unpublished_changes)

    @property
    def editor(self) -> Any:
        """Who saved last."""
        revision = self.page.latest_revision if self.page else None
        return revision.user if revision else None


@dataclass(frozen=True)
class Row:
    """One article of the release."""

    bundle: Bundle
    columns: list[Column]
    judged: list[Judged]

    @property
    def findings(self) -> list[PageFinding]:
        return [finding for finding, dismissal in self.judged if dismissal is None]

    @property
    def dismissed(self) -> list[Judged]:
        """What somebody set aside, for reasons that a reviewer wants to know."""
        return [row for row in self.judged if row.dismissal is not None]

    @property
    def page(self) -> Any:
        """Any of its pages: where its findings are settled, in both languages."""
        return next(iter(self.bundle.pages.values()), None)

    @property
    def plan(self) -> str:
        return str(Plan(self.bundle.plan).label)

    @property
    def due_at(self) -> Any:
        draft = next((column.draft for column in self.columns if column.draft), None)
        return draft.translation_due_at if draft and self.bundle.plan == Plan.CHINESE_FIRST else None

    @property
    def why(self) -> str:
        """The reason for another plan than the section's."""
        draft = next((column.draft for column in self.columns if column.draft), None)
        return draft.plan_reason if draft else ""


@dataclass(frozen=True)
class Review:
    """One of those that the workflow asks for; `approval` is None while it is to come."""

    name: str
    groups: str
    approval: ReleaseApproval | None
    is_next: bool


class Sheet:
    """A release, as one user sees it."""

    def __init__(self, release: Release, user: User) -> None:
        self.release = release
        self.user = user
        self._glossary_of = cache(current_glossary)  # one for all articles of a day, which would each fetch it again

    @cached_property
    def bundles(self) -> list[Bundle]:
        return bundles(self.release)

    @cached_property
    def pages(self) -> list[ArticlePage]:
        return [page for bundle in self.bundles for page in bundle.pages.values()]

    @cached_property
    def planned(self) -> list[ArticlePage]:
        return [page for bundle in self.bundles for page in bundle.to_release]

    # --- What it says ---------------------------------------------------------------------------------------------
    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(bundle, self.columns(bundle), self._judged(bundle) if self.release.is_open else [])
            for bundle in self.bundles
        ]

    def _judged(self, bundle: Bundle) -> list[Judged]:
        return judged_findings_of(bundle, self.release, self._glossary_of)

    def columns(self, bundle: Bundle) -> list[Column]:
        drafts = bundle.drafts() if self.release.is_open else bundle.pages | bundle.approved
        obstacles = self.obstacles.get(bundle.article.pk, {})
        return [
            Column(
                language=language,
                page=bundle.pages.get(language),
                draft=drafts.get(language),
                is_planned=language in bundle.languages,
                obstacles=obstacles.get(language, []),
                is_behind=self.release.is_frozen and language in bundle.frozen and has_newer(bundle.pages[language]),
            )
            for language in (CHINESE, ENGLISH)
        ]

    @cached_property
    def obstacles(self) -> dict[int, dict[str, list[str]]]:
        """What stands in the way, by article and language."""
        found: dict[int, dict[str, list[str]]] = {}
        for article, obstacle in self._obstacles():
            found.setdefault(article, {}).setdefault(obstacle.language, []).append(obstacle.message)
        return found

    def _obstacles(self) -> Iterator[tuple[int, Obstacle]]:
        if self.release.is_frozen:
            pages = {bundle.article.pk: bundle.pages for bundle in self.bundles}
            for frozen in self.release.frozen_pages():
                page = pages.get(frozen.article_id, {}).get(frozen.language)
                draft = latest(page) if page else None
                yield from ((frozen.article_id, obstacle) for obstacle in since_approval(frozen, draft))
        elif self.release.is_open:
            for bundle in self.bundles:
                found = of_bundle(bundle, self.release, self._glossary_of)
                yield from ((bundle.article.pk, obstacle) for obstacle in found)

    @property
    def obstacle_count(self) -> int:
        return sum(len(messages) for languages in self.obstacles.values() for messages in languages.values())

    @cached_property
    def reviews(self) -> list[Review]:
        given = {approval.step: approval for approval in self.release.approvals.select_related("by")}
        if not self.release.is_open:  # the workflow may have changed since
            return [Review(approval.name or _("Review"), "", approval, False) for approval in given.values()]
        tasks = steps_of(self.planned)
        return [
            Review(
                name=task.name if task else _("Review"),
                groups=group_names(task),
                approval=given.get(number),
                is_next=self.release.state == State.IN_REVIEW and number == len(given),
            )
            for number, task in enumerate(tasks)
        ]

    @property
    def next_review(self) -> Review | None:
        return next((review for review in self.reviews if review.is_next), None)

    @cached_property
    def history(self) -> list[ModelLogEntry]:
        """The newest first."""
        entries = ModelLogEntry.objects.for_instance(self.release).select_related("user")
        return list(entries.order_by("-timestamp", "-pk"))

    @property
    def revisions(self) -> list[int]:
        """What a reviewer has in front of them."""
        return revisions_of(self.bundles)

    @property
    def failures(self) -> list[str]:
        return self.release.failure.splitlines()

    # --- What one may do ------------------------------------------------------------------------------------------
    @cached_property
    def may_edit(self) -> bool:
        # Without any page left there is nobody whose permission could be asked.
        return self.release.is_open and (not self.pages or may_edit(self.pages, self.user))

    @cached_property
    def may_release(self) -> bool:
        return self.release.is_frozen and may_release(self.pages, self.user)

    @cached_property
    def may_review(self) -> bool:
        return may_review(self.release, self.bundles, self.user)

    @property
    def may_change_articles(self) -> bool:
        return self.may_edit and self.release.state == State.DRAFT

    @property
    def may_schedule(self) -> bool:
        """Before approval whoever edits may wish for a time; after it, it is the decision of who may release."""
        return self.may_release if self.release.is_frozen else bool(self.pages) and self.may_edit


def has_newer(page: ArticlePage) -> bool:
    return newer_translation(page) is not None


def group_names(task: Any) -> str:
    groups = getattr(task, "groups", None)
    return ", ".join(groups.values_list("name", flat=True)) if groups is not None else ""


def zone_name() -> str:
    """What the portal's clock is called."""
    return _("Beijing time") if settings.TIME_ZONE == "Asia/Shanghai" else settings.TIME_ZONE


def is_overdue(release: Release) -> bool:
    """Its minute has come, and the next run of the clock will find it."""
    return bool(release.release_at and release.release_at <= timezone.now())
