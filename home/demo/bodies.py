"""From the demo's small markup to the values of an article's StreamField."""

import re
import uuid

from django.utils.html import escape

from home.demo.content import Block

NAMESPACE = uuid.UUID("6f3c1f0e-6c1d-4f0b-9a57-0c1f5d0b7c11")


def stream_data(key: str, blocks: list[Block], pictures: dict[str, int]) -> list[dict]:
    """StreamField data whose block ids depend on the article's key and the block's place alone.

    Both languages' bodies therefore share their ids, as they do when wagtail-localize renders a translation.
    """
    return [
        {"type": block.kind, "value": _value(block, f"{key}/{place}", pictures), "id": _id(f"{key}/{place}")}
        for place, block in enumerate(blocks)
    ]


def _id(place: str) -> str:
    return str(uuid.uuid5(NAMESPACE, place))


def _items(values: list, place: str) -> list[dict]:
    return [{"type": "item", "value": value, "id": _id(f"{place}/{number}")} for number, value in enumerate(values)]


def _value(block: Block, place: str, pictures: dict[str, int]):
    match block.kind:
        case "paragraph":
            return f"<p>{rich(block.value)}</p>"
        case "list":
            return {"ordered": False, "items": _items([f"<p>{rich(item)}</p>" for item in block.value], place)}
        case "key_figures":
            return _items(block.value, place)
        case "image":
            return {name: block.value[name] for name in ("alt", "caption", "credit")} | {
                "image": pictures[block.value["key"]]
            }
        case "table":
            return _table(block.value)
    return block.value


def rich(text: str) -> str:
    """`**bold**` and `[words](https://address)` as Wagtail's rich text."""
    html = str(escape(text))
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    return re.sub(r"\[(.+?)\]\((https?://[^)\s]+)\)", r'<a href="\2">\1</a>', html)


def _table(value: dict) -> dict:
    return {
        "data": value["rows"],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": value["caption"],
    }
