"""Prepare the demo portal and serve it with the production application server."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Prepare the demo portal (database, content, accounts) and serve it on 127.0.0.1:8000. PORT changes the port."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="prepare only")

    def handle(self, *args, **options) -> None:
        from home.demo import accounts, assets, comments, loader
        from news.release.terms.starter import load_starter

        call_command("migrate", interactive=False, verbosity=0)
        passwords = accounts.load_accounts()
        load_starter()
        made = loader.load(progress=self.show)
        made_comments = comments.load()
        if not settings.DEBUG:
            assets.collect()
        self.report(made, made_comments, passwords)
        if not options["no_serve"]:
            self.serve()

    def show(self, key: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"  {key}")

    def report(self, articles: int, comments: int, passwords: dict[str, str]) -> None:
        if not (articles or comments or passwords):
            self.stdout.write("The demo was ready; nothing changed.")
            return
        self.stdout.write(f"Loaded {articles} articles and {comments} comments.")
        if passwords:
            self.stdout.write("\nAccounts (printed once; DEMO_PASSWORD sets them):")
            for username, password in passwords.items():
                self.stdout.write(f"  {username:<12} {password}")

    def serve(self) -> None:
        port = os.environ.get("PORT", "8000")
        self.stdout.write(
            f"\nhttp://127.0.0.1:{port}/ is being served; /admin/ is for the accounts above. Ctrl-C ends it."
        )
        self.stdout.flush()
        # Releases what is due, to the second, for as long as the server below runs: it takes this process's place.
        watcher = [sys.argv[0], "run_releases", "--watch", "--parent", str(os.getpid())]
        subprocess.Popen([sys.executable, *watcher], stdout=subprocess.DEVNULL)  # noqa: S603  (our own command)
        server = [
            "gunicorn",
            "portal.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "--threads",
            "4",
            "--no-control-socket",
        ]
        os.execv(sys.executable, [sys.executable, "-m", *server])  # noqa: S606  (our own interpreter, fixed arguments)
