"""The analyzer: what a text is found by. Index, query and highlighter all read texts through this module, and only it.

A text is folded (compatibility forms, accents, case, traditional characters), then read as *symbols*: one Han character,
or one word or number of another script. What a document can be found by, its *terms*, are

- the pairs of neighbouring symbols of which one is Han (质量, 第38, 5g基): with them any stretch of Han is found, whatever a
  dictionary thinks of it, and a new name needs no new index;
- each dictionary word of three Han characters or more, which makes the common long words one lookup;
- the last character of each stretch of Han, so that a single character can be asked for as a prefix of pairs;
- words and numbers by themselves, English ones stemmed, codes such as COVID-19 also in one piece (covid19);
- dates (@2023-05-01, @2023-05) and ordinals (第3), however they were written: 二〇一七年, 2017年; 第三次, 第3次, third, 3rd.

Terms never hold white space. Nothing here knows a database or Django.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

import rjieba
import Stemmer

from search.numerals import as_han, in_arabic, ordinal_of
from search.traditional import TO_SIMPLIFIED

# Raised whenever the same text gives other terms than before; an index made by another version has to be rebuilt.
VERSION = 2

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{HAN}]+")
NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9a-z])"
# A word of any other script, or a number; `'s` belongs to the word and is not part of its term.
WORD = re.compile(rf"{NUMBER}|[^\W_{HAN}]+(?:(?<=[0-9])\.[0-9]+)*(?:['’]s(?![a-z]))?")
SEPARATOR = re.compile(rf"(?P<word>{WORD.pattern})|(?:[^\w{HAN}]|_)+")
PIECE = re.compile(rf"[{HAN}]+|{WORD.pattern}")
# Letters and digits joined by hyphens: COVID-19, H-1B. Purely of letters it is two words; of digits, a date or a range.
CODE = re.compile(r"(?<![0-9a-z-])(?=[a-z0-9-]*[0-9])(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)+(?![0-9a-z-])")
# Of a normalized text: stretches of Han, and words.
SYMBOLS = re.compile(rf"[{HAN}]+|[^\s{HAN}]+")
LONG_RUN = re.compile(f"[{HAN}]{{3}}")
ENGLISH = re.compile("[a-z]+")
LONGEST_WORD = 64  # characters of a term: PostgreSQL takes 2,046 bytes

MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october"
        "|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH, _DAY = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_NAMED = rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
YEAR = re.compile("(?<![0-9])[12][0-9]{3}(?![0-9])")
# What follows a year (month, day), or stands before it (day, month; then month, day), and makes it a date.
AFTER_YEAR = [re.compile(rf"年{_MONTH}月(?:{_DAY}[日号])?"), re.compile(rf"([-/.]){_MONTH}\1{_DAY}(?![0-9]|[.-][0-9])")]
BEFORE_YEAR = [
    re.compile(rf"\b{_DAY}(?:st|nd|rd|th)? {_NAMED},? $"),
    re.compile(rf"\b{_NAMED} (?:{_DAY}(?:st|nd|rd|th)?,? )?$"),
]
LONGEST_BEFORE_YEAR = len("30th september, ")


# --- Folding ----------------------------------------------------------------------------------------------------------
class _FoldTable(dict[int, str]):
    """For `str.translate`: what each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if (
            unicodedata.category(character) == "Cf"
        ):  # zero-width joiners, direction marks, soft hyphens: not seen, not read
            folded = ""
        else:
            decomposed = unicodedata.normalize("NFKD", character)
            bare = "".join(c for c in decomposed if not unicodedata.combining(c))
            folded = unicodedata.normalize("NFKC", bare).casefold()
        self[code] = "".join(TO_SIMPLIFIED.get(c, c) for c in folded)
        return self[code]


_FOLDED = _FoldTable()


def fold(text: str) -> str:
    """The text as it is compared: full-width as narrow, accents and case dropped, traditional as simplified.

    Each character folds by itself, so a part of a text folds as it does within the whole.
    """
    return text.translate(_FOLDED)


# --- Words and numbers ------------------------------------------------------------------------------------------------
_STEMMER = Stemmer.Stemmer("english")


@functools.lru_cache(maxsize=100_000)
def term_of(word: str) -> str:
    """The term of a folded word or number: stemmed if it is English, without thousands separators if it is a number."""
    if word[0].isdecimal():
        word = word.replace(",", "")
    else:
        word = re.sub("['’]s$", "", word)
        if ENGLISH.fullmatch(word):
            word = _STEMMER.stemWord(word)
    return word[:LONGEST_WORD]


class Date(NamedTuple):
    """A date at `folded[start:end]`; `term` is @2023-05-01, or @2023-05 where it has no day."""

    start: int
    end: int
    term: str


def dates_in(folded: str) -> Iterator[Date]:
    for year in YEAR.finditer(folded):
        month: str | int
        if found := AFTER_YEAR[0].match(folded, year.end()):
            start, end, (month, day) = year.start(), found.end(), found.groups()
        elif found := AFTER_YEAR[1].match(folded, year.end()):
            start, end, (_sign, month, day) = year.start(), found.end(), found.groups()
        else:
            begin = max(0, year.start() - LONGEST_BEFORE_YEAR)
            before = folded[begin : year.start()]
            if found := BEFORE_YEAR[0].search(before):
                day, name = found.groups()
            elif found := BEFORE_YEAR[1].search(before):
                name, day = found.groups()
            else:
                continue
            start, end, month = begin + found.start(), year.end(), MONTHS[name]
        yield Date(start, end, f"@{year.group()}-{int(month):02}" + (f"-{int(day):02}" if day else ""))


# --- The dictionary ---------------------------------------------------------------------------------------------------
@functools.cache
def dictionary() -> rjieba.Jieba:
    """Loaded when the first text is read: it takes a third of a second."""
    return rjieba.Jieba()


def is_long_word(text: str) -> bool:
    """Whether these Han characters are a term by themselves wherever they occur: a dictionary word of three or more."""
    return len(text) > 2 and dictionary().has_word(text)


def segment(han: str) -> list[str]:
    """A stretch of folded Han, cut into words; what the dictionary does not know comes as single characters."""
    words: list[str] = dictionary().cut(han, hmm=False)
    return words


# --- What a document is found by --------------------------------------------------------------------------------------
def index_terms(text: str) -> set[str]:
    """All terms of a text."""
    return terms_of_folded(fold(text))


def terms_of_folded(folded: str) -> set[str]:
    return {term for term, _offset in occurrences(normalize_folded(folded))} | other_terms(folded)


def occurrences(normalized: str) -> Iterator[tuple[str, int]]:
    """The terms that a normalized text spells out, pairs of Han and words, and where each begins.

    A line's end counts for two, so that nothing stands together across it.
    """
    for found in SYMBOLS.finditer(normalized.replace("\n", "\n\n")):
        symbol, start = found.group(), found.start()
        if HAN_RUN.match(symbol):
            yield from zip(map(add, symbol, symbol[1:]), range(start, found.end()), strict=False)
        else:
            yield symbol, start


def other_terms(folded: str) -> set[str]:
    """All other terms of a text: long words, last characters, neighbours of words, numbers, codes and dates in one form."""
    terms = {run[-1] for run in HAN_RUN.findall(folded)}
    if LONG_RUN.search(folded):
        terms.update(filter(HAN_RUN.fullmatch, {word for word in dictionary().cut_all(folded) if len(word) > 2}))
    for found in WORD.finditer(folded):
        _add_neighbours(folded, found, terms)
    arabic = in_arabic(folded)
    if arabic != folded:
        for found in WORD.finditer(arabic):
            terms.add(term_of(found.group()))
            _add_neighbours(arabic, found, terms)
    if "-" in folded:
        terms.update(code.replace("-", "")[:LONGEST_WORD] for code in CODE.findall(folded))
    for date in dates_in(arabic):
        terms.update((date.term, date.term[:8]))
    return terms


def _add_neighbours(folded: str, found: re.Match[str], terms: set[str]) -> None:
    """The pairs that a word or number forms with Han beside it; what it is if it is an ordinal."""
    word = found.group()
    if number := ordinal_of(word):
        terms.add(f"第{number}")
    before, after = folded[found.start() - 1 : found.start()], folded[found.end() : found.end() + 1]
    if before and HAN_RUN.match(before):
        terms.add(before + term_of(word))
    if after and HAN_RUN.match(after):
        terms.add(term_of(word) + after)


# --- What a phrase is looked for in -----------------------------------------------------------------------------------
def normalize(text: str) -> str:
    """The text as phrases are looked for in it: Han as it is, each word as ` stem `, all else one space.

    A phrase, normalized alike, occurs in a text where it is a part of this string.
    """
    return normalize_folded(fold(text))


def normalize_folded(folded: str) -> str:
    """Between any two stretches of Han or words stands one space, and at an end where Han does not."""
    if not folded:
        return ""
    pieces = [piece if HAN_RUN.match(piece) else term_of(piece) for piece in PIECE.findall(folded)]
    before, after = ("" if HAN_RUN.match(end) else " " for end in (folded[0], folded[-1]))
    return before + " ".join(pieces) + after if pieces else " "


def _normal_form(found: re.Match[str]) -> str:
    return f" {term_of(word)} " if (word := found["word"]) else " "


class Normalized(NamedTuple):
    """A normalized text with the way back: character i comes from `original[starts[i]:ends[i]]`."""

    text: str
    starts: list[int]
    ends: list[int]


def normalize_with_offsets(text: str) -> Normalized:
    """As `normalize`, with the place in the original of each character. Slower; for the few texts that are shown."""
    origin = [i for i, character in enumerate(text) for _ in _FOLDED[ord(character)]]
    origin.append(len(text))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(form: str, start: int, end: int) -> None:
        for character in form:
            if not (character == " " and characters and characters[-1] == " "):
                characters.append(character)
                starts.append(start)
                ends.append(end)

    folded = fold(text)
    place = 0
    for found in SEPARATOR.finditer(folded):
        for i in range(place, found.start()):
            put(folded[i], origin[i], origin[i] + 1)
        put(_normal_form(found), origin[found.start()], origin[found.end() - 1] + 1)
        place = found.end()
    for i in range(place, len(folded)):
        put(folded[i], origin[i], origin[i] + 1)
    return Normalized("".join(characters), starts, ends)


# --- What a query asks for --------------------------------------------------------------------------------------------
class Alternative(NamedTuple):
    """One way to satisfy a part of a query: all `terms` are in the index and, if given, `phrase` in the normalized text.

    A term that ends in `*` is a prefix. `needles` are what to mark and to rank by: parts of the normalized text.
    """

    terms: frozenset[str]
    phrase: str = ""
    needles: tuple[str, ...] = ()


class Word(NamedTuple):
    """A part of a query, at `folded[start:end]`, with the ways to satisfy it."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]


# 第三次, 第38次, 2017年, 二〇一七年, 12号, 26.6万亿: a number with what makes it one, so that nothing cuts it elsewhere.
_HAN_NUMERAL = "[〇零一二三四五六七八九十百千两]+"
COUNTED = "年月日号次届期"
QUANTITY = re.compile(
    rf"第(?:{NUMBER}|{_HAN_NUMERAL})[{COUNTED}]?"
    rf"|(?<![0-9a-z.])(?:{NUMBER})[万亿千百]*[{COUNTED}]?"
    rf"|{_HAN_NUMERAL}[{COUNTED}]"
)
# Single characters that hold a sentence together; asked for among other words, they are not what is looked for.
PARTICLES = frozenset("的和与及在是了对把被从向由等为于之其以而或并将")
STOP_WORDS = frozenset("a an and are as at be by for from in is it of on or that the this to was were with".split())
FILLERS = PARTICLES | STOP_WORDS


def words(folded: str) -> list[Word]:
    """The words of a folded query in order, each found by itself. Particles and stop words only where nothing else is."""
    found = sorted(_words(folded))
    telling = [word for word in found if folded[word.start : word.end] not in FILLERS]
    return telling or found


def _words(folded: str) -> Iterator[Word]:
    """Dates and codes first, then quantities, then what is left: stretches of Han and single words."""
    place = 0
    for start, end, alternatives in _whole_things(folded):
        if start < place:
            continue  # a date within a date
        yield from _plain_words(folded, place, start)
        yield Word(start, end, alternatives)
        place = end
    yield from _plain_words(folded, place, len(folded))


def _whole_things(folded: str) -> list[tuple[int, int, tuple[Alternative, ...]]]:
    things: list[tuple[int, int, tuple[Alternative, ...]]] = [
        (date.start, date.end, (one_term(date.term, _without_border(normalize(folded[date.start : date.end]))),))
        for date in dates_in(folded)
    ]
    for found in CODE.finditer(folded):
        apart = phrase(found.group())
        joined = found.group().replace("-", "")
        things.append((found.start(), found.end(), (one_term(joined, f" {joined} "), apart)))
    things += [(found.start(), found.end(), quantity(found.group())) for found in QUANTITY.finditer(folded)]
    return sorted(things, key=lambda thing: (thing[0], -thing[1]))


def _plain_words(folded: str, start: int, end: int) -> Iterator[Word]:
    for found in HAN_RUN.finditer(folded, start, end):
        place = found.start()
        for word in glued(segment(found.group())):
            yield Word(place, place + len(word), (han_word(word),))
            place += len(word)
    for found in WORD.finditer(folded, start, end):
        yield Word(found.start(), found.end(), (latin_word(found.group()),))


def glued(pieces: list[str]) -> list[str]:
    """Single characters joined: to each other, for they are often a name; else to the word before, or the one after."""
    result: list[str] = []
    singles = ""
    for piece in [*pieces, ""]:
        if len(piece) == 1 and piece not in PARTICLES:
            singles += piece
            continue
        if len(singles) > 1 or (singles and not result and not piece):
            result += in_pairs(singles)
        elif singles and result and result[-1] not in PARTICLES:
            result[-1] += singles
        elif singles:
            if piece and piece not in PARTICLES:
                piece = singles + piece
            else:
                result.append(singles)
        singles = ""
        if piece:
            result.append(piece)
    return result


def in_pairs(singles: str) -> list[str]:
    """A name has two or three characters; more that no dictionary knows are several words, which may stand apart."""
    parts = []
    while len(singles) > 3:
        parts.append(singles[:2])
        singles = singles[2:]
    return [*parts, singles]


def one_term(term: str, needle: str) -> Alternative:
    return Alternative(frozenset([term]), needles=(needle,))


def latin_word(word: str) -> Alternative:
    number = ordinal_of(word)
    term = term_of(word)
    return one_term(f"第{number}" if number else term, f" {term} ")


def han_word(word: str) -> Alternative:
    """A stretch of Han, found wherever it is a part of the text."""
    if len(word) == 1:
        return one_term(f"{word}*", word)
    if len(word) == 2 or is_long_word(word):
        return one_term(word, word)
    return Alternative(frozenset(map(add, word, word[1:])), word, (word,))


def quantity(text: str) -> tuple[Alternative, ...]:
    """A number with its measure, in Arabic figures and in Han: both are the same thing."""
    arabic = in_arabic(text)
    terms = _pairs(arabic)
    spellings = {_without_border(normalize(form)): None for form in (text, arabic, as_han(arabic))}
    alternatives = [Alternative(terms, needles=(form,)) for form in spellings]
    if arabic != text:  # 三次 stands in 二十三次 too, which in figures it does not
        alternatives.append(han_word(text))
    return tuple(alternatives)


def _pairs(text: str) -> frozenset[str]:
    """The terms of neighbours within a stretch of symbols; the symbol itself where it is alone."""
    symbols = [term_of(s) if WORD.match(s) else s for s in re.findall(rf"{WORD.pattern}|[{HAN}]", text)]
    return frozenset(map(add, symbols, symbols[1:])) or frozenset(symbols)


def phrase(text: str) -> Alternative:
    """The text as it stands, symbol after symbol."""
    folded = fold(text)
    form = normalize(folded)
    han = form.strip()
    if HAN_RUN.fullmatch(han):
        return han_word(han)
    terms = {term_of(found) for found in WORD.findall(folded)}
    for run in HAN_RUN.findall(folded):
        terms |= han_word(run).terms
    form = _without_border(form)
    return Alternative(frozenset(terms), form if len(terms) > 1 else "", (form,))


def _without_border(form: str) -> str:
    """Without the spaces around Han: at either end a space stands for the border of a word, and Han has none."""
    bare = form.strip()
    start = "" if HAN_RUN.match(bare[:1]) else " "
    end = "" if HAN_RUN.match(bare[-1:]) else " "
    return start + bare + end
