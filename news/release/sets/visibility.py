"""Which releases somebody may look at: those with a page that they may change, publish or read as an auditor."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import Release, ReleaseArticle
from news.models.releases import ReleaseQuerySet

READING = {"change", "publish", "view"}


def signed_in(request: HttpRequest) -> User:
    """The reader of a page of the admin, which lets in nobody else."""
    return cast(User, request.user)


def readable_pages(user: User) -> "QuerySet[Any]":
    pages: QuerySet[Any] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, READING)
    return pages


def may_read_any(user: User) -> bool:
    """Whether the admin has anything about releases to show to this user."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, READING))


def visible_to(user: User) -> ReleaseQuerySet:
    """One query, with no row twice. A release whose pages were all deleted is the affair of those who publish."""
    releases = Release.objects.all()
    if user.is_superuser:
        return releases
    rows = ReleaseArticle.objects.filter(release=OuterRef("pk"))
    of_theirs = rows.filter(translation_key__in=readable_pages(user).values("translation_key"))
    visible = Q(Exists(of_theirs))
    if policy_registry.get_by_type(Page).user_has_permission(user, "publish"):
        with_pages = rows.filter(Exists(Page.objects.filter(translation_key=OuterRef("translation_key"))))
        visible |= ~Q(Exists(with_pages))
    return releases.filter(visible)
