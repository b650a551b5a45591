"""The glossary in the Wagtail admin: its listing, its editor, and the addresses of its files."""

from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from news.models import GlossaryTerm
from news.release.terms.approval import APPROVE
from news.release.terms.importing import IMPORT
from news.release.terms.views import ExportView, PreviewView, UploadView, address


class TermIndexView(IndexView):
    """With the buttons that the glossary has beside the usual ones."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if self.user_has_permission("add") and self.user_has_permission("change"):
            buttons.append(Button(_("Import from CSV"), url=address("import"), icon_name="upload", priority=50))
        return [*buttons, Button(_("Export as CSV"), url=address("export"), icon_name="download", priority=60)]

    def get_list_more_buttons(self, instance: GlossaryTerm) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if not instance.is_approved and self.user_has_permission("change"):
            buttons.append(
                Button(pgettext("term", "Approve"), url=approval_url(instance), icon_name="check", priority=15)
            )
        return buttons


def approval_url(term: GlossaryTerm) -> str:
    """Where an approval is confirmed."""
    action = reverse("wagtail_bulk_action", args=["news", "glossaryterm", "approve"])
    return f"{action}?{urlencode({'id': term.pk, 'next': address('list')})}"


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = TermIndexView
    list_display = [
        "__str__",
        Column("get_category_display", label=_("Category"), sort_key="category"),
        BooleanColumn("is_checked", label=_("Checked"), sort_key="is_checked"),
        StatusTagColumn("get_status_display", label=_("Status"), primary=lambda term: term.is_approved),
    ]
    list_filter = ["status", "category", "is_checked"]
    search_fields = ["zh", "en", "other_zh", "other_en", "refused_zh", "refused_en"]
    search_backend_name = None  # of the database it is asked: see `ReferenceViewSet`
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("import/", UploadView.as_view(), name="import"),
            path("import/<int:pk>/", PreviewView.as_view(), name="import_preview"),
            path("export/", ExportView.as_view(), name="export"),
        ]


class ImportedTermFormatter(LogFormatter):
    """An entry's `data`: `file`, `line`."""

    label = _("Import term")

    def format_message(self, entry: ModelLogEntry) -> str:
        return str(_("Imported from %(file)s, line %(line)d") % entry.data)


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(APPROVE, _("Approve term"), _("Term approved"))
    registry.register_action(IMPORT)(ImportedTermFormatter)
