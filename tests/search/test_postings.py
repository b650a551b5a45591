"""Posting lists by themselves: packed and unpacked, phrases by their offsets, the newest of several segments."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import normalize, occurrences, phrase
from search.entries import PAGE_BITS, Entry
from search.postings import (
    LONGEST_TEXT,
    NOWHERE,
    OFFSET_BITS,
    Builder,
    fingerprint,
    fingerprints,
    mask_of,
    packed,
    pieces_of,
    places_together,
)
from search.segments import Segments, newest

TEXTS = st.text(alphabet="会议质量省政府\U00020000\U0002a6d6 plan5g,，。\n-", max_size=60)


def entry(number: int, text: str, terms: tuple[str, ...] = (), facets: str = "k:news") -> Entry:
    id = number << PAGE_BITS | number
    return Entry(id, number, "zh-hans", None, facets, "", frozenset(terms), text, text)


def built(*texts: str) -> tuple[Builder, dict[str, tuple[bytes, bytes]]]:
    builder = Builder()
    for number, text in enumerate(texts, start=1):
        builder.add(entry(number, text, ("l:zh-hans",)))
    postings = {term: (docs, offsets) for term, docs, offsets in builder.postings()}
    return builder, postings


@given(st.sets(st.integers(0, 999)))
def test_places_are_read_as_they_were_packed(places):
    mask = mask_of(packed(sorted(places), 1_000), 1_000)
    assert set(np.flatnonzero(mask).tolist()) == places


def test_many_places_take_a_bit_each():
    assert len(packed(range(32_768), 32_768)) == 4_097
    assert len(packed(range(10), 32_768)) == 21


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(deadline=None)
def test_numpy_takes_a_text_apart_as_the_analyzer_does(lines):
    texts = [normalize(line) for line in lines]
    _builder, postings = built(*texts)
    expected: dict[str, set[tuple[int, int]]] = {"l:zh-hans": set()}
    for place, text in enumerate(texts):
        for term, offset in occurrences(text):
            expected.setdefault(term, set()).add((place, offset))
    assert postings.keys() == expected.keys()
    for term, found in expected.items():
        docs, offsets = postings[term]
        stands = np.frombuffer(offsets, "<u4").tolist()
        assert {(number >> OFFSET_BITS, number & NOWHERE) for number in stands} == found
        assert stands == sorted(stands)
        places = {place for place, _offset in found} if found else {*range(len(texts))}
        assert set(np.flatnonzero(mask_of(docs, len(texts))).tolist()) == places


@given(TEXTS, TEXTS)
@settings(deadline=None)  # the first one waits for the dictionary
def test_a_phrase_stands_where_its_pieces_do(words, text):
    form = next((way.phrase or way.needles[0] for way in [phrase(words)] if way.terms), "")
    pieces = pieces_of(form)
    if pieces:
        _builder, postings = built(normalize(text), normalize(f"{text},{words},{text}"))
        found = places_together((postings.get(term, (b"", b""))[1], distance) for term, distance in pieces)
        assert set(found.tolist()) == {
            place for place, whole in enumerate([text, f"{text},{words},{text}"]) if form in normalize(whole)
        }


@pytest.mark.parametrize("form", ["质", " 5g 基", "lan", ""])
def test_what_pieces_cannot_tell_is_left_to_the_text(form):
    assert pieces_of(form) is None


def test_a_long_text_is_marked_and_its_terms_kept():
    builder, postings = built("短文", "长" * LONGEST_TEXT + "末尾")
    assert builder.segment(1).long.tolist() == [1]
    assert mask_of(postings["末尾"][0], 2).tolist() == [False, True]
    assert postings["末尾"][1] == b""


def test_a_fingerprint_tells_every_difference():
    entries = [entry(1, " 会议 质量", ("l:zh-hans",)), entry(2, " 质量\n会议 plan ", ("l:en", "k:news"))]
    builder = Builder()
    for made in entries:
        builder.add(made)
    postings = [*builder.postings()]
    assert fingerprints(postings, 2).tolist() == [*map(fingerprint, entries)]
    for number in range(len(postings)):
        assert fingerprints(postings[:number] + postings[number + 1 :], 2).tolist() != [*map(fingerprint, entries)]


def facts_of(*facets, first=1, key=1):
    """A segment of entries with these facets, and ids that count from the first."""
    builder = Builder()
    for number, some in enumerate(facets, start=first):
        builder.add(entry(number, "", (), some))
    return builder.segment(key)


def test_the_newest_are_the_highest():
    source = random.Random(5)
    ids = np.array(source.sample(range(1, 10_000), 600))
    for count in (0, 1, 7, 599, 600, 1_000):
        assert newest(ids, count).tolist() == sorted(ids.tolist(), reverse=True)[:count]


def test_facets_are_counted_where_they_are_asked_for():
    segments = Segments.of([facts_of("k:news t:1 t:2", "", "k:news", "k:meeting t:2")])
    assert segments.facet_counts(np.array([0, 1, 2])) == {"k:news": 2, "t:1": 1, "t:2": 1}
    assert segments.facet_counts(np.array([1])) == {}


def test_segments_are_read_as_one_and_taken_apart_again():
    parts = [
        facts_of("k:news", "t:2 k:news", key=7),
        facts_of("t:2", "", "k:meeting t:1", first=9, key=5)._replace(long=np.array([1, 2], "<u2")),
        facts_of("k:news", first=20, key=6),
    ]
    segments = Segments.of(parts)
    assert (segments.size, segments.place(5, 2), segments.long.tolist()) == (6, 4, [3, 4])
    assert segments.facet_counts(np.arange(6)) == {"k:news": 3, "t:2": 2, "k:meeting": 1, "t:1": 1}
    again = Segments.of([segments.segment(5), facts_of("t:1", first=30, key=8), segments.segment(7)])
    assert again.facet_counts(np.arange(3)) == {"t:2": 1, "k:meeting": 1, "t:1": 1}
    assert again.facet_counts(np.arange(3, 6)) == {"t:1": 1, "k:news": 2, "t:2": 1}
    assert again.ids.tolist() == [*parts[1].ids, 30 << PAGE_BITS | 30, *parts[0].ids]
    assert again.long.tolist() == [1, 2]
    assert Segments.of([]).facet_counts(np.arange(0)) == {}
