"""What a search box offers while somebody types: words, names and titles of what is released, in the language of the page.

Chinese is typed as it is written, in pinyin or by the first letters of its pinyin; English by the first letters of a word.
Words and names come from the vocabulary, titles from the index: neither holds anything that readers cannot reach.
"""

import functools
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal import locales
from search import analysis, vocabulary
from search.analysis import Alternative, fold, normalize
from search.databases import rows_about
from search.entries import Match, TooSlowError, page_of
from search.index import store
from search.names import Name, all_names
from search.pinyin import syllables
from search.syntax import Clause, named

LONGEST = 60  # characters of what is looked up
LIMIT, MOST_WORDS, MOST_NAMES, MOST_TITLES = 10, 4, 3, 5
COMPLETIONS = 4  # words that an unfinished one is taken for, when titles are looked for
NEWEST = 20  # matching articles of which titles are shown
MOST_FIRST = 20  # words that what was typed may begin with, where it is two
PAIRS = 12  # of words that are typed in one go, how many are looked for
SHORTEST_PAIR = 4  # letters
MOST_LOOKED_AT = 12  # words, and names, of which it is asked whether they occur
AGE = 60  # seconds that a browser may keep an answer, and we the names
NAMES_KEY = "search.suggestions.names"
BEFORE_WORDS = re.compile(r"^[\W_]+")
ONE_WORD = re.compile("[a-z]{3,}")
NOT_LETTERS = re.compile("[^a-z]")
# Written out: making it takes Django longer than the database takes to answer.
TITLES = f"SELECT id, title, url_path FROM {Page._meta.db_table} WHERE id IN (%s)"  # noqa: S608
TERMS = {"official": "o", "topic": "t", "series": "r"}
KINDS = {
    "word": _("Search for"),
    "official": _("Official"),
    "topic": _("Topic"),
    "series": _("Meeting series"),
    "title": _("Article"),
}


@dataclass(frozen=True)
class Suggestion:
    """`kind` is one of `KINDS`; `url` the article's address, or that of the search."""

    text: str
    kind: str
    url: str


@require_safe
def answer(request: HttpRequest) -> JsonResponse:
    """`{"q", "suggestions": [{"text", "kind", "kind_label", "url"}]}`, the same for every reader."""
    typed = cleaned(request.GET.get("q", ""))
    found = suggest(typed, locales.current_code())
    rows = [{"text": s.text, "kind": s.kind, "kind_label": str(KINDS[s.kind]), "url": s.url} for s in found]
    response = JsonResponse({"q": typed, "suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=AGE)
    return response


def suggest(text: str, language: str, limit: int = LIMIT) -> list[Suggestion]:
    """Names first, then words, then titles, none of them twice. Whatever the text is, and nothing for a long one.

    Two queries of the vocabulary, one or two of the index and one of titles; some more for two words in one go.
    """
    typed = BEFORE_WORDS.sub("", fold(cleaned(text))).strip()
    if not analysis.words(typed):
        return []
    words = [word.text for word in vocabulary.starting(language, prefixes_of(typed, language))][:MOST_LOOKED_AT]
    names = matching_names(typed)[:MOST_LOOKED_AT]
    numbers = vocabulary.occurring(language, [*words, *(name.term for name in names)])
    words = [word for word in words if word in numbers]
    if not words and language != "en":
        numbers |= (two := pairs(NOT_LETTERS.sub("", typed), language))
        words = list(two)
    found = [
        *[offered(name, language) for name in names if name.term in numbers][:MOST_NAMES],
        *[Suggestion(word, "word", address(language, q=word)) for word in words[:MOST_WORDS]],
    ]
    titles = matching_titles(typed, words, numbers, language)
    known = {fold(suggestion.text) for suggestion in found}
    found += [title for title in titles if fold(title.text) not in known][:MOST_TITLES]
    return found[:limit]


def cleaned(text: str) -> str:
    """Without what is no character to be read; "" if it is too long to be looked up."""
    if len(text) > 10 * LONGEST:
        return ""
    readable = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return readable if len(readable) <= LONGEST else ""


def address(language: str, **parameters: str) -> str:
    return f"/{locales.PREFIXES[language]}/search/?{urlencode(parameters)}"


# --- Words ------------------------------------------------------------------------------------------------------------
def prefixes_of(typed: str, language: str) -> list[tuple[str, str]]:
    """What the folded text may be the beginning of: a column of the vocabulary and a prefix."""
    letters = NOT_LETTERS.sub("", typed)
    if language == "en" or not typed.isascii() or not letters:
        return [("text", typed)]
    return [("text", typed), ("pinyin", letters), ("initials", letters)]


def pairs(letters: str, language: str) -> dict[str, int]:
    """质量工作 for `zlgz` and `zhilianggongzuo`: two words of the vocabulary that follow each other in a recent title.

    With the number of articles that hold the rarer of the two: no more hold both.
    """
    candidates = sorted(likely_pairs(letters, language), reverse=True)[:PAIRS]
    if not candidates:
        return {}
    alternatives = tuple(
        Alternative(whole(one).terms | whole(other).terms | {f"h/{one[-1]}{other[0]}"}) for _n, one, other in candidates
    )
    titles = [fold(title) for title, _url in newest_titles([Clause(letters, alternatives)], language)]
    joined = {one + other: number for number, one, other in candidates}
    return {text: number for text, number in joined.items() if any(text in title for title in titles)}


def likely_pairs(letters: str, language: str) -> Iterator[tuple[int, str, str]]:
    starts = [letters[:end] for end in range(2, len(letters) - 1)]
    columns = ("pinyin", "initials") if len(letters) >= SHORTEST_PAIR else ()
    firsts = vocabulary.exactly(language, dict.fromkeys(columns, starts), MOST_FIRST)
    # Of each way to begin, how it goes on: `zl` and `gz`, or `zhiliang` and `gongzuo`.
    ways = {
        (one, column, letters[len(beginning) :])
        for one in firsts
        for column, beginning in (("pinyin", one.pinyin), ("initials", one.initials))
        if beginning in starts and letters.startswith(beginning)
    }
    seconds = vocabulary.starting(language, {(column, rest) for _one, column, rest in ways}, COMPLETIONS)
    for one, column, rest in ways:
        for other in seconds:
            if (other.pinyin if column == "pinyin" else other.initials).startswith(rest):
                yield min(one.articles, other.articles), one.text, other.text


# --- Names ------------------------------------------------------------------------------------------------------------
class Named(NamedTuple):
    """An official, a topic or a series. `term` is what the vocabulary counts; `forms` what it may be typed as, one a line."""

    kind: str
    slug: str
    zh: str
    en: str
    term: str
    forms: str


def matching_names(typed: str) -> list[Named]:
    """Those that may be meant, by their names in either language, the best first; whether anybody may read of them or not."""
    letters = NOT_LETTERS.sub("", typed) if typed.isascii() else ""
    found = []
    for name in known_names():
        forms = name.forms
        if f"\n{typed}" in forms or (len(letters) > 1 and f"\n{letters}" in forms):
            found.append((0, name))
        elif len(typed) > 1 and (f" {typed}" in forms or (typed in forms and not typed.isascii())):
            found.append((1, name))
    return [name for _rank, name in sorted(found)]


def known_names() -> list[Named]:
    """All names, read again once a minute; whether they occur is asked each time."""
    moment: float | None = cache.get(NAMES_KEY)
    if moment is None:
        moment = time.time()
        cache.set(NAMES_KEY, moment, AGE)
    return names_at(moment)


@functools.lru_cache(maxsize=1)
def names_at(moment: float) -> list[Named]:
    return [named_as(name) for name in all_names() if name.kind in TERMS]


def named_as(name: Name) -> Named:
    zh, en = fold(name.zh), fold(name.en)
    spoken = syllables(zh)
    forms = ["", zh, en, "".join(spoken), "".join(syllable[0] for syllable in spoken)]
    return Named(name.kind, name.slug, name.zh, name.en, f":{TERMS[name.kind]}:{name.pk}", "\n".join(forms))


def offered(name: Named, language: str) -> Suggestion:
    own, other = (name.en, name.zh) if language == "en" else (name.zh, name.en)
    return Suggestion(own or other, name.kind, address(language, **{name.kind: name.slug}))


# --- Titles -----------------------------------------------------------------------------------------------------------
def matching_titles(typed: str, words: list[str], numbers: Mapping[str, int], language: str) -> list[Suggestion]:
    """The newest released titles that hold what was typed, or one of the words that it was taken for."""
    if not words and ONE_WORD.fullmatch(typed):
        return []  # the vocabulary knows every such word of every title
    clauses = clauses_for(typed, words, language)
    return [
        Suggestion(title, "title", url)
        for title, url in newest_titles(clauses, language)
        if all(holds(normalize(title), clause) for clause in clauses)
    ]


def clauses_for(typed: str, words: list[str], language: str) -> list[Clause]:
    """What a title must hold: one of the words that the text was taken for; else its own, the last of them unfinished."""
    asked = analysis.words(typed)
    if words and (len(asked) < 2 or typed.isascii()):
        return [
            Clause(typed, (*map(titled, asked[0].alternatives[: len(asked) == 1]), *map(whole, words[:COMPLETIONS])))
        ]
    clauses = [Clause(typed[word.start : word.end], tuple(map(titled, word.alternatives))) for word in asked]
    if clauses and (len(clauses[-1].text) == 1 or clauses[-1].text.isascii()):
        last = clauses.pop()
        words = [word.text for word in vocabulary.starting(language, [("text", last.text)])]
        clauses.append(last._replace(alternatives=(*last.alternatives, *map(whole, words[:COMPLETIONS]))))
    return clauses


def whole(word: str) -> Alternative:
    """A word of the vocabulary, to be found in titles."""
    return titled(named(word))


def titled(alternative: Alternative) -> Alternative:
    """The same, in titles and names. No prefixes: those of a single character are the beginning of too many terms."""
    terms = frozenset(f"h/{term.removesuffix('*')}" for term in alternative.terms)
    return alternative._replace(terms=terms, phrase="")


def newest_titles(clauses: list[Clause], language: str) -> list[tuple[str, str]]:
    """Title and address of the newest articles whose title and names hold the terms of the clauses."""
    if not clauses or not all(clause.alternatives for clause in clauses):
        return []
    try:
        with store().limited():
            entries = store().newest(Match(language, tuple(clauses)), 0, NEWEST)
    except TooSlowError:
        return []
    pages = [page_of(entry) for entry in entries]
    [found] = rows_about([TITLES], pages)
    rows = {pk: (title, url) for pk, title, url in found}
    return [rows[pk] for pk in pages if pk in rows]


def holds(title: str, clause: Clause) -> bool:
    return any(all(needle in title for needle in needles) for needles in clause.needles)
