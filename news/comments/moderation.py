"""Moderating in the Wagtail admin: the queue, one comment beside its article, and the decisions, each by POST."""

from collections.abc import Callable
from typing import NamedTuple

import django_filters
from django import forms
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseOperationView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import BaseButton
from wagtail.log_actions import registry as log_registry

from news.comments import actions
from news.comments.dashboard import CommentsMenuItem
from news.comments.models import Comment
from news.comments.privacy import network_of
from news.models import ArticlePage
from portal import locales

ALL = "all"


class Decision(NamedTuple):
    """What a moderator can do with a comment, and how the admin calls it."""

    take: Callable[[Comment, AbstractBaseUser], Comment]
    status: Comment.Status  # that it leads to
    label: str | Promise
    icon: str
    done: str | Promise


# By their names in addresses.
DECISIONS = {
    "approve": Decision(
        actions.approve,
        Comment.Status.APPROVED,
        pgettext_lazy("reader's comment", "Approve"),
        "check",
        _("The comment is published."),
    ),
    "reject": Decision(
        actions.reject,
        Comment.Status.REJECTED,
        pgettext_lazy("reader's comment", "Reject"),
        "cross",
        _("The comment is rejected."),
    ),
    "reopen": Decision(
        actions.reopen,
        Comment.Status.PENDING,
        _("Hold again"),
        "rotate",
        _("The comment is held for moderation again."),
    ),
}


class DecisionButton(BaseButton):
    """A button that posts a decision and comes back to `next_url`: a link would let a crawler or a prefetch decide."""

    template_name = "comments/admin/decision_button.html"

    def __init__(self, name: str, comment: Comment, next_url: str) -> None:
        decision = DECISIONS[name]
        super().__init__(decision.label, classname="button button-small button-secondary", icon_name=decision.icon)
        self.priority = list(DECISIONS).index(name)
        self.action_url = reverse(f"{CommentViewSet.name}:{name}", args=[comment.pk])
        self.next_url = next_url

    def get_context_data(self, parent_context) -> dict:
        context = super().get_context_data(parent_context)
        return context | {"csrf_token": get_token(context["request"])}


def decision_buttons(comment: Comment, next_url: str) -> list[DecisionButton]:
    """A button for every decision that would change something."""
    return [
        DecisionButton(name, comment, next_url)
        for name, decision in DECISIONS.items()
        if decision.status != comment.status
    ]


# --- The queue --------------------------------------------------------------------------------------------------------
class CommentFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[*Comment.Status.choices, (ALL, _("All"))],
        initial=Comment.Status.PENDING,
        empty_label=None,
        method="filter_status",
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=list(locales.OWN_NAMES.items()), empty_label=_("All"), widget=forms.RadioSelect
    )
    submit_date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Comment
        fields: list = []

    def __init__(self, data=None, *args, **kwargs) -> None:
        """What waits for a decision comes first: everything else has to be asked for."""
        data = data.copy()
        data.setdefault("status", Comment.Status.PENDING)
        super().__init__(data, *args, **kwargs)

    def filter_status(self, queryset, name: str, value: str):
        return queryset if value == ALL else queryset.filter(status=value)


class ArticleColumn(TitleColumn):
    """The article's title, linked to where readers find it."""

    def get_value(self, instance: Comment):
        return instance.content_object

    def get_link_url(self, instance: Comment, parent_context) -> str | None:
        article = instance.content_object
        return article.url_path if article and article.live else None


class IndexView(generic.IndexView):
    """The comments that wait, longest first."""

    default_ordering = "submit_date"
    filterset_class = CommentFilterSet

    def get_base_queryset(self):
        articles = GenericPrefetch("content_object", [ArticlePage.objects.defer("body")])
        return super().get_base_queryset().prefetch_related(articles)

    @cached_property
    def columns(self):
        excerpt_column = self._get_title_column_class(TitleColumn)
        columns = [
            excerpt_column(
                "excerpt",
                accessor=str,
                label=pgettext_lazy("reader's comment", "Comment"),
                get_url=self.get_inspect_url,
                get_title_id=lambda comment: f"comment_{comment.pk}_title",
            ),
            Column("user_name", label=pgettext_lazy("reader's comment", "Name")),
            ArticleColumn("article", label=_("Article")),
            Column("language_name", label=_("Language")),
            StatusTagColumn(
                "get_status_display",
                label=_("Status"),
                primary=lambda comment: comment.status == Comment.Status.PENDING,
            ),
            DateColumn("submit_date", label=_("Date"), sort_key="submit_date"),
        ]
        if self.user_has_permission("moderate"):
            columns.insert(0, BulkActionsCheckboxColumn("bulk_actions", obj_type="comment"))
        return columns

    def get_list_buttons(self, instance: Comment) -> list[BaseButton]:
        if not self.user_has_permission("moderate"):
            return []
        asked = self.request.GET.urlencode()
        return decision_buttons(instance, next_url=f"{self.index_url}?{asked}" if asked else self.index_url)

    def get_context_data(self, *args, **kwargs) -> dict:
        return super().get_context_data(*args, **kwargs) | {"can_moderate": self.user_has_permission("moderate")}


# --- One comment ------------------------------------------------------------------------------------------------------
class InspectView(generic.InspectView):
    """A comment beside its article, with what was decided so far. Only moderators see who can be reached where."""

    page_title = pgettext_lazy("reader's comment", "Comment")
    fields = ["user_name", "language", "status", "submit_date"]

    def get_context_data(self, **kwargs) -> dict:
        can_moderate = self.user_has_permission("moderate")
        logged = log_registry.get_logs_for_instance(self.object)
        return super().get_context_data(**kwargs) | {
            "article": self.object.content_object,
            "article_is_released": ArticlePage.objects.released().filter(pk=self.object.object_pk).exists(),
            "buttons": decision_buttons(self.object, self.request.path) if can_moderate else [],
            "can_moderate": can_moderate,
            "network": network_of(self.object.ip_address) if can_moderate else "",
            "log_entries": logged.select_related("user").order_by("-timestamp"),
        }


class DecisionView(PermissionCheckedMixin, BaseOperationView):
    """One of `DECISIONS` on one comment. Answers to POST alone."""

    model = Comment
    decision = ""
    permission_required = "moderate"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        decision = DECISIONS[self.decision]
        decision.take(self.object, request.user)
        messages.success(request, decision.done)
        return redirect(self.next_url or reverse(f"{CommentViewSet.name}:index"))


class CommentViewSet(ModelViewSet):
    """Looking and deciding. What would add, edit or delete a comment has no address at all."""

    model = Comment
    name = "moderation"
    icon = "comment"
    add_to_admin_menu = True
    menu_label = pgettext_lazy("reader's comment", "Comments")
    menu_name = "moderation"
    menu_order = 250
    menu_item_class = CommentsMenuItem
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = IndexView
    inspect_view_class = InspectView
    index_template_name = "comments/admin/index.html"
    inspect_template_name = "comments/admin/inspect.html"
    inspect_view_fields = InspectView.fields
    search_fields = ["comment", "user_name"]
    list_per_page = 50

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            *(
                path(f"{name}/<int:pk>/", self.construct_view(DecisionView, decision=name), name=name)
                for name in DECISIONS
            ),
        ]

    def get_permissions_to_register(self):
        """Those that `policy` knows; what an administrator can give to groups."""
        return Permission.objects.filter(
            content_type__app_label="comments", codename__in=["view_comment", "can_moderate"]
        )

    def register_admin_url_finder(self) -> None:
        """There is no edit view to find."""
