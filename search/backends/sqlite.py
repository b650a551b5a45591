"""The index in SQLite: FTS5 without its own copy of the texts, whose rows are in the order of dates.

SQLite 3.40 cannot delete from such a table by number alone: it must be told exactly what it was given, so the terms of each
entry are kept beside it, in `search_entry`.
"""

import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import OperationalError, connection

from search.analysis import Alternative
from search.backends.conditions import phrase_condition, ranges
from search.entries import CAP, IS_LIMITED, Candidate, Count, Entry, Headline, Match, TooSlowError, counted

TABLE, TERMS = "search_entry", "search_terms"
COLUMNS = "id, page_id, language, held, facets, head, terms, text, plain"  # short ones first: it reads no further
TIME_LIMIT = 2.0  # seconds for each search
OPCODES = 10_000  # of SQLite's virtual machine between two looks at the clock: well below a millisecond
MOST_VARIABLES = 1_000

# Without positions (`detail=none`): phrases are looked for in the text. All that a term may hold belongs to its token.
TOKENS = "fts5(terms, content='', detail=none, tokenize=\"ascii tokenchars '@.:/-'\")"


def shape(table: str, terms: str = TERMS) -> list[str]:
    """What makes a table of entries searchable, beside the keys that its model has."""
    return [f"CREATE VIRTUAL TABLE {terms} USING {TOKENS}"]


class Backend:
    """See `search.entries.Backend`."""

    has_many_writers: ClassVar[bool] = False

    def __init__(self, table: str = TABLE, terms: str = TERMS) -> None:
        self.table, self.terms = table, terms

    # --- Write --------------------------------------------------------------------------------------------------------
    def write(self, entries: Collection[Entry]) -> None:
        self.remove([entry.page_id for entry in entries])
        rows = [(*entry[:6], " ".join(sorted(entry.terms)), *entry[7:]) for entry in entries]
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * 9)
            cursor.executemany(f"INSERT INTO {self.table} ({COLUMNS}) VALUES ({places})", rows)  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {self.terms} (rowid, terms) VALUES (%s, %s)",  # noqa: S608
                [(row[0], row[6]) for row in rows],
            )

    def remove(self, page_ids: Collection[int]) -> None:
        ids = list(page_ids)
        for start in range(0, len(ids), MOST_VARIABLES):
            some = ids[start : start + MOST_VARIABLES]
            chosen = f"WHERE page_id IN ({', '.join(['%s'] * len(some))})"
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {self.terms} ({self.terms}, rowid, terms)"  # noqa: S608
                    f" SELECT 'delete', id, terms FROM {self.table} {chosen}",
                    some,
                )
                cursor.execute(f"DELETE FROM {self.table} {chosen}", some)  # noqa: S608

    def headlines(self, page_ids: Collection[int]) -> list[Headline]:
        ids = list(page_ids)
        found: list[Headline] = []
        for start in range(0, len(ids), MOST_VARIABLES):
            some = ids[start : start + MOST_VARIABLES]
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT language, substr(plain, 1, instr(plain, char(10)) - 1), facets"  # noqa: S608
                    f" FROM {self.table} WHERE page_id IN ({', '.join(['%s'] * len(some))})",
                    some,
                )
                found += [Headline(*row) for row in cursor.fetchall()]
        return found

    # --- Make anew ----------------------------------------------------------------------------------------------------
    @contextmanager
    def alone(self) -> Iterator[bool]:
        """SQLite has no locks to ask. A second maker takes the new table from the first, which then fails."""
        yield True

    def wait_for_writers(self) -> None:
        """SQLite has one writer at a time."""

    def start_anew(self) -> "Backend":
        """An empty index of the same shape, that nobody searches yet."""
        new = Backend(f"{self.table}_new", f"{self.terms}_new")
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [self.table])
            create = cursor.fetchone()[0].replace(f'"{self.table}"', f'"{new.table}"')
            cursor.execute(f"DROP TABLE IF EXISTS {new.table}")
            cursor.execute(f"DROP TABLE IF EXISTS {new.terms}")
            cursor.execute(create)
            for statement in shape(new.table, new.terms):
                cursor.execute(statement)
        return new

    def load(self, entries: Collection[Entry]) -> None:
        self.write(entries)

    def finish(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE INDEX {self.table}_newest ON {self.table} (language, id DESC)")

    def take_over(self, new: "Backend") -> None:
        """From now on the new one is searched."""
        with connection.cursor() as cursor:
            for old, table in ((self.table, new.table), (self.terms, new.terms)):
                cursor.execute(f"DROP TABLE {old}")
                cursor.execute(f"ALTER TABLE {table} RENAME TO {old}")
            cursor.execute(f"DROP INDEX {new.table}_newest")
            cursor.execute(f"CREATE INDEX {self.table}_newest ON {self.table} (language, id DESC)")

    # --- Check --------------------------------------------------------------------------------------------------------
    def page_ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id FROM {self.table}")  # noqa: S608
            return {row[0] for row in cursor.fetchall()}

    def stored(self, page_ids: Collection[int]) -> list[Entry]:
        ids = list(page_ids)
        found: list[Entry] = []
        for start in range(0, len(ids), MOST_VARIABLES):
            some = ids[start : start + MOST_VARIABLES]
            places = ", ".join(["%s"] * len(some))
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {COLUMNS} FROM {self.table} WHERE page_id IN ({places})", some)  # noqa: S608
                found += [Entry(*row)._replace(terms=frozenset(row[6].split())) for row in cursor.fetchall()]
        return found

    def ghosts(self) -> list[str]:
        """The terms that FTS5 finds more or less often than they stand in entries."""
        counts: Counter[str] = Counter()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT terms FROM {self.table}")  # noqa: S608
            for (terms,) in cursor.fetchall():
                counts.update(terms.split())
            cursor.execute("DROP TABLE IF EXISTS temp.search_check")
            cursor.execute(f"CREATE VIRTUAL TABLE temp.search_check USING fts5vocab(main, {self.terms}, row)")
            cursor.execute("SELECT term, doc FROM temp.search_check")
            postings = dict(cursor.fetchall())
            cursor.execute("DROP TABLE temp.search_check")
        return sorted(term for term in counts.keys() | postings.keys() if counts[term] != postings.get(term, 0))

    # --- Read ---------------------------------------------------------------------------------------------------------
    @contextmanager
    def limited(self) -> Iterator[None]:
        """Within it a search that takes too long raises TooSlowError."""
        connection.ensure_connection()
        database: sqlite3.Connection = connection.connection
        is_inner = IS_LIMITED.get()
        token = IS_LIMITED.set(True)
        if not is_inner:
            end = time.monotonic() + TIME_LIMIT
            database.set_progress_handler(lambda: time.monotonic() > end, OPCODES)
        try:
            yield
        except OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlowError from error
            raise
        finally:
            IS_LIMITED.reset(token)
            if not is_inner:
                database.set_progress_handler(None, 0)

    def count(self, match: Match, newest: int = 0) -> Count:
        tables, where, parameters = self.where(match, with_entries=True)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT e.id, e.facets FROM {tables} WHERE {where} ORDER BY {self.order(match)} DESC LIMIT {CAP + 1}",  # noqa: S608
                parameters,
            )
            rows = cursor.fetchall()
        facets = counted(facets for _id, facets in rows[:CAP])
        return Count(min(len(rows), CAP), len(rows) > CAP, facets, [id for id, _facets in rows[:newest]])

    def newest(self, match: Match, first: int, count: int, few: bool = False) -> list[int]:
        tables, where, parameters = self.where(match)
        order = self.order(match)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {order} FROM {tables} WHERE {where} ORDER BY {order} DESC LIMIT %s OFFSET %s",  # noqa: S608
                [*parameters, count, first],
            )
            return [row[0] for row in cursor.fetchall()]

    def candidates(self, match: Match, ids: Collection[int], in_head: int = 0) -> list[Candidate]:
        places = ", ".join(["%s"] * len(ids))
        statement = f"SELECT id, head FROM {self.table} WHERE id IN ({places})"  # noqa: S608
        parameters: list[Any] = list(ids)
        if in_head:
            tables, where, more = self.where(match, in_head=True)
            order = self.order(match)
            others = f"SELECT {order} FROM {tables} WHERE {where} ORDER BY {order} DESC LIMIT %s"  # noqa: S608
            statement += f" UNION SELECT id, head FROM {self.table} WHERE id IN ({others})"  # noqa: S608
            parameters += [*more, in_head]
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return [Candidate(*row) for row in cursor.fetchall()]

    def texts(self, ids: Collection[int]) -> dict[int, str]:
        return dict(self.rows("id, plain", ids))

    def rows(self, columns: str, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        wanted = list(ids)
        for start in range(0, len(wanted), MOST_VARIABLES):
            some = wanted[start : start + MOST_VARIABLES]
            with connection.cursor() as cursor:
                places = ", ".join(["%s"] * len(some))
                cursor.execute(f"SELECT {columns} FROM {self.table} WHERE id IN ({places})", some)  # noqa: S608
                yield from cursor.fetchall()

    # --- SQL ----------------------------------------------------------------------------------------------------------
    def order(self, match: Match) -> str:
        return "t.rowid" if match.clauses or match.filters else "e.id"

    def where(self, match: Match, with_entries: bool = False, in_head: bool = False) -> tuple[str, str, list[Any]]:
        """Tables, condition and parameters. The entries are joined only where something of them is asked for."""
        is_listing = not (match.clauses or match.filters)
        parameters: list[Any]
        if is_listing:
            tables, conditions, parameters = f"{self.table} AS e", ["e.language = %s"], [match.language]
        else:
            tables = f"{self.terms} AS t"
            conditions, parameters = [f"{self.terms} MATCH %s"], [self.expression(match, in_head)]
        phrases = [clause for clause in match.clauses if clause.has_phrase]
        by_terms = f"t.rowid IN (SELECT rowid FROM {self.terms} WHERE {self.terms} MATCH %s)"  # noqa: S608
        for clause in phrases:
            condition, more = phrase_condition(clause, "instr(e.text, %s) > 0", by_terms, all_of)
            conditions.append(condition)
            parameters += more
        within, bounds = ranges(match, self.order(match), "e.held")
        conditions += within
        parameters += bounds
        if not is_listing and (with_entries or phrases or match.held != (None, None)):
            # CROSS JOIN: the terms choose, then each entry is looked up by its number.
            tables += f" CROSS JOIN {self.table} AS e ON e.id = t.rowid"
        return tables, " AND ".join(conditions), parameters

    def expression(self, match: Match, in_head: bool) -> str:
        """FTS5's own language: `"l:en" AND ("plan") AND ("flood" OR "防汛") NOT ("drill")`."""
        wanted = [quoted(f"l:{match.language}")]
        wanted += [either(quoted(term) for term in sorted(terms)) for terms in match.filters]
        unwanted = []
        for clause in match.clauses:
            if not clause.is_negated:
                wanted.append(either(all_of(alternative, in_head) for alternative in clause.alternatives))
            elif not clause.has_phrase:
                unwanted.append(either(all_of(alternative) for alternative in clause.alternatives))
        return " NOT ".join(["(" + " AND ".join(reversed(wanted)) + ")", *unwanted])


def all_of(alternative: Alternative, in_head: bool = False) -> str:
    prefix = "h/" if in_head else ""
    return "(" + " AND ".join(quoted(prefix + term) for term in sorted(alternative.terms)) + ")"


def either(parts: Iterable[str]) -> str:
    return "(" + " OR ".join(dict.fromkeys(parts)) + ")"


def quoted(term: str) -> str:
    """Between quotes nothing is an operator, and only a quote needs care."""
    prefix = "*" if term.endswith("*") else ""
    return '"{}"'.format(term.removesuffix("*").replace('"', '""')) + prefix
