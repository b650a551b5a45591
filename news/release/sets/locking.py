"""One order of locks for everything that changes a release: its articles' pages, then the release."""

from uuid import UUID

from wagtail.models import Page

from news.models import Release

# Who hears of what becomes of it.
PEOPLE = ("made_by__wagtail_userprofile", "submitted_by__wagtail_userprofile")


def lock(release: Release) -> Release:
    """The release as it is now, with its pages' rows, held until the transaction under way ends.

    Pages first: an editor who saves holds the page when the save comes to take back the approval.
    """
    keys = _keys(release)
    while True:
        lock_pages(keys)
        locked = Release.objects.select_for_update(of=("self",)).select_related(*PEOPLE).get(pk=release.pk)
        if _keys(locked) <= keys:
            return locked
        keys = _keys(locked)  # somebody has added an article meanwhile


def lock_pages(keys: set[UUID]) -> None:
    """Hold the rows of all pages of these articles, in one order."""
    pages = Page.objects.select_for_update(no_key=True).filter(translation_key__in=keys)
    list(pages.order_by("pk").values_list("pk"))


def _keys(release: Release) -> set[UUID]:
    return set(release.articles.values_list("translation_key", flat=True))
