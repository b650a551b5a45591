"""All findings of one article on one page of the admin, where they are dismissed and restored."""

from functools import cached_property
from typing import Any, NamedTuple, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from news.models import ArticlePage, FindingDismissal
from news.release.findings.dismissals import dismiss, may_restore, refusal, restore
from news.release.findings.page_findings import PageFinding
from news.release.findings.reports import Report, report_on
from portal.locales import OWN_NAMES


class Row(NamedTuple):
    """An open finding with its form: why the reader may not dismiss it (or ""), what was typed, what is wrong with that."""

    finding: PageFinding
    refusal: str
    reason: str = ""
    error: str = ""


class FindingsView(WagtailAdminTemplateMixin, TemplateView):
    """For everybody who may read the page in the admin. By POST `action` is `dismiss` or `restore`, with a `fingerprint`
    and for a dismissal its `reason`."""

    page_title = gettext_lazy("Findings")
    header_icon = "clipboard-list"
    template_name = "news/findings/page.html"
    http_method_names = ["get", "post"]
    request: HttpRequest

    @cached_property
    def page(self) -> ArticlePage:
        return get_object_or_404(ArticlePage.objects.select_related("locale"), pk=self.kwargs["page_id"])

    @cached_property
    def report(self) -> Report:
        return report_on(self.page, self.user)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @property
    def pages(self) -> list[ArticlePage]:
        return list(self.report.pages.values())

    def get_page_subtitle(self) -> str:
        return self.report.pages[self.page.prefix].title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = get_breadcrumbs_items_for_page(self.page, self.user)
        return [*above, {"url": "", "label": self.page_title}]

    def get_context_data(self, typed: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> dict[str, Any]:
        """`typed`: {fingerprint: (reason, what is wrong with it)}."""
        return super().get_context_data(**kwargs) | {
            "report": self.report,
            "rows": [
                Row(finding, self.refusal_of(finding), *(typed or {}).get(finding.fingerprint, ()))
                for finding in self.report.open
            ],
            "longest": FindingDismissal.LONGEST_REASON,
            "may_restore": may_restore(self.pages, self.user),
            "texts": [
                {
                    "language": OWN_NAMES[page.locale.language_code],
                    "title": page.title,
                    "lang": page.html_lang,
                    "saved": page.latest_revision_created_at,
                    "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk])
                    if page.permissions_for_user(self.user).can_edit()
                    else "",
                }
                for page in self.pages
            ],
        }

    @cached_property
    def _refusals(self) -> dict[tuple[bool, tuple[str, ...]], str]:
        return {}

    def refusal_of(self, finding: PageFinding) -> str:
        """Asked once for each kind of finding, not for each of them."""
        kind = finding.is_error, finding.languages
        if kind not in self._refusals:
            self._refusals[kind] = refusal(finding, self.pages, self.user)
        return self._refusals[kind]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fingerprint = request.POST.get("fingerprint", "").replace("\x00", "")  # which PostgreSQL refuses to look for
        if request.POST.get("action") == "restore":
            return self.restore(fingerprint)
        return self.dismiss(fingerprint, request.POST.get("reason", ""))

    def restore(self, fingerprint: str) -> HttpResponse:
        if restore(fingerprint, self.pages, self.user):
            messages.success(self.request, _("The finding is open again."))
        return self.again()

    def dismiss(self, fingerprint: str, reason: str) -> HttpResponse:
        finding = next((row.finding for row in self.report.judged if row.finding.fingerprint == fingerprint), None)
        if finding is None:
            messages.error(
                self.request,
                _("The words were changed meanwhile, and this finding is gone. Your reason was: %(reason)s")
                % {"reason": reason[: FindingDismissal.LONGEST_REASON] or "–"},
            )
            return self.again()
        try:
            dismiss(finding, self.pages, self.user, reason)
        except (ValidationError, PermissionDenied) as error:
            message = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            messages.error(self.request, message)
            return self.render_to_response(self.get_context_data(typed={fingerprint: (reason, message)}))
        messages.success(self.request, _("The finding is dismissed. The reason is in the article’s history."))
        return self.again()

    def again(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.request.path)
