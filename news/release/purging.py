"""Removing leaked personal data from everything that is kept of an article, in every language: what a withdrawal leaves in
the audit record, a purge takes from there too. It cannot be undone, and its own log says nothing of what was removed.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import get_all_child_relations
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision, TaskState
from wagtail.search import index
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslationSource,
)

from news.models import (
    ArticlePage,
    Assessment,
    FindingDismissal,
    FrozenPage,
    Release,
    ReleaseArticle,
    ReleasedVersion,
    Rendering,
    Withdrawal,
)
from news.release.arranging.changing import carry_over
from news.release.sets.locking import lock_pages
from news.release.sets.log import Cause
from news.release.sets.reviewing import void
from news.release.texts import digest_of
from portal.outbox import OutboxEntry

PURGE = "news.purge"  # as the audit log calls it
PERMISSION = "news.purge_article"
REMOVED = "■■■"  # the same in both languages, and nothing that a check or a search takes for a word
SHORTEST = 2  # characters: a single one stands everywhere
TAGS = r"(?:<[^<>]*>)*"


class Eraser:
    """Replaces a text wherever it stands in strings, HTML and JSON, and counts."""

    def __init__(self, text: str) -> None:
        escaped = (
            TAGS.join(f"(?:{re.escape(char)}|{re.escape(html.escape(char))})" for char in word) for word in text.split()
        )
        # Between words any space; between characters tags, since an editor may have set half a name in bold.
        self.pattern = re.compile((TAGS + r"(?:\s|&nbsp;)+" + TAGS).join(escaped))
        self.places = 0

    def clean(self, value: Any) -> Any:
        """The same value without the text: strings, lists and dicts, and JSON within strings."""
        match value:
            case str():
                return self._clean_string(value)
            case list():
                return [self.clean(item) for item in value]
            case dict():
                return {key: self.clean(item) for key, item in value.items()}
        return value

    def _clean_string(self, value: str) -> str:
        if value[:1] in "[{" and value:
            try:
                return self._clean_json(value)
            except ValueError:
                pass  # a text that happens to begin with a bracket
        cleaned, count = self.pattern.subn(lambda found: REMOVED + "".join(re.findall(r"<[^<>]*>", found[0])), value)
        self.places += count
        return cleaned

    def _clean_json(self, value: str) -> str:
        before = json.loads(value)
        after = self.clean(before)
        return json.dumps(after) if after != before else value


@transaction.atomic
def purge(article: ArticlePage, text: str, user: AbstractBaseUser | None) -> int:
    """Replace a text in every revision, the live row, the segments of translations, the admin's comments and logs, and search,
    of the article in every language. Returns the number of places.

    Readers' comments and pictures are not touched. Raises ValidationError where the text is too short or stands nowhere.
    """
    if len("".join(text.split())) < SHORTEST:
        raise ValidationError(_("This is too short: it would be removed from words that only contain it."))
    eraser = Eraser(text)
    key = article.translation_key
    lock_pages({key})
    pages = list(ArticlePage.objects.filter(translation_key=key).order_by("path"))
    digests: dict[str, str] = {}
    for page in pages:
        _purge_row(page, eraser)
        _purge_revisions(page, eraser, digests)
        _purge_record(page, eraser)
    _purge_translation(key, eraser, digests)
    _purge_rows(_withdrawals(key), eraser)
    _purge_releases(key, eraser)
    Assessment.objects.filter(pk=key).delete()  # of a text that is gone
    _forget_mail(eraser)
    _carry_over(pages, digests)
    void(key, cast(User | None, user), REMOVED, Cause.PURGED)  # what was approved is no longer what is there
    if not eraser.places:
        raise ValidationError(_("This stands nowhere in the article, in no language and no version."))
    for page in ArticlePage.objects.filter(translation_key=key):
        log(page, PURGE, user=user, data={"places": eraser.places}, content_changed=True)
        index.insert_or_update_object(page)
        if page.live:
            page.announce(page)
    return eraser.places


# --- The article ------------------------------------------------------------------------------------------------------
def _purge_row(page: ArticlePage, eraser: Eraser) -> None:
    """What is live, or the first draft of what never was; child rows included."""
    for relation in get_all_child_relations(type(page)):
        _purge_rows(relation.related_model._default_manager.filter(**{relation.field.name: page.pk}), eraser)
    _purge_rows([page], eraser)
    if eraser.pattern.search(page.slug):
        slug = f"removed-{page.translation_key.hex[:8]}"
        page.slug = slug
        page.set_url_path(page.get_parent())
        Page.objects.filter(pk=page.pk).update(slug=slug, url_path=page.url_path)
        eraser.places += 1
    for redirect in Redirect.objects.filter(redirect_page=page.pk):
        if eraser.pattern.search(redirect.old_path):
            redirect.delete()
            eraser.places += 1


def _purge_revisions(page: Page, eraser: Eraser, digests: dict[str, str]) -> None:
    for revision in page.revisions.all():
        content = eraser.clean(revision.content)
        if content == revision.content and not eraser.pattern.search(revision.object_str):
            continue
        if eraser.pattern.search(content.get("slug") or ""):
            content["slug"] = page.slug
        before = digest_of(revision.as_object())
        revision.content = content
        Revision.objects.filter(pk=revision.pk).update(content=content, object_str=eraser.clean(revision.object_str))
        digests[before] = digest_of(revision.as_object())


def _purge_record(page: Page, eraser: Eraser) -> None:
    """What the admin wrote down beside the text: its log, reviewers' remarks, editors' comments."""
    _purge_rows(PageLogEntry.objects.filter(page=page.pk), eraser)
    _purge_rows(
        TaskState.objects.filter(workflow_state__object_id=str(page.pk), revision__in=page.revisions.all()), eraser
    )
    _purge_rows(Comment.objects.filter(page=page.pk), eraser)
    _purge_rows(CommentReply.objects.filter(comment__page=page.pk), eraser)


def _purge_rows(rows: Iterable[models.Model], eraser: Eraser) -> None:
    """Every text of every row, by `update`: no signal, no new revision, no time of change."""
    for row in rows:
        changes = {field.name: new for field, new in _changes(row, eraser)}
        for name, value in changes.items():
            setattr(row, name, value)
        if changes:
            type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _changes(row: models.Model, eraser: Eraser) -> Iterator[tuple[models.Field[Any, Any], Any]]:
    for field in row._meta.concrete_fields:
        if field.choices or isinstance(field, models.SlugField) or field.name == "url_path":
            continue
        if isinstance(field, StreamField):
            before = field.get_prep_value(field.value_from_object(row))
            after = eraser.clean(before)
            if after != before:
                yield field, field.to_python(after)
        elif isinstance(field, models.CharField | models.TextField | models.JSONField):
            before = field.value_from_object(row)
            after = eraser.clean(before)
            if after != before:
                longest = getattr(field, "max_length", None)
                yield field, after[:longest] if longest and isinstance(after, str) else after


def _withdrawals(key: Any) -> models.QuerySet[Any]:
    return Withdrawal.objects.filter(translation_key=key)


def _purge_releases(key: Any, eraser: Eraser) -> None:
    """Titles, failures and reasons of the releases that the article is or was in, and of findings that were set aside."""
    releases = Release.objects.filter(articles__translation_key=key)
    _purge_rows(releases, eraser)
    _purge_rows(ReleaseArticle.objects.filter(translation_key=key), eraser)
    _purge_rows(FrozenPage.objects.filter(article__translation_key=key), eraser)
    _purge_rows(FindingDismissal.objects.filter(translation_key=key), eraser)
    keys = [str(pk) for pk in releases.values_list("pk", flat=True)]
    log_of = {"content_type": ContentType.objects.get_for_model(Release), "object_id__in": keys}
    _purge_rows(ModelLogEntry.objects.filter(**log_of), eraser)


def _forget_mail(eraser: Eraser) -> None:
    """Mail that says it, sent or waiting: what is left of the outbox is nobody's record."""
    for entry in OutboxEntry.objects.iterator():
        if eraser.clean(entry.payload) != entry.payload:
            entry.delete()


# --- Its translations -------------------------------------------------------------------------------------------------
def _purge_translation(key: Any, eraser: Eraser, digests: dict[str, str]) -> None:
    """What wagtail-localize keeps: the source's text, its segments, and what they were translated to."""
    for source in TranslationSource.objects.filter(object_id=key):
        before = source.as_instance()
        _purge_rows([source], eraser)
        after = source.as_instance()
        digests[digest_of(before)] = digest_of(after)
        carry_over(source, before, after)
    _purge_rows(StringTranslation.objects.filter(context__object_id=key), eraser)
    _purge_rows(SegmentOverride.objects.filter(context__object_id=key), eraser)
    for segment in TemplateSegment.objects.filter(source__object_id=key).select_related("template"):
        _purge_rows([segment.template], eraser)
    ours = models.Q(segments__source__object_id=key) | models.Q(translations__context__object_id=key)
    for string in String.objects.filter(ours).distinct():
        _purge_string(string, key, eraser)


def _purge_string(string: String, key: Any, eraser: Eraser) -> None:
    """A string belongs to whoever says the same: ours become strings of their own, and the old one goes with its last user."""
    data = eraser.clean(string.data)
    if data == string.data:
        return
    new, _created = String.objects.get_or_create(
        locale_id=string.locale_id, data_hash=String._get_data_hash(data), defaults={"data": data}
    )
    StringSegment.objects.filter(source__object_id=key, string=string).update(string=new)
    for translation in StringTranslation.objects.filter(context__object_id=key, translation_of=string):
        same = {"context": translation.context_id, "locale": translation.locale_id, "translation_of": new}
        if StringTranslation.objects.filter(**same).exists():
            translation.delete()
        else:
            StringTranslation.objects.filter(pk=translation.pk).update(translation_of=new)
    if not StringSegment.objects.filter(string=string).exists() and not string.translations.exists():
        string.delete()


def _carry_over(pages: "list[ArticlePage]", digests: dict[str, str]) -> None:
    """A text without what was removed is the same text to its translations: nothing becomes out of date."""
    for before, after in digests.items():
        if before != after:
            Rendering.objects.filter(source__in=pages, digest=before).update(digest=after)
            ReleasedVersion.objects.filter(article__in=pages, digest=before).update(digest=after)


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(PURGE, gettext_lazy("Purge"), gettext_lazy("Personal data removed from every version"))
