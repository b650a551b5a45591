"""Axe over what citizens meet, in both languages, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories
from tests.functional.conftest import DESKTOP

PHONE = {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def addresses(portal) -> dict[str, list[str]]:
    """By kind of page, the address in each language; the article reports a meeting, has a picture, and comments below."""
    zh_section = portal.section
    en_section = zh_section.get_translations().get().specific
    picture = factories.image()
    zh = factories.meeting(zh_section, hero_image=picture, hero_alt="河谷", title="省政府第38次常务会议部署防汛")
    en = factories.article(
        en_section,
        "Flood watch from 15 May",
        translation_of=zh,
        summary="A named person for every stretch of dyke.",
        body=[("heading", "Floods"), ("paragraph", "<p>Text.</p>")],
        hero_image=picture,
        hero_alt="A river valley",
    )
    only_zh = factories.article(zh_section, "只有中文的通知")
    for article in (zh, en):
        factories.comment(article)
    return {
        "home": ["/zh/", "/en/"],
        "section": [zh_section.url_path, en_section.url_path],
        "article": [zh.url_path, en.url_path, only_zh.url_path],
        "search": ["/zh/search/?q=防汛", "/en/search/?q=flood", "/en/search/?q=nothing&from=junk"],
        "comment form": [f"/zh/comments/{zh.pk}/", f"/en/comments/{en.pk}/"],
        "errors": ["/zh/nothing/", "/en/nothing/", "/"],
    }


@pytest.mark.parametrize("kind", ["home", "section", "article", "search", "comment form", "errors"])
def test_axe_finds_nothing(addresses, visit, kind):
    for address in addresses[kind]:
        for viewport in (DESKTOP, PHONE):
            page = visit(address, locale="fr-FR", viewport=viewport)
            found = Axe().run(page, options=RULES).response["violations"]
            complaints = [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]
            assert complaints == [], (address, viewport["width"])


def test_a_form_with_errors_is_accessible_too(addresses, visit):
    for address in addresses["comment form"]:
        page = visit(address)
        page.eval_on_selector("main form", "form => form.noValidate = true")
        page.locator("main form button").last.click()
        page.locator(".errors").wait_for()
        assert Axe().run(page, options=RULES).response["violations"] == []


def test_pages_scroll_only_down(addresses, visit):
    """No page is wider than a narrow phone, nor than the same phone at four times the text size."""
    for kind in ("home", "section", "article", "search"):
        for address in addresses[kind]:
            page = visit(address, viewport={"width": 320, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
