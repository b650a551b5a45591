"""What translating with help ties into localize, into the admin's pages and into the audit log."""

from typing import Any

from django.core.checks import register
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.views import update_translations

from news.release.machine import configuration, confirming, memory, translating, views
from news.release.machine.suggestions import MACHINE, MEMORY

PO_FILE = "PO File"  # localize's name of texts that came from a translator's file: a person wrote them

_refresh_segments = TranslationSource.refresh_segments
_get_comment = StringTranslation.get_comment


# --- localize ----------------------------------------------------------------------------------------------------------
def install() -> None:
    """Offer memory wherever localize cuts a source into segments, and have its editor say what is not confirmed.

    Its form for updating translations would ask the engine inside a transaction, with no word where the engine is down: it
    does without. The editor's button asks.
    """
    TranslationSource.refresh_segments = refresh_segments
    StringTranslation.get_comment = comment
    update_translations.get_machine_translator = lambda: None
    post_save.connect(offer_memory, sender=Translation)
    register(configuration.the_address_is_well_formed)


@transaction.atomic
def refresh_segments(source: TranslationSource) -> None:
    _refresh_segments(source)
    for translation in source.translations.filter(enabled=True):
        memory.offer(translation)


def offer_memory(sender: type, instance: Translation, raw: bool = False, **kwargs: object) -> None:
    """A page was submitted for translation, or its translation is under way again."""
    if instance.enabled and not raw:
        memory.offer(instance)


def comment(row: StringTranslation) -> str:
    """What localize's editor writes below a segment: how it came about, and whether somebody answers for it."""
    if row.translation_type == MACHINE:
        return _("Suggested (%(origin)s), not confirmed yet") % {"origin": views.origin_of(row)}
    if row.tool_name and row.tool_name != PO_FILE:
        day = timezone.localtime(row.updated_at).date().isoformat()
        return _("Suggested (%(origin)s), confirmed on %(date)s") % {"origin": views.origin_of(row), "date": day}
    return str(_get_comment(row))


# --- The admin ---------------------------------------------------------------------------------------------------------
def urls() -> list[URLPattern]:
    """Found before localize's address of the same form, since this app is installed before it."""
    return [
        path("localize/translate/<int:translation_id>/machine_translate/", views.machine_translate),
        path(
            "localize/translate/<int:translation_id>/confirm/",
            views.ConfirmView.as_view(),
            name="news_confirm_segments",
        ),
    ]


def say_what_is_unconfirmed(request: HttpRequest, page: Page) -> None:
    """Above the editor of a translation."""
    if request.method != "GET":
        return
    count = confirming.unconfirmed_segments(page)
    if not count:
        return
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).first()
    button = messages.button(views.confirm_url(translation), _("Read and confirm"))
    messages.warning(request, confirming.unconfirmed_message(count), buttons=[button])


# --- The audit log -----------------------------------------------------------------------------------------------------
class TranslatedFormatter(LogFormatter):
    """An entry's `data`: `engine`, `segments`."""

    label = gettext_lazy("Machine translation")

    def format_message(self, entry: PageLogEntry) -> str:
        return _("Segments translated by %(engine)s: %(segments)d") % entry.data


class ConfirmedFormatter(LogFormatter):
    """An entry's `data`: `segment`, the beginning of its source, `tool`, `is_changed`."""

    label = gettext_lazy("Confirm suggestion")

    def format_message(self, entry: PageLogEntry) -> str:
        data: dict[str, Any] = entry.data
        origin = _("from memory") if data["tool"] == MEMORY else data["tool"] or _("by hand")
        if data["is_changed"]:
            return _("Suggestion for “%(segment)s” put right (%(origin)s)") % {**data, "origin": origin}
        return _("Suggestion for “%(segment)s” confirmed (%(origin)s)") % {**data, "origin": origin}


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(translating.TRANSLATE)(TranslatedFormatter)
    registry.register_action(confirming.CONFIRM)(ConfirmedFormatter)
