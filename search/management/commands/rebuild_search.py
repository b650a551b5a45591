from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.progress import ProgressBar
from search.databases import BusyError
from search.rebuild import AlreadyRunningError, rebuild


class Command(BaseCommand):
    help = "Make the search index anew from the released articles. The old one serves until the new one is ready."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jobs", type=int, help="processes that analyze texts (default: one for each processor)")

    def handle(self, *args: Any, jobs: int | None = None, **options: Any) -> None:
        try:
            count = rebuild(jobs, ProgressBar(self.stderr))
        except AlreadyRunningError:
            raise CommandError("The search index is being made anew already. Wait for that run, or end it.") from None
        except BusyError:
            raise CommandError(
                "Others kept using the old index all the time. It still serves: try again later."
            ) from None
        self.stdout.write(f"{count} articles are in the search index.")
