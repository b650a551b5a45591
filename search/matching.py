"""Which entries of a segment match, from their posting lists; and the newest of all that match. Pure numpy, no database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis import Alternative
from search.entries import Match
from search.postings import Mask, Segment, mask_of, pieces_of, places_together
from search.syntax import Clause

Ids = NDArray[np.int64]


class Posting(NamedTuple):
    """A term's packed places in a segment, and its packed offsets, which are there where phrases need them."""

    docs: bytes
    at: bytes


# Of entries, the ids of those in whose normalized text a phrase stands.
ReadTexts = Callable[[Collection[int], str], Collection[int]]


@dataclass
class Matcher:
    """One segment under one question. `postings` are those of every term that is asked for."""

    segment: Segment
    postings: Mapping[str, Posting]
    gone: Collection[int]  # places of entries that have been replaced or removed since
    read_texts: ReadTexts
    known: dict[str, Mask] = field(default_factory=dict)

    def found(self, match: Match) -> Mask:
        """Where all that the match asks for holds."""
        mask = self.term(f"l:{match.language}").copy()
        if self.gone:
            mask[list(self.gone)] = False
        self.narrow(mask, match)
        for terms in match.filters:
            mask &= self.any_of(terms)
        for clause in match.clauses:
            if not mask.any():
                break
            holds = self.clause(clause, mask)
            mask &= ~holds if clause.is_negated else holds
        return mask

    def narrow(self, mask: Mask, match: Match) -> None:
        """To the match's ranges."""
        ids, held = self.segment.ids, self.segment.held
        (first, end), (first_day, last_day) = match.ids, match.held
        if first is not None:
            mask &= ids >= first
        if end is not None:
            mask &= ids < end
        if first_day is not None:
            mask &= held >= first_day
        if last_day is not None:
            mask &= (held > 0) & (held <= last_day)

    def in_head(self, match: Match, found: Mask) -> Mask:
        """Of what was found, that whose title and names alone hold the terms."""
        for clause in match.clauses:
            if not clause.is_negated:
                ways = (self.all_of({f"h/{term}" for term in way.terms}) for way in clause.alternatives)
                found = found & self.either(ways)
        return found

    def clause(self, clause: Clause, among: Mask) -> Mask:
        """Where one of the alternatives holds; it has to be right among these places only."""
        return self.either(self.alternative(way, among) for way in clause.alternatives)

    def alternative(self, way: Alternative, among: Mask) -> Mask:
        mask = self.all_of(way.terms)
        return self.phrase(way.phrase, mask & among) if way.phrase and mask.any() else mask

    def phrase(self, phrase: str, among: Mask) -> Mask:
        """Where it stands in the text, of these places."""
        pieces = pieces_of(phrase)
        mask = np.zeros(self.segment.size, np.bool_)
        if pieces is None:
            to_read = among
        else:
            offsets = [(self.postings[term].at if term in self.postings else b"", place) for term, place in pieces]
            mask[places_together(offsets)] = True
            mask &= among
            to_read = np.zeros(self.segment.size, np.bool_)
            to_read[self.segment.long] = True
            to_read &= among
        if to_read.any():
            holding = self.read_texts(self.segment.ids[to_read].tolist(), phrase)
            mask |= np.isin(self.segment.ids, list(holding))
        return mask

    # --- Terms --------------------------------------------------------------------------------------------------------
    def term(self, term: str) -> Mask:
        mask = self.known.get(term)
        if mask is None:
            mask = self.known[term] = self.read(term)
        return mask

    def read(self, term: str) -> Mask:
        if term.endswith("*"):
            prefix = term.removesuffix("*")
            return self.either(self.term(known) for known in self.postings if known.startswith(prefix))
        posting = self.postings.get(term)
        return mask_of(posting.docs, self.segment.size) if posting else self.nothing()

    def all_of(self, terms: Collection[str]) -> Mask:
        return reduce(and_, map(self.term, terms), ~self.nothing())

    def any_of(self, terms: Collection[str]) -> Mask:
        return self.either(map(self.term, terms))

    def either(self, masks: Any) -> Mask:
        return reduce(or_, masks, self.nothing())

    def nothing(self) -> Mask:
        return np.zeros(self.segment.size, np.bool_)


class Part(NamedTuple):
    """What was found in a segment."""

    segment: Segment
    mask: Mask


def newest(parts: Sequence[Part], others: Sequence[int], count: int) -> Ids:
    """The ids of the newest of all parts and of `others`, latest first: as many as there are, `count` at most."""
    if not count:
        return np.zeros(0, np.int64)
    gathered = [np.sort(np.asarray(others, np.int64))[::-1][:count]]
    there = len(gathered[0])
    for part in sorted(parts, key=lambda part: part.segment.ids[-1], reverse=True):
        # Segments hold one time after the other, or nearly: once there are enough, older ones need not be read.
        if there >= count:
            together = np.concatenate(gathered)
            if np.partition(together, there - count)[there - count] > part.segment.ids[-1]:
                break
        ids = part.segment.ids[np.flatnonzero(part.mask)[-count:]]
        gathered.append(ids)
        there += len(ids)
    return np.sort(np.concatenate(gathered))[::-1][:count]
