"""Write the glossary as a CSV file."""

from typing import Any

from django.core.management.base import BaseCommand

from news.release.terms.views import exported


class Command(BaseCommand):
    help = "Write the whole glossary as a CSV file (UTF-8) to the standard output, as import_glossary reads it."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in exported():
            self.stdout.write(line, ending="")
