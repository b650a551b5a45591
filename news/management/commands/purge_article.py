"""Remove leaked personal data from everything that is kept of an article."""

import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.models import ArticlePage
from news.release.purging import purge


class Command(BaseCommand):
    help = (
        "Remove a text from everything that is kept of an article, in every language: all versions, translations, logs and"
        " search. It cannot be undone. The text is read from standard input, so that no shell history keeps it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page", type=int, help="the number of the article's page, as in its address in the admin")
        parser.add_argument("--user", help="who asks for it, for the audit log")

    def handle(self, *args: Any, **options: Any) -> None:
        article = ArticlePage.objects.filter(pk=options["page"]).first()
        if article is None:
            raise CommandError(f"There is no article {options['page']}.")
        user = None
        if options["user"]:
            user = get_user_model().objects.filter(username=options["user"]).first()
            if user is None:
                raise CommandError(f"There is no user “{options['user']}”.")
        if sys.stdin.isatty():
            self.stderr.write("The text to remove, then Enter:")
        try:
            places = purge(article, sys.stdin.readline().strip(), user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Removed from {places} places.")
