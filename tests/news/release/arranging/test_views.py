"""The page where paragraphs are arranged."""

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.models import StringTranslation

from news.models import Arrangement, ArticleCorrection, ArticlePage


@pytest.fixture
def address(submitted):
    return f"/admin/localize/translate/{submitted.pk}/arrange/"


def parsed(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def press(client, address, button, page=None):
    """Find a button by `(row, text)` and press it; the page that comes, and where it was sent."""
    number, text = button
    page = page or parsed(client.get(address))
    rows = page.select(".arranging__row")
    found = next(b for b in (rows[number - 1] if number else page).select("button") if b.get_text() == text)
    form = found.find_parent("form")
    fields = {field["name"]: field["value"] for field in form.select("input")} | {found["name"]: found["value"]}
    response = client.post(address, fields)
    assert response.status_code == 302
    after = parsed(client.get(address))
    return after, response["Location"]


def messages(page) -> str:
    return page.select_one(".messages").get_text(" ", strip=True)


def test_every_change_has_a_button_and_leads_back_to_the_paragraph(submitted, english, people, sign_in, address):
    client = sign_in(people["translator"])
    editor = parsed(client.get(f"/admin/pages/{english().pk}/edit/"))
    assert editor.select_one(".arranging-link a")["href"] == address
    page = parsed(client.get(address))
    rows = page.select(".arranging__row")
    assert [row.select_one("[lang=zh-Hans]").get_text() for row in rows][1:3] == ["会上通报了5起案例。", "下一步"]
    labels = [[button.get_text() for button in row.select(".arranging__buttons button")] for row in rows]
    assert labels[0] == ["Move down"]
    assert labels[1] == ["Move up", "Move down", "Join with the one before"]
    assert labels[2] == ["Move up", "Move down"]
    assert labels[4] == ["Move up", "Join with the one before"]
    assert not page.select(".arranging__reset")

    page, location = press(client, address, (5, "Join with the one before"))
    assert messages(page) == "Saved as a draft."
    assert page.select(".arranging__row")[3]["id"] == location.partition("#")[2]
    assert len(page.select(".arranging__row")[3].select(".arranging__part")) == 2
    page, location = press(client, address, (4, "Divide after this sentence"))
    assert page.select(".arranging__row")[3]["id"] == location.partition("#")[2]
    assert StringTranslation.objects.filter(data__contains="<br/><br/>").exists()
    page, location = press(client, address, (4, "Do not divide after this sentence"))
    page, location = press(client, address, (4, "Move up"))
    assert page.select(".arranging__row")[2]["id"] == location.partition("#")[2]
    page, location = press(client, address, (3, "Separate"))
    assert len(page.select(".arranging__row")) == 5
    page, location = press(client, address, (0, "As in the source"))
    assert not Arrangement.objects.exists()
    history = parsed(client.get(f"/admin/pages/{english().pk}/history/")).get_text()
    for words in (
        "“会议要求，6月底前完成检查。” moved up",
        "joined with the one before it",
        "in the order of the source",
    ):
        assert words in history


def test_who_comes_second_is_told(english, people, sign_in, address):
    client, second = sign_in(people["translator"]), sign_in(people["officer"])
    shown = parsed(second.get(address))
    press(client, address, (2, "Move up"))
    page, _location = press(second, address, (1, "Move down"), shown)
    assert "Somebody changed the text or the order of its paragraphs meanwhile" in messages(page)
    assert len(Arrangement.objects.get().groups) == 5


def test_nonsense_changes_nothing(english, people, sign_in, address):
    client = sign_in(people["translator"])
    seen = parsed(client.get(address)).select_one("[name=seen]")["value"]
    revision = english().latest_revision_id
    for fields in (
        {},
        {"seen": seen},
        {"seen": seen, "action": "up"},
        {"seen": seen, "action": "fly", "unit": "x"},
        {"seen": seen, "action": "divide-99999999", "unit": "\x00"},
        {"seen": seen, "action": "divide-²", "unit": "x"},
    ):
        assert client.post(address, fields).status_code == 302
        assert parsed(client.get(address)).select(".messages .error, .messages .w-message--error, .messages li.error")
    assert english().latest_revision_id == revision


def test_only_who_may_edit(submitted, english, people, sign_in, client, address):
    assert client.get(address).status_code == 302
    page = ArticlePage.objects.get(pk=english().pk)
    reader = sign_in(people["contributor"])
    assert reader.post(address, {"action": "reset"}).status_code in (302, 403)
    ArticlePage.objects.filter(pk=page.pk).update(locked=True)
    assert parsed(sign_in(people["translator"]).get(address, follow=True)).select(".messages")
    assert not page.revisions.filter(pk__gt=page.latest_revision_id).exists()
    ArticlePage.objects.filter(pk=page.pk).update(locked=False)
    submitted.enabled = False
    submitted.save()
    assert sign_in(people["translator"]).get(address).status_code == 404


def test_a_broken_text_is_put_right_first(submitted, people, sign_in, address, monkeypatch):
    def broken(*args):
        raise LookupError

    monkeypatch.setattr("news.release.arranging.changing.translated_units", broken)
    client = sign_in(people["translator"])
    page = parsed(client.get(address))
    assert "Put it right in the translation first" in page.get_text()
    assert not page.select(".arranging__row")
    assert client.post(address, {"action": "reset"}).status_code == 302


def test_a_row_that_is_new_in_the_source_stands_in_nobodys_way(submitted, address, sign_in, people):
    chinese = ArticlePage.objects.get(translation_key=submitted.source.object_id, language="zh-hans")
    chinese.corrections.add(ArticleCorrection(kind="erratum", now="全省投入12亿元。", locale=chinese.locale))
    chinese.save_revision(user=people["officer"])
    submitted.source.update_from_db()
    assert sign_in(people["translator"]).get(address).status_code == 200
