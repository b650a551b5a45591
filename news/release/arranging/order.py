"""In which order a translation says what its source says. Pure: units are keys, whatever stands behind them.

A unit is a paragraph of the source, or another block of its body as a whole. An arrangement is a list of groups of units;
a group of several is one paragraph. Whatever an arrangement says, every unit of the source is there exactly once.
"""

from collections.abc import Collection, Sequence

Groups = list[list[str]]


def arrange(units: Sequence[str], arrangement: Sequence[Sequence[str]], joinable: Collection[str]) -> Groups:
    """The units of the source as arranged: those that it has lost since fall out, those that are new to it come after the
    unit that precedes them in the source. Only `joinable` units stand in a group with others.
    """
    left = dict.fromkeys(units)
    groups: Groups = []
    for group in arrangement:
        known = [unit for unit in dict.fromkeys(group) if unit in left]
        for unit in known:
            del left[unit]
        is_joined = all(unit in joinable for unit in known)
        groups += [known] if known and is_joined else [[unit] for unit in known]
    before = None
    for unit in dict.fromkeys(units):
        if unit in left:
            place = next((number + 1 for number, group in enumerate(groups) if before in group), 0)
            groups.insert(place, [unit])
        before = unit
    return groups


def is_as_in_source(units: Sequence[str], groups: Groups) -> bool:
    return groups == [[unit] for unit in units]


# --- Changes: each takes a group by its first unit, and raises LookupError where there is none or it cannot be done -----
def moved(groups: Groups, first: str, step: int) -> Groups:
    """One place up (`step` -1) or down (1)."""
    place = _place(groups, first)
    if not 0 <= place + step < len(groups):
        raise LookupError(first)
    rest = groups[:place] + groups[place + 1 :]
    return [*rest[: place + step], groups[place], *rest[place + step :]]


def joined(groups: Groups, first: str, joinable: Collection[str]) -> Groups:
    """With the group before it, as one paragraph."""
    place = _place(groups, first)
    if not may_join(groups, place, joinable):
        raise LookupError(first)
    return [*groups[: place - 1], groups[place - 1] + groups[place], *groups[place + 1 :]]


def may_join(groups: Groups, place: int, joinable: Collection[str]) -> bool:
    """True where the group at `place` and the one before it are paragraphs."""
    return place > 0 and all(unit in joinable for unit in groups[place - 1] + groups[place])


def separated(groups: Groups, first: str) -> Groups:
    """A paragraph made of several, taken apart."""
    place = _place(groups, first)
    if len(groups[place]) < 2:
        raise LookupError(first)
    return [*groups[:place], *([unit] for unit in groups[place]), *groups[place + 1 :]]


def _place(groups: Groups, first: str) -> int:
    for place, group in enumerate(groups):
        if group[0] == first:
            return place
    raise LookupError(first)
