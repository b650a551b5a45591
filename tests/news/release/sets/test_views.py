"""The admin of releases: who sees which release and which button, what the buttons do, and what is said when they cannot."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage, Release
from news.release.findings.passages import words_of
from news.release.sets import making, publishing, reviewing
from tests import factories
from tests.news.release.sets.conftest import fresh

pytestmark = pytest.mark.django_db
State = Release.State
INDEX = "/admin/releases/"


def steps_in(page) -> set[str]:
    """The steps that somebody is offered, by form or by link."""
    addresses = [form.get("action", "") for form in page.main.find_all("form")]
    addresses += [link["href"] for link in page.main.find_all("a", class_="button")]
    return {address.rstrip("/").rsplit("/", 1)[1] for address in addresses if address.startswith(INDEX)}


def state_of(release) -> str:
    return Release.objects.get(pk=release.pk).state


def tomorrow(hour: int = 9) -> datetime.datetime:
    zone = timezone.get_default_timezone()
    day = timezone.localdate(timezone=zone) + datetime.timedelta(days=1)
    return datetime.datetime.combine(day, datetime.time(hour, 30), tzinfo=zone)


# --- Making ---------------------------------------------------------------------------------------------------------
def test_a_reviewer_reads_the_whole_text_there(in_review, drafts, people, page_of):
    page = page_of(people["editor"], in_review)
    for draft in (drafts.zh, drafts.en):
        texts = [row.get_text() for row in page.select(f"dd[lang={draft.html_lang}]")]
        assert all(any(words in text for text in texts) for words in words_of(draft.body[-1].value.source).split("\n"))


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unasked(drafts, people, sign_in):
    officer, editor = sign_in(people["officer"]), sign_in(people["editor"])
    address = f"/admin/pages/{drafts.zh.pk}/edit/"
    opened = BeautifulSoup(officer.get(address).content, "html.parser")
    seen = {field["name"]: field["value"] for field in opened.select("[name^=loaded_revision]")}
    assert editor.post(address, factories.form_of(drafts.zh, title="编辑改过的标题")).status_code == 302
    mine = factories.form_of(drafts.zh, title="撰稿人改过的标题")
    again = officer.post(address, mine | seen)
    assert fresh(drafts.zh).draft_title == "编辑改过的标题"
    page = BeautifulSoup(again.content, "html.parser")
    assert page.select_one("[name=title]")["value"] == "撰稿人改过的标题"
    assert "editor" in page.select_one(".messages").get_text()
    seen = {field["name"]: field["value"] for field in page.select("[name^=loaded_revision]")}
    assert officer.post(address, mine | seen).status_code == 302
    assert fresh(drafts.zh).draft_title == "撰稿人改过的标题"


def test_one_click_makes_a_release_of_an_article(drafts, people, sign_in):
    client = sign_in(people["officer"])
    made = client.post(reverse("news_release_make", args=[drafts.en.pk]))
    release = Release.objects.get()
    assert made["Location"] == reverse("news_release", args=[release.pk])
    assert client.post(reverse("news_release_make", args=[drafts.zh.pk]))["Location"] == made["Location"]
    assert client.get(reverse("news_release_make", args=[drafts.zh.pk]))["Location"] == made["Location"]


def test_a_link_to_making_asks_first(drafts, people, sign_in):
    page = BeautifulSoup(sign_in(people["officer"]).get(f"{INDEX}make/{drafts.zh.pk}/").content, "html.parser")
    assert page.main.find("form", method="post")
    assert not Release.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "auditor"])
def test_who_may_not_edit_makes_none(role, drafts, people, sign_in):
    for ask in (sign_in(people[role]).get, sign_in(people[role]).post):
        assert ask(f"{INDEX}make/{drafts.zh.pk}/").status_code == 302  # the admin's way of saying 403
    assert not Release.objects.exists()


def test_saving_in_the_editor_goes_on_to_the_release(drafts, people, sign_in):
    client = sign_in(people["officer"])
    data = factories.form_of(drafts.zh, title="省政府再次部署防汛", **{"action-release": "1"})
    response = client.post(f"/admin/pages/{drafts.zh.pk}/edit/", data)
    release = Release.objects.get()
    assert response["Location"] == reverse("news_release", args=[release.pk])
    assert fresh(drafts.zh).draft_title == release.title == "省政府再次部署防汛"


# --- Who sees what --------------------------------------------------------------------------------------------------
def test_who_may_neither_edit_nor_read_sees_no_release(release, people, page_of, sign_in):
    for user in (people["moderator"], people["contributor"]):
        assert release.title not in str(page_of(user, release).main or "")
        assert sign_in(user).get(reverse("news_release", args=[release.pk])).status_code == 302
        assert sign_in(user).get(INDEX).status_code == 302
    assert release.title in sign_in(people["auditor"]).get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("state", "role", "offered"),
    [
        ("release", "officer", {"submit", "schedule", "cancel", "add"}),
        ("release", "editor", {"submit", "schedule", "cancel", "add"}),
        ("release", "auditor", set()),
        ("in_review", "officer", {"recall", "schedule", "cancel"}),
        ("in_review", "editor", {"approve", "send-back", "recall", "schedule", "cancel"}),
        ("in_review", "auditor", set()),
        ("approved", "officer", {"cancel"}),
        ("approved", "editor", {"release", "schedule", "cancel"}),
        ("scheduled", "translator", {"pull-back", "cancel"}),
        ("scheduled", "editor", {"release", "schedule", "pull-back", "cancel"}),
        ("scheduled", "auditor", set()),
    ],
)
def test_the_buttons_are_those_that_one_may_press(state, role, offered, people, page_of, request):
    release = request.getfixturevalue(state)
    page = page_of(people[role], release)
    assert steps_in(page) == offered
    for title in ("省政府部署防汛工作", "Province prepares for floods"):
        assert title in page.main.get_text()
    assert page.main.find(lang="zh-Hans")
    assert page.main.find(lang="en")


def test_what_one_may_not_do_is_refused(approved, drafts, people, page_of):
    for role, step in (("officer", "release"), ("officer", "schedule"), ("auditor", "release"), ("auditor", "cancel")):
        page_of(people[role], approved, f"{step}/", x="1")
    assert state_of(approved) == State.APPROVED
    assert not fresh(drafts.zh).live
    assert page_of(people["editor"], approved, "nonsense/", x="1").response.status_code == 404
    assert page_of(people["editor"], Release(pk=0)).response.status_code == 404


# --- The way of a release -------------------------------------------------------------------------------------------
def test_a_release_goes_from_draft_to_readers_by_its_buttons(release, drafts, people, page_of):
    officer, editor = people["officer"], people["editor"]
    page_of(officer, release, "submit/", x="1")
    page = page_of(editor, release)
    seen = [field["value"] for field in page.find_all("input", attrs={"name": "seen"})]
    assert len(seen) == 2
    page_of(editor, release, "approve/", seen=seen)
    at = tomorrow()
    page_of(editor, release, "schedule/", **{"schedule-date": f"{at:%Y-%m-%d}", "schedule-time": f"{at:%H:%M}"})
    assert Release.objects.get().release_at == at
    page = page_of(editor, release)
    assert page.find(attrs={"data-countdown": True})
    assert state_of(release) == State.SCHEDULED
    page_of(editor, release, "pull-back/", x="1")
    assert state_of(release) == State.APPROVED
    page = page_of(editor, release, "release/", x="1")
    assert state_of(release) == State.RELEASED
    assert fresh(drafts.en).live
    assert steps_in(page) == set()
    assert len(page.find(class_="release-history").find_all("li")) == 6


def test_releasing_and_cancelling_ask_first(approved, drafts, people, sign_in):
    client = sign_in(people["editor"])
    for step in ("release", "cancel"):
        response = client.get(reverse("news_release_step", args=[approved.pk, step]))
        assert BeautifulSoup(response.content, "html.parser").main.find("form", method="post")
    assert client.get(reverse("news_release_step", args=[approved.pk, "pull-back"])).status_code == 302
    assert state_of(approved) == State.APPROVED
    client.post(reverse("news_release_step", args=[approved.pk, "cancel"]))
    assert state_of(approved) == State.CANCELLED


def test_a_text_changed_while_it_was_read_is_not_approved(in_review, drafts, people, page_of):
    editor = people["editor"]
    seen = [field["value"] for field in page_of(editor, in_review).find_all("input", attrs={"name": "seen"})]
    fresh(drafts.en).save_revision(user=people["officer"])
    page = page_of(editor, in_review, "approve/", seen=seen)
    assert "Read it again" in page.main.get_text() or "重新审阅" in page.main.get_text()
    assert state_of(in_review) == State.IN_REVIEW


def test_sending_back_needs_a_reason_and_tells_it(in_review, people, page_of):
    editor = people["editor"]
    page = page_of(editor, in_review, "send-back/", **{"send-back-reason": "  "})
    assert page.find(class_="help-critical")
    assert state_of(in_review) == State.IN_REVIEW
    too_long = "改" * 2001
    page = page_of(editor, in_review, "send-back/", **{"send-back-reason": too_long})
    assert too_long in page.find("textarea", attrs={"name": "send-back-reason"}).get_text()
    page = page_of(editor, in_review, "send-back/", **{"send-back-reason": "请核对数字"})
    assert state_of(in_review) == State.DRAFT
    assert "请核对数字" in page.find(class_="release-history").get_text()


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2020-01-01", "09:00"),
        ("2027-02-30", "09:00"),
        ("2099-01-01", ""),
        ("", "09:00"),
        ("x", "y"),
        ("9999-12-31", "23:59"),
    ],
)
def test_a_wrong_time_is_refused_and_shown_again(date, time, approved, people, page_of):
    page = page_of(people["editor"], approved, "schedule/", **{"schedule-date": date, "schedule-time": time})
    if date == "9999-12-31":
        return  # far away, but a time
    assert state_of(approved) == State.APPROVED
    form = page.find("form", action=reverse("news_release_step", args=[approved.pk, "schedule"]))
    assert form.find("input", attrs={"name": "schedule-date"}).get("value", "") == date
    assert form.find("input", attrs={"name": "schedule-time"}).get("value", "") == time
    assert form.find(class_=["help-critical", "error-message", "w-field__errors"])


def test_no_time_is_a_time_taken_back(scheduled, people, page_of):
    page_of(people["editor"], scheduled, "schedule/", **{"schedule-date": "", "schedule-time": ""})
    assert state_of(scheduled) == State.APPROVED


def test_what_is_missing_stands_in_its_column_and_keeps_it_from_review(drafts, people, page_of):
    ArticlePage.objects.filter(pk=drafts.en.pk).delete()
    release = making.make(drafts.zh, people["officer"])
    page = page_of(people["officer"], release)
    english = page.find_all(class_="release-column")[1]
    assert english.find(class_="release-obstacles")
    assert page.find("form", action=reverse("news_release_step", args=[release.pk, "submit"])).button.has_attr(
        "disabled"
    )
    page = page_of(people["officer"], release, "submit/", x="1")
    assert page.find(class_="help-critical")
    assert state_of(release) == State.DRAFT


def test_articles_come_and_go(release, site, people, page_of):
    officer = people["officer"]
    other = factories.article(site.zh_section, "另一篇", live=False)
    other.save_revision(user=officer)
    taken = factories.article(site.zh_section, "在别处", live=False)
    taken.save_revision(user=officer)
    making.make(taken, officer)
    choices = [
        option.get_text()
        for option in page_of(officer, release).find("select", attrs={"name": "add-article"}).find_all("option")
    ]
    assert any("另一篇" in choice for choice in choices)
    assert not any("在别处" in choice for choice in choices)
    page = page_of(officer, release, "add/", **{"add-article": str(taken.pk)})
    assert release.articles.count() == 1
    assert page.find("details", open=True)
    page_of(officer, release, "add/", **{"add-article": str(other.pk)})
    row = release.articles.get(title="另一篇")
    page_of(officer, release, "remove/", article="x")
    page_of(officer, release, "remove/", article=str(row.pk))
    assert release.articles.count() == 1
    page = page_of(officer, release, "remove/", article=str(release.articles.get().pk))
    assert release.articles.count() == 1


def test_what_failed_says_why_and_what_to_do(scheduled, drafts, people, page_of):
    fresh(drafts.en).delete()
    page = page_of(people["editor"], scheduled, "release/", x="1")
    trouble = page.find(class_="release__trouble")
    assert Release.objects.get().failure in trouble.get_text()
    assert "cancel" in steps_in(page)
    Release.objects.update(failed_at=None, failure="", missed_at=timezone.now())
    assert page_of(people["officer"], scheduled).find(class_="release__trouble")


def test_a_release_without_any_page_is_for_editors_to_cancel(scheduled, drafts, people, page_of):
    for page in (drafts.zh, drafts.en):
        fresh(page).delete()
    assert "cancel" in steps_in(page_of(people["editor"], scheduled))
    page_of(people["editor"], scheduled, "cancel/", x="1")
    assert state_of(scheduled) == State.CANCELLED


# --- All releases ---------------------------------------------------------------------------------------------------
def test_the_index_begins_with_what_waits_for_the_reader(in_review, site, people, sign_in):
    other = factories.article(site.zh_section, "草稿中的文章", live=False)
    making.make(other, people["officer"])
    for user, first in ((people["editor"], in_review.title), (people["officer"], in_review.title)):
        page = BeautifulSoup(sign_in(user).get(INDEX).content, "html.parser")
        assert page.find(class_="release-row__title").get_text() == first
    html = sign_in(people["editor"]).get(INDEX, {"state": "draft"}).content.decode()
    assert "草稿中的文章" in html
    assert f'">{in_review.title}</a>' not in html
    for state in ("", "nonsense", "released", "cancelled"):
        assert sign_in(people["editor"]).get(INDEX, {"state": state, "p": "99"}).status_code == 200


def test_the_menu_counts_what_waits_for_the_reader(in_review, people, sign_in):
    def front_page(user) -> str:
        return sign_in(user).get("/admin/").content.decode()

    def count(user) -> int:
        return sum(word in front_page(user) for word in ("Releases (1)", "\\u53d1\\u5e03\\u6279\\u6b21\\uff081\\uff09"))

    assert count(people["editor"]) == 1
    assert in_review.title in front_page(people["editor"])
    assert in_review.title not in front_page(people["moderator"])
    reviewing.approve(in_review, people["editor"])
    assert count(people["editor"]) == 0


# --- The editor -----------------------------------------------------------------------------------------------------
def test_the_editor_offers_the_release_and_nothing_that_publishes(drafts, people, sign_in):
    section = drafts.zh.get_parent().pk
    root = factories.user("root", superuser=True)
    edit, add = f"/admin/pages/{drafts.zh.pk}/edit/", f"/admin/pages/add/news/articlepage/{section}/"
    for user, address in ((people["officer"], edit), (people["editor"], add), (root, edit)):
        page = BeautifulSoup(sign_in(user).get(address).content, "html.parser")
        names = {button.get("name") for button in page.footer.find_all("button")}
        assert "action-release" in names, address
        assert not names & {"action-publish", "action-submit"}
    listing = sign_in(people["officer"]).get(f"/admin/pages/{section}/").content.decode()
    assert reverse("news_release_make", args=[drafts.zh.pk]) in listing


def test_the_editor_says_in_which_release_the_article_is(approved, drafts, people, sign_in):
    html = sign_in(people["officer"]).get(f"/admin/pages/{drafts.zh.pk}/edit/").content.decode()
    page = BeautifulSoup(html, "html.parser")
    assert approved.title in page.find(class_="messages").get_text()
    assert "warning" in page.find(class_="messages").li["class"]
    address = reverse("news_release", args=[approved.pk])
    assert page.footer.find("a", href=address)
    assert not page.footer.find("button", attrs={"name": "action-release"})


def test_localizes_editor_offers_the_release(site, people, sign_in):
    chinese = factories.article(site.zh_section, live=False)
    factories.submit_for_translation(chinese, user=people["officer"])
    english = ArticlePage.objects.get(translation_key=chinese.translation_key, language="en")
    client = sign_in(people["editor"])
    html = client.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert reverse("news_release_make", args=[english.pk]) in html
    assert "&quot;canPublish&quot;: false" in html
    release = making.make(english, people["editor"])
    html = client.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert reverse("news_release", args=[release.pk]) in html


# --- Cost -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["release", "in_review", "scheduled"])
def test_the_page_of_a_release_stays_within_its_budget(state, people, sign_in, request, django_assert_max_num_queries):
    release = request.getfixturevalue(state)
    client = sign_in(people["editor"])
    address = reverse("news_release", args=[release.pk])
    client.get(address)
    with django_assert_max_num_queries(65):
        client.get(address)


def test_a_released_one_names_who_and_when(approved, people, page_of):
    publishing.publish(approved, people["editor"])
    text = page_of(people["auditor"], approved).main.get_text()
    assert "editor" in text
