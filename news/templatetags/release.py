"""What the translation editor's template needs from `news.release`."""

from django import template
from django.urls import reverse

from news.models import ArticlePage
from news.release.arranging.admin import link
from news.release.findings.admin import banner
from news.release.localize import editor_properties
from news.release.renderings import changed_segments, wants_update
from portal import locales

register = template.Library()
register.filter("editor_properties", editor_properties)
register.inclusion_tag("news/findings/banner.html", name="findings_banner")(banner)
register.inclusion_tag("news/arranging/link.html", name="arranging_link")(link)


@register.inclusion_tag("news/release/source_changes.html")
def source_changes(translation, page) -> dict:
    """What moved in the source since the text that this translation renders; nothing for pages that are no articles."""
    if not isinstance(page, ArticlePage) or not wants_update(page):
        return {}
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sync = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return {
        "changes": changed_segments(page),
        "lang": locales.HTML_LANG[translation.source.locale.language_code],
        "sync_url": f"{sync}?next={back}",
    }
