from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "portal_search"  # "search" alone reads like wagtail.search's
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import listeners

        listeners.connect()
