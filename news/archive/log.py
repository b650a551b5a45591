"""How an import reads in the audit log."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry

ACTION = "news.import"


class ImportFormatter(LogFormatter):
    """An entry's `data`: `file`, `lines` (first, last), `articles`, `without_summary`, `without_source`."""

    label = _("Import articles")

    def format_message(self, entry: PageLogEntry) -> str:
        return (
            ngettext(
                "%(articles)d article imported from %(file)s",
                "%(articles)d articles imported from %(file)s",
                entry.data["articles"],
            )
            % entry.data
        )
