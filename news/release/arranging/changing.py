"""Who may put a translation's paragraphs in another order does it here: each change is a draft, as an edit of the text is."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, Translation, TranslationSource

from news.release.arranging.bodies import (
    Unit,
    groups_of,
    joinable,
    translated_units,
    units_of,
)
from news.release.arranging.order import Groups, is_as_in_source, joined, moved, separated
from news.release.arranging.paragraphs import Element, divide, elements_of, text_of, undivide
from news.release.arranging.rendering import block_by_block, body_of, separator, stored_groups
from news.release.checks.findings import Span
from news.release.checks.sentences import sentences
from news.release.machine.confirming import ChangedMeanwhileError
from portal.locales import PREFIXES

ARRANGE = "news.arrange_paragraphs"  # as the audit log calls it
UP, DOWN, JOIN, SEPARATE, DIVIDE, UNDIVIDE, RESET = "up", "down", "join", "separate", "divide", "undivide", "reset"
LOGGED = 80  # characters of the source's paragraph
_SEGMENT = re.compile(r'<text position="(\d+)"')


@dataclass(frozen=True)
class Layout:
    """A translation as it is arranged now. `says` is what the translation has for each unit, by its key, None for blocks
    that are no paragraphs; `source` and `target` are the pages, block by block."""

    translation: Translation
    units: list[Unit]
    groups: Groups
    says: dict[str, Element | None]
    target: Any

    @cached_property
    def joinable(self) -> set[str]:
        return joinable(self.units)

    @cached_property
    def by_key(self) -> dict[str, Unit]:
        return {unit.key: unit for unit in self.units}

    @property
    def is_as_in_source(self) -> bool:
        return is_as_in_source([unit.key for unit in self.units], self.groups)

    @property
    def fingerprint(self) -> str:
        """Of the order and the words, as somebody saw them."""
        words = [element and element.html for element in self.says.values()]
        return hashlib.sha256(json.dumps([self.groups, words]).encode()).hexdigest()[:20]

    @cached_property
    def rows(self) -> dict[str, StringTranslation]:
        """{unit: the segment's translation} of paragraphs that are one segment and are translated. Three queries."""
        return _rows(self.translation, self.units)

    def sentences_of(self, row: StringTranslation) -> list[Span]:
        """The spans of the sentences in the text of a segment's translation."""
        return sentences(text_of(row.data), PREFIXES[self.translation.target_locale.language_code])


def layout_of(translation: Translation) -> Layout:
    """Raises LookupError where the translation's markup is not its source's: that is put right in its text first."""
    body, target = block_by_block(translation)
    units = units_of(body)
    source = translation.source
    stored = stored_groups(source.object_id, source.locale_id, translation.target_locale_id)
    return Layout(translation, units, groups_of(units, stored), translated_units(body, body_of(target)), target)


def _rows(translation: Translation, units: list[Unit]) -> dict[str, StringTranslation]:
    source = translation.source
    segments: dict[str, list[StringSegment]] = {}
    for segment in StringSegment.objects.filter(source=source).select_related("context").order_by("order"):
        segments.setdefault(segment.context.path, []).append(segment)
    templates = {
        row.context.path: elements_of(row.template.template)
        for row in TemplateSegment.objects.filter(source=source).select_related("context", "template")
    }
    theirs = {"context__object_id": source.object_id, "locale_id": translation.target_locale_id, "has_error": False}
    rows = {(row.translation_of_id, row.context_id): row for row in StringTranslation.objects.filter(**theirs)}
    found = {}
    for unit in units:
        path = f"body.{unit.block}"
        elements = templates.get(path, [])
        if not unit.is_joinable or unit.place >= len(elements):
            continue
        numbers = _SEGMENT.findall(elements[unit.place].html)
        if len(numbers) != 1 or int(numbers[0]) >= len(segments.get(path, [])):
            continue
        segment = segments[path][int(numbers[0])]
        row = rows.get((segment.string_id, segment.context_id))
        if row is not None:
            found[unit.key] = row
    return found


# --- Changes ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def change(
    page: Page, translation: Translation, action: str, unit: str, seen: str, user: AbstractBaseUser, number: int = 0
) -> str:
    """Carry out one of the actions above on the group that begins with `unit`, and make a draft of it. Returns the unit
    that the group begins with afterwards. `number` is of a sentence of the unit, for dividing after it and for taking that
    back; `seen` is the fingerprint of what `user` was shown.

    Raises ChangedMeanwhileError where it is another by now, LookupError where the action cannot be carried out.
    """
    from news.release.sets.locking import lock_pages

    lock_pages({translation.source.object_id})
    translation = Translation.objects.select_related("source", "target_locale").get(pk=translation.pk, enabled=True)
    layout = layout_of(translation)
    if layout.fingerprint != seen:
        raise ChangedMeanwhileError
    if action in (DIVIDE, UNDIVIDE):
        _divide(layout, action, unit, number, user)
        first = next(group[0] for group in layout.groups if unit in group)
    else:
        groups = _changed(layout, action, unit)
        _store(layout, groups, user)
        first = next((group[0] for group in groups if unit in group), "")
    log(page, ARRANGE, user=user, data={"action": action, "paragraph": _beginning(layout, unit)})
    translation.save_target(user=user, publish=False)
    return first


def _changed(layout: Layout, action: str, unit: str) -> Groups:
    if action in (UP, DOWN):
        return moved(layout.groups, unit, 1 if action == DOWN else -1)
    if action == JOIN:
        return joined(layout.groups, unit, layout.joinable)
    if action == SEPARATE:
        return separated(layout.groups, unit)
    if action == RESET:
        return [[unit.key] for unit in layout.units]
    raise LookupError(action)


def _store(layout: Layout, groups: Groups, user: AbstractBaseUser) -> None:
    from news.models import Arrangement

    if is_as_in_source([unit.key for unit in layout.units], groups):
        Arrangement.objects.filter(translation=layout.translation).delete()
        return
    values = {"groups": groups, "changed_by": user, "changed_at": timezone.now()}
    Arrangement.objects.update_or_create(translation=layout.translation, defaults=values)


def _divide(layout: Layout, action: str, unit: str, number: int, user: AbstractBaseUser) -> None:
    """In the text of the segment, so that it outlives later edits. A suggestion stays one."""
    row = layout.rows[unit]
    spans = layout.sentences_of(row)
    if not 0 <= number < len(spans) - 1:
        raise LookupError(unit)
    end = spans[number][1]
    between = separator(layout.translation.target_locale)
    row.data = divide(row.data, end) if action == DIVIDE else undivide(row.data, end, between)
    row.last_translated_by = user
    row.save()


def _beginning(layout: Layout, key: str) -> str:
    """How the log names a unit: by the first words of its source, or by what it is."""
    unit = layout.by_key.get(key)
    if unit is None:
        return ""
    if unit.element:
        return text_of(unit.element.inner or "")[:LOGGED]
    block = next(block for block in layout.target.body if block.id == unit.block)
    return str(block.value if isinstance(block.value, str) else block.block.label)[:LOGGED]


# --- When the source's text is replaced -------------------------------------------------------------------------------
def carry_over(source: TranslationSource, before: Any, after: Any) -> None:
    """Let arrangements follow paragraphs whose words were replaced in place. `before` and `after` are the source's pages;
    where they have not the same paragraphs, nothing is changed."""
    from news.models import Arrangement

    if not hasattr(before, "body"):
        return
    old, new = units_of(body_of(before)), units_of(body_of(after))
    if len(old) != len(new):
        return
    names = {unit.key: now.key for unit, now in zip(old, new, strict=True)}
    for row in Arrangement.objects.filter(translation__source=source):
        groups = [[names.get(key, key) for key in group] for group in row.groups]
        if groups != row.groups:
            Arrangement.objects.filter(pk=row.pk).update(groups=groups)
