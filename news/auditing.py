"""Wagtail's views of a page as the house needs them: an auditor reads drafts, history and old versions, which Wagtail shows to
those alone who may change the page; and an editor's save waits for a release of the page."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryView, WorkflowHistoryView
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.release.buttons import AskingUnpublishView
from portal.models import PortalPage
from portal.pagination import whole_number


def refuse_reading(page: Page, user) -> None:
    """Raise PermissionDenied for everybody who may neither change the page nor read it as auditors do."""
    may_change = page.permissions_for_user(user).can_edit() or page.permissions_for_user(user).can_publish()
    if not may_change and not policy_registry.get(page).user_has_permission_for_instance(user, "view", page):
        raise PermissionDenied


class ReadablePage:
    """For Wagtail's views of one page."""

    pk: int
    request: HttpRequest
    any_permission_required = None  # asked of the page itself

    def get_object(self, *args) -> Page:
        page = get_object_or_404(Page, pk=self.pk).specific
        refuse_reading(page, self.request.user)
        return page


class ReadableHistoryView(ReadablePage, PageHistoryView):
    pass


class ReadableWorkflowHistoryView(ReadablePage, WorkflowHistoryView):
    pass


class ReadableRevisionsView(ReadablePage, RevisionsView):
    pass


class ReadableCompareView(ReadablePage, RevisionsCompareView):
    pass


class LockingEditView(EditView):
    """Saves with the page's row held from before it was read: a release that publishes it meanwhile comes before or after, and
    a form that was opened on a draft does not write a draft over what has just gone public."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update(no_key=True).filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Nothing is written over what somebody else saved meanwhile, unasked: Wagtail's own question comes with its script,
        and only after it has heard of it. What was typed comes back, and saving it again replaces the other text."""
        if not self.is_out_of_date or self.expects_json_response or self.page.alias_of_id:
            return super().post(request, *args, **kwargs)
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        self.tell_newer_revision()
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def tell_newer_revision(self) -> None:
        newer = self.latest_revision
        text = _(
            "%(who)s saved this page at %(time)s, after you had opened it. What you typed is still here and not saved yet. "
            "Look at what changed, then save again to replace it."
        ) % {
            "who": get_user_display_name(newer.user) if newer.user else _("Somebody"),
            "time": time_format(localtime(newer.created_at), "TIME_FORMAT"),
        }
        seen = self.request.POST.get("loaded_revision_id", "")
        buttons = []
        if self.page.revisions.filter(pk=whole_number(seen, digits=18) or 0).exists():
            address = reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, seen, newer.pk])
            buttons = [messages.button(address, _("What changed"), new_window=True)]
        messages.warning(self.request, text, buttons=buttons)


class ReadableDraftView(ViewDraftView):
    def dispatch(self, request: HttpRequest, page_id: int, *args, **kwargs) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
        refuse_reading(page, request.user)
        return page.make_preview_request(request, page.default_preview_mode)


class ReadablePageViewSet(PageViewSet):
    """Wagtail's own views of a page, but for those above; for every page type of ours."""

    name = "portal_pages"
    icon = "doc-empty-inverse"
    edit_view_class = LockingEditView
    history_view_class = ReadableHistoryView
    workflow_history_view_class = ReadableWorkflowHistoryView
    revisions_view_class = ReadableRevisionsView
    revisions_compare_view_class = ReadableCompareView
    view_draft_view_class = ReadableDraftView
    unpublish_view_class = AskingUnpublishView

    def on_register(self) -> None:
        ViewSet.on_register(self)
        page_viewset_registry.register(PortalPage, self)
