"""Production's settings, on a database that the benchmark makes, with Wagtail's stock search beside the portal's own."""

from portal.settings.production import *  # noqa: F403
from portal.settings.production import STORAGES, WAGTAILSEARCH_BACKENDS

# Static files were not collected here, so there is no manifest to look names up in.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

WAGTAILSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS | {
    "stock": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english", "AUTO_UPDATE": False}
}
