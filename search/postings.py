"""Posting lists: at which places of a segment a term is found, and where in each text it stands.

A segment is up to `SEGMENT` entries that never change, each known by its place, in the order of dates. Of each term it has
the places, as numbers where they are few and as bits where they are many, and for phrases the offsets: a place and where in
the normalized text the term begins, packed into 32 bits. Nothing here knows a database or Django.
"""

import re
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis import HAN, HAN_RUN, SYMBOLS, occurrences
from search.entries import Entry
from search.segments import ARRAYS, Segment

Mask = NDArray[np.bool_]  # one value for each place of a segment

OFFSET_BITS = 17
SEGMENT = 1 << (32 - OFFSET_BITS)
# Beyond this a text's offsets are not kept: phrases are looked for in the text itself. The rest is room for a phrase, so
# that counting back from an offset never reaches the text before.
LONGEST_TEXT = (1 << OFFSET_BITS) - 1_024
NOWHERE = (1 << OFFSET_BITS) - 1  # the offset of a term that stands in no text: a filter, a word of the title
NUMBERS, BITS = b"\0", b"\1"  # how places are packed
WORDS = re.compile(rf"[^\s{HAN}]+")  # of a normalized text
IS_HAN = np.zeros(0x10000, np.bool_)  # by the code of a character of 16 bits
for _run in HAN_RUN.finditer("".join(map(chr, range(len(IS_HAN) - 1)))):
    IS_HAN[_run.start() : _run.end()] = True

Piece = tuple[str, int]  # a term and how far it is from the beginning


# --- Pack -------------------------------------------------------------------------------------------------------------
def packed(places: Any, size: int) -> bytes:
    """Ascending places, of `size` that there are."""
    numbers = np.asarray(places, dtype="<u2")
    if len(numbers) * 16 < size:
        return NUMBERS + numbers.tobytes()
    mask = np.zeros(size, dtype=np.bool_)
    mask[numbers] = True
    return BITS + np.packbits(mask).tobytes()


def mark_places(docs: bytes, mask: Mask) -> None:
    """Set those that are packed, in a mask that is empty."""
    if docs[:1] == BITS:
        mask[:] = np.unpackbits(np.frombuffer(docs, np.uint8, offset=1), count=len(mask)).view(np.bool_)
    else:
        mask[np.frombuffer(docs, "<u2", offset=1)] = True


def mask_of(docs: bytes, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mark_places(docs, mask)
    return mask


# --- Phrases ----------------------------------------------------------------------------------------------------------
def pieces_of(phrase: str) -> list[Piece] | None:
    """The terms that stand at these distances wherever the phrase stands; None where they cannot tell.

    A single character of Han is no term by itself, and a word without its borders may be a part of a longer one.
    """
    pieces: list[Piece] = []
    for found in SYMBOLS.finditer(phrase):
        symbol, start = found.group(), found.start()
        if HAN_RUN.match(symbol):
            last = len(symbol) - 2
            if last < 0:
                return None
            pieces += [(symbol[i : i + 2], start + i) for i in {*range(0, last, 2), last}]
        elif f" {symbol} " in phrase[max(0, start - 1) : found.end() + 1]:
            pieces.append((symbol, start))
        else:
            return None
    return pieces or None


def places_together(pieces: Iterable[tuple[bytes, int]]) -> NDArray[np.uint32]:
    """The places where all stand at their distances: `pieces` are a term's packed offsets and its distance."""
    starts: NDArray[np.uint32] | None = None
    for data, distance in sorted(pieces, key=lambda piece: len(piece[0])):
        begins = np.frombuffer(data, "<u4") - np.uint32(distance)
        starts = begins if starts is None else np.intersect1d(starts, begins, assume_unique=True)
    return np.zeros(0, np.uint32) if starts is None else starts >> np.uint32(OFFSET_BITS)


# --- Build ------------------------------------------------------------------------------------------------------------
class Numbers(dict[str, int]):
    """Terms by the order in which they are first asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Builder:
    """Makes a segment of entries that are added in the order of their ids. Some 10 kB of memory for each.

    What is found is kept as numbers of 64 bits, which one sort puts in order: which term, at which place, at which offset.
    Of a pair of Han the number is its two characters, and numpy takes a text apart; other terms are counted as they come.
    """

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.held: list[int] = []
        self.facets = Numbers()
        self.codes = array("H")
        self.starts = array("I", [0])
        self.long = array("H")
        self.terms = Numbers()
        self.found: list[NDArray[np.uint64]] = []
        self.found_pairs: list[NDArray[np.uint64]] = []

    def add(self, entry: Entry) -> int:
        """Its place."""
        place = len(self.ids)
        self.ids.append(entry.id)
        self.held.append(entry.held or 0)
        self.codes.extend(map(self.facets.__getitem__, entry.facets.split()))
        self.starts.append(len(self.codes))
        text = entry.text.replace("\n", "\n\n")
        if len(text) > LONGEST_TEXT:
            self.long.append(place)
        first = np.uint64(place << OFFSET_BITS)

        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        is_han = IS_HAN[np.minimum(characters, len(IS_HAN) - 1)]
        begins = np.flatnonzero(is_han[:-1] & is_han[1:])
        pairs = characters[begins].astype(np.uint64) << np.uint64(48) | characters[begins + 1].astype(
            np.uint64
        ) << np.uint64(32)
        self.found_pairs.append(pairs | first | offsets_of(begins))

        words = [(found.group(), found.start()) for found in WORDS.finditer(text)]
        words += rare_pairs(text) if not text.isascii() and max(text) > "\uffff" else []
        terms = [term for term, _begin in words] + list(entry.terms)
        offsets = np.full(len(terms), NOWHERE, np.uint64)
        offsets[: len(words)] = offsets_of(np.array([begin for _term, begin in words], np.int64))
        numbers = np.fromiter(map(self.terms.__getitem__, terms), np.uint64, len(terms))
        self.found.append(numbers << np.uint64(32) | first | offsets)
        return place

    def segment(self, key: int) -> Segment:
        columns = {name: np.asarray(getattr(self, name), dtype=kind) for name, kind in ARRAYS.items()}
        return Segment(key=key, facets=list(self.facets), **columns)

    def postings(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Each term with its packed places and offsets. It is the last that is asked of a builder."""
        for found, names in ((self.found_pairs, spelled), (self.found, [*self.terms].__getitem__)):
            together = np.concatenate(found)
            found.clear()
            together.sort()
            yield from postings_of(together, names, len(self.ids))


def offsets_of(begins: NDArray[np.int64]) -> NDArray[np.uint64]:
    """As they are stored; nowhere, where they are too far from the beginning."""
    return np.where(begins < LONGEST_TEXT, begins, NOWHERE).astype(np.uint64)


def rare_pairs(text: str) -> list[tuple[str, int]]:
    """Those with a character beyond 16 bits."""
    return [(pair, begin) for pair, begin in occurrences(text) if len(pair) == 2 and max(pair) > "\uffff"]


def spelled(number: int) -> str:
    return chr(number >> 16) + chr(number & 0xFFFF)


def postings_of(found: NDArray[np.uint64], name: Callable[[int], str], size: int) -> Iterator[tuple[str, bytes, bytes]]:
    """Of what a builder has found, in order: each term with its places and offsets."""
    if not len(found):
        return
    found = found[np.append(True, found[1:] != found[:-1])]
    values = found.astype("<u4")
    has_offset = (values & np.uint32(NOWHERE)) != NOWHERE
    at_place = found >> np.uint64(OFFSET_BITS)
    is_new = np.append(True, at_place[1:] != at_place[:-1])
    terms = (found >> np.uint64(32)).astype(np.uint32)
    begins = np.append(np.flatnonzero(np.append(True, terms[1:] != terms[:-1])), len(found))
    # Where each term's places begin among the places of all, and its offsets among the offsets of all.
    place_begins = np.append(0, np.cumsum(is_new))[begins].tolist()
    offset_begins = np.append(0, np.cumsum(has_offset))[begins].tolist()
    places = (values[is_new] >> np.uint32(OFFSET_BITS)).astype("<u2")
    packed_places, offsets = places.tobytes(), values[has_offset].tobytes()
    for i, number in enumerate(terms[begins[:-1]].tolist()):
        first, end = place_begins[i], place_begins[i + 1]
        few = (end - first) * 16 < size
        docs = NUMBERS + packed_places[2 * first : 2 * end] if few else packed(places[first:end], size)
        yield name(number), docs, offsets[4 * offset_begins[i] : 4 * offset_begins[i + 1]]


# --- Check ------------------------------------------------------------------------------------------------------------
def fingerprint(entry: Entry) -> int:
    """A number that changes with whatever postings say of an entry; `fingerprints` is what they do say."""
    spelled_out = [*occurrences(entry.text)]
    terms = entry.terms.union(term for term, _offset in spelled_out)
    total = sum(zlib.crc32(term.encode()) for term in terms)
    total += sum(zlib.crc32(term.encode()) * (at + 2) for term, at in spelled_out if at < LONGEST_TEXT)
    return total % (1 << 64)


def fingerprints(postings: Iterable[tuple[str, bytes, bytes]], size: int) -> NDArray[np.uint64]:
    """Of each place of a segment."""
    totals = np.zeros(size, np.uint64)
    for term, docs, at in postings:
        number = np.uint64(zlib.crc32(term.encode()))
        totals[mask_of(docs, size)] += number
        offsets = np.frombuffer(at, "<u4").astype(np.uint64)
        np.add.at(
            totals,
            offsets >> np.uint64(OFFSET_BITS),
            number * ((offsets & np.uint64((1 << OFFSET_BITS) - 1)) + np.uint64(2)),
        )
    return totals


def terms_asked(terms: Collection[str]) -> tuple[list[str], list[str]]:
    """Those that are asked for as they are, and the prefixes, without their star."""
    whole = [term for term in terms if not term.endswith("*")]
    return whole, [term.removesuffix("*") for term in terms if term.endswith("*")]
