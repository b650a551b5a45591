"""Releases on Wagtail's front page and in its menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from news.release import tasks
from news.release.sets.sheet import zone_name
from news.release.sets.visibility import may_read_any, signed_in
from news.release.sets.waiting import count_for, waiting_for


class ReleasesMenuItem(MenuItem):
    """With how many wait for a decision of the reader."""

    def __init__(self) -> None:
        super().__init__(_("Releases"), reverse("news_releases"), name="releases", icon_name="date", order=150)

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_any(signed_in(request))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = count_for(signed_in(request))
        label = gettext("Releases (%(count)s)") % {"count": count} if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class ReleasesPanel(Component):
    """What waits for the reader; nothing where nothing does."""

    name = "releases"
    order = 90
    template_name = "news/releases/dashboard.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = signed_in(parent_context["request"])
        if not may_read_any(user):
            return {}
        return {
            "waiting": waiting_for(user),
            "zone": timezone.get_default_timezone(),
            "zone_name": zone_name(),
            "url": reverse("news_releases"),
        }


class TasksPanel(Component):
    """English that is due, and flashes that lack the rest."""

    name = "release-tasks"
    order = 95
    template_name = "news/releases/tasks.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = signed_in(parent_context["request"])
        return {
            "tasks": tasks.open_tasks(user),
            "zone": timezone.get_default_timezone(),
            "report_url": reverse("news_translations"),
        }


def construct_homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels += [ReleasesPanel(), TasksPanel()]
