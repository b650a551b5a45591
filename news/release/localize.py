"""wagtail-localize, with the ways closed by which it would publish what nobody released.

Three of its doors have no setting: saving a translation as a draft writes the live row of a page that is live; its Publish
button, and “sync and publish”, fill missing segments with the source's language; and a translation can be turned into an
alias, a live copy of the source. docs/adr/0003-localize.md says why they are closed here and not by a fork.
"""

import json
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize import models as localize_models
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.views import edit_translation, update_translations

from news.models import ArticlePage
from news.release import renderings
from news.release.machine.confirming import refuse_unconfirmed
from news.release.readiness import translation_of, untranslated_message, untranslated_segments
from news.release.sets.locking import lock_pages

_localize_save_target = Translation.save_target
_localize_get_or_create = TranslationSource.get_or_create_from_instance
_localize_update_from_db = TranslationSource.update_from_db


def install() -> None:
    """Put our `save_target` in place of localize's: every one of its paths to a page goes through it. What it submits and
    syncs is the latest draft of a page, where it would take the live row.

    Its dates, which it writes with English months whatever the language, become ISO dates.
    """
    Translation.save_target = save_target
    TranslationSource.get_or_create_from_instance = submit_draft
    TranslationSource.update_from_db = sync_draft
    update_translations.UpdateTranslationsForm = UpdateTranslationsForm
    localize_models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%Y-%m-%d"


class UpdateTranslationsForm(update_translations.UpdateTranslationsForm):
    """Without “Publish immediately”, which publishes nothing here and would not say so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_translations"].widget = HiddenInput()
        self.fields["publish_translations"].disabled = True


def submit_draft(instance: Any) -> tuple[TranslationSource, bool]:
    """In place of `TranslationSource.get_or_create_from_instance`, which submits what is live."""
    if isinstance(instance, Page):
        return renderings.update_source(instance.specific), False
    return _localize_get_or_create(instance)


def sync_draft(source: TranslationSource) -> None:
    """In place of `TranslationSource.update_from_db`, which reads the live row."""
    instance = source.get_source_instance()
    if isinstance(instance, Page):
        renderings.update_source(instance)
        source.refresh_from_db()
    else:
        _localize_update_from_db(source)


@transaction.atomic
def save_target(translation: Translation, user: AbstractBaseUser | None = None, publish: bool = True) -> None:
    """Render the target page: as a draft without touching what is live, or published by somebody who may.

    Raises `ValidationError` where the translation is incomplete or `user` may not publish it, and for every article, which
    goes public in a release; localize shows it.
    """
    # A release that publishes the page meanwhile would leave this with a row that it takes for a draft's.
    lock_pages({translation.source.object_id})
    page = target_page(translation)
    if page is None:
        draft_parents(translation)
    if page is None or not (publish or page.live):
        _localize_save_target(translation, user=user, publish=False)
        page = target_page(translation)
    if publish and page is not None:
        refuse_unready(page, user)
        _localize_save_target(translation, user=user, publish=True)
    elif page is not None and page.live:
        save_draft(translation, user)
    rendered = target_page(translation)
    if isinstance(rendered, ArticlePage):
        renderings.record(rendered, translation.source)


def draft_parents(translation: Translation) -> None:
    """Drafts of the sections above that are missing in the target language, where localize would make live aliases of them."""
    above = translation.source.get_source_instance().get_ancestors().filter(depth__gt=1)
    for parent in above.specific():
        if not parent.has_translation(translation.target_locale):
            parent.copy_for_translation(translation.target_locale)


def target_page(translation: Translation) -> Page | None:
    pages = Page.objects.filter(translation_key=translation.source.object_id, locale_id=translation.target_locale_id)
    return pages.specific().first()


def refuse_unready(page: Page, user: AbstractBaseUser | None) -> None:
    missing = untranslated_segments(page)
    if missing:
        raise ValidationError(untranslated_message(missing))
    refuse_unconfirmed(page)
    if isinstance(page, ArticlePage) or (user is not None and not page.permissions_for_user(user).can_publish()):
        raise ValidationError(_("A translation goes public in a release, together with its original."))


def save_draft(translation: Translation, user: AbstractBaseUser | None) -> None:
    """A new revision of a live page; its row, which readers get, stays as it is."""
    rendered = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    revision = rendered.save_revision(user=user)
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)


def newer_translation(page: Page) -> Translation | None:
    """The translation that a page renders, where a segment of it is newer than the page's latest revision, or what it
    translates was updated since: localize saves segments one by one, and the page says what they say once it is rendered.
    One to three queries."""
    translation = translation_of(page)
    if translation is None or page.latest_revision_created_at is None:
        return translation
    if translation.source.last_updated_at > page.latest_revision_created_at:
        return translation
    theirs = {
        "context__object_id": page.translation_key,
        "locale_id": page.locale_id,
        "updated_at__gt": page.latest_revision_created_at,
    }
    is_newer = any(model.objects.filter(**theirs).exists() for model in (StringTranslation, SegmentOverride))
    return translation if is_newer else None


def newest_text(page: Page) -> Page | None:
    """What rendering would make of segments that are newer than the page's latest revision; None where none are."""
    translation = newer_translation(page)
    if translation is None:
        return None
    return translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)


def render_newer(page: Page, user: AbstractBaseUser | None) -> bool:
    """Make a draft of segments that are newer than the page's latest revision. True where there were any."""
    translation = newer_translation(page)
    if translation is None:
        return False
    translation.save_target(user=user, publish=False)
    return True


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """In place of localize's view that turns a translation into an alias of its source."""
    raise PermissionDenied(
        _("A page exists in a language when somebody released it in that language: there are no aliases.")
    )


def editor_properties(props: str) -> str:
    """The translation editor's JSON properties less two buttons: “Convert to alias”, which publishes the source's text, and
    “Delete”, which would come first for everybody who may not publish (it stays in the page's own menu)."""
    properties = json.loads(props)
    properties["links"]["convertToAliasUrl"] = None
    properties["perms"]["canDelete"] = False
    return json.dumps(properties)
