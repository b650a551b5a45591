"""Kill -9 at every step, and many runs at once: a release is whole or not there, and happens once.

Real processes on copies of the test's database, which is why these tests commit. Small here; at full size under `make prove`.
"""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from news.models import ArticlePage, Release
from news.release.sets import making, reviewing
from tests import factories
from tests.news.release.sets import killing

FULL = os.environ.get("PROVE") == "full"
PROGRAM = Path(__file__).with_name("killing.py")
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def due(transactional_db, settings):
    """Three articles in two languages, approved, due a minute ago."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer, editor = factories.user("officer", "officer"), factories.user("editor", "editor")
    zh_section = factories.section(factories.home("zh"), "要闻")
    en_section = factories.section(factories.home("en"), "News", translation_of=zh_section)
    release = None
    for number in range(3):
        zh = factories.meeting(zh_section, f"K{number} 省政府常务会议", live=False)
        en = factories.meeting(en_section, f"K{number} Executive meeting", translation_of=zh, live=False)
        for page in (zh, en):
            page.save_revision(user=officer)
        article = ArticlePage.objects.get(pk=zh.pk)
        release = making.add(release, article, officer) if release else making.make(article, officer)
    reviewing.submit(release, officer)
    reviewing.approve(release, editor)
    a_minute_ago = timezone.now() - datetime.timedelta(minutes=1)
    Release.objects.update(state=Release.State.SCHEDULED, release_at=a_minute_ago)


@pytest.fixture
def template(due, tmp_path):
    """A copy of the database as it is now, that nobody is connected to."""
    if connection.vendor == "sqlite":
        import sqlite3

        path = tmp_path / "template.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        yield str(path)
        return
    name = f"{connection.settings_dict['NAME']}_kill"
    source = connection.settings_dict["NAME"]
    connection.close()
    killing.maintain(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    yield name
    killing.maintain(
        f'DROP DATABASE IF EXISTS "{name}_copy" WITH (FORCE)', f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    )


def run(template: str, *arguments: object) -> dict:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{template}"
    process = subprocess.run(
        [sys.executable, PROGRAM, template, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=PROGRAM.parents[4],
    )
    assert process.returncode == 0, process.stderr[-3000:]
    return json.loads(process.stdout.splitlines()[-1])


def test_killed_anywhere_all_are_released_or_none(template, record_property):
    result = run(template, "steps", 1, 1 if FULL else 100)
    assert result["statements"] > 150
    for outcome in result["outcomes"]:
        died, after = outcome["after_death"], outcome["after_next_run"]
        assert (died["live"], died["states"]) in [(0, ["scheduled"]), (6, ["released"])], outcome
        assert died["live"] == 6 or outcome["point"] != -2
        assert (after["live"], after["states"], after["times"]) == (6, ["released"], 1), outcome
        assert (after["published"], after["released"]) == (6, 1), outcome
        later = outcome["a_minute_later"]
        assert (later["mails"], later["waiting"], later["released"]) == (3, 0, 1), (
            outcome
        )  # at each step of the release
    points = {outcome["point"]: outcome["after_death"]["live"] for outcome in result["outcomes"]}
    assert (points[-1], points[-2]) == (0, 6)
    record_property("SQL statements of `run_releases` with three articles in two languages due", result["statements"])
    record_property("killed (SIGKILL) before each of so many, and before and after the commit", len(points) - 2)
    record_property("then nothing of it was live", list(points.values()).count(0))
    record_property("then all six pages were live", list(points.values()).count(6))
    record_property("then the next run left all six live, released once", len(points))
    waited = sum(outcome["after_next_run"]["waiting"] > 0 for outcome in result["outcomes"])
    record_property("and a mail that the killed process had in hand went out a minute later", waited)


def test_many_runs_at_once_release_once(template, record_property):
    count = 50 if FULL else 8
    result = run(template, "together", count)
    assert result["statuses"] == [0]
    assert result["found"]["live"] == result["found"]["pages"] == result["found"]["published"] == 6
    assert result["found"]["released"] == 1
    assert result["found"]["states"] == ["released"]
    record_property("`run_releases` started at once", count)
    record_property("times the release happened", result["found"]["released"])
