"""An article taken apart into passages of plain text, each with a place that a person can find again."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from typing import Any, NamedTuple

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import RichText

from news.models import ArticlePage, Meeting
from news.release.checks.characters import encodable

# Where readers meet them as one text; a table's cells and a picture's words stand beside it.
FLOW, BESIDE = "body", "beside"
CONDENSED = {"title", "subtitle", "hero_alt", "hero_caption", "hero_credit", "search_description"}
PLACES = {
    "paragraph": gettext_lazy("Paragraph %(number)d"),
    "heading": gettext_lazy("Heading %(number)d"),
    "list": gettext_lazy("List %(number)d"),
    "quote": gettext_lazy("Quote %(number)d"),
    "image": gettext_lazy("Image %(number)d"),
    "table": gettext_lazy("Table %(number)d"),
    "key_figures": gettext_lazy("Key figures %(number)d"),
}
_ENDS_A_LINE = re.compile(r"</(?:p|li|h\d|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)


class Passage(NamedTuple):
    """`group`: what is compared as a whole where passages have no counterparts one by one. `key` is the same in both
    languages where wagtail-localize rendered one from the other, `position` where both are built alike. `field` is the
    article's field or relation that it is typed into; `place` is for people, in the active language."""

    group: str
    key: str
    position: str
    field: str
    place: str
    text: str
    number: int = 0  # of the first paragraph, where readers count them

    def place_at(self, start: int) -> str:
        """Where a position in `text` is: a block of the editor's may hold several paragraphs."""
        if not self.number:
            return self.place
        return PLACES["paragraph"] % {"number": self.number + self.text.count("\n", 0, start)}

    @property
    def is_condensed(self) -> bool:
        """True for headlines and the words of pictures: translators leave out of them what the text below says in full."""
        return self.field in CONDENSED or self.position.startswith("body.heading.")


def passages_of(page: ArticlePage) -> list[Passage]:
    """All that readers are given to read, in the order of the editor; nothing that is empty.

    Of a live row its child rows cost a query each, of a revision none.
    """
    found = [*_fields(page), *_body(page), *_record(page), *_corrections(page)]
    return [passage._replace(text=text) for passage in found if (text := encodable(passage.text).strip())]


def _fields(page: ArticlePage) -> Iterator[Passage]:
    for name in ("title", "subtitle", "summary", "hero_alt", "hero_caption", "hero_credit", "search_description"):
        yield Passage(name, name, name, name, label(page, name), getattr(page, name) or "")


def label(page: ArticlePage, field: str) -> str:
    """What the editor calls a field, in the active language."""
    return str(capfirst(page._meta.get_field(field).verbose_name))


# --- Body -----------------------------------------------------------------------------------------------------------
def _body(page: ArticlePage) -> Iterator[Passage]:
    numbers: dict[str, Iterator[int]] = {kind: count(1) for kind in PLACES}
    paragraph = 1
    for block in page.body:
        if block.block_type not in PLACES:
            continue
        number = next(numbers[block.block_type])
        is_paragraph = block.block_type == "paragraph"
        place = PLACES[block.block_type] % {"number": paragraph if is_paragraph else number}
        for group, path, part, text in _parts(block):
            key, position = f"body.{block.id}{path}", f"body.{block.block_type}.{number}{path}"
            where = _("%(place)s: %(part)s") % {"place": place, "part": part} if part else place
            yield Passage(group, key, position, "body", where, text, paragraph if is_paragraph else 0)
            if is_paragraph:
                paragraph += len(text.splitlines())


def _parts(block: Any) -> Iterator[tuple[str, str, str, str]]:
    """(group, path, part, text) of one block: the path is in its value, the part is what the editor calls that."""
    value = block.value
    match block.block_type:
        case "paragraph":
            yield FLOW, "", "", plain(value)
        case "heading":
            yield FLOW, "", "", str(value)
        case "list":
            yield FLOW, "", "", "\n".join(plain(item) for item in value["items"])
        case "quote":
            yield FLOW, ".text", "", value["text"] or ""
            yield BESIDE, ".attribution", *_labelled(block, "attribution")
        case "image":
            for name in ("alt", "caption", "credit"):
                yield BESIDE, f".{name}", *_labelled(block, name)
        case "table":
            yield from _cells(value or {})
        case "key_figures":
            for number, item in enumerate(value, start=1):
                # A figure's unit stands in the figure in one language and beside it in the other.
                yield BESIDE, f".{number}", str(number), f"{item['figure']} {item['label']}"


def _labelled(block: Any, name: str) -> tuple[str, str]:
    return str(block.block.child_blocks[name].label), block.value[name] or ""


def _cells(table: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    yield BESIDE, ".caption", _("Caption"), table.get("table_caption") or ""
    for row, cells in enumerate(table.get("data") or [], start=1):
        for column, text in enumerate(cells, start=1):
            part = _("row %(row)d, column %(column)d") % {"row": row, "column": column}
            yield BESIDE, f".{row}.{column}", part, str(text or "")


def plain(value: RichText | None) -> str:
    """Rich text as its words, one line for each paragraph."""
    return words_of(value.source if value else "")


def words_of(html: str) -> str:
    html = _ENDS_A_LINE.sub("\n", html)
    return "\n".join(line for part in unescape(strip_tags(html)).split("\n") if (line := part.strip()))


# --- The record of a meeting ----------------------------------------------------------------------------------------
def _record(page: ArticlePage) -> Iterator[Passage]:
    """Venue, agenda and decisions, where readers are shown them."""
    if page.kind != page.Kind.MEETING:
        return
    for meeting in page.meetings.all():
        place = str(capfirst(Meeting._meta.get_field("venue").verbose_name))
        yield Passage("venue", "venue", "venue", "meetings", place, meeting.venue)
    lines = {"agenda_items": gettext_lazy("Agenda item %(number)d"), "decisions": gettext_lazy("Decision %(number)d")}
    for name, place_of in lines.items():
        for number, row in enumerate(getattr(page, name).all(), start=1):
            where = place_of % {"number": number}
            yield Passage(name, f"{name}.{row.translation_key}", f"{name}.{number}", name, where, row.text)


def _corrections(page: ArticlePage) -> Iterator[Passage]:
    """What stands there now. What stood there was wrong, and is quoted for that."""
    for number, row in enumerate(page.corrections.all(), start=1):
        where = _("Correction %(number)d") % {"number": number}
        yield Passage(
            "corrections",
            f"corrections.{row.translation_key}",
            f"corrections.{number}",
            "corrections",
            where,
            row.now,
        )
