"""The index in PostgreSQL: a narrow table, a GIN index of what articles are found by, everything else out of line.

A row is read for each match that is counted, so rows are kept small: terms and texts lie in TOAST, uncompressed, and what
ranking reads lies in the index of the primary key. Filters are terms like any other, so GIN alone decides what matches. It
knows no order, and a common term's matches are many; but each entry holds its month, and what is newest is looked for in the
latest months first.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, ClassVar

from django.db import OperationalError, connection, transaction

from search.analysis import Alternative
from search.backends.conditions import phrase_condition, ranges
from search.entries import CAP, FEW, IS_LIMITED, Candidate, Count, Entry, Headline, Match, TooSlowError, counted
from search.months import WINDOWS, latest_months
from search.syntax import Clause

TABLE = "search_entry"
COLUMNS = "id, page_id, language, held, facets, head, terms, text, plain"
TIME_LIMIT = 2_000  # milliseconds for each statement of a search
LONGEST_TITLE = 260  # characters, with the end of the line
# The planner would rather read the whole table, not knowing that each row's terms lie elsewhere, and sort facets to count them.
SETTINGS = {"enable_seqscan": "off", "enable_sort": "off"}
# A tsvector takes 2^20 - 1 bytes: 170,000 different pairs of characters, more than a book has.
MOST_BYTES = 1_000_000
LOCK = 7_316_041_172  # any number of our own: of the advisory lock of whoever makes the index anew
IN_TEXT = ("strpos(text, %s) > 0", "terms @@ %s::tsquery")
PENDING = 512  # kilobytes
BUILD_MEMORY = "512MB"  # for the time that the GIN index is built
CHECKED = 200  # terms of either kind whose postings `ghosts` counts


def storage(table: str) -> list[str]:
    """Terms and texts always out of line: else rows with short ones would be the wide ones. Facets never are."""
    places = {"facets": "PLAIN"} | dict.fromkeys(("head", "terms", "text", "plain"), "EXTERNAL")
    columns = ", ".join(f"ALTER {column} SET STORAGE {place}" for column, place in places.items())
    return [f"ALTER TABLE {table} SET (toast_tuple_target = 128)", f"ALTER TABLE {table} {columns}"]


def gin(table: str) -> str:
    """A new entry's terms wait in a list until there are enough for the index: together they cost half as much.

    Every search reads the list, so it is kept short: with some fifty entries in it nobody notices. Whoever fills it empties
    it too, which takes him a tenth of a second, unless autovacuum was there before him.
    """
    return (
        f"CREATE INDEX {table}_terms ON {table} USING gin (terms)"
        f" WITH (fastupdate = on, gin_pending_list_limit = {PENDING})"
    )


def primary_key(table: str) -> str:
    """With what ranking reads, which it finds there without looking for it in the row."""
    return f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id) INCLUDE (head)"


def shape(table: str) -> list[str]:
    """What makes a table of entries quick, beside the keys that its model has."""
    return [*storage(table), f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey", primary_key(table), gin(table)]


class Backend:
    """See `search.entries.Backend`."""

    has_many_writers: ClassVar[bool] = True

    def __init__(self, table: str = TABLE) -> None:
        self.table = table

    # --- Write --------------------------------------------------------------------------------------------------------
    def write(self, entries: Collection[Entry]) -> None:
        if not entries:
            return
        row = "(%s, %s, %s, %s, %s, %s, %s::tsvector, %s, %s)"
        updates = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ") if name != "page_id")
        values = [value for entry in entries for value in (*entry[:6], vector(entry.terms), *entry[7:])]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.table} ({COLUMNS}) VALUES {', '.join([row] * len(entries))}"  # noqa: S608
                f" ON CONFLICT (page_id) DO UPDATE SET {updates}",
                values,
            )

    def remove(self, page_ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE page_id = ANY(%s)", [list(page_ids)])  # noqa: S608

    def headlines(self, page_ids: Collection[int]) -> list[Headline]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT language, split_part(left(plain, {LONGEST_TITLE}), E'\\n', 1), facets FROM {self.table}"  # noqa: S608
                " WHERE page_id = ANY(%s) ORDER BY page_id FOR UPDATE",
                [list(page_ids)],
            )
            return [Headline(*row) for row in cursor.fetchall()]

    # --- Make anew ----------------------------------------------------------------------------------------------------
    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else is making the index anew; nobody will, within it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            is_alone = cursor.fetchone()[0]
            try:
                yield is_alone
            finally:
                if is_alone:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def wait_for_writers(self) -> None:
        """Until everybody who wrote before this has committed; within a transaction, nobody else writes until its end."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {self.table} IN SHARE ROW EXCLUSIVE MODE")

    def start_anew(self) -> "Backend":
        """An empty index of the same shape, that nobody searches yet."""
        new = Backend(f"{self.table}_new")
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {new.table}")
            cursor.execute(f"CREATE TABLE {new.table} (LIKE {self.table} INCLUDING DEFAULTS)")
            for statement in storage(new.table):
                cursor.execute(statement)
        return new

    def load(self, entries: Collection[Entry]) -> None:
        """Many new entries at once, before there are keys and indexes."""
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.table} ({COLUMNS}) FROM STDIN") as copy:
            for entry in entries:
                copy.write_row((*entry[:6], vector(entry.terms), *entry[7:]))

    def finish(self) -> None:
        """Add keys and indexes."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET maintenance_work_mem = '{BUILD_MEMORY}'")
            cursor.execute(primary_key(self.table))
            cursor.execute(f"ALTER TABLE {self.table} ADD UNIQUE (page_id)")
            cursor.execute(f"CREATE INDEX {self.table}_newest ON {self.table} (language, id DESC)")
            cursor.execute(gin(self.table))
            cursor.execute("RESET maintenance_work_mem")
            cursor.execute(f"ANALYZE {self.table}")

    def take_over(self, new: "Backend") -> None:
        """From now on the new one is searched. Indexes keep their names, so that the next new one is free to use its own."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {self.table}")
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [new.table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"ALTER INDEX {name} RENAME TO {name.replace(new.table, self.table)}")
            cursor.execute(f"ALTER TABLE {new.table} RENAME TO {self.table}")

    # --- Check --------------------------------------------------------------------------------------------------------
    def page_ids(self) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id FROM {self.table}")  # noqa: S608
            return {row[0] for row in cursor.fetchall()}

    def stored(self, page_ids: Collection[int]) -> list[Entry]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {COLUMNS.replace('terms', 'tsvector_to_array(terms)')} FROM {self.table}"  # noqa: S608
                " WHERE page_id = ANY(%s)",
                [list(page_ids)],
            )
            return [Entry(*row)._replace(terms=frozenset(row[6])) for row in cursor.fetchall()]

    def ghosts(self) -> list[str]:
        """Of the commonest terms and some others, those that the GIN index finds more or less often than they stand in rows."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                f"SELECT word, ndoc FROM ts_stat('SELECT terms FROM {self.table}') ORDER BY ndoc DESC, md5(word)"  # noqa: S608
            )
            counts = cursor.fetchall()
            wrong = []
            for term, times in counts[:CHECKED] + counts[CHECKED :: max(1, len(counts) // CHECKED)]:
                cursor.execute(f"SELECT count(*) FROM {self.table} WHERE terms @@ %s::tsquery", [quoted(term)])  # noqa: S608
                if cursor.fetchone()[0] != times:
                    wrong.append(term)
        return wrong

    # --- Read ---------------------------------------------------------------------------------------------------------
    @contextmanager
    def limited(self) -> Iterator[None]:
        """Within it a statement that takes too long raises TooSlowError, and the planner uses the GIN index.

        A longer transaction goes on after it.
        """
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

    def ask(self, statement: str, parameters: Sequence[Any]) -> list[Any]:
        """What a statement finds. Its settings travel with it, in one message, which is a transaction by itself.

        Within a longer transaction they would stay: there they are taken back after it.
        """
        with connection.cursor() as cursor:
            if IS_LIMITED.get():
                settings = SETTINGS | {"statement_timeout": str(TIME_LIMIT)}
                before = "".join(f"SET LOCAL {name} = {value}; " for name, value in settings.items())
                after = "".join(f"; SET LOCAL {name} TO DEFAULT" for name in settings)
                statement = before + statement + (after if connection.in_atomic_block else "")
            cursor.execute(statement, parameters)
            while cursor.description is None:
                cursor.nextset()
            return cursor.fetchall()

    def count(self, match: Match, newest: int = 0) -> Count:
        found, parameters = self.newest_first(match)
        # One row with all of it: thousands of rows would take longer to send and to read than to find.
        rows = self.ask(
            f"SELECT count(*), string_agg(facets, E'\\n'), (array_agg(id))[:%s] FROM ({found} LIMIT {CAP + 1}) AS newest",  # noqa: S608
            [newest, *parameters],
        )
        number, facets, ids = rows[0]
        return Count(min(number, CAP), number > CAP, counted((facets or "").split("\n")[:CAP]), ids or [])

    def newest(self, match: Match, first: int, count: int, few: bool = False) -> list[int]:
        # Months narrow down what is found too often to be sorted, as far as so few of it are wanted.
        is_common = (match.clauses or match.filters) and not few and first + count <= FEW
        spans = [*(latest_months(match.ids[1], number) for number in WINDOWS), None] if is_common else [None]
        found: list[int] = []
        for months in spans:
            statement, parameters = self.newest_first(match, months)
            rows = self.ask(f"SELECT id FROM ({statement} LIMIT %s OFFSET %s) AS newest", [*parameters, count, first])  # noqa: S608
            found = [row[0] for row in rows]
            if len(found) == count:
                break
        return found

    def candidates(self, match: Match, ids: Collection[int], in_head: int = 0) -> list[Candidate]:
        chosen = "id = ANY(%s)"
        parameters: list[Any] = [list(ids)]
        if in_head:
            found, more = self.newest_first(match, in_head=True)
            chosen = f"id = ANY(%s::bigint[] || ARRAY(SELECT id FROM ({found} LIMIT %s) AS newest))"  # noqa: S608
            parameters += [*more, in_head]
        rows = self.ask(f"SELECT id, head FROM {self.table} WHERE {chosen}", parameters)  # noqa: S608
        return [Candidate(*row) for row in rows]

    def texts(self, ids: Collection[int]) -> dict[int, str]:
        return dict(self.ask(f"SELECT id, plain FROM {self.table} WHERE id = ANY(%s)", [list(ids)]))  # noqa: S608

    # --- SQL ----------------------------------------------------------------------------------------------------------
    def newest_first(
        self, match: Match, months: frozenset[str] | None = None, in_head: bool = False
    ) -> tuple[str, list[Any]]:
        """A statement for `facets` and `id` of what matches, latest first, and its parameters.

        `in_head`: title and names alone must satisfy the clauses.
        """
        query = [
            either(quoted(term) for term in sorted(terms)) for terms in (*match.filters, *([months] if months else []))
        ]
        query += terms_of(match.clauses, in_head)
        # Where there are terms, nothing but they may choose: the index by date must not look of use.
        language, order = ('language COLLATE "C"', "id + 0") if query else ("language", "id")
        conditions = [f"{language} = %s"]
        parameters: list[Any] = [match.language]
        if query:
            conditions.append("terms @@ %s::tsquery")
            parameters.append(" & ".join(query))
        within, bounds = ranges(match, "id", "held")
        conditions += within
        parameters += bounds
        rows = f"FROM {self.table} WHERE {' AND '.join(conditions)} ORDER BY {order} DESC"
        phrases = [phrase_condition(clause, *IN_TEXT, all_of) for clause in match.clauses if clause.has_phrase]
        if not phrases:
            return f"SELECT facets, id {rows}", parameters
        # Texts are fetched from afar: of the latest first, and of no more than are wanted. OFFSET keeps the two steps apart.
        in_text = " AND ".join(condition for condition, _ in phrases)
        parameters += [value for _, values in phrases for value in values]
        like_it = f"SELECT facets, id, text, terms {rows} OFFSET 0"
        return f"SELECT facets, id FROM ({like_it}) AS like_it WHERE {in_text}", parameters  # noqa: S608


def terms_of(clauses: Collection[Clause], in_head: bool) -> list[str]:
    """What each clause asks of the terms, in the language of tsquery."""
    query = []
    for clause in clauses:
        if not clause.is_negated:
            query.append(either(all_of(alternative, in_head) for alternative in clause.alternatives))
        elif not clause.has_phrase:
            query.append("!" + either(all_of(alternative) for alternative in clause.alternatives))
    return query


def all_of(alternative: Alternative, in_head: bool = False) -> str:
    prefix = "h/" if in_head else ""
    return "(" + " & ".join(quoted(prefix + term) for term in sorted(alternative.terms)) + ")"


def either(parts: Any) -> str:
    return "(" + " | ".join(dict.fromkeys(parts)) + ")"


def quoted(term: str) -> str:
    """A lexeme in the language of tsquery, in which nothing within quotes is an operator."""
    prefix = ":*" if term.endswith("*") else ""
    bare = term.removesuffix("*").replace("\\", "\\\\").replace("'", "''")
    return f"'{bare}'{prefix}"


def vector(terms: Collection[str]) -> str:
    """A tsvector of terms, each between quotes; none of them holds white space."""
    joined = "\n".join(within_limit(terms)).replace("\\", "\\\\").replace("'", "''")
    return "'{}'".format(joined.replace("\n", "' '"))


def within_limit(terms: Collection[str]) -> list[str]:
    """The terms; where there are more than a tsvector takes, filters and the words of title and names before others."""
    if sum(map(len, terms)) * 4 < MOST_BYTES:
        return list(terms)
    kept, size = [], 0
    for term in sorted(terms, key=lambda term: not ({"/", ":"} & set(term) or f"h/{term}" in terms)):
        size += len(term.encode())
        if size > MOST_BYTES:
            break
        kept.append(term)
    return kept
