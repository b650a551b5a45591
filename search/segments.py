"""What segments tell of their entries beside the terms: ids, days of meetings, facets. Many are read as if they were one.

Nothing here knows a database or Django.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Places = NDArray[np.int64]

# How each array of a segment is stored.
ARRAYS = {"ids": "<i8", "held": "<i4", "codes": "<u2", "starts": "<u4", "long": "<u2"}


class Segment(NamedTuple):
    """One segment, each array in the order of its places.

    `held` as in `Entry`, 0 for none; `codes[starts[i]:starts[i + 1]]` are the numbers in `facets` of the i-th entry's;
    `long` are the places whose texts have no offsets.
    """

    key: int
    ids: Ids
    held: NDArray[np.int32]
    facets: list[str]
    codes: NDArray[Any]
    starts: NDArray[Any]
    long: NDArray[Any]

    @property
    def size(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Segments:
    """Segments one after another. `begins` are the places where they begin, and where the last one ends."""

    keys: dict[int, int]  # with their numbers
    begins: Places
    ids: Ids
    held: NDArray[np.int32]
    facets: list[str]
    codes: NDArray[Any]
    starts: NDArray[Any]
    long: Places

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> "Segments":
        begins = np.cumsum([0, *(segment.size for segment in segments)])
        facets = list(dict.fromkeys(facet for segment in segments for facet in segment.facets))
        numbers = {facet: number for number, facet in enumerate(facets)}
        small = np.min_scalar_type(len(facets))
        code_begins = np.cumsum([0, *(len(segment.codes) for segment in segments)])
        return cls(
            keys={segment.key: number for number, segment in enumerate(segments)},
            begins=begins,
            ids=joined((segment.ids for segment in segments), np.int64),
            held=joined((segment.held for segment in segments), np.int32),
            facets=facets,
            codes=joined((np.array([numbers[facet] for facet in s.facets], small)[s.codes] for s in segments), small),
            starts=joined(
                (
                    *(s.starts[:-1] + np.uint32(first) for s, first in zip(segments, code_begins[:-1], strict=True)),
                    code_begins[-1:],
                ),
                np.uint32,
            ),
            long=joined((s.long + first for s, first in zip(segments, begins[:-1], strict=True)), np.int64),
        )

    @property
    def size(self) -> int:
        return int(self.begins[-1])

    def place(self, key: int, place: int) -> int:
        """Here, of a place of one of them."""
        return int(self.begins[self.keys[key]]) + place

    def segment(self, key: int) -> Segment:
        """One of them again."""
        number = self.keys[key]
        first, end = self.begins[number : number + 2]
        starts = self.starts[first : end + 1]
        return Segment(
            key=key,
            ids=self.ids[first:end],
            held=self.held[first:end],
            facets=self.facets,
            codes=self.codes[starts[0] : starts[-1]],
            starts=starts - starts[0],
            long=self.long[(self.long >= first) & (self.long < end)] - first,
        )

    def facet_counts(self, places: Places) -> dict[str, int]:
        """How often each facet occurs at these places."""
        first, end = self.starts[places].astype(np.int64), self.starts[places + 1].astype(np.int64)
        lengths = end - first
        at = np.repeat(first - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        numbers = np.bincount(self.codes[at], minlength=len(self.facets))
        return {facet: number for facet, number in zip(self.facets, numbers.tolist(), strict=True) if number}


def joined(arrays: Iterable[NDArray[Any]], kind: Any) -> NDArray[Any]:
    """One after another; none at all are an array without elements."""
    return np.concatenate([np.zeros(0, kind), *arrays], dtype=kind, casting="unsafe")


def newest(ids: Ids, count: int) -> Ids:
    """The highest of the ids, the highest first: as many as there are, `count` at most."""
    first = max(0, len(ids) - count)
    if first and count:
        ids = np.partition(ids, first)[first:]
    return np.sort(ids)[::-1][:count]
