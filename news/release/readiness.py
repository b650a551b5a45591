"""What an article still lacks before it can be released, each lack under the name of the field that it stands beside."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from portal.locales import is_mostly_han

if TYPE_CHECKING:
    from news.models import ArticlePage


def lacks(article: "ArticlePage") -> dict[str, str]:
    """`{field: message}`, empty when nothing stands in the way.

    Fields that the model requires (source, alternative texts inside the body) are not repeated here.
    """
    missing = {}
    if not article.summary.strip() and not article.is_flash:
        missing["summary"] = _("Say in one or two sentences what it is about. Only a flash may do without.")
    if article.hero_image_id and not article.hero_alt:
        missing["hero_alt"] = _("Say what the picture shows, for those who cannot see it.")
    if article.kind == article.Kind.POLICY:
        if not article.issuing_body_id:
            missing["issuing_body"] = _("A policy names the body that issued it.")
        if not article.date_signed:
            missing["date_signed"] = _("A policy carries the date on which it was signed.")
    return missing | in_the_wrong_script(article)


def still_chinese(page: Page, names: tuple[str, ...]) -> dict[str, str]:
    """Fields of an English page, out of these, that are written in Han characters: `{field: message}`.

    An English text may quote a Chinese document number; it may not consist of Chinese.
    """
    if not page.locale_id or page.locale.language_code != "en":
        return {}
    message = _("This is still Chinese. English readers must not meet it.")
    return {name: message for name in names if is_mostly_han(str(getattr(page, name)))}


def in_the_wrong_script(article: "ArticlePage") -> dict[str, str]:
    """What localize leaves in an English article where a translation is missing: `{field: message}`."""
    if not article.locale_id or article.locale.language_code != "en":
        return {}
    wrong = still_chinese(article, TEXT_FIELDS)
    if any(is_mostly_han(text) for text in _body_texts(article)):
        wrong["body"] = _("This is still Chinese. English readers must not meet it.")
    if any(is_mostly_han(text) for row in article.corrections.all() for text in (row.was, row.now)):
        wrong[NON_FIELD_ERRORS] = _("The corrections are still Chinese. English readers must not meet them.")
    rows = [*article.agenda_items.all(), *article.decisions.all()] if article.kind == article.Kind.MEETING else []
    venues = [meeting.venue for meeting in article.meetings.all()] if article.kind == article.Kind.MEETING else []
    if any(is_mostly_han(text) for text in [*venues, *(row.text for row in rows)]):
        wrong[NON_FIELD_ERRORS] = _(
            "The venue, the agenda or the decisions are still Chinese. English readers must not meet them."
        )
    return wrong


TEXT_FIELDS = (
    "title",
    "subtitle",
    "summary",
    "hero_alt",
    "hero_caption",
    "hero_credit",
    "dateline",
    "author",
    "editor_in_charge",
)


def _body_texts(article: "ArticlePage") -> Iterator[str]:
    for block in article.body:
        yield from (strip_tags(text) for text in block.block.get_searchable_content(block.value))


def translation_of(page: Page) -> Translation | None:
    """What localize renders the page from; None for a page that is written by hand, or no translation any more."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    translation: Translation | None = found.select_related("source", "target_locale").first()
    return translation


def is_translation(page: Page) -> bool:
    return translation_of(page) is not None


def untranslated_segments(page: Page) -> int:
    """How many segments of a translated page have no translation yet; 0 for a page that is no translation."""
    translation = translation_of(page)
    if translation is None:
        return 0
    segments = StringSegment.objects.filter(source=translation.source).annotate_translation(translation.target_locale)
    return segments.filter(translation__isnull=True).count()


def untranslated_message(count: int) -> str:
    return ngettext(
        "%(count)d segment is not translated yet. Readers would meet the other language.",
        "%(count)d segments are not translated yet. Readers would meet the other language.",
        count,
    ) % {"count": count}
