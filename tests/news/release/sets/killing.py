"""Releases what is due on copies of a database, killed at one step after another. `test_killing` runs it as a process of its own.

    killing.py TEMPLATE steps FIRST STRIDE    kill -9 before each statement, and before and after the commit
    killing.py TEMPLATE together COUNT        so many processes at once

TEMPLATE is the database to copy: a file of SQLite, or a name in the PostgreSQL of DATABASE_URL. Prints one JSON object.
"""

import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

DIED = -signal.SIGKILL


def fresh_copy(template: str) -> None:
    """Point this process at a new copy of the template."""
    if connection.vendor == "sqlite":
        name = f"{template}.copy"
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        shutil.copy(template, name)
    else:
        name = f"{template}_copy"
        maintain(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.settings_dict["NAME"] = name


def maintain(*statements: str) -> None:
    """Outside any database of ours. A copy that autovacuum happens to look through cannot be dropped: tried again."""
    import psycopg

    parameters = connection.settings_dict
    with psycopg.connect(
        dbname="postgres",
        host=parameters["HOST"] or None,
        port=parameters["PORT"] or None,
        user=parameters["USER"] or None,
        password=parameters["PASSWORD"] or None,
        autocommit=True,
    ) as maintenance:
        for statement in statements:
            for patience in range(100, -1, -1):
                try:
                    maintenance.execute(statement)
                    break
                except psycopg.errors.InsufficientPrivilege:
                    if not patience:
                        raise
                    time.sleep(0.2)


def child(work: Callable[[], object]) -> int:
    """A process that does the work and ends; its number."""
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        work()
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def ended(number: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def run_releases() -> None:
    call_command("run_releases", stdout=io.StringIO())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run_until(statement: int) -> None:
    """Release, and die before the statement of this number; by -1 and -2, before and after the commit of the release."""
    count = 0

    def counted(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == statement:
            die()
        return execute(sql, params, many, context)

    commit = connection._commit

    def committing():
        is_release = count > 100  # the shorter transactions around it are not what is tried
        if is_release and statement == -1:
            die()
        commit()
        if is_release and statement == -2:
            die()

    connection._commit = committing
    with connection.execute_wrapper(counted):
        run_releases()


def found() -> dict:
    """What readers would get now, asked by a process that has seen nothing yet."""
    read, write = os.pipe()

    def look() -> None:
        from wagtail.models import ModelLogEntry, PageLogEntry

        from news.models import ArticlePage, Release
        from portal.models import OutboxEntry

        pages = ArticlePage.objects.filter(title__startswith="K")
        answer = {
            "live": pages.filter(live=True).count(),
            "pages": pages.count(),
            "states": sorted(Release.objects.values_list("state", flat=True)),
            "published": PageLogEntry.objects.filter(action="wagtail.publish").count(),
            "released": ModelLogEntry.objects.filter(action="release.publish").count(),
            "mails": OutboxEntry.objects.filter(done_at__isnull=False).count(),
            "waiting": OutboxEntry.objects.filter(done_at=None).count(),
            "times": len(set(pages.filter(live=True).values_list("released_at", flat=True))),
        }
        os.write(write, json.dumps(answer).encode())

    number = child(look)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    if ended(number) != 0:
        raise SystemExit("looking failed")
    return json.loads(text)


def steps(template: str, first: int, stride: int) -> dict:
    outcomes, statement = [outcome(template, point) for point in (-1, -2)], first
    while True:
        result = outcome(template, statement)
        if result is None:
            return {"statements": statement, "outcomes": outcomes}
        outcomes.append(result)
        statement += stride


def outcome(template: str, point: int) -> dict | None:
    """What is there after the death, and after the next run; None where the run ended before it came to the statement."""
    fresh_copy(template)
    status = ended(child(lambda: run_until(point)))
    if status == 0 and point > 0:
        return None
    if status != DIED:
        raise SystemExit(f"the run that was to be killed at {point} ended with {status}")
    after_death = found()
    if ended(child(run_releases)) != 0:
        raise SystemExit("the next run failed")
    after_next_run = found()
    if ended(child(run_a_minute_later)) != 0:
        raise SystemExit("the run a minute later failed")
    return {
        "point": point,
        "after_death": after_death,
        "after_next_run": after_next_run,
        "a_minute_later": after_next_run if after_next_run["waiting"] == 0 else found(),
    }


def run_a_minute_later() -> None:
    """A mail that the killed process had claimed is due again after `FIRST_PAUSE`."""
    from django.db.models import F

    from portal.outbox import FIRST_PAUSE, OutboxEntry

    if OutboxEntry.objects.filter(done_at=None).update(due_at=F("due_at") - FIRST_PAUSE):
        run_releases()


def together(template: str, count: int) -> dict:
    fresh_copy(template)
    statuses = [ended(number) for number in [child(run_releases) for _ in range(count)]]
    return {"statuses": sorted(set(statuses)), "found": found()}


if __name__ == "__main__":
    template, what, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps({"steps": steps, "together": together}[what](template, *map(int, numbers))) + "\n")
