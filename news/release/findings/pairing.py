"""Which passages of a translation say what which passages of its source say, and where in them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from news.models import ArticlePage
from news.release.arranging.bodies import Unit, pairs_of
from news.release.arranging.rendering import body_of
from news.release.checks.characters import encodable
from news.release.checks.findings import Span
from news.release.findings.passages import FLOW, Passage, words_of

BREAK = "\n"  # between passages, where they are checked as one text


class Side(NamedTuple):
    """Where a finding is in one of the texts; without a passage where that has no counterpart."""

    lang: str = ""
    passage: Passage | None = None
    span: Span | None = None


class Piece(NamedTuple):
    """Some of a passage: `text`, which begins at `start`."""

    passage: Passage
    start: int
    text: str


class Whole:
    """Passages, or pieces of them, as one text, and back from a span of it to the passage and a span of that."""

    def __init__(self, parts: Sequence[Passage | Piece]) -> None:
        self.pieces = [part if isinstance(part, Piece) else Piece(part, 0, part.text) for part in parts]
        self.text = BREAK.join(piece.text for piece in self.pieces)

    def locate(self, lang: str, span: Span | None) -> Side:
        """A span that runs on into further passages ends with the first. One passage alone is itself, even without a span."""
        if span is None:
            passages = {piece.passage for piece in self.pieces}
            return Side(lang, passages.pop() if len(passages) == 1 else None)
        start = 0
        for piece in self.pieces:
            end = start + len(piece.text)
            if span[0] <= end:
                shift = piece.start - start
                return Side(lang, piece.passage, (span[0] + shift, min(span[1], end) + shift))
            start = end + len(BREAK)
        return Side(lang)


def pairs(
    source: ArticlePage, target: ArticlePage, said: list[Passage], shown: list[Passage]
) -> Iterator[tuple[Whole, Whole]]:
    """What is to be compared: `said` are the passages of the source, `shown` those of its translation."""
    arranged = pairs_of(body_of(source), body_of(target))
    if arranged is not None:
        sources, targets = _by_block(said), _by_block(shown)
        for pair in arranged:
            first = [
                piece for unit in pair.sources if unit.block in sources for piece in _pieces(unit, sources[unit.block])
            ]
            if first:
                yield Whole(first), Whole([targets[block] for block in pair.targets if block in targets])
        said, shown = ([passage for passage in both if passage.group != FLOW] for both in (said, shown))
    for there, here in counterparts(said, shown):
        yield Whole(there), Whole(here)


def _by_block(passages: Iterable[Passage]) -> dict[str, Passage]:
    """The passages that readers meet as one text, by the block of the body: one each."""
    return {passage.key.split(".")[1]: passage for passage in passages if passage.group == FLOW}


def _pieces(unit: Unit, passage: Passage) -> list[Piece]:
    """What a unit says of the passage that its block is."""
    if unit.element is None:
        return [Piece(passage, 0, passage.text)]
    text = encodable(words_of(unit.element.html)).strip()
    # The same words twice in one block are the same finding.
    return [Piece(passage, max(passage.text.find(text), 0), text)]


def counterparts(source: list[Passage], target: list[Passage]) -> Iterator[tuple[list[Passage], list[Passage]]]:
    """The passages that say the same: one by one where both texts have the same blocks, by their ids or by their order;
    else all of a group at once. Nothing where the source has nothing."""
    grouped = [_grouped(passages) for passages in (source, target)]
    for group, there in grouped[0].items():
        here = grouped[1].get(group, [])
        for name in ("key", "position"):
            by_name = {getattr(passage, name): passage for passage in here}
            if by_name.keys() == {getattr(passage, name) for passage in there}:
                yield from (([passage], [by_name[getattr(passage, name)]]) for passage in there)
                break
        else:
            yield there, here


def _grouped(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    ordered = sorted(passages, key=lambda passage: passage.group)  # stable: the order within a group stays
    return {group: list(of_group) for group, of_group in groupby(ordered, key=lambda passage: passage.group)}
