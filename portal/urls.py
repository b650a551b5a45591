"""The portal's addresses. Only pages have a language prefix; docs/urls.md lists them all."""

from django.conf import settings
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from portal import documents, health, locales, routing

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("", locales.choose_language, name="choose_language"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("robots.txt", health.robots),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", documents.serve),  # in front of Wagtail's own
    path("documents/", include(wagtaildocs_urls)),
    path("_util/", include("portal.passwords")),
]

if settings.DEBUG:
    urlpatterns += staticfiles_urlpatterns()
if settings.SERVE_MEDIA:
    urlpatterns += [
        re_path(
            r"^media/(?P<path>(?:images|renditions)/[0-9a-f]{32}/[\w.-]{1,120})$",
            serve_file,
            {"document_root": settings.MEDIA_ROOT},
        )
    ]

urlpatterns += locales.language_patterns(
    path("search/", include("search.urls")),
    path("corrections/", include("news.corrections")),
    path("comments/", include("news.comments.urls")),
    re_path(serve_pattern, routing.serve, name="wagtail_serve"),
)
