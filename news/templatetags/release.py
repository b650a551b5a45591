"""What the translation editor's template needs from `news.release`."""

from django import template

from news.release.localize import editor_properties

register = template.Library()
register.filter("editor_properties", editor_properties)
