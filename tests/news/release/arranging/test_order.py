"""Whatever an arrangement says, every unit of the source is there exactly once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.release.arranging.order import arrange, is_as_in_source, joined, moved, separated

KEYS = st.text("abcdefgh", min_size=1, max_size=1)
UNITS = st.lists(KEYS, unique=True, max_size=8)
ARRANGEMENTS = st.lists(st.lists(KEYS, max_size=4), max_size=8)


def flat(groups):
    return [unit for group in groups for unit in group]


@given(UNITS, ARRANGEMENTS, st.sets(KEYS))
def test_nothing_is_lost_or_doubled(units, arrangement, joinable):
    groups = arrange(units, arrangement, joinable)
    assert sorted(flat(groups)) == sorted(units)
    assert all(groups)
    assert all(len(group) == 1 or set(group) <= joinable for group in groups)
    assert arrange(units, groups, joinable) == groups  # it is stable


@given(UNITS)
def test_without_an_arrangement_the_source_decides(units):
    assert is_as_in_source(units, arrange(units, [], set(units)))


@given(UNITS, st.sets(KEYS), st.data())
def test_what_is_new_comes_after_what_precedes_it(units, new, data):
    old = [unit for unit in units if unit not in new]
    arrangement = [[unit] for unit in data.draw(st.permutations(old))]
    groups = flat(arrange(units, arrangement, ()))
    assert [unit for unit in groups if unit in old] == flat(arrangement)
    for before, unit in pairwise(units):
        if unit in new:
            assert groups.index(unit) == groups.index(before) + 1
    if units and units[0] in new:
        assert groups[0] == units[0]


def test_changes():
    groups = [["a"], ["b"], ["c"]]
    assert moved(groups, "c", -1) == [["a"], ["c"], ["b"]]
    assert moved(groups, "a", 1) == [["b"], ["a"], ["c"]]
    one = joined(groups, "b", {"a", "b", "c"})
    assert one == [["a", "b"], ["c"]]
    assert separated(one, "a") == groups
    for refused in (
        lambda: moved(groups, "a", -1),
        lambda: moved(groups, "c", 1),
        lambda: moved(one, "b", 1),
        lambda: joined(groups, "a", {"a"}),
        lambda: joined(groups, "b", {"b"}),
        lambda: separated(groups, "a"),
        lambda: separated(groups, "x"),
    ):
        with pytest.raises(LookupError):
            refused()
