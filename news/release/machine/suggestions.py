"""Suggestions: segments that no person has translated or confirmed yet, filled in by an engine or from memory."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation

MEMORY = "memory"  # the tool's name, where it was no engine
MACHINE, MANUAL = StringTranslation.TRANSLATION_TYPE_MACHINE, StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass(frozen=True)
class Suggestion:
    """A text for one segment: of a string (`StringValue.data`'s row) where it stands."""

    string_id: int
    context_id: int
    path: str
    text: str


def bare_segments(translation: Translation) -> "QuerySet[StringSegment]":
    """The segments of a translation's source that have no text in its language, not even one with an error."""
    there = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
    )
    segments = StringSegment.objects.filter(source_id=translation.source_id).filter(~Exists(there))
    return segments.select_related("string", "context").order_by("order")


@transaction.atomic
def fill_in(
    translation: Translation, suggestions: Iterable[Suggestion], tool: str, user: AbstractBaseUser | None
) -> int:
    """Store suggestions, marked as such, and say how many. What somebody wrote meanwhile stays.

    Three queries and those of the title, whose row tells the page its draft title.
    """
    bare = set(bare_segments(translation).values_list("string_id", "context_id"))
    wanted = [suggestion for suggestion in suggestions if (suggestion.string_id, suggestion.context_id) in bare]
    rows = [
        StringTranslation(
            translation_of_id=suggestion.string_id,
            context_id=suggestion.context_id,
            locale_id=translation.target_locale_id,
            data=suggestion.text,
            translation_type=MACHINE,
            tool_name=tool,
            last_translated_by=user,
        )
        for suggestion in wanted
        if suggestion.path != "title"
    ]
    StringTranslation.objects.bulk_create(rows, ignore_conflicts=True)
    for title in (suggestion for suggestion in wanted if suggestion.path == "title"):
        StringTranslation.objects.get_or_create(
            translation_of_id=title.string_id,
            context_id=title.context_id,
            locale_id=translation.target_locale_id,
            defaults={
                "data": title.text,
                "translation_type": MACHINE,
                "tool_name": tool,
                "last_translated_by": user,
            },
        )
    return len(wanted)
