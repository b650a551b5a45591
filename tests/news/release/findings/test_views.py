"""Findings as officers meet them: in the editor, in the translation editor, on a page of their own."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from news.models import ArticlePage, FindingDismissal
from news.release.findings.admin import banner as banner_of
from news.release.findings.admin import header_buttons
from news.release.findings.collecting import findings_of
from tests import factories
from tests.news.release.findings.conftest import DAY

REASON = "The figure is right."


@pytest.fixture(autouse=True)
def english_accounts(people):
    UserProfile.objects.bulk_create(UserProfile(user=user, preferred_language="en") for user in people.values())


@pytest.fixture
def address(faulty):
    return f"/admin/findings/{faulty.zh.pk}/"


@pytest.fixture
def fingerprint(faulty):
    [finding] = findings_of(faulty.zh, faulty.en, DAY)
    return finding.fingerprint


def parsed(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_both_sides_are_marked(faulty, address, people, sign_in):
    for page in (faulty.zh, faulty.en):
        html = parsed(sign_in(people["editor"]).get(f"/admin/findings/{page.pk}/"))
        [row] = html.select(".finding")
        assert [mark.text for mark in row.select("mark")] == ["12亿", "1.3 billion"]
        assert [side["lang"] for side in row.select(".finding__words p")] == ["zh-Hans", "en"]
        assert "Paragraph 2" in row.text
        assert "1 error keeps the release back." in html.text
        assert not html.select(".findings script, .findings [style], .findings [onclick]")


def test_an_editor_dismisses_and_restores_without_script(address, fingerprint, people, sign_in):
    client = sign_in(people["editor"])
    form = parsed(client.get(address)).select_one(".finding form")
    data = {field["name"]: field["value"] for field in form.select("input")} | {"reason": REASON}
    assert data["fingerprint"] == fingerprint
    html = parsed(client.post(address, data, follow=True))
    assert REASON in html.select_one(".finding--dismissed").text
    assert "editor" in html.select_one(".finding--dismissed").text
    assert "nothing that is open" in html.text
    form = html.select_one(".finding--dismissed form")
    client.post(address, {field["name"]: field["value"] for field in form.select("input")})
    assert not FindingDismissal.objects.exists()


def test_a_missing_or_endless_reason_loses_nothing(address, fingerprint, people, sign_in):
    client = sign_in(people["editor"])
    for reason in ("", "字" * 501):
        html = parsed(client.post(address, {"action": "dismiss", "fingerprint": fingerprint, "reason": reason}))
        form = html.select_one("details[open] form")
        assert form.textarea.text.strip() == reason
        assert form.select_one(".findings__error").text
        assert form.textarea["aria-describedby"] == form.select_one(".findings__error")["id"]
    assert not FindingDismissal.objects.exists()


def test_who_may_not_dismiss_is_told_why_and_keeps_what_was_typed(address, fingerprint, people, sign_in):
    client = sign_in(people["officer"])
    html = parsed(client.get(address))
    assert not html.select(".finding form")
    assert "ask somebody who may release" in html.select_one(".finding").text
    html = parsed(client.post(address, {"action": "dismiss", "fingerprint": fingerprint, "reason": REASON}))
    assert REASON in html.select_one(".finding").text
    assert not FindingDismissal.objects.exists()


@pytest.mark.parametrize("fingerprint", ["", "0" * 64, "x" * 5000, "\x00"])
def test_a_finding_that_is_gone_says_so(fingerprint, address, people, sign_in):
    client = sign_in(people["editor"])
    html = parsed(client.post(address, {"fingerprint": fingerprint, "reason": REASON}, follow=True))
    assert f"Your reason was: {REASON}" in html.text
    assert client.post(address, {"action": "restore", "fingerprint": fingerprint}).status_code == 302


def test_readers_of_the_page_read_its_findings_and_nobody_else(faulty, address, people, sign_in):
    for role in ("officer", "translator", "editor", "auditor", "administrator"):
        assert parsed(sign_in(people[role]).get(address)).select(".finding")
    for role in ("contributor", "moderator"):
        assert sign_in(people[role]).get(address).status_code == 302
    assert sign_in(people["auditor"]).post(address, {"action": "restore", "fingerprint": "x"}).status_code == 302
    assert sign_in(people["editor"]).get("/admin/findings/999999/").status_code == 404


def test_words_of_a_page_that_one_may_not_read_are_not_shown(faulty, address, people, sign_in):
    GroupPagePermission.objects.filter(group=factories.roles.group("officer"), page=factories.home("en")).delete()
    html = parsed(sign_in(people["officer"]).get(address))
    assert faulty.en.title not in html.text
    assert not html.select(".finding")
    ArticlePage.objects.filter(pk=faulty.en.pk).update(owner=None)
    assert sign_in(people["officer"]).get(f"/admin/findings/{faulty.en.pk}/").status_code == 302


def test_the_editor_has_a_tab_with_the_findings_of_the_saved_draft(faulty, address, people, sign_in):
    client = sign_in(people["officer"])
    html = parsed(client.get(f"/admin/pages/{faulty.zh.pk}/edit/"))
    assert [tab.get_text(strip=True).removesuffix("()") for tab in html.select("[role=tab]")][6] == "Findings"
    assert [mark.text for mark in html.select(".findings mark")] == ["12亿", "1.3 billion"]
    assert not html.select(".findings form")  # the editor is one form
    assert len(html.select(f'a[href="{address}"]')) == 2  # in the tab, and in the header's menu
    # What was typed is not lost with an error in the form, nor is the tab.
    form = factories.form_of(faulty.zh, title="")
    assert parsed(client.post(f"/admin/pages/{faulty.zh.pk}/edit/", form)).select(".findings mark")


def test_the_translation_editor_says_what_the_checks_found(site, people, sign_in, django_assert_max_num_queries):
    chinese = factories.article(site.zh_section, live=False)
    chinese.body = [("paragraph", "<p>全省投入12亿元加固堤防。</p>")]
    chinese.save()
    translation = factories.submit_for_translation(chinese, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    translation.save_target(user=people["translator"], publish=False)
    english = ArticlePage.objects.get(translation_key=chinese.translation_key, language="en")
    client = sign_in(people["translator"])
    edit = f"/admin/pages/{english.pk}/edit/"
    banner = parsed(client.get(edit)).select_one(".findings--banner")
    assert "12亿" in [mark.text for mark in banner.select("mark")]
    assert banner.select_one(f'a[href="/admin/findings/{english.pk}/"]')
    # What a translator saved a moment ago counts, before anybody renders it.
    texts = ("Dykes", "A named person for every stretch of dyke.", "The province spends 1.2 billion yuan on dykes.")
    factories.translate_segments(translation, user=people["translator"], texts=texts)
    assert "12亿" not in [mark.text for mark in parsed(client.get(edit)).select(".findings--banner mark")]
    with django_assert_max_num_queries(52):
        banner_of(ArticlePage.objects.get(pk=english.pk), people["translator"])


def test_an_article_in_one_language_has_findings_too(draft, people, sign_in):
    ArticlePage.objects.filter(pk=draft.pk).update(draft_title="x")
    article = draft.get_latest_revision_as_object()
    article.title = "省政府召开会议研究部署防汛和"
    article.save_revision(user=people["officer"])
    html = parsed(sign_in(people["editor"]).get(f"/admin/findings/{draft.pk}/"))
    assert html.select_one(".finding mark").text.endswith("和")


def test_the_page_header_leads_to_the_findings(faulty, site, address, people):
    assert [button.url for button in header_buttons(faulty.zh, people["officer"], "edit")] == [address]
    assert list(header_buttons(faulty.zh, people["moderator"], "edit")) == []
    assert list(header_buttons(site.zh_section, people["officer"], "edit")) == []
