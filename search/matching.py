"""Which entries match, from posting lists: a mask of all places, combined by numpy. No database."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

import numpy as np

from search.analysis import Alternative
from search.entries import Match
from search.postings import Mask, Piece, mark_places, pieces_of, places_together
from search.segments import Segments
from search.syntax import Clause


class Posting(NamedTuple):
    """A term's packed places in a segment, known by its number, and its packed offsets, which are there where phrases need
    them."""

    number: int
    docs: bytes
    at: bytes


# Of entries, the ids of those in whose normalized text a phrase stands.
ReadTexts = Callable[[Collection[int], str], Collection[int]]


@dataclass
class Matcher:
    """All segments under one question. `postings` are those of every term that is asked for."""

    segments: Segments
    postings: Mapping[str, Sequence[Posting]]
    gone: Sequence[int]  # places of entries that have been replaced or removed since
    read_texts: ReadTexts
    known: dict[str, Mask] = field(default_factory=dict)

    def found(self, match: Match) -> Mask:
        """Where all that the match asks for holds."""
        mask = self.term(f"l:{match.language}").copy()
        mask[list(self.gone)] = False
        self.narrow(mask, match)
        for terms in match.filters:
            mask &= self.either(map(self.term, terms))
        for clause in match.clauses:
            if not mask.any():
                break
            holds = self.clause(clause, mask)
            mask &= ~holds if clause.is_negated else holds
        return mask

    def narrow(self, mask: Mask, match: Match) -> None:
        """To the match's ranges."""
        ids, held = self.segments.ids, self.segments.held
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
                ways = (self.all_of(f"h/{term}" for term in way.terms) for way in clause.alternatives)
                found = found & self.either(ways)
        return found

    def clause(self, clause: Clause, among: Mask) -> Mask:
        """Where one of the alternatives holds; it has to be right among these places only."""
        return self.either(self.alternative(way, among) for way in clause.alternatives)

    def alternative(self, way: Alternative, among: Mask) -> Mask:
        mask = self.all_of(way.terms)
        if way.phrase:
            mask = mask & among
            if mask.any():
                return self.phrase(way.phrase, mask)
        return mask

    def phrase(self, phrase: str, among: Mask) -> Mask:
        """Where it stands in the text, of these places."""
        pieces = pieces_of(phrase)
        to_read = among
        mask = self.nothing()
        if pieces is not None:
            self.mark_together(pieces, mask)
            mask &= among
            to_read = self.nothing()
            to_read[self.segments.long] = True
            to_read &= among
        if to_read.any():
            holding = self.read_texts(self.segments.ids[to_read].tolist(), phrase)
            mask |= np.isin(self.segments.ids, list(holding))
        return mask

    def mark_together(self, pieces: Sequence[Piece], mask: Mask) -> None:
        """Mark the places where all of the pieces stand at their distances."""
        offsets = [{posting.number: posting.at for posting in self.postings.get(term, ())} for term, _place in pieces]
        for number in set(offsets[0]).intersection(*offsets[1:]):
            here = ((at[number], distance) for at, (_term, distance) in zip(offsets, pieces, strict=True))
            mask[places_together(here) + self.segments.begins[number]] = True

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
        mask = self.nothing()
        begins = self.segments.begins
        for number, docs, _at in self.postings.get(term, ()):
            mark_places(docs, mask[begins[number] : begins[number + 1]])
        return mask

    def all_of(self, terms: Iterable[str]) -> Mask:
        masks = [self.term(term) for term in terms]
        return reduce(and_, masks) if masks else ~self.nothing()

    def either(self, masks: Iterable[Mask]) -> Mask:
        every = list(masks)
        return reduce(or_, every) if every else self.nothing()

    def nothing(self) -> Mask:
        return np.zeros(self.segments.size, np.bool_)
