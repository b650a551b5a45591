"""What PostgreSQL and SQLite do differently, as far as the index has to know."""

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from itertools import islice
from typing import Any, ClassVar, NamedTuple, Protocol

from django.db import OperationalError, connection, transaction

from search.entries import TooSlowError

TIME_LIMIT = 2.0  # seconds for each statement of a search on PostgreSQL, for all of it on SQLite
MOST_ROWS = 20_000  # that SQLite writes in one transaction: a tenth of a second
OPCODES = 10_000  # of SQLite's virtual machine between two looks at the clock: well below a millisecond
LOCK_TIMEOUT = 800  # milliseconds: less than the second after which PostgreSQL looks for who waits for whom
SORT_MEMORY = "256MB"  # for the time that a key is made
LOCK = 7_316_041_172  # any number of our own: of the advisory lock of whoever makes the index anew

# Within a database's `limited()`; one within another changes nothing.
IS_LIMITED = ContextVar("is_limited", default=False)

Row = tuple[Any, ...]


class BusyError(Exception):
    """Somebody uses the index who cannot be waited for. Later he will be gone."""


class Statement(NamedTuple):
    """One that is to be run together with others."""

    sql: str
    parameters: Sequence[Any] = ()


def about(sql: str, page_ids: Collection[int]) -> Statement:
    """A statement with one list of pages in it, as `%s`."""
    return Statement(sql % ", ".join(["%s"] * len(page_ids)), list(page_ids))


class Database(Protocol):
    """SQL that differs, and what is no SQL."""

    find: ClassVar[str]  # the function that says where in a text another one begins, from 1; 0 where it does not
    joined: ClassVar[str]  # an aggregate: the numbers of a column, between spaces
    hold: ClassVar[str]  # the end of a SELECT whose rows nobody else shall change until the transaction ends
    hold_free: ClassVar[str]  # the same, leaving out what somebody else holds

    def limited(self) -> Any:
        """A context within which what takes too long raises TooSlowError."""

    def ask(self, statement: str, parameters: Sequence[Any]) -> list[Row]:
        """What a statement of a search finds."""

    def run(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """What each of them finds, one after another. Each sees what others have committed before it, not only the first."""

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Row]) -> None:
        """Add many rows. `columns` have PostgreSQL's names of their types."""

    def alone(self) -> Any:
        """A context that says whether nobody else is making the index anew; nobody will, within it."""

    def wait_for_writers(self, table: str) -> None:
        """Until everybody who wrote before this has committed; within a transaction, nobody else writes until its end."""

    def keep_out(self, tables: Sequence[str]) -> None:
        """Until the transaction ends nobody reads these either; in the order in which a search asks them.

        BusyError where somebody has read and waits for us to write.
        """

    def copy_shape(self, table: str, new: str) -> None:
        """Make a table like another one, empty, without keys and indexes. One of that name is dropped."""

    def add_keys(self, table: str, new: str) -> None:
        """The keys and indexes of the first table, on the second."""

    def rename(self, new: str, table: str) -> None:
        """Put the new table, with its keys and indexes, in the place of the other one."""


class PostgreSQL:
    find: ClassVar[str] = "strpos"
    joined: ClassVar[str] = "string_agg({}::text, ' ')"
    hold: ClassVar[str] = " FOR UPDATE"
    hold_free: ClassVar[str] = " FOR UPDATE SKIP LOCKED"

    @contextmanager
    def limited(self) -> Iterator[None]:
        """A longer transaction goes on after it."""
        is_outer = connection.in_atomic_block and not IS_LIMITED.get()
        token = IS_LIMITED.set(True)
        try:
            with transaction.atomic() if is_outer else nullcontext():
                yield
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") == "57014":  # query_canceled
                raise TooSlowError from error
            raise
        finally:
            IS_LIMITED.reset(token)

    def ask(self, statement: str, parameters: Sequence[Any]) -> list[Row]:
        """The limit travels with the statement, in one message, which is a transaction by itself.

        Within a longer transaction it would stay: there it is taken back after it.
        """
        with connection.cursor() as cursor:
            if IS_LIMITED.get():
                limit = f"SET LOCAL statement_timeout = {1000 * TIME_LIMIT:.0f}; "
                after = "; SET LOCAL statement_timeout TO DEFAULT" if connection.in_atomic_block else ""
                statement = limit + statement + after
            cursor.execute(statement, parameters)
            while cursor.description is None:
                cursor.nextset()
            found: list[Row] = cursor.fetchall()
            return found

    def run(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """All in one message: to send one and to wait for the answer takes longer than most of these statements."""
        if not statements:
            return []
        found: list[list[Row]] = []
        with connection.cursor() as cursor:
            cursor.execute(
                "; ".join(statement.sql for statement in statements),
                [value for statement in statements for value in statement.parameters],
            )
            for _statement in statements:
                found.append(cursor.fetchall() if cursor.pgresult.nfields else [])  # its `description` takes longer
                cursor.nextset()
        return found

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Row]) -> None:
        names = ", ".join(columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(list(columns.values()))
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            is_alone = cursor.fetchone()[0]
            try:
                yield is_alone
            finally:
                if is_alone:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def wait_for_writers(self, table: str) -> None:
        """Who is about to write waits too, at his first statement, which asks for rows to be held."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")

    def keep_out(self, tables: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            try:
                cursor.execute(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT}")
                cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") == "55P03":  # lock_not_available
                    raise BusyError from error
                raise

    def copy_shape(self, table: str, new: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {new}")
            cursor.execute(f"CREATE TABLE {new} (LIKE {table} INCLUDING DEFAULTS INCLUDING STORAGE)")

    def add_keys(self, table: str, new: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{SORT_MEMORY}'")
            for name, definition in self.keys(table):
                cursor.execute(f"ALTER TABLE {new} ADD CONSTRAINT {name.replace(table, new)} {definition}")
            for name, definition in self.indexes(table):
                there = definition.partition(" USING ")[2]
                cursor.execute(f"CREATE INDEX {name.replace(table, new)} ON {new} USING {there}")
            cursor.execute(f"ANALYZE {new}")

    def keys(self, table: str) -> list[Row]:
        return self.ask(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype IN ('p', 'u')",
            [table],
        )

    def indexes(self, table: str) -> list[Row]:
        """Those that no constraint has made."""
        return self.ask(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
            [table],
        )

    def rename(self, new: str, table: str) -> None:
        """Keys and indexes take the old ones' names, so that the next new ones are free to use their own."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [new])
            for (name,) in cursor.fetchall():
                cursor.execute(f"ALTER INDEX {name} RENAME TO {name.replace(new, table)}")
            cursor.execute(f"ALTER TABLE {new} RENAME TO {table}")


class SQLite:
    find: ClassVar[str] = "instr"
    joined: ClassVar[str] = "group_concat({}, ' ')"
    hold: ClassVar[str] = ""  # one writer at a time
    hold_free: ClassVar[str] = ""

    @contextmanager
    def limited(self) -> Iterator[None]:
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

    def ask(self, statement: str, parameters: Sequence[Any]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

    def run(self, statements: Sequence[Statement]) -> list[list[Row]]:
        return [self.ask(*statement) for statement in statements]

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Row]) -> None:
        """In several transactions, unless it is a part of one: while there is one, nobody else writes."""
        places = ", ".join(["%s"] * len(columns))
        rest = iter(rows)
        while some := list(islice(rest, MOST_ROWS)):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", some)  # noqa: S608

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """SQLite has no locks to ask. A second maker takes the new tables from the first, which then fails."""
        yield True

    def wait_for_writers(self, table: str) -> None:
        """SQLite has one writer at a time."""

    def keep_out(self, tables: Sequence[str]) -> None:
        """A reader of SQLite sees what there was when he began."""

    def copy_shape(self, table: str, new: str) -> None:
        """With its keys, which are a part of the table here."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            create = cursor.fetchone()[0].replace(f'"{table}"', f'"{new}"')
            cursor.execute(f"DROP TABLE IF EXISTS {new}")
            cursor.execute(create)

    def add_keys(self, table: str, new: str) -> None:
        """Indexes have to wait until the table has its name, for SQLite cannot rename them."""

    def rename(self, new: str, table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql NOT NULL", [table]
            )
            indexes: Collection[Row] = cursor.fetchall()
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"ALTER TABLE {new} RENAME TO {table}")
            for (create,) in indexes:
                cursor.execute(create)


def database() -> Database:
    """The one in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def rows_about(statements: Sequence[str], page_ids: Collection[int]) -> list[list[Row]]:
    """What each of the statements, with one list of pages in it, finds. One message to the database, or none."""
    return database().run([about(sql, page_ids) for sql in statements]) if page_ids else [[] for _sql in statements]
