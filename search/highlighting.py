"""Where a text answers a query: titles with `<mark>`, and snippets cut at sentences.

A text is escaped here, and only here: what comes out is markup of ours around text of theirs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search import analysis
from search.entries import HEAD_LINES
from search.syntax import Clause

ELLIPSIS = "…"
LENGTH = 220  # Latin characters of a snippet; a Han character counts twice
LEAD = 60  # of them before the first mark, where a sentence is too long to be shown whole
SHORTEST_FACT = 30  # of them: less is a name, a post or a venue, which tells less than the summary
MOST = 50_000  # characters of a body that are looked at

_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in ("No", "Nos", "Mr", "Mrs", "Ms", "Dr", "St", "vs", "[A-Z]"))
# Where a sentence ends, with the quotes and brackets that close behind it.
SENTENCE_END = re.compile(
    r"(?:[。！？!?]+|" + _ABBREVIATED + r"\.(?=[”’\"')]*\s+[^a-z\s]))[”’」』》）)\"']*\s*", re.ASCII
)
GAP = re.compile(r"\s+")
PAUSE = re.compile(r"[，、；：,;:] ?\Z")
LONGEST_WORD = 500  # characters; what is longer is no word that anybody reads to its end


class Span(NamedTuple):
    """A part of a text: `text[start:end]`."""

    start: int
    end: int


class Wanted(NamedTuple):
    """What is looked for: the needles of each clause's alternatives, and all of them. They are parts of what `read` makes
    of a text."""

    clauses: Sequence[Sequence[Sequence[str]]]
    needles: Sequence[str]
    read: Callable[[str], str]


def wanted_of(clauses: Iterable[Clause]) -> Wanted:
    """Stretches of Han are as they are in a text that is only folded, which takes half the time."""
    wanted = [clause.needles for clause in clauses if not clause.is_negated]
    needles = list(dict.fromkeys(needle for clause in wanted for needles in clause for needle in needles))
    is_han = all(map(analysis.HAN_RUN.fullmatch, needles))
    return Wanted(wanted, needles, analysis.fold if is_han else analysis.normalize)


def mark(text: str, wanted: Wanted) -> SafeString:
    """The text, escaped, with what is wanted marked."""
    return marked(text, spans_of(text, wanted))


def snippet(plain: str, wanted: Wanted, length: int = LENGTH) -> SafeString:
    """Of an entry's `plain` the sentences that answer best, marked.

    From the summary if it has any of the words, else from the body and the facts; the summary as it is where none has.
    """
    lines = plain.split("\n", HEAD_LINES)
    facts, summary, body = (*lines[2:], "", "", "")[:3]
    if not value_of(summary, wanted):
        sentences = [fact for fact in facts.split(" ; ") if width_of(fact) >= SHORTEST_FACT]
        paragraphs = [*body[:MOST].split("\n"), *sentences]
        if found := best_of(paragraphs, wanted):
            return shown(found, wanted, length)
    return shown(summary, wanted, length)


# --- Choosing ---------------------------------------------------------------------------------------------------------
def value_of(text: str, wanted: Wanted) -> float:
    """How many of the clauses a text answers; a part of a name counts as a part."""
    if not text:
        return 0.0
    read = wanted.read(text)
    return sum(max((part_of(read, needles) for needles in clause), default=0.0) for clause in wanted.clauses)


def part_of(read: str, needles: Sequence[str]) -> float:
    return sum(needle in read for needle in needles) / len(needles) if needles else 0.0


def best_of(paragraphs: Iterable[str], wanted: Wanted) -> str:
    """The paragraph with the most of the words, the first of equals; "" where none has any."""
    best, most = "", 0.0
    for paragraph in paragraphs:
        value = value_of(paragraph, wanted)
        if value > most:
            best, most = paragraph, value
            if most == len(wanted.clauses):
                break
    return best


def shown(paragraph: str, wanted: Wanted, length: int) -> SafeString:
    """The part of a paragraph to show: whole sentences from the one with the most of the words on, as many as fit."""
    if width_of(paragraph) <= length:
        return marked(paragraph, spans_of(paragraph, wanted))
    sentences = sentences_of(paragraph)
    values = [value_of(paragraph[start:end], wanted) for start, end in sentences]
    first = values.index(max(values))
    start, end = sentences[first]
    for sentence in sentences[first + 1 :]:
        if width_of(paragraph[start : sentence.end]) > length:
            break
        end = sentence.end
    text = paragraph[start:end].strip()
    spans = spans_of(text, wanted)
    if width_of(text) > length:
        return cut(text, spans, length)
    return marked(text, spans)


def sentences_of(text: str) -> list[Span]:
    """A text, from sentence to sentence; nothing is left out."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def width_of(text: str) -> int:
    """In Latin characters."""
    return len(text) + sum(map(len, analysis.HAN_RUN.findall(text)))


# --- Cutting ----------------------------------------------------------------------------------------------------------
def cut(text: str, spans: Sequence[Span], length: int) -> SafeString:
    """A part of one long sentence around its first marks, from word to word, with an ellipsis where it was cut."""
    borders = list(borders_of(text, spans))
    first = spans[0].start if spans else 0
    start = start_of(text, borders, first)
    end = start
    width = 0
    for border in borders:
        if border > start:
            width += width_of(text[end:border])
            if width > length and end > start:
                break
            end = border
    if end - start > LONGEST_WORD:
        end = start + length
    inside = [Span(span.start - start, min(span.end, end) - start) for span in spans if start <= span.start < end]
    before = ELLIPSIS if start else ""
    after = ELLIPSIS if end < len(text) else ""
    return mark_safe(before + marked(text[start:end].rstrip(), inside) + after)  # noqa: S308  (`marked` has escaped it)


def start_of(text: str, borders: Sequence[int], first: int) -> int:
    """Where to begin to show a sentence so that the first mark stands in it: after a pause if there is one near."""
    near = [border for border in borders if border <= first and width_of(text[border:first]) <= LEAD]
    pauses = [border for border in near if border == 0 or PAUSE.search(text, max(0, border - 2), border)]
    return min(pauses or near, default=first)


def borders_of(text: str, spans: Sequence[Span]) -> Iterator[int]:
    """Where the text may be cut: between words, and not inside a mark."""
    place, number = 0, 0
    for word in analysis.dictionary().cut(text, hmm=False):
        while number < len(spans) and spans[number].end <= place:
            number += 1
        is_inside = number < len(spans) and spans[number].start < place
        if not is_inside and not (place and is_joined(text[place - 1], text[place])):
            yield place
        place += len(word)
    yield len(text)


def is_joined(before: str, after: str) -> bool:
    """Whether two neighbours belong to one word: letters and figures of other scripts than Han."""
    return not (analysis.HAN_RUN.match(before) or analysis.HAN_RUN.match(after)) and not (
        before.isspace() or after.isspace()
    )


# --- Marking ----------------------------------------------------------------------------------------------------------
def spans_of(text: str, wanted: Wanted) -> list[Span]:
    """Where the needles stand in the original text, in order, joined where they touch or only white space parts them."""
    read = wanted.read(text)
    present = [needle for needle in wanted.needles if needle in read]
    if not present:
        return []
    normalized = analysis.normalize_with_offsets(text)
    found: list[Span] = []
    for needle in present:
        bare = needle.strip()
        margin = len(needle) - len(needle.lstrip())
        place = normalized.text.find(needle) if bare else -1
        while place >= 0:
            start = place + margin
            end = start + len(bare)
            found.append(Span(normalized.starts[start], normalized.ends[end - 1]))
            place = normalized.text.find(needle, end)
    return joined(text, sorted(found))


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in spans:
        while end < len(text) and not analysis.fold(text[end]):  # accents and what is not seen belong to the letter
            end += 1
        if result and (start <= result[-1].end or GAP.fullmatch(text, result[-1].end, start)):
            result[-1] = Span(result[-1].start, max(end, result[-1].end))
        else:
            result.append(Span(start, end))
    return result


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    parts: list[str] = []
    place = 0
    for start, end in spans:
        parts += (escape(text[place:start]), "<mark>", escape(text[start:end]), "</mark>")
        place = end
    parts.append(escape(text[place:]))
    return mark_safe("".join(parts))  # noqa: S308  (every part of the text is escaped just here)
