"""The index and the articles: what it holds of them, how it is made anew, how it is checked."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from news.models import ArticlePage
from search import analysis, index, rebuild
from search.consistency import compare
from search.databases import PostgreSQL
from search.engine import find
from search.entries import Entry
from search.models import ChangedPage, IndexEntry, IndexState, Posting, Segment, Word
from search.postings import packed
from search.query import Query
from search.store import Store
from tests import factories


def titles(text: str, lang: str = "zh-hans", **fields) -> list[str]:
    answer = find(Query(lang, text, **fields))
    found = ArticlePage.objects.in_bulk([result.page_id for result in answer.results])
    assert answer.total == len(answer.results)
    return [found[result.page_id].title for result in answer.results]


@pytest.fixture
def section(db: None):
    return factories.section(factories.home("zh"), "要闻")


def test_an_entry_holds_title_names_facts_summary_and_body(section):
    series = factories.SeriesFactory(name_zh="省政府常务会议", name_en="Executive meeting")
    official = factories.OfficialFactory(posts=[("省长", "Governor", "2022-01-21", None)])
    body = [("paragraph", "<p>一段&amp;二段</p><p>三段</p>"), ("list", {"ordered": False, "items": ["<p>一项</p>"]})]
    body += [("table", {"data": [["年份", "公里"], ["2026", "12"]], "table_caption": "堤防"})]
    body += [("quote", {"text": "原话", "attribution": "某人"})]
    body += [("key_figures", [{"figure": "12", "label": "公里数"}])]
    factories.meeting(section, "部署防汛", series=series, official=official, body=body, summary="摘要")
    title, names, facts, summary, *paragraphs = IndexEntry.objects.get().plain.split("\n")
    assert title == "部署防汛"
    assert "2026年第38次省政府常务会议" in names
    assert "陆守澄" in names
    assert all(
        fact in facts for fact in ("省长", factories.VENUES["zh"], factories.AGENDAS["zh"], factories.DECISIONS["zh"])
    )
    assert summary == "摘要"
    assert paragraphs == [
        "一段&二段",
        "三段",
        "一项",
        *"堤防 年份 公里 2026 12".split(),
        "原话",
        "某人",
        "12",
        "公里数",
    ]


def test_a_change_of_names_reaches_the_articles(section):
    official = factories.OfficialFactory(posts=[])
    factories.meeting(section, "部署防汛", official=official)
    assert titles("陆守澄") == ["部署防汛"]
    official.name_zh = "闻人清源"
    official.save()
    assert titles("陆守澄") == []
    assert titles("闻人清源") == ["部署防汛"]


def test_a_change_is_rolled_back_with_what_caused_it(section):
    article = factories.article(section, "质量提升行动")
    with transaction.atomic():
        article.title = "防汛演练"
        article.save()
        assert titles("防汛演练") == ["防汛演练"]
        transaction.set_rollback(True)
    assert titles("防汛演练") == []
    assert titles("质量提升") == ["质量提升行动"]


def test_what_one_language_names_is_found_in_the_other(section):
    factories.OfficialFactory(name_zh="郝鹏", name_en="Hao Peng")
    factories.TopicFactory(name_zh="防汛", name_en="Flood control")
    factories.article(section, "郝鹏部署防汛")
    assert titles("Hao Peng") == titles("flood control") == titles("hao peng flood control") == ["郝鹏部署防汛"]


def test_a_section_finds_what_its_subsections_hold_after_a_move_too(section):
    below = factories.section(section, "会议")
    other = factories.section(factories.home("zh"), "政务")
    factories.article(below, "质量提升行动")
    before = IndexEntry.objects.values().get()
    assert titles("质量", section=section) == ["质量提升行动"]
    below.move(other, "last-child")
    section.refresh_from_db()
    other.refresh_from_db()
    assert titles("质量", section=section) == []
    assert titles("质量", section=other) == ["质量提升行动"]
    assert IndexEntry.objects.values().get() == before


# --- Made anew --------------------------------------------------------------------------------------------------------
def test_made_anew_it_holds_what_it_held(section):
    factories.article(section, "质量提升行动")
    factories.article(section, "防汛演练", live=False)
    columns = [name for name in Entry._fields if name != "terms"]  # which are in the posting lists then
    before = list(IndexEntry.objects.values(*columns))
    assert rebuild.rebuild() == 1
    assert rebuild.rebuild() == 1
    assert list(IndexEntry.objects.values(*columns)) == before
    assert Segment.objects.count() == 1
    assert titles("质量") == ["质量提升行动"]
    assert not compare()


def test_what_changes_meanwhile_is_in_the_new_one_too(section, monkeypatch):
    kept, gone = factories.article(section, "质量提升行动"), factories.article(section, "抗旱")
    fill = rebuild.fill

    def fill_while_others_write(*args):
        count = fill(*args)
        assert titles("抗旱") == ["抗旱"]  # the old one serves
        gone.delete()
        kept.title = "防汛演练"
        kept.save()
        factories.article(section, "水利")
        return count

    monkeypatch.setattr(rebuild, "fill", fill_while_others_write)
    rebuild.rebuild()
    assert [titles(word) for word in ("抗旱", "质量提升", "防汛", "水利")] == [[], [], ["防汛演练"], ["水利"]]
    assert not compare()
    assert not ChangedPage.objects.exists()
    assert not IndexState.objects.get().is_rebuilding


def test_interrupted_it_leaves_the_old_one_and_can_be_repeated(section, monkeypatch):
    factories.article(section, "质量提升行动")
    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "replace", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild.rebuild()
    assert titles("质量") == ["质量提升行动"]
    assert rebuild.rebuild() == 1
    assert titles("质量") == ["质量提升行动"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_processes_read_in_order(tmp_path, monkeypatch):
    """Only where others can connect to the database: PostgreSQL here, since tests on SQLite keep theirs in memory."""
    section = factories.section(factories.home("zh"), "要闻")
    for number in range(3):
        factories.article(section, f"质量{number}")
    monkeypatch.setattr(rebuild, "BATCH", 1)
    monkeypatch.setattr(rebuild, "SEGMENT", 2)
    assert rebuild.rebuild(jobs=2) == 3
    assert not compare()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's readers hold nothing")
def test_who_has_searched_and_is_about_to_write_is_not_in_the_way(monkeypatch):
    """The new index waits for him to let go of the old one, he for the new one: one of them has to step back."""
    section = factories.section(factories.home("zh"), "要闻")
    article = factories.article(section, "质量提升行动")
    has_searched, is_taking_over = threading.Event(), threading.Event()
    keep_out = PostgreSQL.keep_out

    def tell(self, tables):
        is_taking_over.set()
        keep_out(self, tables)

    monkeypatch.setattr(PostgreSQL, "keep_out", tell)

    def search_and_write() -> None:
        try:
            with transaction.atomic():
                assert titles("质量") == ["质量提升行动"]
                has_searched.set()
                is_taking_over.wait(30)
                article.title = "防汛演练"
                article.save()
        finally:
            connections.close_all()

    thread = threading.Thread(target=search_and_write)
    thread.start()
    has_searched.wait(30)
    assert rebuild.rebuild() == 1
    thread.join()
    assert titles("防汛演练") == ["防汛演练"]
    assert not compare()


# --- Checked ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def differing(section):
    """One article that is missing, one entry too many, one outdated."""
    missing, unreleased, outdated = (factories.article(section, title) for title in ("一", "二", "三"))
    IndexEntry.objects.get(page_id=missing.pk)
    index.store().remove([missing.pk])
    ArticlePage.objects.filter(pk=unreleased.pk).update(live=False)
    ArticlePage.objects.filter(pk=outdated.pk).update(title="别的题目")
    return missing, unreleased, outdated


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_a_release_that_has_begun_and_a_rebuild_do_not_wait_for_each_other():
    """Whoever has read what the index holds of an article is going to write: the tables are replaced when he has."""
    article = factories.article(factories.section(factories.home("zh"), "要闻"), "部署防汛")
    failed = []

    def rebuild_meanwhile() -> None:
        try:
            rebuild.rebuild()
        except Exception as error:  # noqa: BLE001 (it would end the thread, and nobody would know)
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=rebuild_meanwhile)
    with transaction.atomic():
        index.store().headlines([article.pk])
        thread.start()
        thread.join(0.5)
        index.update({article.pk})
    thread.join()
    assert not failed
    assert titles("防汛") == ["部署防汛"]


def test_a_check_finds_what_differs_and_mends_it(differing):
    missing, unreleased, outdated = differing
    found = compare()
    assert (found.missing, found.unreleased, found.outdated) == ([missing.pk], [unreleased.pk], [outdated.pk])
    out = StringIO()
    with pytest.raises(CommandError, match="--fix"):
        call_command("check_search", stdout=out)
    assert f"1 in the index, but not released: {unreleased.pk}" in out.getvalue()
    call_command("check_search", "--fix", stdout=out)
    assert not compare()
    call_command("check_search", stdout=out)


def test_a_check_reads_every_posting_list(section):
    """One that finds an article too many or too few, or elsewhere in its text, and one that finds what is not there."""
    pages = [factories.article(section, title) for title in ("质量提升行动", "防汛演练", "抗旱")]
    index.store().fold(1)
    assert not compare()
    drill = Posting.objects.get(term="演练")
    Posting.objects.filter(term="演练").delete()
    Posting.objects.filter(term="质量").update(docs=packed([0, 1], 3))
    moved = Posting.objects.get(term="抗旱")
    Posting.objects.filter(term="抗旱").update(
        offsets=(int.from_bytes(moved.offsets, "little") + 1).to_bytes(4, "little")
    )
    assert compare().outdated == [page.pk for page in pages[1:]]
    assert not compare().needs_rebuild
    call_command("check_search", "--fix", stdout=StringIO())
    assert not compare()
    IndexEntry.objects.filter(page_id=pages[0].pk).delete()
    assert compare().ghosts == [f"{drill.segment}:0"]
    call_command("check_search", "--fix", stdout=StringIO())
    assert not compare()


def test_what_is_fresh_is_folded_when_there_is_enough_of_it(section, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(Store.fold, "__defaults__", (2,))
    with django_capture_on_commit_callbacks(execute=True):
        factories.article(section, "质量提升行动")
    assert not Segment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        factories.article(section, "防汛演练")
    assert Segment.objects.count() == 1
    assert titles("质量") == ["质量提升行动"]
    assert not compare()


def test_a_check_counts_the_words_of_titles(section):
    factories.article(section, "质量提升行动")
    assert not compare()
    Word.objects.filter(text="质量").update(articles=5)
    assert compare().words == ["质量"]
    call_command("check_search", "--fix", stdout=StringIO())
    assert not compare()


def test_an_index_of_another_analyzer_is_told(section, monkeypatch):
    rebuild.rebuild()
    monkeypatch.setattr("search.analysis.VERSION", analysis.VERSION + 1)
    out = StringIO()
    call_command("check_search", stdout=out)
    assert "rebuild_search" in out.getvalue()


def test_the_command_says_how_many_there_are(section):
    factories.article(section, "质量提升行动")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue() == "1 articles are in the search index.\n"
