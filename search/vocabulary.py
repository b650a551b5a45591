"""The words in the titles of released articles, each with the number of articles that hold it: what can be suggested.

It changes in the transaction that changes the index. A frequent word is in many titles, and whoever has released one holds
its row until his transaction ends; nobody may have to wait for that, nor two of them for each other. So a word may have several
rows, of which the sum counts: who finds a row held adds one of his own, and who finds several free makes them one.

The names that articles are filtered by are counted like words, by their terms behind a colon: `:o:5` for an official.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Sum

from search.analysis import HAN_RUN, STOP_WORDS, WORD, dictionary, fold, glued, segment
from search.databases import Statement, database
from search.entries import Headline
from search.models import Word
from search.pinyin import syllables

LONGEST_HAN, LONGEST_OTHER = 12, 30  # characters of a word
SHORTEST_HAN, SHORTEST_OTHER = 2, 3
MAGNITUDES = range(7, 0, -1)  # of `Word.magnitude`, the frequent first
LAST = "\U0010ffff"  # sorts behind whatever may follow a prefix
TABLE = Word._meta.db_table
BATCH = 400  # words asked for at a time
COUNTED = frozenset({"o", "r", "t"})  # the terms of names: officials, series, topics

COLUMNS = "language, text, pinyin, initials, articles"

Key = tuple[str, str]  # language, text
Row = tuple[str, str, str, str, int]  # of COLUMNS


class Known(NamedTuple):
    """A word of the vocabulary."""

    text: str
    pinyin: str
    initials: str
    articles: int


# --- What a title holds -----------------------------------------------------------------------------------------------
def words_of(title: str) -> set[str]:
    """The words of a title, folded: Chinese ones as they are cut, and the longer ones that they form; others in lower case."""
    folded = fold(title)
    found: set[str] = set()
    for run in HAN_RUN.findall(folded):
        pieces = segment(run)
        found.update(pieces, glued(pieces))
        if len(run) > SHORTEST_HAN:
            found.update(word for word in dictionary().cut_all(run) if len(word) > SHORTEST_HAN)
    found = {word for word in found if SHORTEST_HAN <= len(word) <= LONGEST_HAN and HAN_RUN.fullmatch(word)}
    for word in WORD.findall(folded):
        bare = word.replace("’", "'").removesuffix("'s")
        if SHORTEST_OTHER <= len(bare) <= LONGEST_OTHER and bare.isalpha() and bare not in STOP_WORDS:
            found.add(bare)
    return found


def keys_of(headlines: Iterable[Headline]) -> Iterator[Key]:
    for headline in headlines:
        for word in words_of(headline.title):
            yield headline.language, word
        for term in headline.facets.split():
            if term.partition(":")[0] in COUNTED:
                yield headline.language, f":{term}"


def new_row(key: Key, articles: int) -> Row:
    language, text = key
    spoken = syllables(text) if HAN_RUN.match(text) else []
    return language, text, "".join(spoken), "".join(syllable[0] for syllable in spoken), articles


# --- Write ------------------------------------------------------------------------------------------------------------
def change(
    gained: Iterable[Headline],
    lost: Iterable[Headline],
    before: Sequence[Statement] = (),
    after: Sequence[Statement] = (),
) -> list[list[tuple[Any, ...]]]:
    """Count what the index has got and what it has lost. Within the transaction that changes the index.

    The statements `before` and `after` are run as well, together with those that are next to them. What `after` found.
    """
    differences: Counter[Key] = Counter(keys_of(gained))
    differences.subtract(keys_of(lost))
    wanted = sorted(key for key, number in differences.items() if number)
    waiting = list(before)
    for start in range(0, len(wanted), BATCH):
        some = {key: differences[key] for key in wanted[start : start + BATCH]}
        *_, free = database().run([*waiting, _free_rows({text for _language, text in some})])
        waiting = _changes(some, free)
    return database().run([*waiting, *after])[len(waiting) :]


def _changes(differences: dict[Key, int], free: Iterable[tuple[int, str, str, int]]) -> list[Statement]:
    """Three at most for one article; `free` are the words' rows that can be changed, and nobody's row is waited for."""
    rows: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for pk, language, text, articles in free:
        rows[language, text].append((pk, articles))
    by_number: dict[int, list[int]] = defaultdict(list)
    needless: list[int] = []
    new: list[Row] = []
    for key, number in differences.items():
        (first, articles), *others = rows.get(key) or [(0, 0)]
        number += sum(other for _pk, other in others)
        needless += [pk for pk, _articles in others]
        if not first:
            new.append(new_row(key, number))
        elif articles + number:
            by_number[number].append(first)
        else:
            needless.append(first)
    changes = [
        Statement(f"UPDATE {TABLE} SET articles = articles + %s WHERE id IN ({places(keys)})", [number, *keys])  # noqa: S608
        for number, keys in by_number.items()
    ]
    if needless:
        changes.append(Statement(f"DELETE FROM {TABLE} WHERE id IN ({places(needless)})", needless))  # noqa: S608
    if new:
        values = ", ".join([f"({places(new[0])})"] * len(new))
        insert = f"INSERT INTO {TABLE} ({COLUMNS}) VALUES {values}"  # noqa: S608
        changes.append(Statement(insert, [value for row in new for value in row]))
    return changes


def _free_rows(texts: Collection[str]) -> Statement:
    """Finds the rows of the words that no other transaction holds; they are held until this one ends."""
    return Statement(
        f"SELECT id, language, text, articles FROM {TABLE} WHERE text IN ({places(texts)}){database().hold_free}",  # noqa: S608
        list(texts),
    )


def places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


class Tally:
    """The whole vocabulary counted anew, in memory: 100 MB for 300,000 words."""

    def __init__(self, counts: Mapping[Key, int] | None = None) -> None:
        self.counts: Counter[Key] = Counter(counts)

    def add(self, headlines: Iterable[Headline]) -> None:
        self.counts.update(keys_of(headlines))

    def subtract(self, headlines: Iterable[Headline]) -> None:
        self.counts.subtract(keys_of(headlines))

    def store(self) -> None:
        """Put it in the place of what there is. Within a transaction that keeps other writers of the index waiting."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
            words = sorted(key for key, number in self.counts.items() if number > 0)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as copy:
                    for key in words:
                        copy.write_row(new_row(key, self.counts[key]))
            else:
                rows = [new_row(key, self.counts[key]) for key in words]
                cursor.executemany(f"INSERT INTO {TABLE} ({COLUMNS}) VALUES (%s, %s, %s, %s, %s)", rows)  # noqa: S608

    def wrong(self) -> list[str]:
        """The words of which another number is stored, for a check. Nobody may write meanwhile."""
        stored = Word.objects.order_by().values_list("language", "text").annotate(Sum("articles"))
        numbers = {(language, text): number for language, text, number in stored.iterator()}
        keys = numbers.keys() | self.counts.keys()
        return sorted({key[1] for key in keys if numbers.get(key, 0) != self.counts[key]})


# --- Read -------------------------------------------------------------------------------------------------------------
# What is found by a part of a word is a row, which may be one of several: `occurring` tells what is true of the word.
def starting(language: str, prefixes: Iterable[tuple[str, str]], most: int = 20, condition: str = "") -> list[Known]:
    """Words of which a column (`text`, `pinyin` or `initials`) starts with a prefix: exact ones first, then the frequent.

    One query, however many words there are: of those that occur in about as many articles it reads `most` for each prefix.
    """
    asked = [(column, prefix) for column, prefix in prefixes if prefix]
    if not asked:
        return []
    sql = " UNION ALL ".join(lookup(column, condition) for column, _ in asked)
    parameters = [p for _, prefix in asked for p in parameters_of(language, prefix, most)]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = [Known(*row) for row in cursor.fetchall()]
    exact = {prefix for _column, prefix in asked}
    found.sort(key=lambda word: (not exact & {word.text, word.pinyin, word.initials}, -word.articles, word.text))
    return list({word.text: word for word in reversed(found) if word.articles > 0}.values())[::-1]


def lookup(column: str, condition: str = "") -> str:
    """A range of the index for each magnitude, the frequent first."""
    words = f"SELECT text, pinyin, initials, articles FROM {TABLE} WHERE language = %s AND magnitude = "  # noqa: S608
    rest = f" AND {column} >= %s AND {column} < %s {condition} ORDER BY {column} LIMIT %s"
    if connection.vendor == "postgresql":
        # Seven ranges written out are read in less time than the planner thinks about them.
        numbers = ", ".join(f"({magnitude})" for magnitude in MAGNITUDES)
        return f"SELECT w.* FROM (VALUES {numbers}) AS m (n) CROSS JOIN LATERAL ({words}m.n{rest}) AS w"  # noqa: S608
    return " UNION ALL ".join(f"SELECT * FROM ({words}{magnitude}{rest})" for magnitude in MAGNITUDES)  # noqa: S608


def parameters_of(language: str, prefix: str, most: int) -> list[str | int]:
    """Those of one `lookup`."""
    times = 1 if connection.vendor == "postgresql" else len(MAGNITUDES)
    return [language, prefix, prefix + LAST, most] * times


def alike(language: str, prefixes: Iterable[str], length: int, slips: int, most: int) -> list[Known]:
    """Words with one of the beginnings and about as many letters."""
    lengths = f"AND length(text) BETWEEN {length - slips:d} AND {length + slips:d}"
    return starting(language, [("text", prefix) for prefix in prefixes], most, lengths)


def exactly(language: str, values: Mapping[str, Collection[str]], most: int) -> list[Known]:
    """Words of which a column (`pinyin`, `initials`) has one of the values given for it; the frequent first."""
    branches: list[str] = []
    parameters: list[str | int] = []
    for column, some in values.items():
        if some:
            branches.append(
                f"SELECT text, pinyin, initials, articles FROM {TABLE} WHERE language = %s AND articles > 0"  # noqa: S608
                f" AND magnitude IN ({', '.join(map(str, MAGNITUDES))}) AND {column} IN ({places(some)})"
            )
            parameters += [language, *some]
    if not branches:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION '.join(branches)} ORDER BY articles DESC LIMIT %s", [*parameters, most])
        found = [Known(*row) for row in cursor.fetchall()]
    return list({word.text: word for word in reversed(found)}.values())[::-1]


def occurring(language: str, texts: Collection[str]) -> dict[str, int]:
    """Those of the words that are in released titles, or of the names (`:o:5`) that released articles have, and in how many."""
    if not texts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text, sum(articles) FROM {TABLE} WHERE text IN ({places(texts)}) AND language = %s"  # noqa: S608
            " GROUP BY text HAVING sum(articles) > 0",
            [*texts, language],
        )
        return {text: int(number) for text, number in cursor.fetchall()}


def is_used(term: str) -> bool:
    """Whether a released article, in whichever language, has the name (`:o:5`)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(sum(articles), 0) > 0 FROM {TABLE} WHERE text = %s", [term])  # noqa: S608
        return bool(cursor.fetchone()[0])
