"""Who hears of the steps of a release: mail through the outbox, each in the reader's own language."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import FrozenPage, Release
from news.release.sets.log import Cause
from news.release.sets.pages import Bundle
from news.release.sets.permissions import pages_in, steps_of
from portal import outbox

Message = Callable[[], tuple[str, str]]


def submitted(release: Release, found: list[Bundle]) -> None:
    """To those who may give the first review."""
    task = steps_of(page for bundle in found for page in bundle.to_release)[0]
    groups = getattr(task, "groups", None)
    reviewers = (
        get_user_model()
        .objects.filter(is_active=True, groups__in=groups.all())
        .exclude(pk=release.submitted_by_id or 0)
        if groups is not None
        else editors(release)
    )
    tell(reviewers, release, lambda: (_("To review: %(title)s"), _("A release waits for your review.")))


def approved(release: Release) -> None:
    tell(authors(release), release, lambda: (_("Approved: %(title)s"), _("Your release was approved.")))


def sent_back(release: Release, reason: str) -> None:
    tell(authors(release), release, lambda: (_("Sent back: %(title)s"), reason))


def voided(release: Release, article: str, cause: Cause, was_approved: bool) -> None:
    def message() -> tuple[str, str]:
        subject = _("No longer approved: %(title)s") if was_approved else _("No longer in review: %(title)s")
        what = {
            Cause.EDITED: _("“%(article)s” was edited after approval."),
            Cause.TAKEN_BACK: _("“%(article)s” was taken from readers."),
            Cause.PURGED: _("Words were removed from every version of an article."),
        }[cause] % {"article": article}
        return subject, what + "\n" + _("Nothing will be released until it is reviewed again.")

    tell([*authors(release), *editors(release)], release, message)


def failed(release: Release) -> None:
    people = [*authors(release), *editors(release)]
    tell(
        people,
        release,
        lambda: (
            _("Not released: %(title)s"),
            _("The release failed, and nothing was published:") + "\n\n" + release.failure,
        ),
    )


def missed(release: Release) -> None:
    people = [*authors(release), *editors(release)]
    tell(
        people,
        release,
        lambda: (
            _("Missed: %(title)s"),
            _(
                "The time of this release passed while the portal could not release it. Release it, or set another time."
            ),
        ),
    )


def released(release: Release, frozen: list[FrozenPage]) -> None:
    lines = "\n".join(f"{row} {settings.WAGTAILADMIN_BASE_URL}{row.page.url_path}" for row in frozen if row.page)
    tell(authors(release), release, lambda: (_("Released: %(title)s"), lines))


def authors(release: Release) -> list[User]:
    return [user for user in (release.made_by, release.submitted_by) if user is not None]


def editors(release: Release) -> Iterable[User]:
    """Those who may publish any of its pages."""
    policy = policy_registry.get_by_type(Page)
    found: dict[int, User] = {}
    for page in pages_in(release):
        found |= {user.pk: user for user in policy.users_with_any_permission_for_instance({"publish"}, page)}
    return found.values()


def tell(people: Iterable[User], release: Release, message: Message) -> None:
    """One mail to each, in the language of their admin."""
    addresses: dict[str, list[str]] = defaultdict(list)
    for user in people:
        profile = getattr(user, "wagtail_userprofile", None)
        language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
        addresses[language].append(user.email)
    link = settings.WAGTAILADMIN_BASE_URL + reverse("news_release", args=[release.pk])
    for language, to in addresses.items():
        with translation.override(language):
            subject, body = message()
        outbox.mail(to, subject % {"title": release.title}, f"{release.title}\n\n{body}\n\n{link}\n")
