"""Bodies of articles as units, arranged, and paired. Pure: a body is what its StreamField stores,
`[{"type": …, "value": …, "id": …}, …]`, where a paragraph's value is HTML.

Blocks keep the id of the source's block in which their first paragraph stands, so that both texts can be read beside each
other; where a block's paragraphs come apart, what stands further down gets an id made of that. Such a block's paragraphs
carry marks of the units that they say, in `data-block-key`.
"""

import hashlib
import re
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from news.release.arranging.order import Groups, arrange
from news.release.arranging.paragraphs import KEY, Element, divided, elements_of, is_divided, marked, paragraph

Body = list[dict[str, Any]]
PARAGRAPHS = "paragraph"  # the type of the blocks that hold rich text
_MARK = re.compile(rf'{KEY}="[0-9a-f]{{8}}["+-]')  # longer than the editor's keys
_WITHOUT_KEY = re.compile(rf' {KEY}="[^"]*"')


class Unit(NamedTuple):
    """`key` stays the same while the source's text does, or, where the editor gave the paragraph a key, while it exists.
    `element` is None for a block that is no rich text; `place` counts the elements of its block."""

    key: str
    block: str
    place: int = 0
    element: Element | None = None

    @property
    def is_joinable(self) -> bool:
        return self.element is not None and self.element.inner is not None


def units_of(body: Body) -> list[Unit]:
    """In order. Empty paragraphs are none."""
    found = []
    for block in body:
        if block["type"] != PARAGRAPHS:
            found.append(Unit(block["id"], block["id"]))
            continue
        taken: set[str] = set()
        for place, element in enumerate(elements_of(block["value"])):
            if element.is_empty:
                continue
            name = element.key or _hash(_WITHOUT_KEY.sub("", element.html))
            while name in taken:  # the same words twice
                name += "~"
            taken.add(name)
            found.append(Unit(f"{block['id']}:{name}", block["id"], place, element))
    return found


def joinable(units: Sequence[Unit]) -> set[str]:
    return {unit.key for unit in units if unit.is_joinable}


def groups_of(units: Sequence[Unit], arrangement: Sequence[Sequence[str]]) -> Groups:
    return arrange([unit.key for unit in units], arrangement, joinable(units))


def mark_of(key: str) -> str:
    return _hash(key)[:8]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# --- Arranging --------------------------------------------------------------------------------------------------------
def translated_units(source: Body, translated: Body) -> dict[str, Element | None]:
    """{key: what the translation says}, of a body that was rendered block by block. Raises LookupError where that has
    other paragraphs than the source."""
    elements = {block["id"]: elements_of(block["value"]) for block in translated if block["type"] == PARAGRAPHS}
    for block in source:
        if block["type"] == PARAGRAPHS and len(elements_of(block["value"])) != len(elements[block["id"]]):
            raise LookupError(block["id"])
    units = units_of(source)
    return {unit.key: elements[unit.block][unit.place] if unit.element else None for unit in units}


def arranged(source: Body, translated: Body, arrangement: Sequence[Sequence[str]], separator: str) -> Body:
    """`translated`, which has the blocks of `source`, in the order of the arrangement. `separator` stands between
    paragraphs that were joined. A block that nothing has changed stays as it is, byte by byte. Raises LookupError where
    the blocks are not the source's."""
    units = units_of(source)
    says = translated_units(source, translated)
    stored = {block["id"]: block for block in translated}
    by_key = {unit.key: unit for unit in units}
    whole = {block["id"]: [unit.key for unit in units if unit.block == block["id"]] for block in source}
    body: Body = []
    for block_id, groups in _runs(groups_of(units, arrangement), by_key):
        first = by_key[groups[0][0]]
        if first.element is None:
            body.append(stored[first.block])
            continue
        elements = {key: element for group in groups for key in group if (element := says[key]) is not None}
        is_whole = [key for group in groups for key in group] == whole[first.block]
        is_same = is_whole and all(len(group) == 1 for group in groups)
        if is_same and not any(is_divided(element.inner or "") for element in elements.values()):
            body.append({**stored[first.block], "id": block_id})
            continue
        html = "".join(_rendered([elements[key] for key in group], group, is_whole, separator) for group in groups)
        body.append({"type": PARAGRAPHS, "value": html, "id": block_id})
    empty = [block for block in source if not whole[block["id"]]]  # a paragraph's block without any text
    return body + [stored[block["id"]] for block in empty]


def _runs(groups: Groups, units: dict[str, Unit]) -> list[tuple[str, Groups]]:
    """Groups that make one block, with its id: successive ones whose first paragraphs stand in one block of the source."""
    runs: list[tuple[str, Groups]] = []
    taken: set[str] = set()
    before = None
    for group in groups:
        block = units[group[0]].block
        if block == before:
            runs[-1][1].append(group)
            continue
        before = block
        runs.append((str(uuid.uuid5(uuid.NAMESPACE_OID, group[0])) if block in taken else block, [group]))
        taken.add(block)
    return runs


def _rendered(elements: list[Element], keys: list[str], is_whole: bool, separator: str) -> str:
    mark = elements[0].key if is_whole else "+".join(map(mark_of, keys))
    if elements[0].inner is None:
        return elements[0].html if is_whole else marked(elements[0], mark)
    parts = divided(separator.join((element.inner or "").strip() for element in elements))
    keys_of_parts = [f"{mark}-{number}" if number > 1 and mark else mark for number in range(1, len(parts) + 1)]
    return "".join(map(paragraph, parts, keys_of_parts))


# --- Pairing ----------------------------------------------------------------------------------------------------------
class Pair(NamedTuple):
    """Paragraphs of the source and the blocks of the translation that say the same, both in the translation's order."""

    sources: list[Unit]
    targets: list[str]


def pairs_of(source: Body, target: Body) -> list[Pair] | None:
    """What says the same, in the translation's order, as small as its blocks allow; None where the translation is not
    arranged by paragraphs, so that blocks have their counterparts by their ids.

    Paragraphs that have no counterpart are one pair with the blocks that have none.
    """
    if not any(_MARK.search(block["value"]) for block in target if block["type"] == PARAGRAPHS):
        return None
    units = units_of(source)
    shown = _shown(units, target)
    if shown is None:
        return None
    order = [
        group[0] for group in arrange([u.key for u in units], [[key] for keys in shown.values() for key in keys], ())
    ]
    by_key = {unit.key: unit for unit in units}
    # Which of the source's blocks belong together, by the number of the pair.
    pair_of = {unit.block: number for number, unit in enumerate(units, start=1)}
    for keys in shown.values():
        together = {pair_of[by_key[key].block] for key in keys}
        pair_of = {block: min(together) if number in together else number for block, number in pair_of.items()}
    found = {block for keys in shown.values() for block in (by_key[key].block for key in keys)}
    pair_of = {block: number if block in found else 0 for block, number in pair_of.items()}
    pairs: dict[int, Pair] = {}
    for key in order:
        pairs.setdefault(pair_of[by_key[key].block], Pair([], [])).sources.append(by_key[key])
    for block, keys in shown.items():
        pair = pairs.get(pair_of[by_key[keys[0]].block] if keys else 0)
        if pair is not None:
            pair.targets.append(block)
    return list(pairs.values())


def _shown(units: Sequence[Unit], target: Body) -> dict[str, list[str]] | None:
    """{id of a block of the translation: keys of the units that it says}; None where no block carries marks."""
    marks = {mark_of(unit.key): unit.key for unit in units}
    shown: dict[str, list[str]] = {}
    is_arranged = False
    for block in target:
        keys = _marked_in(block, marks)
        is_arranged = is_arranged or bool(keys)
        shown[block["id"]] = keys or [unit.key for unit in units if unit.block == block["id"]]
    return shown if is_arranged else None


def _marked_in(block: dict[str, Any], marks: dict[str, str]) -> list[str]:
    if block["type"] != PARAGRAPHS or KEY not in block["value"]:
        return []
    found = [
        marks[mark]
        for element in elements_of(block["value"])
        for mark in element.key.partition("-")[0].split("+")
        if mark in marks
    ]
    return list(dict.fromkeys(found))
