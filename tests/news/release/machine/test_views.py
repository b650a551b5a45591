"""Having an engine translate, reading what it wrote, confirming it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from news.models import ArticlePage
from news.release.authorship import wrote_or_submitted
from news.release.machine import translating
from news.release.machine.confirming import CONFIRM, unconfirmed_segments
from news.release.machine.suggestions import MACHINE, MANUAL
from news.release.machine.translating import TRANSLATE
from tests import factories
from tests.news.release.machine.conftest import libretranslate

BODY = [("paragraph", "<p>各地<b>立即</b>部署。</p>"), ("paragraph", "<p>见<a href='https://a.example'>通知</a>。</p>")]


@pytest.fixture(autouse=True)
def reading_english(people, colleague):
    UserProfile.objects.bulk_create(
        UserProfile(user=user, preferred_language="en") for user in [*people.values(), colleague]
    )


@pytest.fixture
def submitted(site, people):
    """A draft whose English nobody has begun."""
    return factories.submit_for_translation(factories.article(site.zh_section, body=BODY), user=people["officer"])


@pytest.fixture
def page(submitted):
    return ArticlePage.objects.get(translation_key=submitted.source.object_id, locale=submitted.target_locale)


@pytest.fixture
def translated(submitted, page, libre, use, people, sign_in):
    """By an engine, at the translator's click."""
    use(f"libretranslate+http://{libre.host}")
    press(sign_in(people["translator"]), submitted)
    return submitted


def press(client, translation) -> list[str]:
    """The editor's button; what it says."""
    response = client.post(
        reverse("wagtail_localize:machine_translate", args=[translation.pk]), {"next": "/admin/"}, follow=True
    )
    assert response.status_code == 200
    return [
        BeautifulSoup(str(message), "html.parser").get_text(" ", strip=True) for message in response.context["messages"]
    ]


def rows(translation):
    """In the order of the text."""
    order = translation.source.stringsegment_set.filter(string_id=OuterRef("translation_of_id"))
    found = StringTranslation.objects.filter(context__object_id=translation.source.object_id)
    return found.annotate(order=Subquery(order.values("order")[:1])).order_by("order")


def confirm_page(client, translation) -> BeautifulSoup:
    response = client.get(f"/admin/localize/translate/{translation.pk}/confirm/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def fields(card) -> dict[str, str]:
    return {field["name"]: field.get("value") or field.get_text() for field in card.select("[name]")}


def send(client, translation, card, **changed):
    return client.post(f"/admin/localize/translate/{translation.pk}/confirm/", fields(card) | changed)


def texts(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_without_an_engine_there_is_no_button(submitted, page, people, sign_in):
    client = sign_in(people["translator"])
    assert "machineTranslator&quot;: null" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert client.post(reverse("wagtail_localize:machine_translate", args=[submitted.pk])).status_code == 404


def test_the_button_names_the_host_and_fills_what_is_missing(submitted, page, libre, use, people, sign_in):
    use(f"libretranslate+http://{libre.host}")
    client = sign_in(people["translator"])
    assert f"LibreTranslate ({libre.host})" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert libre.asked == []
    factories.translate_segments(submitted, user=people["translator"], but=2)
    done = press(client, submitted)
    assert done == ["2 segments were translated by the engine. Read each beside its source and confirm it."]
    assert [row.data for row in rows(submitted).filter(translation_type=MACHINE)] == [
        "2 words<b>2 words</b>3 words",
        '1 words<a id="a1">2 words</a>1 words',
    ]
    assert not [text for text in libre.asked[1].payload["q"] if "省政府" in text]  # what is translated is not sent
    assert press(client, submitted) == ["There is nothing left to translate."]
    entry = PageLogEntry.objects.get(action=TRANSLATE)
    assert (entry.user, entry.data["segments"]) == (people["translator"], 2)
    assert f"Segments translated by LibreTranslate ({libre.host}): 2" in texts(
        client.get(f"/admin/pages/{page.pk}/history/")
    )


@pytest.mark.parametrize("batch", [1, 2])
def test_an_engine_that_fails_changes_nothing(submitted, serve, use, people, sign_in, batch, monkeypatch):
    monkeypatch.setattr("news.release.machine.engines.BATCH_SEGMENTS", 2)
    asked = []

    def failing(handler, path, payload):
        asked.extend([path] if path == "/translate" else [])
        if len(asked) == batch:
            return handler.send(b"<html><script>alert(1)</script>")
        return libretranslate(handler, path, payload)

    use(f"libretranslate+http://{serve(failing).host}")
    (said,) = press(sign_in(people["translator"]), submitted)
    assert "no translation" in said
    assert said.endswith("Nothing was changed.")
    assert not rows(submitted).exists()


def test_a_segment_that_lost_its_markup_stays_untranslated(submitted, serve, use, people, sign_in):
    def careless(handler, path, payload):
        if path != "/translate":
            return libretranslate(handler, path, payload)
        found = [BeautifulSoup(text, "html.parser").get_text() for text in payload["q"]]
        return handler.send({"translatedText": [f"{len(text)} words" for text in found]})

    use(f"libretranslate+http://{serve(careless).host}")
    filled, damaged = press(sign_in(people["translator"]), submitted)
    assert filled.startswith("2 segments were")
    assert damaged.startswith("2 segments stay untranslated")
    assert rows(submitted).count() == 2


def test_what_somebody_writes_meanwhile_stays(submitted, libre, use, people, sign_in, monkeypatch):
    use(f"libretranslate+http://{libre.host}")
    original = translating.store

    def store(*args):
        factories.translate_segments(submitted, user=people["officer"], but=1)
        return original(*args)

    monkeypatch.setattr(translating, "store", store)
    (said,) = press(sign_in(people["translator"]), submitted)
    assert said.startswith("1 segment was")
    assert rows(submitted).filter(data__startswith="English").count() == 3


def test_who_may_not_change_the_page_may_neither_send_nor_read_it(translated, page, people, sign_in):
    for role in ("moderator", "contributor"):
        client = sign_in(people[role])
        assert client.get(f"/admin/localize/translate/{translated.pk}/confirm/").status_code == 302
        assert client.post(f"/admin/localize/translate/{translated.pk}/machine_translate/").status_code == 302
    page.locked = True
    page.save()
    assert sign_in(people["translator"]).get(f"/admin/localize/translate/{translated.pk}/confirm/").status_code == 302
    assert sign_in(people["translator"]).get("/admin/localize/translate/99999/confirm/").status_code == 404


def test_machine_text_is_marked_until_each_segment_is_confirmed(
    translated, page, people, colleague, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(people["editor"])
    assert unconfirmed_segments(page) == 4
    with pytest.raises(ValidationError, match="4"):
        translated.save_target(user=colleague, publish=True)
    editor = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "4 segments are suggestions that nobody has confirmed." in editor
    assert f"/admin/localize/translate/{translated.pk}/confirm/" in editor
    assert "not confirmed yet" in editor

    shown = confirm_page(client, translated)
    assert shown.select_one("#subject").get_text() == ArticlePage.objects.get(pk=page.pk).get_admin_display_title()
    cards = shown.select("form.suggestion")
    assert len(cards) == 4
    assert "LibreTranslate" in cards[0].get_text()
    response = send(client, translated, cards[0])
    assert response["Location"].endswith(f"#segment-{fields(cards[1])['segment']}")
    assert not wrote_or_submitted(page, colleague)
    assert wrote_or_submitted(page, people["editor"])  # and so may not release it
    send(client, translated, cards[1], text="Right\r\nnow")
    send(client, translated, cards[2])
    response = send(client, translated, cards[3])
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert unconfirmed_segments(page) == 0
    assert set(rows(translated).values_list("translation_type", "last_translated_by")) == {
        (MANUAL, people["editor"].pk)
    }
    assert rows(translated)[1].data == "Right\nnow"
    entries = PageLogEntry.objects.filter(action=CONFIRM).order_by("pk")
    assert [(entry.user, entry.data["is_changed"]) for entry in entries] == [
        (people["editor"], changed) for changed in (False, True, False, False)
    ]
    history = texts(client.get(f"/admin/pages/{page.pk}/history/"))
    assert "put right (LibreTranslate" in history
    assert "confirmed (LibreTranslate" in history
    assert "confirmed on 20" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        factories.release_translation(translated, user=colleague)
    assert ArticlePage.objects.get(pk=page.pk).live


def test_saving_a_segment_in_the_editor_confirms_it(translated, page, people, sign_in):
    segment = translated.source.stringsegment_set.order_by("order").last()
    response = sign_in(people["officer"]).put(
        f"/admin/localize/translate/{translated.pk}/strings/{segment.pk}/edit/",
        "value=By+hand",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    assert unconfirmed_segments(page) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \r\n ", "Write the translation"),
        ("My <p>words</p>", "not allowed"),
        ('My <a id="a7">words</a>', "Unrecognised id"),
        ("My <b onclick='x()'>words</b>", "attributes"),
    ],
)
def test_what_cannot_be_rendered_is_refused_and_what_was_typed_is_kept(translated, page, people, sign_in, text, said):
    client = sign_in(people["editor"])
    card = confirm_page(client, translated).select("form.suggestion")[3]
    shown = BeautifulSoup(send(client, translated, card, text=text).content, "html.parser").select("form.suggestion")
    assert len(shown) == 4
    assert said in shown[3].select_one(".error-message").get_text()
    assert (
        shown[3].textarea.get_text()[1:] == text.replace("\r\n", "\n")
        or shown[3].textarea.get_text().strip() == text.strip()
    )
    assert unconfirmed_segments(page) == 4


def test_who_comes_second_loses_nothing_and_overwrites_nothing_unseen(translated, page, people, sign_in):
    first, second = sign_in(people["editor"]), sign_in(people["officer"])
    card = confirm_page(second, translated).select("form.suggestion")[0]
    send(first, translated, card, text="The editor's words")
    assert "meanwhile" in texts(second.get(send(second, translated, card, text="The editor's words")["Location"]))
    shown = BeautifulSoup(send(second, translated, card, text="Mine").content, "html.parser").select("form.suggestion")
    assert len(shown) == 4
    assert "changed this segment meanwhile" in shown[0].get_text()
    assert "The editor's words" in shown[0].get_text()
    assert fields(shown[0])["text"].strip() == "Mine"
    assert rows(translated)[0].data == "The editor's words"
    send(second, translated, shown[0], text="Mine")
    assert rows(translated)[0].data == "Mine"
    rows(translated).filter(data="Mine").delete()
    gone = second.get(send(second, translated, shown[0], text="Mine again")["Location"])
    assert "Mine again" in texts(gone)
    for bad in ("", "x", "9" * 40, "²"):
        assert send(second, translated, shown[0], segment=bad).status_code == 302


def test_a_page_that_is_no_translation_has_nothing_to_confirm(translated, pair, site):
    assert unconfirmed_segments(pair.zh) == unconfirmed_segments(pair.en) == unconfirmed_segments(site.zh) == 0
    translated.enabled = False
    translated.save()
    stopped = ArticlePage.objects.get(translation_key=translated.source.object_id, locale=translated.target_locale)
    assert unconfirmed_segments(stopped) == 4


def test_updating_a_translation_asks_no_engine(translated, people, sign_in, libre):
    client = sign_in(people["officer"])
    before = len(libre.asked)
    address = f"/admin/localize/update/{translated.source_id}/"
    assert "use_machine_translation" not in client.get(address).content.decode()
    assert client.post(address, {"use_machine_translation": "on"}).status_code == 302
    assert len(libre.asked) == before
