"""The steps that buttons on the page of a release take: each calls one verb, and says what it did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from news.models import Release
from news.release.sets import making, publishing, reviewing, timing
from news.release.sets.forms import ArticleForm, ReasonForm, TimeForm
from portal.pagination import whole_number


@dataclass(frozen=True)
class Deed:
    """A step by somebody. `form` is valid, or None for a step that asks for nothing."""

    release: Release
    user: User
    request: HttpRequest
    form: Any


def submit(deed: Deed) -> None:
    reviewing.submit(deed.release, deed.user)


def recall(deed: Deed) -> None:
    reviewing.recall(deed.release, deed.user)


def approve(deed: Deed) -> None:
    seen = [whole_number(key, digits=18) for key in deed.request.POST.getlist("seen")]
    reviewing.approve(deed.release, deed.user, seen=[key for key in seen if key is not None])


def send_back(deed: Deed) -> None:
    reviewing.send_back(deed.release, deed.user, deed.form.cleaned_data["reason"])


def schedule(deed: Deed) -> None:
    timing.schedule(deed.release, deed.user, deed.form.at)


def pull_back(deed: Deed) -> None:
    timing.pull_back(deed.release, deed.user)


def release_now(deed: Deed) -> None:
    publishing.publish(deed.release, deed.user)


def cancel(deed: Deed) -> None:
    timing.cancel(deed.release, deed.user)


def add(deed: Deed) -> None:
    making.add(deed.release, deed.form.cleaned_data["article"], deed.user)


def remove(deed: Deed) -> None:
    key = whole_number(deed.request.POST.get("article", ""), digits=18)
    row = get_object_or_404(deed.release.articles, pk=key or 0)
    making.remove(deed.release, row, deed.user)


@dataclass(frozen=True)
class Step:
    take: Callable[[Deed], None]
    done: Any  # what is said afterwards
    form: type[forms.Form] | None = None
    is_confirmed: bool = False


STEPS = {
    "submit": Step(submit, _("The release is in review. The reviewers have been told.")),
    "recall": Step(recall, _("The release is a draft again.")),
    "approve": Step(approve, _("Approved.")),
    "send-back": Step(send_back, _("Sent back. The authors have been told."), ReasonForm),
    "schedule": Step(schedule, _("The time is set."), TimeForm),
    "pull-back": Step(pull_back, _("The clock is stopped. The release stays approved.")),
    "release": Step(release_now, _("Released."), is_confirmed=True),
    "cancel": Step(cancel, _("The release is cancelled. Its articles stay as they are."), is_confirmed=True),
    "add": Step(add, _("The article is in the release."), ArticleForm),
    "remove": Step(remove, _("The article is out of the release.")),
}


def form_for(step: str, release: Release, user: User, data: Any = None) -> Any:
    """The form of a step, bound to what was sent; None for a step that asks for nothing."""
    kind = STEPS[step].form
    if kind is ArticleForm:
        return ArticleForm(data, user=user, prefix=step)
    if kind is TimeForm:
        return TimeForm(data, at=release.release_at, prefix=step)
    return kind(data, prefix=step) if kind else None


def take(step: str, deed: Deed) -> None:
    """Raises ValidationError with what is wrong, which then stands in the form too where there is one."""
    form = deed.form
    if form is not None and not form.is_valid():
        raise ValidationError([])
    try:
        STEPS[step].take(deed)
    except ValidationError as error:
        if form is None:
            raise
        form.add_error(None, error)
        raise ValidationError([]) from error
