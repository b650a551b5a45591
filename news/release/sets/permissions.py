"""Who may do what with a release. Everything follows from the permissions on its pages and from the workflow above them."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from wagtail.models import Task, Workflow, WorkflowPage

from news.models import ArticlePage, Release
from news.release.authorship import wrote_or_submitted
from news.release.sets.pages import Bundle, pages_of


def pages_in(release: Release) -> list[ArticlePage]:
    """All pages of its articles, in every language, whether they are released with it or not."""
    keys = release.articles.order_by("pk").values_list("translation_key", flat=True)
    return [page for pages in pages_of(keys).values() for page in pages.values()]


def may_edit(pages: Iterable[ArticlePage], user: User) -> bool:
    """Somebody who edits one language's pages may bring the pair to review: the other language's is not theirs to change."""
    return any(page.permissions_for_user(user).can_edit() for page in pages)


def may_release(pages: Iterable[ArticlePage], user: User) -> bool:
    """The permission to publish, on every page; False where there is none."""
    pages = list(pages)
    return bool(pages) and all(page.permissions_for_user(user).can_release() for page in pages)


def refuse_unless_editor(pages: Iterable[ArticlePage], user: User) -> None:
    if not may_edit(pages, user):
        raise PermissionDenied


def refuse_unless_releaser(pages: Iterable[ArticlePage], user: User) -> None:
    if not may_release(pages, user):
        raise PermissionDenied


def steps_of(pages: Iterable[ArticlePage]) -> list[Task | None]:
    """The reviews that these pages have to pass: those of the longest workflow above any of them. Where no section has a
    workflow, one review, `None`, by whoever may publish."""
    longest = max((list(workflow.tasks) for workflow in workflows_of(pages)), key=len, default=[])
    return [task.specific for task in longest] or [None]


def workflows_of(pages: Iterable[ArticlePage]) -> list[Workflow]:
    """As each page's `get_workflow`, without doubles: one query for all of them."""
    lines = [[page.path[:end] for end in range(len(page.path), 0, -page.steplen)] for page in pages]
    assigned = WorkflowPage.objects.filter(
        page__path__in={path for line in lines for path in line}, workflow__active=True
    )
    by_path = {row.page.path: row.workflow for row in assigned.select_related("page", "workflow")}
    nearest = [next((by_path[path] for path in line if path in by_path), None) for line in lines]
    return list({workflow.pk: workflow for workflow in nearest if workflow is not None}.values())


def wrote_any(pages: Iterable[ArticlePage], user: User) -> bool:
    return any(wrote_or_submitted(page, user) for page in pages)


def may_review(release: Release, found: list[Bundle], user: User) -> bool:
    """Whether `user` may give the approval that comes next: in the groups of its task, and neither author nor submitter nor
    an earlier reviewer. Superusers too approve only what others wrote."""
    pages = [page for bundle in found for page in bundle.to_release]
    if release.state != Release.State.IN_REVIEW or not pages or user.pk == release.submitted_by_id:
        return False
    step, steps = release.approvals.count(), steps_of(pages)
    if step >= len(steps) or release.approvals.filter(by=user).exists() or not user.is_active:
        return False
    task = steps[step]
    in_charge = user.is_superuser or (may_release(pages, user) if task is None else _in_groups(task, user))
    return in_charge and not wrote_any(pages, user)


def _in_groups(task: Task, user: User) -> bool:
    groups = getattr(task, "groups", None)
    return groups is not None and groups.filter(pk__in=user.groups.values("pk")).exists()
