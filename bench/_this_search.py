"""The portal's own search, taken apart: what a page of results needs, each by itself and all of it together."""

import sys
from collections.abc import Callable
from functools import cache
from unittest.mock import patch

import search.store
from search import engine
from search.index import store
from search.query import Query
from search.suggestions import suggest
from search.syntax import Lexicon

PER_PAGE = 20


@cache
def lexicon() -> Lexicon:
    """The names known in both languages, which `find` reads anew each time."""
    return engine.current_lexicon()


def relevance(text: str, language: str) -> int:
    """Finding and ranking the first page; that it is counted meanwhile costs nothing that could be left out."""
    asked = Query(language, text)
    parsed = engine.parse(text, lexicon())
    match = asked.match(parsed)
    with store().limited():
        found = store().count(match, engine.RANKED + PER_PAGE, engine.IN_HEAD)
        return len(engine.by_relevance(parsed, found, 0, PER_PAGE))


def newest(text: str, language: str) -> int:
    match = Query(language, text).match(engine.parse(text, lexicon()))
    with store().limited():
        return len(store().newest(match, 0, PER_PAGE))


def count_and_facets(text: str, language: str) -> int:
    match = Query(language, text).match(engine.parse(text, lexicon()))
    with store().limited():
        return store().count(match).total


def whole(text: str, language: str) -> int:
    """All of it as the search page asks for it: names, count, facets and the first page by relevance."""
    return len(engine.find(Query(language, text), 0, PER_PAGE).results)


def suggestions(text: str, language: str) -> int:
    return len(suggest(text, language))


def exact_hits(text: str, language: str) -> int:
    """How many there are, however many: the index counts no further than its cap otherwise, and stops after a time."""
    match = Query(language, text).match(engine.parse(text, lexicon()))
    with patch.object(search.store, "CAP", sys.maxsize // 2):
        return store().count(match).total


OPERATIONS: dict[str, Callable[[str, str], int]] = {
    "relevance": relevance,
    "newest": newest,
    "count and facets": count_and_facets,
    "all of an answer": whole,
    "suggestions": suggestions,
}
