"""Headers that Django and django-csp do not send by themselves, and the admin's own content security policy."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/admin/"
# What these show is a public page, and runs in an officer's session: it keeps the public policy.
PREVIEW = re.compile(r"/(preview|view_draft|revisions/\d+/view)/$")


class SecurityHeadersMiddleware:
    """Permissions-Policy everywhere; under /admin/ the policy that Wagtail's scripts need, and no caching."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if request.path.startswith(ADMIN_PREFIX) and not PREVIEW.search(request.path):
            # django-csp would drop the header altogether for an excluded prefix: put ours in its place instead.
            response.headers["Content-Security-Policy"] = admin_policy()
        return response


def admin_policy() -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.ADMIN_CONTENT_SECURITY_POLICY.items())
