"""Documents are handed out only while a live, public page uses them."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from wagtail.models import Page, ReferenceIndex

from portal.media import PortalDocument


def is_released(document: PortalDocument) -> bool:
    """True where a live page without view restrictions refers to the document. Two queries."""
    pages = (
        ReferenceIndex.get_references_to(document)
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .annotate(page_id=Cast("object_id", models.BigIntegerField()))
        .values("page_id")
    )
    return Page.objects.live().public().filter(pk__in=pages).exists()


def refuse_unreleased(document: PortalDocument, request: HttpRequest) -> None:
    """A hook before Wagtail serves a document: 404 for everybody who may not edit, as if there were no such document."""
    if is_released(document):
        return
    if request.user.has_perm("wagtailadmin.access_admin"):
        return
    raise Http404("No released page uses this document.")
