"""What the clock does: releases that are due, pages that expire, mail that waits, and checks that lists wait for."""

import contextlib
import logging
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from news.models import Release
from news.release.findings.assessing import assess_some
from news.release.sets.publishing import run_due
from news.release.withdrawing import remove_leftover_files
from portal import outbox

LONGEST_NAP = 5.0  # seconds: how late a release may be noticed that somebody has just scheduled
LONGEST_CHECKING = 3.0  # seconds, after which releases come again
CHECKING_PAUSE = 60.0  # seconds without looking for something to check, where there was nothing

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Release what is due, take down what has expired, send the mail that waits, check what was changed. Run it every"
        " minute (systemd, cron), or leave it running with --watch. It may run several times at once."
    )

    checks_from = 0.0  # by the clock that only goes forward

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="keep running, and release to the second")
        parser.add_argument("--parent", type=int, help="with --watch: end when the process with this number does")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["watch"]:
            failed = self.run_once()
            if failed:
                raise CommandError(f"Failed, see the log: {', '.join(failed)}")
            return
        while not options["parent"] or os.getppid() == options["parent"]:
            failed = self.run_once()
            nap = LONGEST_NAP
            if failed:
                with contextlib.suppress(DatabaseError):
                    connection.close()
            else:
                nap = until_next()
            time.sleep(nap)

    def run_once(self) -> list[str]:
        """Every step, whatever becomes of the others. Returns the names of those that failed."""
        failed = []
        for step in (
            *(self.release, self.follow_wagtails_schedule, remove_leftover_files, outbox.deliver, outbox.forget),
            self.check_articles,  # last: nobody waits for it
        ):
            try:
                step()
            except Exception:
                logger.exception("%s failed; the next run tries again", step.__name__)
                failed.append(step.__name__)
        return failed

    def release(self) -> None:
        for release in run_due():
            self.stdout.write(f"{timezone.localtime():%Y-%m-%d %H:%M:%S} released: {release.title}")

    def follow_wagtails_schedule(self) -> None:
        """What expires, and sections and home pages, which have no release."""
        PublishScheduled(stdout=self.stdout).handle(dryrun=False)

    def check_articles(self) -> None:
        if time.monotonic() >= self.checks_from and not assess_some(seconds=min(LONGEST_CHECKING, until_next())):
            self.checks_from = time.monotonic() + CHECKING_PAUSE


def until_next() -> float:
    """Seconds until the next release is due, `LONGEST_NAP` at most."""
    coming = Release.objects.filter(state=Release.State.SCHEDULED, release_at__gt=timezone.now())
    next_at = coming.order_by("release_at").values_list("release_at", flat=True).first()
    if next_at is None:
        return LONGEST_NAP
    return min(max((next_at - timezone.now()).total_seconds(), 0.0), LONGEST_NAP)
