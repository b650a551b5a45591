"""What somebody types on the page of a release."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import ArticlePage, ReleaseArticle
from news.release.plans import CHINESE
from portal import locales

OFFERED = 100  # articles in the list from which one is added


class TimeForm(forms.Form):
    """A minute in the portal's own time zone, whatever the reader's. Both empty: no time."""

    date = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=pgettext_lazy("clock", "Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def __init__(self, data: Any = None, *, at: datetime.datetime | None = None, prefix: str | None = None) -> None:
        local = timezone.localtime(at, timezone.get_default_timezone()) if at else None
        initial = {"date": local.date(), "time": local.time()} if local else {}
        super().__init__(data, initial=initial, prefix=prefix)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        date, time = cleaned.get("date"), cleaned.get("time")
        if bool(date) != (time is not None):
            self.add_error("date" if time is not None else "time", _("Give both date and time, or neither."))
        return cleaned

    @property
    def at(self) -> datetime.datetime | None:
        """Raises ValidationError for an hour that the clock skips."""
        date, time = self.cleaned_data["date"], self.cleaned_data["time"]
        if date is None or time is None:
            return None
        naive = datetime.datetime.combine(date, time.replace(second=0, microsecond=0))
        zone = timezone.get_default_timezone()
        try:
            at = timezone.make_aware(naive, zone)
            there = timezone.make_naive(at.astimezone(datetime.UTC), zone)
        except OverflowError as error:
            raise ValidationError(_("There is no such time.")) from error
        if there != naive:
            raise ValidationError(_("There is no such time."))
        return at


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What has to change"),
        required=False,  # the verb says what is wrong with an empty one
        max_length=2000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
    )


class ArticleForm(forms.Form):
    """One of the articles that have something unreleased and are in no open release."""

    article: Any = forms.ModelChoiceField(label=_("Article"), queryset=ArticlePage.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["article"]
        field.queryset = unreleased(user)  # type: ignore[attr-defined]
        newest = field.queryset.order_by("-latest_revision_created_at", "-pk")[:OFFERED]  # type: ignore[attr-defined]
        field.choices = [("", "—"), *((page.pk, label(page)) for page in newest)]  # type: ignore[attr-defined]


def label(page: ArticlePage) -> str:
    return f"{Truncator(page.draft_title).chars(60)} [{locales.OWN_NAMES.get(page.language, page.language)}]"


def unreleased(user: User) -> "QuerySet[ArticlePage]":
    """One page for each article: the Chinese, or the English where there is no Chinese."""
    editable = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"change", "publish"})
    siblings = ArticlePage.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
    waiting = ReleaseArticle.objects.filter(translation_key=OuterRef("translation_key"), is_open=True)
    found: QuerySet[ArticlePage] = ArticlePage.objects.filter(
        Exists(siblings.filter(Q(live=False) | Q(has_unpublished_changes=True))),
        Q(language=CHINESE) | ~Exists(siblings.filter(language=CHINESE)),
        ~Exists(waiting),
        alias_of=None,
        pk__in=editable.values("pk"),
    )
    return found
