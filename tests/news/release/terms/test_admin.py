"""The glossary in the Wagtail admin: who may do what, approvals, files."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from news.models import GlossaryTerm, GlossaryUpload
from news.release.terms import csv_files
from news.release.terms.admin import approval_url
from news.release.terms.approval import APPROVE, approve, wrote

LIST = "/admin/snippets/news/glossaryterm/"
IMPORT, EXPORT, ADD = f"{LIST}import/", f"{LIST}export/", f"{LIST}add/"
TABLE = "zh,en\n防汛,flood control\n抗旱,drought relief\n".encode()


def form_of(**fields: str) -> dict[str, str]:
    names = ("other_zh", "other_en", "refused_zh", "refused_en", "origin", "note", "valid_from", "valid_until")
    return {"zh": "防汛", "en": "flood control", "category": "other", **dict.fromkeys(names, ""), **fields}


@pytest.fixture
def editor(people, sign_in):
    return sign_in(people["editor"])


@pytest.fixture
def term(editor):
    """As the editor wrote it."""
    response = editor.post(ADD, form_of())
    assert response.status_code == 302, errors(response)
    return GlossaryTerm.objects.get()


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [
        item.get_text(" ", strip=True) for item in page.select(".error-message, .messages li.error, .help-critical")
    ]


def send(client, data: bytes, name: str = "terms.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)}, follow=True)


def confirm(client, page_response):
    page = BeautifulSoup(page_response.content, "html.parser")
    fingerprint = page.select_one("input[name=fingerprint]")["value"]
    return client.post(page_response.request["PATH_INFO"], {"fingerprint": fingerprint}, follow=True)


def opens(client, address: str) -> bool:
    return client.get(address).status_code == 200


# --- Who may do what --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        ("contributor", True, False),
        ("officer", True, False),
        ("translator", True, False),
        ("editor", True, True),
        ("moderator", False, False),
        ("auditor", True, False),
        ("administrator", True, True),
    ],
)
def test_editors_keep_the_glossary_and_writers_read_it(role, reads, keeps, people, sign_in):
    client = sign_in(people[role])
    assert [opens(client, address) for address in (LIST, EXPORT)] == [reads, reads]
    assert [opens(client, address) for address in (ADD, IMPORT)] == [keeps, keeps]
    client.post(ADD, form_of())
    assert GlossaryTerm.objects.exists() is keeps


def test_who_may_not_import_cannot_confirm_either(people, sign_in, editor):
    send(editor, TABLE)
    upload = GlossaryUpload.objects.get()
    for role in ("officer", "administrator"):  # an administrator may import, but not what an editor sent
        assert not opens(sign_in(people[role]), f"{IMPORT}{upload.pk}/")
        sign_in(people[role]).post(f"{IMPORT}{upload.pk}/", {"fingerprint": ""})
    assert not GlossaryTerm.objects.exists()


# --- Writing ----------------------------------------------------------------------------------------------------------
def test_a_term_is_written_as_a_draft(term):
    assert (term.zh, term.en, term.status, term.approved_by) == ("防汛", "flood control", "draft", None)


def test_what_is_wrong_stands_beside_its_field(term, editor):
    response = editor.post(ADD, form_of(en="floods", refused_en="Flood Control\nfloods"))
    told = " ".join(errors(response))
    assert "防汛" in told or "flood" in told.lower()
    assert GlossaryTerm.objects.count() == 1
    assert set(response.context["form"].errors) == {"zh", "refused_en"}


def test_forms_are_tidied(editor):
    editor.post(ADD, form_of(zh=" 防汛 ", en="flood   control", other_en=" a\r\n\r\nb  c\r\na "))
    term = GlossaryTerm.objects.get()
    assert (term.zh, term.en, term.other_en) == ("防汛", "flood control", "a\nb c")


def test_the_listing_is_searched_and_filtered(term, editor):
    GlossaryTerm.objects.create(zh="抗旱", en="drought relief", category="policy")
    assert "drought relief" not in editor.get(LIST, {"q": "防"}).content.decode()
    assert "flood control" not in editor.get(LIST, {"category": "policy"}).content.decode()


# --- Approving --------------------------------------------------------------------------------------------------------
def click(client, term, **data):
    page = client.get(approval_url(term))
    seen = BeautifulSoup(page.content, "html.parser").select_one("input[name=seen]")
    return client.post(approval_url(term), {"seen": seen["value"] if seen else "", **data}, follow=True)


def test_somebody_else_approves(term, editor, colleague, sign_in):
    assert approval_url(term).replace("&", "&amp;") in editor.get(LIST).content.decode()
    click(editor, term)
    assert not GlossaryTerm.objects.get().is_approved
    click(sign_in(colleague), term)
    term.refresh_from_db()
    assert (term.is_approved, term.approved_by) == (True, colleague)
    assert ModelLogEntry.objects.filter(action=APPROVE, user=colleague).count() == 1


def test_a_superuser_does_not_approve_their_own_either(db, sign_in, people):
    from tests import factories

    root = factories.user("root", superuser=True)
    sign_in(root).post(ADD, form_of())
    term = GlossaryTerm.objects.get()
    click(sign_in(root), term)
    with pytest.raises(PermissionDenied):
        approve(term, root)
    assert not GlossaryTerm.objects.get().is_approved


def test_only_those_who_keep_the_glossary_approve(term, people, sign_in):
    click(sign_in(people["officer"]), term)
    assert not GlossaryTerm.objects.get().is_approved


def test_what_is_approved_is_what_was_read(term, colleague, sign_in):
    client = sign_in(colleague)
    page = BeautifulSoup(client.get(approval_url(term)).content, "html.parser")
    seen = page.select_one("input[name=seen]")["value"]
    GlossaryTerm.objects.update(en="something else")
    response = client.post(approval_url(term), {"seen": seen})
    assert not GlossaryTerm.objects.get().is_approved
    again = BeautifulSoup(response.content, "html.parser")
    assert "something else" in again.get_text()
    client.post(approval_url(term), {"seen": again.select_one("input[name=seen]")["value"]})
    assert GlossaryTerm.objects.get().is_approved


def test_a_new_wording_takes_the_approval_back_and_its_writer_does_not_approve_it(term, editor, colleague, sign_in):
    approve(term, colleague)
    editor.post(f"{LIST}edit/{term.pk}/", form_of(note="a note changes nothing"))
    assert GlossaryTerm.objects.get().is_approved
    sign_in(colleague).post(f"{LIST}edit/{term.pk}/", form_of(en="flood prevention"))
    term = GlossaryTerm.objects.get()
    assert (term.status, term.approved_at, term.approved_by) == ("draft", None, None)
    assert wrote(term, colleague)
    with pytest.raises(PermissionDenied):
        approve(term, colleague)


def test_approving_twice_changes_nothing(term, colleague, people):
    first = approve(term, colleague)
    assert approve(term, people["administrator"]).approved_by == first.approved_by == colleague
    assert ModelLogEntry.objects.filter(action=APPROVE).count() == 1


def test_the_history_shows_who_did_what(term, editor, colleague):
    approve(term, colleague)
    history = editor.get(reverse("wagtailsnippets_news_glossaryterm:history", args=[term.pk])).content.decode()
    assert str(colleague) in history
    assert ModelLogEntry.objects.for_instance(term).count() == 2


# --- Files ------------------------------------------------------------------------------------------------------------
def test_a_file_is_seen_first_and_confirmed_then(editor, people):
    seen = send(editor, TABLE)
    assert "防汛" in seen.content.decode()
    assert not GlossaryTerm.objects.exists()
    confirm(editor, seen)
    assert set(GlossaryTerm.objects.values_list("zh", "status")) == {("防汛", "draft"), ("抗旱", "draft")}
    assert not GlossaryUpload.objects.exists()
    assert all(wrote(term, people["editor"]) for term in GlossaryTerm.objects.all())


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00", b"zh\n\xe9\x98\xb2\n", b'zh,en\n"', b"", b"zh,en\n" + b"x" * csv_files.MOST_BYTES],
    ids=["no text", "no column", "broken", "empty", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(editor, data):
    response = send(editor, data)
    assert response.context["form"].errors["file"]
    assert not GlossaryUpload.objects.exists()


def test_a_file_with_a_wrong_line_cannot_be_confirmed(editor):
    seen = send(editor, TABLE + b"latin,latin\n")
    page = BeautifulSoup(seen.content, "html.parser")
    assert page.select_one("input[name=fingerprint]") is None
    assert "4" in [cell.get_text() for cell in page.select("td")]
    editor.post(seen.request["PATH_INFO"], {"fingerprint": seen.context["plan"].fingerprint})
    assert not GlossaryTerm.objects.exists()


def test_a_glossary_that_changed_meanwhile_is_shown_again(editor):
    seen = send(editor, TABLE)
    GlossaryTerm.objects.create(zh="防汛", en="flood prevention")
    again = confirm(editor, seen)
    assert again.context["plan"].changed
    assert set(GlossaryTerm.objects.values_list("zh", "en")) == {("防汛", "flood prevention")}
    confirm(editor, again)
    assert GlossaryTerm.objects.count() == 2


def test_a_cell_is_text_in_the_preview(editor):
    page = send(editor, "zh,en\n防汛,<script>alert(1)</script>\n".encode())
    assert "<script>alert(1)" not in page.content.decode()


def test_files_that_nobody_confirmed_are_thrown_away(editor, people):
    old = timezone.now() - datetime.timedelta(days=2)
    GlossaryUpload.objects.create(user=people["officer"], name="old.csv", data=b"x", uploaded_at=old)
    send(editor, TABLE)
    assert [upload.name for upload in GlossaryUpload.objects.all()] == ["terms.csv"]


def test_what_is_exported_is_imported_again_without_a_change(term, editor):
    response = editor.get(EXPORT)
    assert response["Content-Disposition"].startswith('attachment; filename="glossary-')
    data = b"".join(response.streaming_content)
    assert data.decode().startswith("\ufeffzh,en,")
    seen = send(editor, data)
    assert (seen.context["plan"].steps, seen.context["plan"].unchanged) == ([], 1)
