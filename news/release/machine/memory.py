"""Translation memory: what was approved for a string elsewhere is offered again, to be confirmed in its new place.

localize reuses a translation at the same place of the same page alone. Here a string counts wherever it stands, where its
translation is one that readers have: in a page that is live, in a revision rendered after the translation was last touched.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from news.release.machine.suggestions import MANUAL, MEMORY, Suggestion, bare_segments, fill_in


def offer(translation: Translation) -> int:
    """Fill in what was approved before; how many segments. At most six queries, and those of the title."""
    segments = list(bare_segments(translation))
    if not segments:
        return 0
    known = approved({segment.string_id for segment in segments}, translation.target_locale_id)
    suggestions = [
        Suggestion(segment.string_id, segment.context_id, segment.context.path, known[segment.string_id].data)
        for segment in segments
        if segment.string_id in known
    ]
    return fill_in(translation, suggestions, MEMORY, None) if suggestions else 0


def approved(string_ids: Iterable[int], locale_id: int) -> dict[int, StringTranslation]:
    """The approved translation of each string that has one, the one released last; `page_id` says where. One query."""
    return {row.translation_of_id: row for row in approved_translations(string_ids, locale_id)}


def approved_translations(string_ids: Iterable[int], locale_id: int) -> "QuerySet[StringTranslation]":
    """Those that people wrote or confirmed and readers have, the last one released last."""
    pages = Page.objects.filter(
        translation_key=OuterRef("context__object_id"),
        locale_id=locale_id,
        live=True,
        live_revision__created_at__gte=OuterRef("updated_at"),
    )
    # A string that its source has lost since may have been translated and never released.
    still_there = StringSegment.objects.filter(
        string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id")
    )
    return (
        StringTranslation.objects.filter(
            Exists(still_there),
            translation_of_id__in=set(string_ids),
            locale_id=locale_id,
            translation_type=MANUAL,
            has_error=False,
        )
        .annotate(page_id=Subquery(pages.values("pk")[:1]), released=Subquery(pages.values("last_published_at")[:1]))
        .filter(page_id__isnull=False)
        .order_by("released", "updated_at", "pk")
    )
