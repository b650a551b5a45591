from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from news import roles, signals
        from news.release import localize
        from news.release.arranging import rendering
        from news.release.machine import admin as machine

        post_migrate.connect(roles.after_migrate, sender=self)
        localize.install()
        rendering.install()
        machine.install()
        signals.install()
