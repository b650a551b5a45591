"""Which revision of its source a translation renders, and what has moved there since.

wagtail-localize keeps one copy of the source's text, which its own “sync” takes from the live row. Here it is taken from the
latest draft, so that a correction is translated before anybody releases it; and every revision that localize renders is tied
to the source's revision that it was made from.
"""

import datetime
import json
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page, Revision
from wagtail_localize.models import StringSegment, TranslationSource

from news.models import ReleasedVersion, Rendering
from news.release.texts import digest_of, moved, segments_of

UPDATE = "news.update_source"  # as the audit log calls it


# --- How it changes ---------------------------------------------------------------------------------------------------
@transaction.atomic
def update_source(page: Page, user: AbstractBaseUser | None = None) -> TranslationSource:
    """Have translators work on the page's latest draft, its child rows included. Does nothing where they do already."""
    held = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id)
    before = held.values_list("last_updated_at", flat=True).first()
    source, _created = TranslationSource.update_or_create_from_instance(page.get_latest_revision_as_object())
    if source.last_updated_at != before:
        log(page, UPDATE, user=user, revision=page.latest_revision)
    return source


def record(page: Page, source: TranslationSource) -> Rendering:
    """Tie the latest revision of `page`, which localize has just rendered, to the source's text that it renders."""
    rendered = source.as_instance()
    digest = digest_of(rendered)
    revision = Revision.objects.filter(pk=json.loads(source.content_json).get("latest_revision")).first()
    if revision is not None and digest_of(revision.as_object()) != digest:
        revision = None  # taken from a row, or before the source remembered
    values = {"page_id": page.pk, "source_id": rendered.pk, "source_revision": revision, "digest": digest}
    return Rendering.objects.update_or_create(revision_id=page.latest_revision_id, defaults=values)[0]


# --- What editors see -------------------------------------------------------------------------------------------------
def rendering_of(page: Page, revision_id: int | None) -> Rendering | None:
    """What a revision of the page renders; one written by hand renders what the one before it did."""
    if revision_id is None:
        return None
    found = Rendering.objects.filter(page_id=page.pk, revision_id__lte=revision_id, source__isnull=False)
    return found.select_related("source__latest_revision", "source__source").order_by("-revision_id").first()


def rendered_from(page: Page) -> Rendering | None:
    """What the live text of a translation renders; None for a page that is not live or is no translation."""
    return rendering_of(page, page.live_revision_id)


def is_out_of_date(page: Page) -> bool:
    """True where the latest revision of a translation renders another text than its source's latest revision has.

    False for a page that is no translation, and where nobody knows what it renders.
    """
    rendering = rendering_of(page, page.latest_revision_id)
    if rendering is None or rendering.source is None:
        return False
    return digest_of(rendering.source.latest_text()) != rendering.digest


def wants_update(page: Page) -> bool:
    """True where a translation is out of date and localize does not hold the source's latest text yet: once it does, and its
    segments are translated, rendering it is all that is left."""
    if not is_out_of_date(page):
        return False
    held = source_of(page)
    rendering = rendering_of(page, page.latest_revision_id)
    if held is None or rendering is None or rendering.source is None:
        return True
    return digest_of(held.as_instance()) != digest_of(rendering.source.latest_text())


def changed_segments(page: Page) -> list[tuple[str, str]]:
    """Segments of the source, `(old, new)`, that moved since what the latest revision of a translation renders.

    Where the old text is gone, the segments that have no translation yet, as `("", new)`.
    """
    rendering = rendering_of(page, page.latest_revision_id)
    if rendering is None or rendering.source is None:
        return []
    new = segments_of(rendering.source.latest_text())
    old = _text_of(rendering)
    return moved(old, new) if old is not None else [("", text) for text in new if text in _untranslated(page)]


def _text_of(rendering: Rendering) -> list[str] | None:
    if rendering.source_revision is not None:
        return segments_of(rendering.source_revision.as_object())
    source = source_of(rendering.page)
    if source is None:
        return None
    held = source.as_instance()
    return segments_of(held) if digest_of(held) == rendering.digest else None


def source_of(page: Page) -> TranslationSource | None:
    """What localize holds of the text that this page translates."""
    translated = {"translations__target_locale": page.locale_id, "translations__enabled": True}
    found: TranslationSource | None = TranslationSource.objects.filter(
        object_id=page.translation_key, **translated
    ).first()
    return found


def _untranslated(page: Page) -> set[str]:
    source = source_of(page)
    segments = StringSegment.objects.filter(source=source).annotate_translation(page.locale)
    return set(segments.filter(translation__isnull=True).values_list("string__data", flat=True))


# --- What readers see -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lag:
    """A released translation of a text that was released again since, in other words."""

    corrected: datetime.datetime
    rendered: datetime.datetime | None  # when the text that it renders was released; None where nobody knows

    @property
    def is_within_a_day(self) -> bool:
        """True where dates alone would not tell the two versions apart."""
        return self.rendered is not None and localdate(self.rendered) == localdate(self.corrected)


def lag_between(digest: str, versions: "list[ReleasedVersion]") -> Lag | None:
    """How far a translation of the text with this digest is behind its source. `versions` are all of the source's, newest
    first.

    None while the source says the same, or was not released again since: a translation of a draft is behind nothing that
    readers could have read.
    """
    if not versions or versions[0].digest == digest:
        return None
    corrected = versions[0]
    for version in versions:  # a new picture is a release, but no correction of the text
        if version.digest != corrected.digest:
            break
        corrected = version
    rendered = next((version.released_at for version in versions if version.digest == digest), None)
    if rendered is None and corrected.number == 1:
        return None
    return Lag(corrected.released_at, rendered)


LAGS: dict[tuple[str, bool], Promise] = {
    ("zh-hans", True): _(
        "The Chinese original was corrected on {corrected}; this English text renders the version of {rendered}."
    ),
    ("zh-hans", False): _(
        "The Chinese original was corrected on {corrected}; this English text renders an earlier version."
    ),
    ("en", True): _(
        "The English original was corrected on {corrected}; this Chinese text renders the version of {rendered}."
    ),
    ("en", False): _(
        "The English original was corrected on {corrected}; this Chinese text renders an earlier version."
    ),
}


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(UPDATE, _("Update the text to translate"), _("The text to translate is the latest draft"))
