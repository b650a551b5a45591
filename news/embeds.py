"""Embeds without a third party: the portal shows a labelled link and never loads what is behind it."""

from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.embeds.finders.base import EmbedFinder


class LinkFinder(EmbedFinder):
    """Accept any https address and describe it by its host; nothing is fetched, now or at reading time."""

    def accept(self, url: str) -> bool:
        return url.startswith(("https://", "http://"))

    def find_embed(self, url: str, max_width=None, max_height=None) -> dict:
        host = urlsplit(url).hostname or url
        return {
            "title": host,
            "author_name": "",
            "provider_name": host,
            "type": "link",
            "thumbnail_url": None,
            "width": None,
            "height": None,
            "html": format_html(
                '<a href="{}" rel="external noopener">{}</a>', url, _("Open at %(host)s") % {"host": host}
            ),
        }
