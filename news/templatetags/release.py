"""What the translation editor's template needs from `news.release`."""

from django import template

from news.release.localize import without_alias_button

register = template.Library()
register.filter("without_alias_button", without_alias_button)
