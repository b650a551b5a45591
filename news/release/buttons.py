"""Where the Wagtail admin leads to what takes an article back: buttons on the page, and what stands before unpublishing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from news.models import ArticlePage
from news.release.permissions import may_release
from news.release.purging import PERMISSION
from news.release.unpublishing import live_translations
from news.release.withdrawing import active


def article_buttons(
    page: Page, user: User, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    """For the menus of a page's header and of its row in a list."""
    if not issubclass(page.specific_class, ArticlePage) or not page.first_published_at or not may_release(page, user):
        return
    if active(page.translation_key) is None:
        yield Button(_("Withdraw"), url=reverse("news_withdraw", args=[page.pk]), icon_name="cross", priority=61)
    yield Button(_("Released versions"), url=reverse("news_versions", args=[page.pk]), icon_name="history", priority=66)
    if user.has_perm(PERMISSION):
        yield Button(_("Purge personal data"), url=reverse("news_purge", args=[page.pk]), icon_name="bin", priority=67)


def ask_about_the_other_language(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before an article is unpublished: where readers can read it in another language too, that is asked about first."""
    if isinstance(page, ArticlePage) and live_translations(page):
        return redirect("news_unpublish", page.pk)
    return None


class AskingUnpublishView(UnpublishView):
    """Wagtail's, but it asks before it shows its own confirmation."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = ask_about_the_other_language(request, self.object)
        if asked is not None:
            return asked
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


def no_half_unpublished(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Before a bulk action: no article is unpublished in one language that readers can read in another."""
    if action_type != "unpublish":
        return None
    chosen = {page.pk for page in objects}
    for page in objects:
        if issubclass(page.specific_class, ArticlePage) and any(
            other.pk not in chosen for other in live_translations(page)
        ):
            messages.error(
                request,
                _("“%(title)s” is public in another language too. Unpublish it by itself, or choose both.")
                % {"title": page.get_admin_display_title()},
            )
            return redirect(action.next_url or "wagtailadmin_explore_root")
    return None
