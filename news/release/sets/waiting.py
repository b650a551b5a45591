"""What waits for somebody: reviews to give, releases that failed or were missed, what is scheduled, drafts of their own."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Count, Q
from wagtail.models import ModelLogEntry

from news.models import Release
from news.models.releases import ReleaseQuerySet
from news.release.sets.pages import bundles
from news.release.sets.permissions import may_release, may_review, pages_in
from news.release.sets.visibility import visible_to

State = Release.State
SHOWN = 10  # of each kind on the dashboard
COUNTED_FOR = 300  # seconds, while nothing happens to any release


@dataclass(frozen=True)
class Waiting:
    to_review: list[Release]
    stopped: list[Release]  # failed or missed
    scheduled: list[Release]  # the soonest first
    drafts: list[Release]  # that the user made

    def __bool__(self) -> bool:
        return any((self.to_review, self.stopped, self.scheduled, self.drafts))


def waiting_for(user: User) -> Waiting:
    visible = with_rows(visible_to(user))
    scheduled = visible.filter(state=State.SCHEDULED, failed_at=None, missed_at=None)
    drafts = visible.filter(state=State.DRAFT, made_by=user)
    return Waiting(
        to_review=with_counts(to_review(user)[:SHOWN]),
        stopped=list(stopped(visible).order_by("release_at", "pk")[:SHOWN]),
        scheduled=list(scheduled.order_by("release_at", "pk")[:SHOWN]),
        drafts=list(drafts.order_by("-made_at")[:SHOWN]),
    )


def with_rows(releases: ReleaseQuerySet) -> ReleaseQuerySet:
    return releases.select_related("made_by", "submitted_by").annotate(size=Count("articles"))


def with_counts(releases: list[Release]) -> list[Release]:
    """The same ones in the same order, with their size. One query."""
    found = {release.pk: release for release in with_rows(Release.objects.filter(pk__in=[r.pk for r in releases]))}
    return [found[release.pk] for release in releases]


def to_review(user: User) -> list[Release]:
    """Those whose next approval is this user's to give, the longest waiting first."""
    others = Release.objects.filter(state=State.IN_REVIEW).exclude(submitted_by=user).exclude(approvals__by=user)
    candidates = others.select_related("made_by", "submitted_by").order_by("submitted_at", "pk")
    return [release for release in candidates if may_review(release, bundles(release), user)]


def stopped(releases: ReleaseQuerySet) -> ReleaseQuerySet:
    return releases.open().filter(Q(failed_at__isnull=False) | Q(missed_at__isnull=False))


def count_for(user: User) -> int:
    """How many releases wait for a decision of this user. One query as long as nothing happens to any release."""
    content_type = ContentType.objects.get_for_model(Release)
    log = ModelLogEntry.objects.filter(content_type=content_type)
    last = log.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return 0
    key = f"releases-waiting:{user.pk}:{last}"
    found: int | None = cache.get(key)
    if found is None:
        theirs = [release for release in stopped(visible_to(user)) if may_release(pages_in(release), user)]
        found = len(to_review(user)) + len(theirs)
        cache.set(key, found, COUNTED_FOR)
    return found
