"""In the admin: having an engine translate, and confirming what was suggested, segment by segment."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation

from news.release.localize import target_page
from news.release.machine import confirming, memory
from news.release.machine.suggestions import MANUAL, MEMORY
from news.release.machine.translating import Outcome, translate_missing
from news.release.machine.transport import EngineError
from portal.locales import HTML_LANG
from portal.pagination import whole_number


def page_to_translate(request: HttpRequest, translation: Translation) -> Page:
    """The translated page. Raises Http404 where there is none yet, PermissionDenied for who may not change it now."""
    page = target_page(translation)
    if page is None:
        raise Http404
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    if permissions.page_locked():
        raise PermissionDenied(_("This page is locked: its text cannot be changed now."))
    return page


def confirm_url(translation: Translation) -> str:
    return reverse("news_confirm_segments", args=[translation.pk])


# --- An engine ---------------------------------------------------------------------------------------------------------
@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In place of localize's view, which asks the engine inside the click's error page where it fails."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = page_to_translate(request, translation)
    engine = get_machine_translator()
    if engine is None or not engine.can_translate(translation.source.locale, translation.target_locale):
        raise Http404
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk])
    try:
        outcome = translate_missing(translation, page, cast(User, request.user), engine)
    except EngineError as error:
        nothing = _("Nothing was changed.")
        messages.error(request, f"{error} {nothing}")
        return redirect(back)
    tell(request, outcome)
    return redirect(back)


def tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome == Outcome():
        messages.warning(request, _("There is nothing left to translate."))
        return
    if outcome.filled:
        text = ngettext(
            "%(count)d segment was translated by the engine. Read it beside its source and confirm it.",
            "%(count)d segments were translated by the engine. Read each beside its source and confirm it.",
            outcome.filled,
        )
        messages.success(request, text % {"count": outcome.filled})  # above the editor a button leads there
    if outcome.damaged:
        text = ngettext(
            "%(count)d segment stays untranslated: the engine lost a name or markup of it, or gave no translation.",
            "%(count)d segments stay untranslated: the engine lost names or markup of them, or gave no translation.",
            outcome.damaged,
        )
        messages.warning(request, text % {"count": outcome.damaged})
    if outcome.waiting:
        text = ngettext(
            "%(count)d segment was not sent, because the engine is slow. Press the button again for the rest.",
            "%(count)d segments were not sent, because the engine is slow. Press the button again for the rest.",
            outcome.waiting,
        )
        messages.warning(request, text % {"count": outcome.waiting})


# --- Confirming --------------------------------------------------------------------------------------------------------
@dataclass
class Card:
    """One segment as the page shows it. `text` is what the text field holds: what was typed, where it was refused."""

    row: StringTranslation
    text: str
    origin: str
    page: Page | None = None
    errors: list[str] = field(default_factory=list)
    stored: str = ""  # what somebody else wrote meanwhile

    @property
    def fingerprint(self) -> str:
        return confirming.fingerprint(self.row)

    @property
    def rows(self) -> int:
        """Lines of the text field: a line of a wide screen's half holds about 60 characters."""
        return min(12, max(2, len(self.text) // 60 + 1))


class BesideTranslationView(WagtailAdminTemplateMixin, TemplateView):
    """A page of its own for what localize's editor of `page` cannot show."""

    http_method_names = ["get", "post"]
    request: HttpRequest
    page: Page

    @cached_property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = {"url": self.edit_url, "label": self.page.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), page, {"url": "", "label": self.get_page_title()}]


class ConfirmView(BesideTranslationView):
    """What was suggested for a page and nobody has confirmed, source and suggestion side by side; by POST, confirming one."""

    page_title = gettext_lazy("Confirm suggestions")
    header_icon = "check"
    template_name = "news/machine/confirm.html"

    @cached_property
    def translation(self) -> Translation:
        return get_object_or_404(Translation.objects.select_related("source"), pk=self.kwargs["translation_id"])

    @cached_property
    def page(self) -> Page:
        return page_to_translate(self.request, self.translation)

    def get_context_data(self, typed: Card | None = None, **kwargs: Any) -> dict[str, Any]:
        page = self.page  # first: who may not change it learns nothing of it
        return super().get_context_data(**kwargs) | {
            "cards": self.cards(typed),
            "edit_url": self.edit_url,
            "subject": self.get_page_subtitle(),
            "source_language": HTML_LANG[self.translation.source.locale.language_code],
            "target_language": HTML_LANG[page.locale.language_code],
            "is_stopped": not self.translation.enabled,
        }

    def cards(self, typed: Card | None) -> list[Card]:
        """In the order of the text, with the one that was refused in its place, or first where it is no suggestion any more.
        Four queries."""
        ids = [segment.translation_id for segment in confirming.segments_to_confirm(self.translation)]
        rows = StringTranslation.objects.select_related("translation_of", "context").in_bulk(ids)
        remembered = {row.translation_of_id for row in rows.values() if row.tool_name == MEMORY}
        known = memory.approved(remembered, self.translation.target_locale_id) if remembered else {}
        pages = Page.objects.in_bulk([row.page_id for row in known.values()]) if known else {}
        cards = []
        for row in (rows[pk] for pk in ids if pk in rows):
            if typed and typed.row.pk == row.pk:
                cards.append(typed)
                continue
            origin = known.get(row.translation_of_id)
            cards.append(Card(row, row.data, origin_of(row), pages.get(origin.page_id) if origin else None))
        return [typed, *cards] if typed and typed not in cards else cards

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.page
        text = request.POST.get("text", "")
        row_id = whole_number(request.POST.get("segment", ""), digits=18) or 0
        following = self.following(row_id)
        try:
            seen, user = request.POST.get("seen", ""), cast(User, request.user)
            confirming.confirm(page, self.translation, row_id, text, seen, user)
        except StringTranslation.DoesNotExist:
            messages.error(request, _("This segment is gone: the source was changed meanwhile. You wrote: “%s”") % text)
            return self.again()
        except confirming.ChangedMeanwhileError:
            return self.changed_meanwhile(row_id, text)
        except ValidationError as error:
            row = StringTranslation.objects.select_related("translation_of", "context").get(pk=row_id)
            return self.render_to_response(
                self.get_context_data(Card(row, text, origin_of(row), errors=error.messages))
            )
        left = confirming.unconfirmed_segments(page)
        if left:
            text = ngettext("Confirmed. %(count)d is left.", "Confirmed. %(count)d are left.", left) % {"count": left}
            messages.success(request, text)
            return self.again(following)
        messages.success(request, _("Every segment of this page is confirmed."))
        return redirect(self.edit_url)

    def following(self, row_id: int) -> int | None:
        """The segment after this one, or the first where it is the last."""
        ids = [segment.translation_id for segment in confirming.segments_to_confirm(self.translation)]
        later = ids[ids.index(row_id) + 1 :] if row_id in ids else []
        return next(iter([*later, *ids]), None)

    def changed_meanwhile(self, row_id: int, text: str) -> HttpResponse:
        """Somebody was faster: what they wrote stands, and what was typed here waits beside it."""
        row = StringTranslation.objects.select_related("translation_of", "context").get(pk=row_id)
        if confirming.normalized(text) == confirming.normalized(row.data) and row.translation_type == MANUAL:
            messages.info(self.request, _("Somebody else confirmed this segment meanwhile."))
            return self.again()
        errors = [_("Somebody else changed this segment meanwhile. What stands there now is shown above your text.")]
        return self.render_to_response(
            self.get_context_data(Card(row, text, origin_of(row), errors=errors, stored=row.data))
        )

    def again(self, row_id: int | None = None) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.request.path + (f"#segment-{row_id}" if row_id else ""))


def origin_of(row: StringTranslation) -> str:
    """Where a text came from, in the words of the interface."""
    if row.tool_name == MEMORY:
        return _("from memory")
    return str(row.tool_name) or _("by hand")
