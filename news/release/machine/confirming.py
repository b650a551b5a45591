"""A suggestion becomes somebody's text: a person read it beside its source, and confirmed it as it is or put it right.

`translation_type` is the mark: “machine” until then, “manual” from then on, whether it was confirmed here or written in
localize's editor. `tool_name` stays, so that it can be seen where a confirmed text came from.
"""

import hashlib

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from news.release.machine.suggestions import MACHINE, MANUAL

CONFIRM = "news.confirm_segment"  # as the audit log calls it
LOGGED = 80  # characters of the source


class ChangedMeanwhileError(Exception):
    """Somebody else changed or confirmed the segment after it was shown."""


def unconfirmed_segments(page: Page) -> int:
    """How many segments of a translated page are suggestions that nobody has confirmed; 0 for a page that is no translation.

    One query. A translation that was stopped counts too: its page still says what was suggested.
    """
    here = {"source__object_id": page.translation_key, "source__translations__target_locale_id": page.locale_id}
    return _suggested(page.locale_id).filter(**here).count()


def unconfirmed_message(count: int) -> str:
    return ngettext(
        "%(count)d segment is a suggestion that nobody has confirmed.",
        "%(count)d segments are suggestions that nobody has confirmed.",
        count,
    ) % {"count": count}


def refuse_unconfirmed(page: Page) -> None:
    """Raise ValidationError where readers would meet what nobody has confirmed."""
    count = unconfirmed_segments(page)
    if count:
        raise ValidationError(unconfirmed_message(count))


def segments_to_confirm(translation: Translation) -> "QuerySet[StringSegment]":
    """In the order of the text, each with the id of its translation as `translation_id`."""
    segments = _suggested(translation.target_locale_id).filter(source_id=translation.source_id)
    return segments.select_related("string", "context").order_by("order")


def _suggested(locale_id: int) -> "QuerySet[StringSegment]":
    suggestions = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=locale_id,
        translation_type=MACHINE,
    )
    return StringSegment.objects.filter(Exists(suggestions)).annotate(
        translation_id=Subquery(suggestions.values("pk")[:1])
    )


def fingerprint(row: StringTranslation) -> str:
    """Of a segment's text and standing, as somebody saw them."""
    return hashlib.sha256(f"{row.translation_type} {row.data}".encode()).hexdigest()[:20]


def normalized(text: str) -> str:
    """As a browser's text field and the database agree on it."""
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
def confirm(page: Page, translation: Translation, row_id: int, text: str, seen: str, user: AbstractBaseUser) -> None:
    """Make `text` the translation that `user` answers for. `seen` is the fingerprint of the text that they were shown.

    Raises StringTranslation.DoesNotExist where the segment is gone, ChangedMeanwhileError where it says something else or is
    somebody's text by now, ValidationError where `text` is empty or its markup is not its source's.
    """
    row = (
        StringTranslation.objects.select_for_update(of=("self",))
        .select_related("translation_of", "context")
        .get(pk=row_id, context__object_id=translation.source.object_id, locale_id=translation.target_locale_id)
    )
    if fingerprint(row) != seen:
        raise ChangedMeanwhileError
    text = normalized(text)
    refuse_broken(text, row.translation_of.data)
    is_changed = text != normalized(row.data)
    row.data = text if is_changed else row.data
    row.translation_type = MANUAL
    row.last_translated_by = user
    row.has_error, row.field_error = False, ""
    row.save()
    source = row.translation_of.data[:LOGGED]
    log(page, CONFIRM, user=user, data={"segment": source, "tool": row.tool_name, "is_changed": is_changed})


def refuse_broken(text: str, source: str) -> None:
    """Raise ValidationError where localize could not render `text` in the place of `source`."""
    if not text:
        raise ValidationError(_("Write the translation of this segment."))
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(source, text)
    except ValueError as error:
        raise ValidationError(str(error)) from error
