"""Wagtail's views of a page as the house needs them: an auditor reads drafts, history and old versions, which Wagtail shows to
those alone who may change the page; and an editor's save waits for a release of the page."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
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
