"""The index in the database: its four tables, how they are written and how they are asked.

An entry is *fresh* when it is written: it lies in `search_entry` with its terms, and every search looks through the few fresh
ones (`fresh.py`). When there are `FRESH` of them they are folded into a segment, whose posting lists (`postings.py`) lie in
`search_posting`, a row for each term. A segment never changes. What is edited or removed later leaves a mark in
`search_gone`, and what takes its place is fresh again. So whoever releases an article writes one row, and waits for nobody.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from search.databases import Row, Statement, about, database
from search.entries import CAP, Candidate, Count, Entry, Headline, Match, Total, counted
from search.fresh import Fresh, finding, fresh_of, is_in_head
from search.matching import Matcher, Posting
from search.postings import SEGMENT, Builder, Mask, fingerprints, pieces_of, terms_asked
from search.segments import ARRAYS, Ids, Segment, Segments, newest

FRESH = 100  # entries; read as they are in a millisecond, folded in a twentieth of a second
NO_SEGMENT = 0  # where fresh entries say that they are
LONGEST_TITLE = 260  # characters, with the end of the line
AT_ONCE = 5_000  # texts looked into by one statement
LAST = "\U0010ffff"  # sorts behind whatever may follow a prefix

# Columns, with PostgreSQL's names of their types.
ENTRY = {
    "id": "int8",
    "page_id": "int4",
    "language": "varchar",
    "held": "int4",
    "facets": "text",
    "head": "text",
    "terms": "text",
    "text": "text",
    "plain": "text",
    "segment": "int8",
    "place": "int4",
}
POSTING = {"term": "varchar", "segment": "int8", "docs": "bytea", "offsets": "bytea"}
TABLES = ("search_entry", "search_segment", "search_posting", "search_gone")
# What the rows of a question are, in its first column.
OF_POSTING, OF_SEGMENT, OF_GONE, OF_FRESH = range(4)


class Stored(NamedTuple):
    """An entry with its place. Where it has one, `entry.terms` is empty: they are in the posting lists."""

    entry: Entry
    segment: int
    place: int


class Reply(NamedTuple):
    """The answer to one statement, which saw everything at one moment: what segments are matched with, and what is fresh."""

    matcher: Matcher
    fresh: list[Fresh]

    def ids(self, match: Match) -> Ids:
        """Of all that match, in no order."""
        return self.joined(self.matcher.found(match), finding(match, self.fresh))

    def joined(self, mask: Mask, fresh: Iterable[Fresh]) -> Ids:
        """The ids of what was found in segments and of what is fresh."""
        return np.concatenate([self.matcher.segments.ids[mask], np.array([entry.id for entry in fresh], np.int64)])


class Store:
    """The index under the names of its tables, or one that is being made, whose tables have `suffix` at the end."""

    def __init__(self, suffix: str = "") -> None:
        self.suffix = suffix
        self.entries, self.segments, self.postings, self.gone = (name + suffix for name in TABLES)
        self.database = database()
        # What this process has met. Segments never change, and their keys are never used again; entries have their stamps.
        self.known = Segments.of([])
        self.known_fresh: dict[int, Fresh] = {}

    def limited(self) -> AbstractContextManager[None]:
        """Within it a search that takes too long raises TooSlowError."""
        context: AbstractContextManager[None] = self.database.limited()
        return context

    # --- Write --------------------------------------------------------------------------------------------------------
    def write(self, entries: Collection[Entry], are_new: bool = False) -> None:
        """Add entries, or put them in the place of those of the same pages, of which there are none where `are_new`."""
        self.database.run(self.writing(entries, are_new))

    def remove(self, page_ids: Collection[int]) -> None:
        self.database.run(self.removing(page_ids))

    def headlines(self, page_ids: Collection[int]) -> list[Headline]:
        """Of those of the pages that have entries; no other transaction changes these until this one ends."""
        return headlines_of(self.database.run([self.holding_headlines(page_ids)])[0])

    # The same as statements, for whoever has others to send along.
    def writing(self, entries: Collection[Entry], are_new: bool = False) -> list[Statement]:
        if not entries:
            return []
        updates = ", ".join(f"{name} = excluded.{name}" for name in ENTRY if name != "page_id")
        row = f"({places(ENTRY)})"
        insert = Statement(
            f"INSERT INTO {self.entries} ({', '.join(ENTRY)}) VALUES {', '.join([row] * len(entries))}"  # noqa: S608
            f" ON CONFLICT (page_id) DO UPDATE SET {updates}",
            [value for entry in entries for value in row_of(entry)],
        )
        return [insert] if are_new else [self.marking_gone([entry.page_id for entry in entries]), insert]

    def removing(self, page_ids: Collection[int]) -> list[Statement]:
        if not page_ids:
            return []
        return [self.marking_gone(page_ids), about(f"DELETE FROM {self.entries} WHERE page_id IN (%s)", page_ids)]  # noqa: S608

    def marking_gone(self, page_ids: Collection[int]) -> Statement:
        return about(
            f"INSERT INTO {self.gone} (segment, place) SELECT segment, place FROM {self.entries}"  # noqa: S608
            f" WHERE page_id IN (%s) AND segment <> {NO_SEGMENT}",
            page_ids,
        )

    def holding_headlines(self, page_ids: Collection[int]) -> Statement:
        return about(
            f"SELECT language, substr(plain, 1, {LONGEST_TITLE}), facets FROM {self.entries}"  # noqa: S608
            f" WHERE page_id IN (%s) ORDER BY page_id{self.database.hold}",
            page_ids,
        )

    def fold(self, least: int = FRESH) -> int:
        """Make the fresh entries a segment, if there are `least` of them. How many it has got."""
        [(count,)] = self.database.ask(f"SELECT count(*) FROM {self.entries} WHERE segment = {NO_SEGMENT}", [])  # noqa: S608
        if count < least:
            return 0
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(ENTRY)} FROM {self.entries} WHERE segment = {NO_SEGMENT}"  # noqa: S608
                f" ORDER BY id LIMIT {SEGMENT}{self.database.hold_free}"
            )
            builder, key = Builder(), new_key()
            rows = [(stored.entry.id, builder.add(stored.entry)) for stored in map(stored_of, cursor.fetchall())]
            if rows:
                self.add_segment(key, builder)
                values = ", ".join(f"({id}, {place})" for id, place in rows)
                cursor.execute(
                    f"UPDATE {self.entries} SET segment = {key}, place = folded.column2, terms = ''"  # noqa: S608
                    f" FROM (VALUES {values}) AS folded WHERE {self.entries}.id = folded.column1"
                )
        return len(rows)

    def add_segment(self, key: int, builder: Builder) -> None:
        segment = builder.segment(key)
        columns = {name: getattr(segment, name).astype(kind).tobytes() for name, kind in ARRAYS.items()}
        names = ["key", "facets", *columns]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.segments} ({', '.join(names)}) VALUES ({places(names)})",  # noqa: S608
                [key, " ".join(segment.facets), *columns.values()],
            )
        rows = ((term, key, docs, offsets) for term, docs, offsets in builder.postings())
        self.database.load(self.postings, POSTING, rows)

    # --- Make anew ----------------------------------------------------------------------------------------------------
    @property
    def tables(self) -> tuple[str, ...]:
        return self.entries, self.segments, self.postings, self.gone

    def start_anew(self) -> "Store":
        """An empty index of the same shape, that nobody searches yet."""
        new = Store("_new")
        for table, other in zip(self.tables, new.tables, strict=True):
            self.database.copy_shape(table, other)
        return new

    def load(self, entries: Iterable[Entry], key: int, builder: Builder) -> None:
        """Many entries of a new segment, in the order of their ids; `add_segment` is called when it has all."""
        rows = ((*entry[:6], "", entry.text, entry.plain, key, builder.add(entry)) for entry in entries)
        self.database.load(self.entries, ENTRY, rows)

    def finish(self, new: "Store") -> None:
        """Give the new one's tables their keys and indexes."""
        for table, other in zip(self.tables, new.tables, strict=True):
            self.database.add_keys(table, other)

    def take_over(self, new: "Store") -> None:
        """From now on the new one is searched."""
        # Whoever asks holds the first table when he asks for the second: in another order we might wait for each other.
        self.database.keep_out([self.postings, self.segments, self.gone, self.entries])
        for table, other in zip(self.tables, new.tables, strict=True):
            self.database.rename(other, table)

    # --- Check --------------------------------------------------------------------------------------------------------
    def page_ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id FROM {self.entries}")  # noqa: S608
            return {row[0] for row in cursor.fetchall()}

    def stored(self, page_ids: Collection[int]) -> list[Stored]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(ENTRY)} FROM {self.entries} WHERE page_id IN ({places(page_ids)})",  # noqa: S608
                list(page_ids),
            )
            return [stored_of(row) for row in cursor.fetchall()]

    def fingerprints(self) -> Iterator[tuple[int, NDArray[np.uint64], set[int]]]:
        """Of each segment its key, the fingerprint that its posting lists give each place, and the places that are gone."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT segment, place FROM {self.gone}")  # noqa: S608
            gone = defaultdict(set)
            for segment, place in cursor.fetchall():
                gone[segment].add(place)
            cursor.execute(f"SELECT key FROM {self.segments} ORDER BY key")  # noqa: S608
            for (key,) in cursor.fetchall():
                cursor.execute(f"SELECT term, docs, offsets FROM {self.postings} WHERE segment = %s", [key])  # noqa: S608
                yield key, fingerprints(in_bytes(cursor), self.segments_of([key]).size), gone[key]

    # --- Read ---------------------------------------------------------------------------------------------------------
    def count(self, match: Match, wanted: int = 0, in_head: int = 0, elsewhere: Sequence[Match] = ()) -> Count:
        """How many match, with which facets, and the ids of the newest: of as many as are `wanted`."""
        reply = self.ask([match, *elsewhere], bool(in_head))
        matcher = reply.matcher
        mask, fresh = matcher.found(match), finding(match, reply.fresh)
        ids = reply.joined(mask, fresh)
        total = total_of(len(ids))
        latest = newest(ids, CAP if total.is_capped else wanted)
        oldest = int(latest[-1]) if total.is_capped else 0
        heads = ids[:0]
        if in_head:
            heads = reply.joined(matcher.in_head(match, mask), (entry for entry in fresh if is_in_head(entry, match)))
        return Count(
            *total,
            facets=facets_of(matcher.segments, mask, fresh, oldest),
            newest=latest[:wanted].tolist(),
            in_head=newest(heads, in_head).tolist(),
            elsewhere=[total_of(len(reply.ids(other))) for other in elsewhere],
        )

    def newest(self, match: Match, first: int, count: int) -> list[int]:
        """The ids of `count` entries after the first `first`, latest first."""
        return newest(self.ask([match]).ids(match), first + count)[first:].tolist()

    def candidates(self, ids: Collection[int]) -> list[Candidate]:
        if not ids:
            return []
        numbers = ", ".join(map(str, ids))
        rows = self.database.ask(f"SELECT id, head FROM {self.entries} WHERE id IN ({numbers})", [])  # noqa: S608
        return [Candidate(*row) for row in rows]

    def ask(self, matches: Sequence[Match], in_head: bool = False) -> Reply:
        """All that has to be known of the matches, and of the heads of the first one where `in_head`."""
        found: list[tuple[int, str, bytes, bytes]] = []
        gone: list[tuple[int, str]] = []
        keys: list[int] = []
        stamps: dict[int, int] = {}
        for kind, number, text, docs, where in self.database.ask(*self.question(matches, in_head)):
            if kind == OF_POSTING:
                found.append((number, text, docs, where))
            elif kind == OF_SEGMENT:
                keys.append(number)
            elif kind == OF_GONE:
                gone.append((number, text))
            else:
                stamps[number] = int(text)
        segments = self.known = self.segments_of(keys)
        fresh = self.known_fresh = self.fresh_of(stamps)
        if len(segments.keys) < len(keys) or len(fresh) < len(stamps):  # something has changed since: ask again
            return self.ask(matches, in_head)
        postings: dict[str, list[Posting]] = defaultdict(list)
        for key, term, docs, where in found:
            postings[term].append(Posting(segments.keys[key], bytes(docs), bytes(where or b"")))
        gone_places = [segments.place(key, int(place)) for key, joined in gone for place in joined.split()]
        return Reply(Matcher(segments, postings, gone_places, self.holding), [*fresh.values()])

    def question(self, matches: Sequence[Match], in_head: bool) -> Statement:
        """The posting lists of all terms, which segments there are, what is gone, and what is fresh: at one moment."""
        clauses = (clause for match in matches for clause in match.clauses)
        phrases = {way.phrase for clause in clauses for way in clause.alternatives if way.phrase}
        pieces = {term for phrase in phrases for term, _place in pieces_of(phrase) or ()}
        terms = pieces.union(*(terms_of(match) for match in matches), heads_of(matches[0]) if in_head else ())
        whole, prefixes = terms_asked(terms)
        chosen = " OR ".join([f"term IN ({places(whole)})", *["(term >= %s AND term < %s)"] * len(prefixes)])
        offsets = f"CASE WHEN term IN ({places(pieces)}) THEN offsets END" if pieces else "NULL"
        values: list[Any] = [*pieces, *whole]
        values += (bound for prefix in prefixes for bound in (prefix, prefix + LAST))
        sql = (
            f"SELECT {OF_POSTING}, segment, term, docs, {offsets} FROM {self.postings} WHERE {chosen}"  # noqa: S608
            f" UNION ALL SELECT {OF_SEGMENT}, key, NULL, NULL, NULL FROM {self.segments}"
            f" UNION ALL SELECT {OF_GONE}, segment, {self.database.joined.format('place')}, NULL, NULL FROM {self.gone}"
            f" GROUP BY segment UNION ALL SELECT {OF_FRESH}, id, CAST(place AS varchar), NULL, NULL"
            f" FROM {self.entries} WHERE segment = {NO_SEGMENT}"
        )
        return Statement(sql, values)

    def segments_of(self, keys: Collection[int]) -> Segments:
        """Those that this process has not met are read. One that is no longer there is left out."""
        known = self.known
        if known.keys.keys() == set(keys):
            return known
        parts = [known.segment(key) for key in keys if key in known.keys]
        if missing := [key for key in keys if key not in known.keys]:
            names = ["key", "facets", *ARRAYS]
            rows = self.database.ask(
                f"SELECT {', '.join(names)} FROM {self.segments} WHERE key IN ({places(missing)})",  # noqa: S608
                missing,
            )
            parts += map(segment_of, rows)
        return Segments.of(parts)

    def fresh_of(self, stamps: dict[int, int]) -> dict[int, Fresh]:
        """Those of the entries that still are as their stamps say, by their ids. What this process has not met is read."""
        known = {id: entry for id, entry in self.known_fresh.items() if stamps.get(id) == entry.stamp}
        if missing := [id for id in stamps if id not in known]:
            rows = self.database.ask(
                f"SELECT id, place, language, held, facets, terms, text FROM {self.entries}"  # noqa: S608
                f" WHERE segment = {NO_SEGMENT} AND id IN ({places(missing)})",
                missing,
            )
            known |= {row[0]: fresh_of(*row) for row in rows if stamps[row[0]] == row[1]}
        return known

    def holding(self, ids: Collection[int], phrase: str) -> set[int]:
        """Of these entries, those in whose texts the phrase stands."""
        found: set[int] = set()
        every = list(ids)
        for start in range(0, len(every), AT_ONCE):
            numbers = ", ".join(map(str, every[start : start + AT_ONCE]))
            rows = self.database.ask(
                f"SELECT id FROM {self.entries} WHERE id IN ({numbers}) AND {self.database.find}(text, %s) > 0",  # noqa: S608
                [phrase],
            )
            found.update(row[0] for row in rows)
        return found


def terms_of(match: Match) -> set[str]:
    """All that a match asks for."""
    ways = (way for clause in match.clauses for way in clause.alternatives)
    return {f"l:{match.language}"}.union(*match.filters, *(way.terms for way in ways))


def heads_of(match: Match) -> set[str]:
    """The terms of titles and names that it asks for."""
    ways = (way for clause in match.clauses if not clause.is_negated for way in clause.alternatives)
    return {f"h/{term}" for way in ways for term in way.terms}


def total_of(number: int) -> Total:
    return Total(min(number, CAP), number > CAP)


def facets_of(segments: Segments, mask: Mask, fresh: Iterable[Fresh], oldest: int) -> Counter[str]:
    """How often each facet occurs in what was found, from the id `oldest` on."""
    facets = counted(entry.facets for entry in fresh if entry.id >= oldest)
    places = np.flatnonzero(mask)
    if oldest:
        places = places[segments.ids[places] >= oldest]
    facets.update(segments.facet_counts(places))
    return facets


def new_key() -> int:
    """Of a segment; no two ever have the same, whatever was rolled back, so that processes may remember them by it."""
    return secrets.randbits(62) + 1


def headlines_of(rows: Iterable[Row]) -> list[Headline]:
    return [Headline(language, plain.partition("\n")[0], facets) for language, plain, facets in rows]


def row_of(entry: Entry) -> Row:
    """A fresh entry as it is stored, with its stamp in the column of places."""
    return (*entry[:6], " ".join(sorted(entry.terms)), entry.text, entry.plain, NO_SEGMENT, secrets.randbits(31))


def stored_of(row: Row) -> Stored:
    *columns, segment, place = row
    entry = Entry(*columns)
    return Stored(entry._replace(terms=frozenset(columns[6].split())), segment, place)


def segment_of(row: Row) -> Segment:
    key, facets, *columns = row
    arrays = {
        name: np.frombuffer(bytes(data), kind) for (name, kind), data in zip(ARRAYS.items(), columns, strict=True)
    }
    return Segment(key=key, facets=facets.split(), **arrays)


def in_bytes(rows: Iterable[Row]) -> Iterator[tuple[str, bytes, bytes]]:
    for term, docs, offsets in rows:
        yield term, bytes(docs), bytes(offsets)


def places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))
