"""The glossary's CSV files in the Wagtail admin: sending one, seeing what it would change, confirming; and getting one."""

import datetime
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from news.models import GlossaryTerm, GlossaryUpload
from news.release.terms import csv_files, importing
from news.release.terms.csv_files import UnreadableError
from news.release.terms.importing import ChangedMeanwhileError, Plan

KEPT = datetime.timedelta(days=1)  # that a file waits for its confirmation
SHOWN = 200  # lines of each kind in a preview


def address(name: str, *args: Any) -> str:
    return reverse(GlossaryTerm.snippet_viewset.get_url_name(name), args=args)  # type: ignore[attr-defined]


class TermsView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For those who may add terms and change them."""

    model = GlossaryTerm
    header_icon = "openquote"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for permission in ("add", "change"):
            if not self.user_has_permission(permission):
                raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        glossary = {"url": address("list"), "label": GlossaryTerm._meta.verbose_name_plural}
        return [*super().get_breadcrumbs_items(), glossary, {"url": "", "label": self.get_page_title()}]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy(
            "In UTF-8 or GB18030, at most 10 MB. The first line names the columns: “zh” and “en”, and any of those that an"
            " exported file has. Several forms in one cell have “|” between them."
        ),
    )


class UploadView(TermsView, FormView[UploadForm]):
    """Keeps the file for the preview. A file that cannot be read is refused at once."""

    form_class = UploadForm
    page_title = gettext_lazy("Import terms")
    template_name = "news/terms/upload.html"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file: UploadedFile[Any] = form.cleaned_data["file"]
        data = file.read(csv_files.MOST_BYTES + 1)  # no more than it takes to see that it is too much
        try:
            importing.plan(data)
        except UnreadableError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        GlossaryUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
        name = PurePath(file.name or "").name[-255:]
        upload = GlossaryUpload.objects.create(user=cast(User, self.request.user), name=name, data=data)
        return redirect(address("import_preview", upload.pk))


class PreviewView(TermsView, TemplateView):
    """What the file would change, with what is wrong with it; and by POST, doing it."""

    page_title = gettext_lazy("Import terms")
    template_name = "news/terms/preview.html"
    http_method_names = ["get", "post"]

    @cached_property
    def upload(self) -> GlossaryUpload:
        return get_object_or_404(GlossaryUpload, pk=self.kwargs["pk"], user=self.request.user)

    def get_page_subtitle(self) -> str:
        return self.upload.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = importing.plan(bytes(self.upload.data))
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "kinds": [
                (_("New"), plan.new[:SHOWN], len(plan.new)),
                (_("Changed"), plan.changed[:SHOWN], len(plan.changed)),
            ],
            "problems": plan.problems[:SHOWN],
            "losing": sum(step.loses_approval for step in plan.changed),
            "list_url": address("list"),
            "upload_url": address("import"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("fingerprint", "")
        try:
            done = importing.import_file(bytes(self.upload.data), self.upload.name, request.user, seen)
        except ChangedMeanwhileError:
            messages.error(
                request,
                _("The glossary was changed meanwhile. This is what the file would do now; nothing was done yet."),
            )
            return self.again()
        if done.problems:
            return self.again()
        self.upload.delete()
        messages.success(request, told(done))
        return redirect(address("list"))

    def again(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.request.path)


def told(done: Plan) -> str:
    """What an import did, in one sentence each."""
    new = ngettext("%(count)d term is new.", "%(count)d terms are new.", len(done.new)) % {"count": len(done.new)}
    changed = ngettext("%(count)d term is changed.", "%(count)d terms are changed.", len(done.changed)) % {
        "count": len(done.changed)
    }
    return " ".join([new, changed, _("Somebody else has to approve them.")] if done.steps else [_("Nothing changed.")])


class ExportView(PermissionCheckedMixin, View):
    """All terms, for everybody who may read them."""

    model = GlossaryTerm
    any_permission_required = ["add", "change", "delete", "view"]

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        response = StreamingHttpResponse(exported(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="glossary-{timezone.localdate():%Y-%m-%d}.csv"'
        return response


def exported() -> Iterator[str]:
    """The lines of a CSV file with all terms. One query, a thousand rows at a time."""
    terms = GlossaryTerm.objects.iterator(chunk_size=1_000)
    return csv_files.write((term.entry, term.status) for term in terms)
