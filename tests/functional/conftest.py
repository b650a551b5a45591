"""A real browser against a real server: Chromium driven by Playwright, and the portal with a small site in it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from wagtail.models import Collection, Task, Workflow
from wagtail.users.models import UserProfile

from news import roles
from news.models import MeetingSeries, Official, Post, Source
from tests import factories

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WAIT = 15_000  # milliseconds, for a machine that does other things too
PASSWORD = "secret"
NAMES = {"officer": "江怀舟", "editor": "叶知微", "moderator": "许临川"}
DESKTOP = {"width": 1280, "height": 1000}


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/functional" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory) -> None:
    """SQLite in a file: the server's threads may not share one connection to a database in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("These tests need Chromium (Debian: apt-get install chromium).")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright runs an event loop in this thread; Django only warns of it
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def portal(transactional_db, live_server):
    """A site with two homes, a section and the names a meeting needs, roles as they come out of the box, and its server."""
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    zh, en = factories.home("zh"), factories.home("en")
    # A permission that a migration of wagtail-localize makes, and the flush before this test has taken away.
    kind, _is_new = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    Permission.objects.get_or_create(content_type=kind, codename="submit_translation", defaults={"name": "Translate"})
    for model in (Group, Workflow, Task):  # made by the flush before there were pages to grant anything on
        model.objects.all().delete()
    roles.set_up()
    section = factories.section(zh, "会议通报")
    factories.section(en, "Meeting releases", translation_of=section)
    Source.objects.create(name_zh="省政府办公厅", name_en="General Office", slug="general-office")
    MeetingSeries.objects.create(name_zh="省政府常务会议", name_en="Executive meeting", slug="executive-meeting")
    official = Official.objects.create(name_zh="陆守澄", name_en="Lu Shoucheng", slug="lu-shoucheng")
    Post.objects.create(official=official, title_zh="省长", title_en="Governor", started="2022-01-21")
    live_server.section = section
    return live_server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.has_failed = getattr(item, "has_failed", False) or report.failed
    return report


@pytest.fixture
def visit(request, browser, portal) -> Iterator[Callable[..., Page]]:
    """`visit(path, locale=…, viewport=…)`: a page in a context of its own, as a new reader has it.

    What every page showed when a test failed is in `var/failures/`.
    """
    contexts: list[BrowserContext] = []

    def visit(path: str, locale: str = "zh-CN", viewport: dict | None = None) -> Page:
        contexts.append(browser.new_context(base_url=portal.url, locale=locale, viewport=viewport or DESKTOP))
        contexts[-1].set_default_timeout(WAIT)
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield visit
    for number, context in enumerate(contexts, start=1):
        if getattr(request.node, "has_failed", False):
            context.pages[-1].screenshot(path=settings.VAR_DIR / "failures" / f"{request.node.name}-{number}.png")
        context.close()


@pytest.fixture
def sign_in(visit) -> Callable[[str], Page]:
    """`sign_in("officer")`: somebody of that role at the dashboard, with the admin in Chinese."""

    def sign_in(role: str) -> Page:
        user, is_new = get_user_model().objects.get_or_create(
            username=role, defaults={"first_name": NAMES[role], "email": f"{role}@example.org"}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(roles.group(role))
            UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "zh-hans"})
        page = visit("/admin/login/")
        page.fill("#id_username", role)
        page.fill("#id_password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    return sign_in


WORDS = """() => {
  const words = [], skipped = ['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'KBD'];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!skipped.includes(node.parentElement.tagName) && node.parentElement.checkVisibility()
        && !node.parentElement.closest('[lang=en], kbd'))
      words.push(node.textContent.trim());
  }
  for (const name of ['placeholder', 'aria-label', 'title', 'alt'])
    document.querySelectorAll(`[${name}]`).forEach(element => element.checkVisibility() && words.push(element.getAttribute(name)));
  return words;
}"""


def english_in(page: Page) -> list[str]:
    """What a page says without one Han character: words, labels, placeholders and titles of three letters and more."""
    words = {word for word in page.evaluate(WORDS) if re.search(r"[A-Za-z]{3,}", word)}
    return sorted(word for word in words if not re.search(r"[\u4e00-\u9fff]", word))
