"""Wagtail's command, as those call it who know Wagtail: here it is another name of `run_releases`."""

from news.management.commands.run_releases import Command as RunReleases


class Command(RunReleases):
    pass
