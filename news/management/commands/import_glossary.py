"""Take a CSV file into the glossary."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.release.terms.csv_files import UnreadableError
from news.release.terms.importing import ChangedMeanwhileError, import_file
from news.release.terms.starter import load_starter


class Command(BaseCommand):
    help = (
        "Take a CSV file into the glossary: all of it, or nothing where a line is wrong. What it brings are drafts until"
        " somebody approves them in the admin. --starter adds the terms that the portal brings along; those that are firmly"
        " established are approved as they come."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("file", nargs="?", help="columns as in the file that export_glossary writes")
        source.add_argument("--starter", action="store_true", help="the terms that the portal brings along")
        parser.add_argument("--user", help="who wrote the file, and may not approve it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["starter"]:
            self.stdout.write(f"{load_starter()} terms added.")
            return
        path = Path(options["file"])
        try:
            done = import_file(path.read_bytes(), path.name, self.author(options["user"]))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        except ChangedMeanwhileError as error:
            raise CommandError("Somebody else wrote the same terms in the same moment. Nothing was done.") from error
        for line, message in done.problems:
            self.stderr.write(f"line {line}: {message}")
        if done.problems:
            raise CommandError("Nothing was done: mend these lines first.")
        self.stdout.write(f"{len(done.new)} terms are new, {len(done.changed)} changed, {done.unchanged} unchanged.")

    def author(self, name: str | None) -> AbstractBaseUser | None:
        if name is None:
            return None
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no user “{name}”.") from error
