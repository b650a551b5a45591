"""Our conventions as system checks: silent as things are, loud when one is broken."""

import pytest
from django.core import checks as django_checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Page

from portal import checks, locales
from portal.models import PortalPage


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_nothing_is_wrong_with_the_portal_as_it_is():
    assert not [message for message in django_checks.run_checks() if message.id.startswith("portal.")]


@pytest.mark.parametrize("table", ["PREFIXES", "HTML_LANG", "OWN_NAMES"])
def test_a_language_needs_a_prefix_a_tag_and_a_name(table, monkeypatch):
    monkeypatch.delitem(getattr(locales, table), "en")
    assert ids(checks.every_language_has_a_prefix(None)) == ["portal.E001"]


@isolate_apps("news")
def test_a_page_type_is_a_portal_page(monkeypatch):
    class StrayPage(Page):
        class Meta:
            app_label = "news"

    monkeypatch.setattr("wagtail.models.get_page_models", lambda: [StrayPage])
    assert ids(checks.pages_are_portal_pages(None)) == ["portal.E002"]


def test_a_page_has_child_rows_and_no_many_to_many(monkeypatch):
    class TaggedPage(PortalPage):
        tags = models.ManyToManyField("news.Topic")

        class Meta:
            abstract = True

    monkeypatch.setattr(checks.apps, "get_models", lambda: [TaggedPage])
    assert ids(checks.children_are_rows(None)) == ["portal.E003"]


def test_translations_must_not_follow_their_source(settings):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    assert ids(checks.translations_follow_nobody(None)) == ["portal.E004"]
    del settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE
    assert ids(checks.translations_follow_nobody(None)) == ["portal.E004"]
