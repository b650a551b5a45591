"""Pictures and documents: where their files live and what is let in.

A picture's file has an unguessable address (128 random bits), so a web server may serve released pictures by itself and
nothing unreleased can be guessed. A document's file is outside the served folders: `portal.documents` hands it out.
"""

import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


def unguessable_path(folder: str, filename: str) -> str:
    """`images/3f…/name.jpg`: 128 random bits before a short, plain name."""
    stem, dot, extension = PurePosixPath(filename).name.rpartition(".")
    plain = "".join(c for c in stem if c.isascii() and (c.isalnum() or c in "-_"))[:40] or "file"
    return f"{folder}/{secrets.token_hex(16)}/{plain}{dot}{extension.lower()}"


def documents_storage() -> Storage:
    return storages["documents"]


def refuse_oversize(file) -> None:
    if file.size > settings.DOCUMENT_MAX_UPLOAD_SIZE:
        limit = settings.DOCUMENT_MAX_UPLOAD_SIZE // 1024 // 1024
        raise ValidationError(
            _("This file is larger than %(limit)d MB. Split it or compress it."), params={"limit": limit}
        )


class PortalImage(AbstractImage):
    """A picture with what a newsroom records about it once, whoever uses it."""

    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Who took or made it."))

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_upload_to(self, filename: str) -> str:
        return unguessable_path("images", filename)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="portal_unique_rendition")
        ]

    def get_upload_to(self, filename: str) -> str:
        return unguessable_path("renditions", filename)


class PortalDocument(AbstractDocument):
    file = models.FileField(
        _("file"),
        upload_to="%Y/%m",
        storage=documents_storage,
        validators=[FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS), refuse_oversize],
    )

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
