"""Files that go into the glossary: all of a file or nothing, seen before it is done."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from news.models import GlossaryTerm
from news.release.terms import importing
from news.release.terms.importing import ChangedMeanwhileError, import_file, plan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def floods():
    term = GlossaryTerm(zh="防汛", en="flood control", note="old", is_checked=True)
    term.mark_approved()
    term.save()
    return term


def table(*lines: str, columns: str = "zh,en") -> bytes:
    return "\n".join([columns, *lines]).encode()


# --- Plans ------------------------------------------------------------------------------------------------------------
def test_a_plan_says_what_is_new_what_changes_and_what_stays(floods):
    GlossaryTerm.objects.create(zh="堤防", en="dyke")
    made = plan(table("防汛,floods", "堤防,dyke", "抗旱,drought relief"))
    assert [(step.line, step.entry.zh) for step in made.new] == [(4, "抗旱")]
    (changed,) = made.changed
    assert [(change.before, change.after) for change in changed.differences] == [("flood control", "floods")]
    assert changed.loses_approval
    assert made.unchanged == 1
    assert made.problems == []
    assert floods.entry.en == "flood control"


def test_a_plan_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        plan(table(*(f"词{n},word {n}" for n in range(300))))


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["防汛,floods", "防汛,flooding"], [3]),
        (["latin,floods"], [2]),
        (["抗旱,"], [2]),
        (["抗旱,drought,防汛"], [2]),  # a form of another entry
        (["抗旱,drought,,flood control"], [2]),  # refuses what another entry has
        (["抗旱,drought,,dry", "旱灾,dry"], [2, 3]),  # within the file
    ],
)
def test_wrong_lines_are_told_and_nothing_is_done(floods, lines, wrong):
    done = import_file(table(*lines, columns="zh,en,other_zh,refused_en"), "terms.csv", None)
    assert [line for line, _message in done.problems] == wrong
    assert GlossaryTerm.objects.count() == 1


def test_two_entries_may_exchange_a_form(floods):
    """What stands in the file counts, not what it replaces."""
    GlossaryTerm.objects.create(zh="洪水", en="flood", refused_en="inundation")
    made = plan(table("洪水,flood,", "淹没,inundation,", columns="zh,en,refused_en"))
    assert made.problems == []


# --- Carrying them out ------------------------------------------------------------------------------------------------
def test_an_import_writes_drafts_and_logs_them(floods, people):
    done = import_file(table("防汛,floods", "抗旱,drought relief"), "terms.csv", people["editor"])
    assert (len(done.new), len(done.changed)) == (1, 1)
    assert set(GlossaryTerm.objects.values_list("zh", "en", "status", "note", "is_checked")) == {
        ("防汛", "floods", "draft", "old", True),
        ("抗旱", "drought relief", "draft", "", False),
    }
    entries = ModelLogEntry.objects.filter(action=importing.IMPORT, user=people["editor"], content_changed=True)
    assert sorted(entry.data["line"] for entry in entries) == [2, 3]
    assert {entry.message for entry in entries} != {""}


def test_a_new_note_takes_no_approval_back(floods):
    import_file(table("防汛,flood control,new", columns="zh,en,note"), "terms.csv", None)
    floods.refresh_from_db()
    assert (floods.note, floods.is_approved) == ("new", True)


def test_the_same_file_again_changes_nothing(floods):
    data = table("防汛,floods", "抗旱,drought relief")
    import_file(data, "terms.csv", None)
    before = ModelLogEntry.objects.count()
    assert import_file(data, "terms.csv", None).steps == []
    assert ModelLogEntry.objects.count() == before


def test_what_somebody_has_not_seen_is_not_done(floods):
    data = table("防汛,floods")
    seen = plan(data).fingerprint
    GlossaryTerm.objects.update(en="flood prevention")
    with pytest.raises(ChangedMeanwhileError):
        import_file(data, "terms.csv", None, seen)
    assert GlossaryTerm.objects.get().en == "flood prevention"


def test_a_failure_in_the_middle_leaves_nothing(floods, monkeypatch):
    def fail(*args):
        raise OSError("the disk is full")

    monkeypatch.setattr(importing, "_log", fail)
    with pytest.raises(OSError, match="disk"):
        import_file(table("防汛,floods", "抗旱,drought relief"), "terms.csv", None)
    assert list(GlossaryTerm.objects.values_list("en", "status")) == [("flood control", "approved")]


def test_a_thousand_lines_take_few_queries(django_assert_max_num_queries):
    data = table(*(f"词{n},word {n}" for n in range(1_000)))
    with django_assert_max_num_queries(40):  # SQLite takes sixty lines at a time
        import_file(data, "terms.csv", None)
    assert GlossaryTerm.objects.count() == 1_000


def test_who_comes_second_does_nothing(monkeypatch):
    """Another import makes the same entry between our plan and our writing: the database says so."""

    def overtaken(data):
        made = plan(data)
        GlossaryTerm.objects.create(zh="防汛", en="flood prevention")
        return made

    monkeypatch.setattr(importing, "plan", overtaken)
    with pytest.raises(ChangedMeanwhileError):
        import_file(table("抗旱,drought relief", "防汛,floods"), "terms.csv", None)
    assert not GlossaryTerm.objects.filter(zh="抗旱").exists()
    assert not ModelLogEntry.objects.filter(action=importing.IMPORT).exists()


# --- Commands ---------------------------------------------------------------------------------------------------------
def test_the_commands_give_back_what_they_took(tmp_path, capsys):
    call_command("import_glossary", "--starter")
    before = {term.entry for term in GlossaryTerm.objects.all()}
    capsys.readouterr()
    call_command("export_glossary")
    file = tmp_path / "glossary.csv"
    file.write_text(capsys.readouterr().out, encoding="utf-8", newline="")
    GlossaryTerm.objects.all().delete()
    factories.user("keeper")
    call_command("import_glossary", str(file), "--user", "keeper")
    assert {term.entry for term in GlossaryTerm.objects.all()} == before
    assert f"{len(before)} terms are new, 0 changed, 0 unchanged." in capsys.readouterr().out
    assert ModelLogEntry.objects.filter(user__username="keeper").count() == len(before)


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (None, [], "cannot be read"),
        (b"\0", [], "no text"),
        (table("防汛,"), [], "Nothing was done"),
        (table("防汛,floods"), ["--user", "nobody"], "no user"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, content, arguments, told):
    file = tmp_path / "terms.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=told):
        call_command("import_glossary", str(file), *arguments)
    assert not GlossaryTerm.objects.exists()


def test_days_are_kept(floods):
    import_file(table("防汛,floods,2026-05-08", columns="zh,en,valid_until"), "terms.csv", None)
    floods.refresh_from_db()
    assert floods.valid_until == datetime.date(2026, 5, 8)
