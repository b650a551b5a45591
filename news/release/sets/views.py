"""Releases in the Wagtail admin: all of them, one of them, making one, and the steps that its buttons take."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import ArticlePage, Release
from news.models.releases import ReleaseQuerySet
from news.release.sets import making
from news.release.sets.permissions import may_review
from news.release.sets.sheet import Sheet, is_overdue, zone_name
from news.release.sets.taking import STEPS, Deed, form_for, take
from news.release.sets.visibility import may_read_any, signed_in, visible_to
from news.release.sets.waiting import stopped, to_review, with_counts, with_rows

State = Release.State
PER_PAGE = 30
PER_GROUP = 20  # of those in one state, where all open releases are shown


def readable(request: HttpRequest, pk: int) -> Release:
    """Raises Http404 where there is none, PermissionDenied for who may neither read nor review it."""
    releases = Release.objects.select_related("made_by", "submitted_by", "released_by", "cancelled_by")
    release = get_object_or_404(releases, pk=pk)
    if not visible_to(signed_in(request)).filter(pk=pk).exists():
        sheet = Sheet(release, signed_in(request))
        if not may_review(release, sheet.bundles, signed_in(request)):
            raise PermissionDenied
    return release


class ReleasesView(WagtailAdminTemplateMixin):
    """What the pages about releases share. Times are in the portal's own time zone, as releases are."""

    header_icon = "date"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("news_releases"), "label": _("Releases")}
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), index, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"zone": timezone.get_default_timezone(), "zone_name": zone_name()}


class IndexView(ReleasesView, TemplateView):
    """What waits for the reader first, then what is open, then what was released; or one state alone, all of it."""

    template_name = "news/releases/index.html"
    page_title = gettext_lazy("Releases")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_read_any(signed_in(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        if state not in State.values:
            state = ""
        visible = visible_to(signed_in(self.request))
        counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
        states = [(value, label, counts.get(value, 0)) for value, label in State.choices]
        context = super().get_context_data(**kwargs) | {"state": state, "states": states, "per_group": PER_GROUP}
        if state:
            return context | {"page_obj": self.page_of(ordered(with_rows(visible), state))}
        waiting = to_review(signed_in(self.request))
        keys = {release.pk for release in waiting}
        troubled = list(with_rows(stopped(visible)).order_by("release_at", "pk"))
        keys |= {release.pk for release in troubled}
        groups: list[tuple[Any, list[Release], str, int]] = [
            (_("Waiting for your review"), with_counts(waiting), "", 0),
            (_("Stopped"), troubled, "", 0),
        ]
        for each in (State.SCHEDULED, State.APPROVED, State.IN_REVIEW, State.DRAFT):
            rest = ordered(with_rows(visible.exclude(pk__in=keys)), each)
            groups.append((State(each).label, list(rest[:PER_GROUP]), each, counts.get(each, 0)))
        released = ordered(with_rows(visible), State.RELEASED)
        return context | {"groups": [group for group in groups if group[1]], "page_obj": self.page_of(released)}

    def page_of(self, releases: ReleaseQuerySet) -> Any:
        return WagtailPaginator(releases, PER_PAGE).get_page(self.request.GET.get("p"))


def ordered(releases: ReleaseQuerySet, state: str) -> ReleaseQuerySet:
    """Those in a state, in the order in which somebody wants to see them."""
    order = {
        State.SCHEDULED: ("release_at",),
        State.APPROVED: ("approved_at",),
        State.IN_REVIEW: ("submitted_at",),
        State.RELEASED: ("-released_at",),
        State.CANCELLED: ("-cancelled_at",),
    }.get(State(state), ("-made_at",))
    return releases.filter(state=state).order_by(*order, "pk")


class MakeView(ReleasesView, TemplateView):
    """By POST, the release of an article: the open one that it is in, or a new one. By GET, the question."""

    template_name = "news/releases/make.html"
    page_title = gettext_lazy("Release an article")
    http_method_names = ["get", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"], alias_of=None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        release = making.open_release_of(self.article.translation_key)
        if release is not None:
            return redirect("news_release", release.pk)
        if not self.article.permissions_for_user(signed_in(request)).can_edit():
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"article": self.article}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("news_release", making.make(self.article, signed_in(request)).pk)


class DetailView(ReleasesView, TemplateView):
    """A release. `forms` are those that were sent and refused, by step; `errors` what is wrong with a step without a form."""

    template_name = "news/releases/detail.html"
    forms: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}

    def get_page_title(self) -> str:
        return self.sheet.release.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.sheet = Sheet(readable(request, kwargs["pk"]), signed_in(request))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.sheet
        context = super().get_context_data(**kwargs) | {
            "sheet": sheet,
            "release": sheet.release,
            "is_overdue": is_overdue(sheet.release),
            "errors": self.errors,
            "time_form": self.form("schedule") if sheet.may_schedule else None,
            "reason_form": self.form("send-back") if sheet.may_review else None,
            "article_form": self.form("add") if sheet.may_change_articles else None,
        }
        return context | {"is_time_open": "schedule" in self.forms, "is_reason_open": "send-back" in self.forms}

    def form(self, step: str) -> Any:
        return self.forms.get(step) or form_for(step, self.sheet.release, signed_in(self.request))


class StepView(View):
    """By POST a step, which is then done or refused with its reasons; by GET the question before one that asks."""

    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["step"] not in STEPS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        sheet = Sheet(readable(request, pk), signed_in(request))
        may = sheet.may_release if step == "release" else sheet.may_edit
        if not STEPS[step].is_confirmed or not may:
            return redirect("news_release", pk)
        return ConfirmView.as_view()(request, pk=pk, step=step)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        release = readable(request, pk)
        form = form_for(step, release, signed_in(request), request.POST)
        try:
            take(step, Deed(release, signed_in(request), request, form))
        except ValidationError as error:
            refused = (
                {"forms": {step: form}} if form is not None else {"errors": {step.replace("-", "_"): error.messages}}
            )
            return as_page(request, DetailView.as_view(**refused), pk)
        messages.success(request, STEPS[step].done)
        return redirect("news_release", pk)


def as_page(request: HttpRequest, view: Any, pk: int) -> HttpResponse:
    """The page of the release, in answer to a POST."""
    request.method = "GET"
    response: HttpResponse = view(request, pk=pk)
    return response


class ConfirmView(ReleasesView, TemplateView):
    template_name = "news/releases/confirm.html"

    def get_page_title(self) -> str:
        return str({"release": _("Release now"), "cancel": _("Cancel the release")}[self.kwargs["step"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = Sheet(readable(self.request, self.kwargs["pk"]), signed_in(self.request))
        return super().get_context_data(**kwargs) | {"sheet": sheet, "release": sheet.release}
