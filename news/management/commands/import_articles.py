"""Import released articles from a file of JSON lines."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.archive.importing import Import
from portal.progress import ProgressBar


class Command(BaseCommand):
    help = (
        "Import released articles from JSON lines: id, lang (zh, en), title, body (blank lines between paragraphs), date"
        " (ISO 8601), section (a path of slugs, made if missing) and, where known, summary, source, kind, translation_of"
        " (an id in the other language). Lines that come again change nothing; bad ones are reported and skipped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="UTF-8, one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with open(options["file"], "rb") as file:  # noqa: PTH123  (a path as it was typed, in messages too)
                size = os.fstat(file.fileno()).st_size
                run = Import(os.path.basename(options["file"]), refuse=self.refuse)  # noqa: PTH119
                progress = ProgressBar(self.stderr)
                for position in run.run(file):
                    progress(position // 1024, size // 1024)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        counts = run.counts
        self.stdout.write(
            f"{counts.created} articles imported, {counts.updated} updated, {counts.unchanged} unchanged,"
            f" {counts.kept} kept as edited here, {counts.bad} bad lines."
        )
        if counts.without_summary or counts.without_source:
            self.stdout.write(
                f"Gaps: {counts.without_summary} without a summary, {counts.without_source} without a source."
            )
        if run.sections.made:
            self.stdout.write(f"{run.sections.made} sections made.")

    def refuse(self, number: int, reason: str) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[2K", ending="")  # takes the progress bar off its line
        self.stderr.write(f"line {number}: {reason}")
