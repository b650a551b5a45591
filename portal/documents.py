"""Documents are handed out only while a page that citizens can reach uses them."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.documents.views.serve import serve as wagtail_serve
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from portal.media import PortalDocument
from portal.tree import released_pages


def is_released(file: models.Model, but: Collection[int] = ()) -> bool:
    """True where a released page, other than those with the keys `but`, refers to this document or picture. One query,
    once content types are cached."""
    pages = (
        ReferenceIndex.get_references_to(file)
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .annotate(page_id=Cast("object_id", models.BigIntegerField()))
        .values("page_id")
    )
    return released_pages().filter(pk__in=pages).exclude(pk__in=but).exists()


def refuse_unreleased(document: PortalDocument, request: HttpRequest) -> None:
    """A hook before Wagtail serves a document: 404 for all who may not use documents, as if there were no such file."""
    if is_released(document):
        return
    policy = policy_registry.get_by_type(PortalDocument)
    if policy.user_has_any_permission(request.user, ["add", "change", "delete", "choose"]):
        return
    raise Http404("No released page uses this document.")


def serve(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponse:
    """Wagtail's view, less a header that it fills in wrongly: `Content-Encoding: None` makes strict clients refuse a file."""
    response = wagtail_serve(request, document_id, document_filename)
    if response.headers.get("Content-Encoding") == "None":
        del response.headers["Content-Encoding"]
    return response
