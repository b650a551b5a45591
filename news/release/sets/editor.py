"""Releases in the editor of an article: what its menu offers instead of “Publish”, and in which release it is."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from news.models import ArticlePage, Release
from news.release.readiness import is_translation
from news.release.sets.making import make, open_release_of
from news.release.sets.visibility import signed_in

NAME = "action-release"  # of the button, in what the editor's form sends
# Wagtail's ways of releasing one page by itself; what approves within a workflow of Wagtail's is named by its task.
CLOSED = {"action-publish", "action-submit", "action-restart-workflow", "action-cancel-workflow", "approve", "reject"}


class ReleaseMenuItem(ActionMenuItem):
    """Saves the draft, and goes on to its release."""

    name = NAME
    label = gettext_lazy("Save, then release…")
    icon_name = "date"


class OpenReleaseMenuItem(ActionMenuItem):
    """A link to the release that the article is in: saving would take an approval back."""

    name = "release-open"
    label = gettext_lazy("Open its release")
    icon_name = "date"

    def __init__(self, release: Release) -> None:
        super().__init__()
        self.release = release

    def get_url(self, parent_context: Any) -> str:
        return reverse("news_release", args=[self.release.pk])


def construct_action_menu(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """“Save draft” stays first, then the release; nothing else makes an article public."""
    if not is_of_article(request, context):
        return
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED]
    page = context.get("page")
    release = open_release_of(page.translation_key) if page else None
    if release is not None:
        menu_items.insert(1, OpenReleaseMenuItem(release))
    elif not context.get("locked_for_user"):
        menu_items.insert(1, ReleaseMenuItem())


def only_drafts(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Before a page is created: Wagtail would start the section's workflow for whoever asks, with or without a button."""
    if issubclass(page_class, ArticlePage) and CLOSED.intersection(request.POST):
        kept = request.POST.copy()
        for name in CLOSED:
            kept.pop(name, None)
        request.POST = kept  # type: ignore[assignment]


def is_of_article(request: HttpRequest, context: dict[str, Any]) -> bool:
    page = context.get("page")
    if page is not None:
        return isinstance(page, ArticlePage)
    match = request.resolver_match
    return bool(match) and match.kwargs.get("content_type_model_name") == "articlepage"  # type: ignore[union-attr]


def go_to_release(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After the editor's form was saved by the button of `ReleaseMenuItem`."""
    article = page.specific
    if NAME not in request.POST or not isinstance(article, ArticlePage):
        return None
    return redirect("news_release", make(article, signed_in(request)).pk)


def tell_release(request: HttpRequest, page: Page) -> None:
    """When the editor opens: in which release the article is, and what saving it would undo."""
    article = page.specific if request.method == "GET" else None
    if not isinstance(article, ArticlePage):
        return
    release = open_release_of(article.translation_key)
    if release is None:
        offer_release(request, article)
    else:
        warn_of(request, release)


def warn_of(request: HttpRequest, release: Release) -> None:
    """Above whatever changes an article of this release."""
    text = _("In the release “%(release)s” (%(state)s).") % {"release": release, "state": release.get_state_display()}
    button = messages.button(reverse("news_release", args=[release.pk]), _("Open its release"))
    if release.is_frozen:
        text += " " + _("These texts are approved and frozen: if you save, the approval is void.")
        messages.warning(request, format_html("{}", text), buttons=[button])
    elif release.approvals.exists():
        text += " " + _("A review has been given: if you save, it is void.")
        messages.warning(request, format_html("{}", text), buttons=[button])
    else:
        messages.info(request, format_html("{}", text), buttons=[button])


def offer_release(request: HttpRequest, article: ArticlePage) -> None:
    """In localize's editor, whose menu is its own; Wagtail's has a button for it."""
    if (article.live and not article.has_unpublished_changes) or not is_translation(article):
        return
    text = _("A translation goes public in a release, together with its original.")
    button = messages.button(reverse("news_release_make", args=[article.pk]), _("Release…"))
    messages.info(request, text, buttons=[button])


def buttons(page: Page, user: User, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """In the menus of an article: to its release, which is made if there is none. No query, since lists have many rows."""
    if page.specific_class is not ArticlePage or page.alias_of_id or not page.permissions_for_user(user).can_edit():
        return
    address = reverse("news_release_make", args=[page.pk])
    # One click where there is JavaScript; a question without.
    posted = {"data-controller": "w-action", "data-action": "w-action#post:prevent", "data-w-action-url-value": address}
    yield Button(_("Release…"), url=address, icon_name="date", priority=12, attrs=posted)
