"""Who sets a finding aside, for how long, and how it is told."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from news.models import FindingDismissal
from news.release.checks.findings import Severity
from news.release.findings.dismissals import DISMISS, RESTORE, dismiss, judged, open_findings, refusal, restore
from tests import factories

REASON = "The figure is right: see the bulletin."


@pytest.fixture
def error(faulty, found):
    [finding] = found(faulty.zh, faulty.en)
    return finding


@pytest.fixture
def warning(error):
    return replace(error, severity=Severity.WARNING)


@pytest.fixture
def pages(faulty):
    return [faulty.zh, faulty.en]


def test_an_editor_dismisses_an_error_and_the_history_knows_why(error, pages, people):
    row = dismiss(error, pages, people["editor"], f"  {REASON}\n")
    assert (row.reason, row.by, row.severity, row.code) == (REASON, people["editor"], "error", "number-differs")
    assert open_findings([error], pages[0].translation_key) == []
    assert judged([error], pages[0].translation_key) == [(error, row)]
    entry = PageLogEntry.objects.get(action=DISMISS)
    assert (entry.page_id, entry.user) == (pages[1].pk, people["editor"])  # the translation's history
    assert entry.formatter.format_message(entry) == f"Dismissed the finding number-differs (Paragraph 2): {REASON}"


def test_a_dismissal_dies_when_the_words_change(error, pages, people, found):
    dismiss(error, pages, people["editor"], REASON)
    value = pages[1].body[1].value
    pages[1].body[1].value = type(value)(value.source.replace("1.3", "1.4"))
    findings = found(*pages)
    assert open_findings(findings, pages[0].translation_key) == findings != []


def test_the_second_dismissal_leaves_the_first_as_it_is(error, pages, people, colleague):
    dismiss(error, pages, people["editor"], REASON)
    assert dismiss(error, pages, colleague, "Another reason").reason == REASON
    assert PageLogEntry.objects.filter(action=DISMISS).count() == 1


@pytest.mark.parametrize("reason", ["", " \n\t", "\x00", "字" * 501])
def test_a_reason_is_given_and_is_no_essay(reason, error, warning, pages, people):
    for finding in (error, warning):
        with pytest.raises(ValidationError):
            dismiss(finding, pages, people["editor"], reason)
    assert not FindingDismissal.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "officer", "translator", "moderator", "auditor"])
def test_an_error_is_for_those_who_may_release(role, error, pages, people):
    with pytest.raises(PermissionDenied):
        dismiss(error, pages, people[role], REASON)
    assert not FindingDismissal.objects.exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_dismisses_an_error_in_their_own_words(language, error, pages, people, colleague):
    next(page for page in pages if page.prefix == language).save_revision(user=people["editor"])
    root = factories.user("root", superuser=True)
    pages[0].save_revision(user=root)
    for author in (people["editor"], root):
        with pytest.raises(PermissionDenied, match="you wrote"):
            dismiss(error, pages, author, REASON)
    dismiss(error, pages, colleague, REASON)


def test_an_error_in_one_text_is_not_its_translators(faulty, found, people):
    faulty.zh.title = "省政府召开会议研究部署防汛和"
    title = next(finding for finding in found(faulty.zh, faulty.en) if finding.code == "title-cut")
    faulty.en.save_revision(user=people["editor"])
    dismiss(title, [faulty.zh, faulty.en], people["editor"], REASON)
    assert PageLogEntry.objects.get(action=DISMISS).page_id == faulty.zh.pk


def test_a_warning_is_for_those_who_may_change_the_text(warning, pages, people):
    for role in ("contributor", "moderator", "auditor"):
        assert refusal(warning, pages, people[role])
        with pytest.raises(PermissionDenied):
            dismiss(warning, pages, people[role], REASON)
    for role in ("officer", "translator", "editor"):
        assert refusal(warning, pages, people[role]) == ""
    assert dismiss(warning, pages, people["translator"], REASON).by == people["translator"]


def test_a_dismissed_warning_that_becomes_an_error_is_open(error, warning, pages, people):
    dismiss(warning, pages, people["officer"], REASON)
    assert open_findings([error], pages[0].translation_key) == [error]
    row = dismiss(error, pages, people["editor"], "Looked at again")
    assert (row.severity, row.by) == ("error", people["editor"])
    assert FindingDismissal.objects.count() == 1


def test_a_dismissal_is_taken_back(error, pages, people):
    dismiss(error, pages, people["editor"], REASON)
    for role in ("auditor", "moderator"):
        with pytest.raises(PermissionDenied):
            restore(error.fingerprint, pages, people[role])
    assert restore(error.fingerprint, pages, people["officer"])  # strictness is everybody's
    assert open_findings([error], pages[0].translation_key) == [error]
    assert not restore(error.fingerprint, pages, people["officer"])
    entry = PageLogEntry.objects.get(action=RESTORE)
    assert entry.data["reason"] == REASON
    assert "number-differs" in entry.formatter.format_message(entry)


def test_a_dismissal_is_of_one_article(error, pages, people, site):
    dismiss(error, pages, people["editor"], REASON)
    assert open_findings([error], factories.article(site.zh_section).translation_key) == [error]


def test_the_database_wants_a_reason_and_each_finding_once(error, pages):
    told = {
        "translation_key": pages[0].translation_key,
        "fingerprint": error.fingerprint,
        "code": "x",
        "severity": "error",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingDismissal.objects.create(**told, reason="")
    FindingDismissal.objects.create(**told, reason=REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingDismissal.objects.create(**told, reason=REASON)


def test_a_dismissal_outlives_the_account(error, pages, people):
    dismiss(error, pages, people["editor"], REASON)
    people["editor"].delete()
    assert FindingDismissal.objects.get().by is None
    assert open_findings([error], pages[0].translation_key) == []
