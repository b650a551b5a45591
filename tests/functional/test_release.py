"""The portal's main job from end to end: a meeting is written, translated, released, found, commented on."""

import datetime
import re
import time

from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.management.commands.run_releases import until_next
from news.models import ArticlePage, Release
from tests.functional.conftest import english_in

TITLE = "省政府第50次常务会议研究冬季供暖"
WRONG = "All heating equipment is to be checked by 5 December."
RIGHT = "All heating equipment is to be checked by 1 December."
ENGLISH = {
    TITLE: "Executive meeting reviews winter heating",
    "会议要求12月1日前完成全部供暖设施检修。": WRONG,
    "会议听取全省冬季供暖准备情况汇报。": "The meeting heard how the province prepares for winter heating.",
    "临澜": "Linlan",
    "省政府第一会议室": "Meeting Room 1, Provincial Government",
    "12月1日前完成供暖设施检修。": "Heating equipment checked by 1 December.",
}
COMMENT = "我们小区的管道去年漏水，今年会先修吗？"
# Content, names and keys that are English on purpose, wherever they appear in a Chinese admin.
NOT_INTERFACE = {
    *ENGLISH.values(),
    f"{ENGLISH[TITLE]} [English]",
    "English",
    "English:",
    "Home",
    "Root",
    "Meeting releases",
    "Lu Shoucheng",
    RIGHT,
}


def test_a_meeting_is_written_translated_checked_released_together_found_and_commented_on(portal, sign_in, visit):
    officer = sign_in("officer")
    check_language(officer)
    write(officer, portal.section.pk)
    chinese = ArticlePage.objects.get(title=TITLE)
    translate(officer, chinese.pk)

    make_release(officer, chinese.pk)
    english = ArticlePage.objects.get(translation_key=chinese.translation_key, language="en")
    findings_appear(officer)
    correct(officer, english.pk)
    give_a_reason(officer, english.pk)
    submit(officer)
    editor = sign_in("editor")
    approve(editor)
    schedule(editor)
    released_to_the_second()

    reader = find(visit)
    switch_language(reader)
    held = comment(reader)
    expect(held.get_by_text(COMMENT)).to_have_count(0)
    moderate(sign_in("moderator"))
    reader.goto(chinese_address())
    expect(reader.locator("#comments")).to_contain_text(COMMENT)


def chinese_address() -> str:
    return ArticlePage.objects.get(title=TITLE).url_path


def check_language(page: Page) -> None:
    """Every string of the Chinese admin is Chinese."""
    strange = [
        word for word in english_in(page) if word not in NOT_INTERFACE and not re.match(r"Ctrl|⌘|Esc|Wagtail v", word)
    ]
    assert strange == [], page.url


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def choose(page: Page, field: str, name: str) -> None:
    """Choose a row by its Chinese name in one of the editor's choosers."""
    page.locator(f"#{field}-chooser .unchosen button").click()
    page.locator(".modal-body").get_by_text(name, exact=True).first.click()
    expect(page.locator(".modal-dialog")).to_have_count(0)


def write(page: Page, section: int) -> None:
    page.goto(f"/admin/pages/{section}/")
    check_language(page)
    page.goto(f"/admin/pages/add/news/articlepage/{section}/")
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "会议要求12月1日前完成全部供暖设施检修。")
    body = page.locator("section[id$=body-section]")
    body.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="段落").click()
    body.locator("[contenteditable=true]").first.click()
    page.keyboard.type("会议听取全省冬季供暖准备情况汇报。")
    tab(page, "基本信息")
    page.select_option("#id_kind", "meeting")
    page.fill("#id_dateline", "临澜")
    choose(page, "id_source", "省政府办公厅")
    tab(page, "会议")
    page.locator("#id_meetings-ADD").click()
    page.fill("#id_meetings-0-session", "50")
    page.fill("#id_meetings-0-venue", "省政府第一会议室")
    page.fill("#id_meetings-0-start", "2026-11-20 09:00")
    page.keyboard.press("Escape")
    choose(page, "id_meetings-0-series", "省政府常务会议")
    page.locator("#id_participations-ADD").click()
    page.select_option("#id_participations-0-role", "presided")
    choose(page, "id_participations-0-official", "陆守澄")
    page.locator("#id_decisions-ADD").click()
    page.fill("#id_decisions-0-text", "12月1日前完成供暖设施检修。")
    for name in ("主题和联系人", "评论", "发布"):
        tab(page, name)
    check_language(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages")).to_contain_text(TITLE)


def translate(page: Page, pk: int) -> None:
    page.goto(f"/admin/localize/submit/page/{pk}/")
    check_language(page)
    page.check("#id_locales_0")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("已提交")
    for name in ("内容", "基本信息", "会议"):
        tab(page, name)
        waiting = page.locator("main button:visible", has_text=re.compile("^翻译$"))
        while left := waiting.count():
            segment = waiting.first.locator("xpath=ancestor::li[2]").inner_text()
            source = next(text for text in ENGLISH if text in segment)
            waiting.first.click()
            page.locator("main textarea:visible, main [contenteditable=true]:visible").click()
            page.keyboard.type(ENGLISH[source])
            page.locator("main button:visible", has_text=re.compile("^保存$")).click()
            expect(waiting).to_have_count(left - 1)
    check_language(page)


def make_release(page: Page, pk: int) -> None:
    page.goto(f"/admin/releases/make/{pk}/")
    check_language(page)
    page.get_by_role("button", name="建立发布批次").click()
    page.wait_for_url(re.compile(r"/admin/releases/\d+/"))
    check_language(page)


def release_page(page: Page) -> None:
    page.goto(f"/admin/releases/{Release.objects.get().pk}/")
    check_language(page)


def findings_appear(page: Page) -> None:
    """A day that differs keeps the release back, with both languages' words marked."""
    release_page(page)
    finding = page.locator(".finding--error").first
    expect(finding).to_contain_text("会议要求12月1日前")
    assert finding.locator("mark").all_inner_texts() == ["1", "5"]
    expect(page.get_by_role("button", name="提交审核")).to_be_disabled()


def correct(page: Page, pk: int) -> None:
    """In the translation editor, where the mistake was made."""
    page.goto(f"/admin/pages/{pk}/edit/")
    tab(page, "内容")
    segment = page.locator("li", has_text=WRONG).last
    segment.get_by_role("button", name=re.compile("^编辑$")).first.click()
    page.locator("main textarea:visible, main [contenteditable=true]:visible").fill(RIGHT)
    page.locator("main button:visible", has_text=re.compile("^保存$")).click()
    expect(page.get_by_text(RIGHT).first).to_be_visible()


def give_a_reason(page: Page, pk: int) -> None:
    """For the warning that is left: headlines condense."""
    page.goto(f"/admin/findings/{pk}/")
    check_language(page)
    page.locator(".finding summary").first.click()
    page.locator(".finding textarea").first.fill("英文标题从简，届次见正文旁的会议信息。")
    page.locator(".finding form button").first.click()
    expect(page.locator(".finding--dismissed")).to_have_count(1)


def submit(page: Page) -> None:
    release_page(page)
    expect(page.locator(".finding:not(.finding--dismissed)")).to_have_count(0)
    expect(page.locator(".finding--dismissed")).to_have_count(1)  # whoever reviews reads why
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_be_visible()
    assert Release.objects.get().state == Release.State.IN_REVIEW
    expect(page.get_by_role("button", name="审核通过")).to_have_count(0)  # not by who wrote it
    check_language(page)


def approve(page: Page) -> None:
    release_page(page)
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".messages")).to_be_visible()
    assert Release.objects.get().state == Release.State.APPROVED
    assert not ArticlePage.objects.get(title=TITLE).live


def schedule(page: Page) -> None:
    release_page(page)
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    page.fill("[name=schedule-date]", f"{tomorrow:%Y-%m-%d}")
    page.fill("[name=schedule-time]", "09:00")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="定时发布").click()
    expect(page.locator(".messages")).to_be_visible()
    assert Release.objects.get().state == Release.State.SCHEDULED
    check_language(page)


def released_to_the_second() -> None:
    """Not tomorrow but in a moment: what the clock starts is what systemd, cron and the demo start."""
    at = timezone.now() + datetime.timedelta(seconds=2)
    Release.objects.update(release_at=at)
    while Release.objects.get().state == Release.State.SCHEDULED and timezone.now() < at + datetime.timedelta(
        seconds=10
    ):
        call_command("run_releases")
        time.sleep(min(until_next(), 0.2))
    release = Release.objects.get()
    assert datetime.timedelta() <= release.released_at - at < datetime.timedelta(seconds=1)
    pages = ArticlePage.objects.filter(live=True)
    assert sorted(pages.values_list("language", "released_at")) == [
        ("en", release.released_at),
        ("zh-hans", release.released_at),
    ]


def find(visit) -> Page:
    page = visit("/zh/")
    page.get_by_role("combobox").first.fill("供暖")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("nav.crumbs")).to_contain_text("会议通报")
    expect(page.locator("main")).to_contain_text("陆守澄")
    expect(page.locator("main")).to_contain_text("省长")
    return page


def switch_language(page: Page) -> None:
    page.get_by_role("link", name="English", exact=True).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text(ENGLISH[TITLE])
    assert "/en/meeting-releases/executive-meeting-reviews-winter-heating/" in page.url
    page.get_by_role("link", name="中文", exact=True).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)


def comment(page: Page) -> Page:
    page.locator("#comments a").last.click()
    page.fill("[name=name]", "热心市民")
    page.fill("[name=email]", "reader@example.org")
    page.fill("[name=comment]", COMMENT)
    page.locator("main form button").last.click()
    page.wait_for_url("**/held/")
    expect(page.locator("main")).to_contain_text("审核")
    page.goto(chinese_address())
    return page


def moderate(page: Page) -> None:
    page.locator("nav").get_by_role("link", name=re.compile("评论")).first.click()
    expect(page.locator("main")).to_contain_text("热心市民")
    page.locator("main").get_by_role("link", name=re.compile("我们小区的管道")).first.click()
    page.get_by_role("button", name=re.compile("通过")).first.click()
    expect(page.locator(".messages")).to_be_visible()
