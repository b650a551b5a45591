"""Where localize renders a translation, whichever of its ways it takes: the body gets the order that people gave it."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize import models as localize_models
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import Translation
from wagtail_localize.segments.ingest import ingest_segments as ingest_in_place

from news.release.arranging.bodies import PARAGRAPHS, Body, arranged
from news.release.arranging.order import Groups
from news.release.arranging.paragraphs import is_divided


def install() -> None:
    """Put our `ingest_segments` in place of localize's, which both of its ways of rendering call."""
    localize_models.ingest_segments = ingest_segments


def ingest_segments(original: Any, target: Any, from_locale: Locale, to_locale: Locale, segments: list[Any]) -> None:
    """In place of localize's, which leaves the target with the source's blocks."""
    from news.models import ArticlePage

    if not isinstance(target, ArticlePage):
        ingest_in_place(original, target, from_locale, to_locale, segments)
        return
    source = body_of(original)  # before localize writes the translation into it
    ingest_in_place(original, target, from_locale, to_locale, segments)
    if target.body is not original.body:
        return  # nothing of it is translated, and it is what it was
    arrangement = stored_groups(original.translation_key, from_locale.pk, to_locale.pk)
    body = body_of(target)
    if not arrangement and not any(is_divided(block["value"]) for block in body if block["type"] == PARAGRAPHS):
        return
    try:
        body = arranged(source, body, arrangement, separator(to_locale))
    except LookupError:
        return  # a translation whose markup is not its source's
    target.body = target.body.stream_block.to_python(body)


def body_of(page: Any) -> Body:
    """The body as its StreamField stores it."""
    stored: Body = page.body.get_prep_value()
    return stored


def stored_groups(translation_key: Any, from_locale_id: int, to_locale_id: int) -> Groups:
    """[] for a translation that follows its source. One query."""
    from news.models import Arrangement

    of = {"source__object_id": translation_key, "source__locale_id": from_locale_id, "target_locale_id": to_locale_id}
    found = Arrangement.objects.filter(**{f"translation__{name}": value for name, value in of.items()})
    groups: Groups | None = found.values_list("groups", flat=True).first()
    return groups or []


def separator(locale: Locale) -> str:
    """What stands between two sentences."""
    return "" if locale.language_code.startswith("zh") else " "


def block_by_block(translation: Translation) -> tuple[Body, Any]:
    """The source's body, and the target page as localize would render it by itself. Both are not for saving.

    Raises SourceDeletedError, or ObjectDoesNotExist without a target page.
    """
    source = translation.source
    original, target = source.as_instance(), source.get_translated_instance(translation.target_locale)
    body = body_of(original)
    copy_synchronised_fields(original, target)  # with child rows that are new in the source
    segments = source._get_segments_for_translation(translation.target_locale, fallback=True)
    ingest_in_place(original, target, source.locale, translation.target_locale, segments)
    return body, target
