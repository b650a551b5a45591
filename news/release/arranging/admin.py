"""What arranging ties into the admin and the audit log."""

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import Translation

from news.models import ArticlePage
from news.release.arranging import changing
from news.release.arranging.views import ArrangeView, arrange_url


def urls() -> list[URLPattern]:
    address = "localize/translate/<int:translation_id>/arrange/"
    return [path(address, ArrangeView.as_view(), name="news_arrange_paragraphs")]


def link(translation: Translation, page: Page) -> dict[str, str]:
    """Above the segments of the translation editor."""
    return {"url": arrange_url(translation)} if isinstance(page, ArticlePage) and translation.enabled else {}


WORDS = {
    changing.UP: gettext_lazy("Paragraph “%(paragraph)s” moved up"),
    changing.DOWN: gettext_lazy("Paragraph “%(paragraph)s” moved down"),
    changing.JOIN: gettext_lazy("Paragraph “%(paragraph)s” joined with the one before it"),
    changing.SEPARATE: gettext_lazy("Paragraph “%(paragraph)s” taken apart"),
    changing.DIVIDE: gettext_lazy("Paragraph “%(paragraph)s” divided"),
    changing.UNDIVIDE: gettext_lazy("Division of paragraph “%(paragraph)s” taken back"),
    changing.RESET: gettext_lazy("Paragraphs put in the order of the source"),
}


class ArrangedFormatter(LogFormatter):
    """An entry's `data`: `action`, `paragraph`, the beginning of the source's."""

    label = gettext_lazy("Arrange paragraphs")

    def format_message(self, entry: PageLogEntry) -> str:
        words = WORDS.get(entry.data.get("action", ""), _("Paragraphs arranged"))
        return str(words) % {"paragraph": entry.data.get("paragraph", "")}


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(changing.ARRANGE)(ArrangedFormatter)
