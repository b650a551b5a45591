"""The vocabulary counts the titles of what is released, whatever happens to it, and two releases never wait for each other."""

import threading

import pytest
from django.db import connection, connections, transaction
from wagtail.models import Page, PageViewRestriction

from news.models import ArticlePage
from search import vocabulary
from search.entries import Headline
from search.index import update
from search.models import Word
from search.suggestions import suggest
from search.vocabulary import Tally, occurring, starting, words_of
from tests import factories


def numbers(language: str = "zh-hans") -> dict[str, int]:
    """The words of a language with how many articles hold them, names left out."""
    texts = set(Word.objects.filter(language=language).exclude(text__startswith=":").values_list("text", flat=True))
    return occurring(language, texts)


# --- Words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("省政府部署防汛工作", "省政府 部署 防汛 工作"),
        ("陸守澄主持召開會議", "陆守澄 主持 召开 会议"),
        ("供给侧结构性改革", "供给 供给侧 结构性 改革"),
        ("Province’s Flood plan for 2026: the COVID-19 dyke", "province flood plan covid dyke"),
        ("5G", ""),
        ("𠮷" * 50, "𠮷𠮷"),
        ("x" * 100, ""),
        ("", ""),
    ],
)
def test_words_of_a_title(title, words):
    assert words_of(title) == set(words.split())


# --- Kept true --------------------------------------------------------------------------------------------------------
def test_release_edit_unpublish(site):
    article = factories.article(site.zh_section, "省政府部署防汛工作")
    other = factories.article(site.zh_section, "防汛会议")
    assert numbers() == {"省政府": 1, "部署": 1, "防汛": 2, "工作": 1, "会议": 1}
    article.title = "省政府部署质量工作"
    article.save()
    assert numbers() == {"省政府": 1, "部署": 1, "质量": 1, "防汛": 1, "工作": 1, "会议": 1}
    article.unpublish()
    assert numbers() == {"防汛": 1, "会议": 1}
    other.delete()
    assert not Word.objects.exists()


def test_a_draft_of_a_live_page_adds_nothing(site):
    article = factories.article(site.zh_section, "防汛")
    article.title = "机密"
    article.save_revision()
    assert numbers() == {"防汛": 1}


def test_languages_are_apart(pair):
    assert "flood" not in numbers()
    assert numbers("en") == {"province": 1, "prepares": 1, "floods": 1}


def test_sections_closed_and_opened(site):
    factories.article(site.zh_section, "防汛")
    restriction = PageViewRestriction.objects.create(page=site.zh_section, restriction_type=PageViewRestriction.LOGIN)
    assert numbers() == {}
    restriction.delete()
    assert numbers() == {"防汛": 1}
    site.zh_section.unpublish()
    assert numbers() == {}


def test_names_are_counted_by_their_terms(site):
    official = factories.OfficialFactory()
    article = factories.meeting(site.zh_section, official=official)
    term = f":o:{official.pk}"
    assert occurring("zh-hans", [term]) == {term: 1}
    assert occurring("en", [term]) == {}
    article.unpublish()
    assert occurring("zh-hans", [term]) == {}


def test_rollback(site):
    factories.article(site.zh_section, "防汛")
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        factories.article(site.zh_section, "防汛会议")
        ArticlePage.objects.get(title="防汛").delete()
        raise RuntimeError
    assert numbers() == {"防汛": 1}


def test_the_same_again_changes_nothing(site, django_assert_max_num_queries):
    article = factories.article(site.zh_section, "防汛")
    before = list(Word.objects.order_by("pk").values())
    update({article.pk})
    assert list(Word.objects.order_by("pk").values()) == before


# --- As a whole -------------------------------------------------------------------------------------------------------
def headlines(*titles: str) -> list[Headline]:
    return [Headline("zh-hans", title, "t:4 k:news") for title in titles]


@pytest.mark.django_db
def test_a_tally_replaces_everything():
    vocabulary.change(gained=headlines("机密"), lost=[])
    tally = Tally()
    tally.add(headlines("防汛会议", "防汛", "质量"))
    tally.subtract(headlines("质量"))
    assert tally.wrong() == [":t:4", "会议", "机密", "防汛"]
    tally.store()
    assert tally.wrong() == []
    assert numbers() == {"防汛": 2, "会议": 1}
    assert occurring("zh-hans", [":t:4"]) == {":t:4": 2}
    vocabulary.change(gained=[], lost=headlines("防汛会议", "防汛"))
    assert not Word.objects.exists()


@pytest.mark.django_db
def test_rows_of_the_same_word_are_summed_and_then_joined():
    row = {"language": "zh-hans", "text": "防汛", "pinyin": "fangxun", "initials": "fx"}
    for articles in (5, -3, 1):
        Word.objects.create(**row, articles=articles)
    assert [word.text for word in starting("zh-hans", [("text", "防")])] == ["防汛"]
    assert numbers() == {"防汛": 3}
    vocabulary.change(gained=headlines("防汛"), lost=[])
    assert list(Word.objects.filter(text="防汛").values_list("articles", flat=True)) == [4]


@pytest.mark.django_db
def test_a_word_that_no_title_holds_is_not_shown():
    row = {"language": "zh-hans", "text": "机密", "pinyin": "jimi", "initials": "jm"}
    for articles in (5, -5):
        Word.objects.create(**row, articles=articles)
    assert occurring("zh-hans", ["机密"]) == {}
    assert suggest("机", "zh-hans") == suggest("jimi", "zh-hans") == []


# --- At the same time -------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_nobody_waits_for_a_word():
    """Two transactions that count the same words the other way round: neither waits, and the sum is right."""
    vocabulary.change(gained=headlines("防汛会议", "质量"), lost=[])

    def other() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                vocabulary.change(gained=headlines("质量"), lost=[])
                vocabulary.change(gained=headlines("防汛会议"), lost=headlines("质量", "质量"))
        finally:
            connections.close_all()

    with transaction.atomic():
        vocabulary.change(gained=headlines("防汛会议"), lost=[])
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        vocabulary.change(gained=headlines("质量"), lost=[])
    assert numbers() == {"防汛": 3, "会议": 3, "质量": 1}
    vocabulary.change(gained=headlines("防汛会议质量"), lost=[])
    assert numbers() == {"防汛": 4, "会议": 4, "质量": 2}
    assert Word.objects.filter(text="防汛").count() == 1


# --- How it is looked up ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("column", ["text", "pinyin", "initials"])
def test_prefixes_are_read_from_an_index(column):
    rows = (
        Word(language="zh-hans", text=f"{n:06}", pinyin=f"{n:06}", initials=f"{n:06}", articles=n % 90)
        for n in range(20_000)
    )
    Word.objects.bulk_create(rows)
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        parameters = vocabulary.parameters_of("zh-hans", "00", 20)
        cursor.execute(f"{explain} {vocabulary.lookup(column)}", parameters)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert f"search_word_{column}" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_pages_of_other_types_have_no_words(site):
    Page.objects.filter(pk=site.zh_section.pk).update(title="机密")
    update({site.zh_section.pk})
    assert numbers() == {}
