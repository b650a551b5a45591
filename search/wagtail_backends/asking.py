"""A query of django-modelsearch, put into the language of whatever answers it: tsquery, FTS5's, Django's Q.

Officers type anything: whatever it is becomes an expression of limited size, or None where it holds no word at all.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Generic, Protocol, TypeVar

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from search.wagtail_backends.terms import EVERYTHING, Terms

MOST_WORDS = 40  # of a query; what comes after them is not asked for
MOST_CHARACTERS = 500  # of a text in it
DEEPEST = 20  # levels of a query, where And within And is one

UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # no database takes them

T = TypeVar("T")


class Language(Protocol[T]):
    """How the parts of a query are written."""

    everything: T

    def words(self, text: str) -> list[T]: ...
    def phrase(self, text: str) -> T | None: ...
    def all_of(self, parts: Iterable[T]) -> T: ...
    def any_of(self, parts: Iterable[T]) -> T: ...
    def none_of(self, part: T) -> T: ...


class TermLanguage:
    """That of an engine that knows terms, and which of them follow each other."""

    AND, OR, NEXT = "", "", ""  # the operators
    quoted: Callable[[str], str]

    def __init__(self, words: Callable[[str], list[tuple[Terms, ...]]], phrase: Callable[[str], list[str]]) -> None:
        self.words_of, self.phrase_of = words, phrase
        self.everything = self.quoted(EVERYTHING)

    def words(self, text: str) -> list[str]:
        return [
            self.any_of([self.all_of(map(self.quoted, sorted(way))) for way in ways]) for ways in self.words_of(text)
        ]

    def phrase(self, text: str) -> str | None:
        ordered = self.phrase_of(text)
        return in_brackets(self.NEXT, map(self.quoted, ordered)) if ordered else None

    def all_of(self, parts: Iterable[str]) -> str:
        return in_brackets(self.AND, parts)

    def any_of(self, parts: Iterable[str]) -> str:
        return in_brackets(self.OR, parts)

    def none_of(self, part: str) -> str:
        raise NotImplementedError


def in_brackets(operator: str, parts: Iterable[str]) -> str:
    first, *others = parts
    return f"({operator.join([first, *others])})" if others else first


def asked(query: Any, language: Language[T]) -> T | None:
    return _Reader(language).read(query, DEEPEST)


class _Reader(Generic[T]):
    def __init__(self, language: Language[T]) -> None:
        self.language = language
        self.words_left = MOST_WORDS

    def read(self, query: Any, depth: int) -> T | None:
        if not depth:
            return None
        if isinstance(query, MatchAll):
            return self.language.everything
        if isinstance(query, PlainText | Fuzzy):
            return self.joined(self.words(query), query.operator == "or")
        if isinstance(query, Phrase):
            return self.phrase(query)
        if isinstance(query, Boost):
            return self.read(query.subquery, depth - 1)
        if isinstance(query, Not):
            part = self.read(query.subquery, depth - 1)
            return None if part is None else self.language.none_of(part)
        if isinstance(query, And | Or):
            parts = (self.read(part, depth - 1) for part in flat(query))
            return self.joined([part for part in parts if part is not None], isinstance(query, Or))
        raise NotImplementedError(f"{type(query).__name__} is not a query that this search knows.")

    def words(self, query: Any) -> list[T]:
        words = self.language.words(clean(query.query_string))[: self.words_left] if self.words_left else []
        self.words_left -= len(words)
        return words

    def phrase(self, query: Any) -> T | None:
        if not self.words_left:
            return None
        self.words_left -= 1
        return self.language.phrase(clean(query.query_string))

    def joined(self, parts: list[T], is_either: bool) -> T | None:
        unique = list(dict.fromkeys(parts))
        if len(unique) < 2:
            return unique[0] if unique else None
        return self.language.any_of(unique) if is_either else self.language.all_of(unique)


def flat(query: Any) -> list[Any]:
    """What an And holds, and the Ands in it, and theirs; likewise an Or."""
    parts, waiting = [], [query]
    while waiting:
        part = waiting.pop()
        if type(part) is type(query):
            waiting.extend(reversed(part.subqueries))
        else:
            parts.append(part)
    return parts


def clean(text: str) -> str:
    return UNSTORABLE.sub(" ", text[:MOST_CHARACTERS])
