"""What the translation editor's template needs from `news.release`."""

from django import template

from news.release.findings.admin import banner
from news.release.localize import editor_properties

register = template.Library()
register.filter("editor_properties", editor_properties)
register.inclusion_tag("news/findings/banner.html", name="findings_banner")(banner)
