"""English wording compared without regard to capitals, plurals, hyphens and articles."""

import re
from typing import NamedTuple

from news.release.checks.findings import Span

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|&")
_PASSED_OVER = frozenset({"the", "a", "an"})
_ACRONYM = 6  # letters


class Words(NamedTuple):
    """`line` holds the compared words, each between spaces; `places` where each stands in the text."""

    line: str
    places: list[tuple[int, Span]]  # where a word begins in `line`, and its span in the text


def compared(text: str) -> Words:
    """The words of a text as they are compared: Ministries of Finance -> " ministry of finance "."""
    parts, places, length = [" "], [], 1
    is_shouted = text.isupper()
    for found in _TOKEN.finditer(text):
        word = found.group()
        # Acronyms keep their capitals: MOST is a ministry, most is not.
        word = word if word.isupper() and 1 < len(word) <= _ACRONYM and not is_shouted else singular(word.lower())
        if word in _PASSED_OVER:
            continue
        places.append((length, found.span()))
        parts.append(word + " ")
        length += len(word) + 1
    return Words("".join(parts), places)


def singular(word: str) -> str:
    """A word without its plural or possessive ending; the same word always gives the same answer, if not a pretty one."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    if word == "&":
        return "and"
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def place(words: Words, phrase: str) -> Span | None:
    """Where a phrase, compared too, stands first; None where it does not. `phrase` is a line of `Words`."""
    at = words.line.find(phrase) if len(phrase) > 1 else -1
    if at < 0:
        return None
    inside = [span for start, span in words.places if at < start < at + len(phrase)]
    return inside[0][0], inside[-1][1]
