from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.progress import ProgressBar
from search.consistency import compare, mend
from search.rebuild import rebuild

SHOWN = 20


class Command(BaseCommand):
    help = "Compare the search index with the released articles, both ways. Exits with 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fix", action="store_true", help="mend what differs")

    def handle(self, *args: Any, fix: bool = False, **options: Any) -> None:
        differences = compare(ProgressBar(self.stderr))
        kinds: dict[str, Sequence[int | str]] = {
            "released, but not in the index": differences.missing,
            "in the index, but not released": differences.unreleased,
            "in the index with other facts or words": differences.outdated,
            "terms whose postings disagree with the entries": differences.ghosts,
            "words of titles that are counted wrongly": differences.words,
        }
        for kind, found in kinds.items():
            if found:
                shown = ", ".join(map(str, found[:SHOWN])) + (", …" if len(found) > SHOWN else "")
                self.stdout.write(f"{len(found)} {kind}: {shown}")
        if differences.is_old_version:
            self.stdout.write("The index was made by another version of the analyzer: run rebuild_search.")
        if not differences:
            self.stdout.write("The search index holds what is released, as it is.")
        elif not fix:
            raise CommandError("The search index differs from the pages. Run check_search --fix.", returncode=1)
        else:
            if differences.needs_rebuild:
                rebuild(progress=ProgressBar(self.stderr))
            else:
                mend(differences)
            self.stdout.write("Mended.")
