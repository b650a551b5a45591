"""A purge leaves nothing of leaked personal data in whatever is kept of an article, and nothing in its own log."""

import io
import json

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry

from news.models import ArticleCorrection, ArticlePage, ReleasedVersion
from news.release.purging import REMOVED, Eraser, purge
from news.release.renderings import is_out_of_date
from tests import factories

NAME = "欧阳某某"


def everything_stored() -> str:
    """Every row of the database but readers' comments, with what JSON escapes unescaped."""
    rows = (
        row
        for model in apps.get_models()
        if model._meta.managed and model._meta.label != "comments.Comment"
        for row in model._base_manager.all()
    )
    text = serializers.serialize("json", rows, ensure_ascii=False)
    for _level in range(3):
        text = text.replace(json.dumps(NAME)[1:-1], NAME).replace("\\\\", "\\")
    return text


@pytest.fixture
def leaked(site, people, django_capture_on_commit_callbacks):
    """A name in every place that an article and its English translation have for one, in an old version and in the newest."""
    body = [("paragraph", f"<p>联系人{NAME[:2]}<b>{NAME[2:]}</b>，电话不详。</p>")]
    article = factories.meeting(
        site.zh_section, f"{NAME}的会议", live=False, slug="huiyi", summary=f"由{NAME}报告。", body=body
    )
    draft = ArticlePage.objects.get(pk=article.pk)
    draft.agenda_items = [factories.AgendaItem(text=f"{NAME}发言", locale=draft.locale)]
    draft.corrections = [ArticleCorrection(was=NAME, now="某某", locale=draft.locale)]
    draft.save_revision(user=people["officer"]).publish()
    article = factories.release(article, subtitle=NAME)
    translation = factories.submit_for_translation(article, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    for row in translation.source.stringsegment_set.first().string.translations.all():
        row.data = f"Meeting of {NAME}"
        row.save()
    translation.save_target(user=people["translator"], publish=False)
    factories.comment(article, comment=NAME)
    return article


def test_nothing_is_left_anywhere(leaked, people, read):
    assert everything_stored().count(NAME) > 10
    assert NAME in read(leaked.url_path).get_text()
    assert read(f"/zh/search/?q={NAME}").select(".hit")
    digests = set(ReleasedVersion.objects.values_list("digest", flat=True))
    english = ArticlePage.objects.get(translation_key=leaked.translation_key, locale__language_code="en")
    assert not is_out_of_date(english)
    places = purge(leaked, NAME, people["administrator"])
    assert places > 10
    stored = everything_stored()
    assert NAME not in stored
    assert NAME[2:] + "</b>" not in stored
    page = read(leaked.url_path).main
    assert REMOVED in page.get_text()
    assert page.select(".prose b")
    assert not read(f"/zh/search/?q={NAME}").select(".hit")
    assert not is_out_of_date(english)  # what was removed makes no translation old
    assert not digests & set(ReleasedVersion.objects.values_list("digest", flat=True))
    entries = PageLogEntry.objects.filter(action="news.purge")
    assert {entry.data["places"] for entry in entries} == {places}
    assert leaked.comments.get().comment == NAME


@pytest.mark.parametrize("text", ["", " ", "会", "不在其中的文字"])
def test_what_is_too_short_or_not_there_changes_nothing(text, draft, people):
    with pytest.raises(ValidationError):
        purge(draft, text, people["administrator"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ask A. & B. now", f"Ask {REMOVED} now"),
        ("<p>Ask A. &amp; <i>B.</i></p>", f"<p>Ask {REMOVED}<i></i></p>"),
        ("<p>Ask A.&nbsp;&amp;\nB.</p>", f"<p>Ask {REMOVED}</p>"),
        ('[{"value": "A. & B."}]', json.dumps([{"value": REMOVED}])),
        ("[A. & B.]", f"[{REMOVED}]"),
        ({"a": ["A. & B.", 1, None]}, {"a": [REMOVED, 1, None]}),
        ("A. B.", "A. B."),
    ],
)
def test_it_is_found_in_html_and_json(before, after):
    assert Eraser("A. & B.").clean(before) == after


def test_it_goes_from_the_address_too(site, people, read):
    article = factories.article(site.en_section, "Call 13912345678", slug="call-13912345678")
    purge(article, "13912345678", people["administrator"])
    article = ArticlePage.objects.get(pk=article.pk)
    assert "139" not in article.url_path
    read(article.url_path)


def test_the_command_reads_the_text_from_standard_input(leaked, people, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\n"))
    out = io.StringIO()
    call_command("purge_article", str(leaked.pk), user="administrator", stdout=out)
    assert "Removed from" in out.getvalue()
    assert PageLogEntry.objects.filter(action="news.purge", user=people["administrator"]).exists()
    for arguments in (["0"], [str(leaked.pk), "--user", "nobody"], [str(leaked.pk)]):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
        with pytest.raises(CommandError):
            call_command("purge_article", *arguments)


def test_administrators_purge_in_the_admin_and_nobody_else(leaked, people, sign_in):
    address = f"/admin/articles/{leaked.pk}/purge/"
    assert sign_in(people["editor"]).get(address).status_code == 302
    client = sign_in(people["administrator"])
    assert client.get(address).status_code == 200
    assert set(client.post(address, {"text": NAME}).context["form"].errors) == {"understood"}
    assert set(client.post(address, {"text": "没有", "understood": "on"}).context["form"].errors) == {"text"}
    assert client.post(address, {"text": NAME, "understood": "on"}).status_code == 302
    assert NAME not in ArticlePage.objects.get(pk=leaked.pk).title
