"""The terms that the portal brings along, and the glossary that checks get."""

import datetime

import pytest

from news.models import GlossaryTerm, Official, Source
from news.release.checks.glossary import Person, Post, Term
from news.release.terms.entries import CATEGORIES, Register, problems_of
from news.release.terms.loading import current_glossary
from news.release.terms.starter import load_starter, starter_glossary, starter_rows
from tests import factories

DAY = datetime.date(2026, 5, 8)


# --- The file ---------------------------------------------------------------------------------------------------------
def test_there_are_enough_terms_of_every_kind():
    entries = [row.entry() for row, _is_firm in starter_rows()]
    assert sum(entry.is_term for entry in entries) >= 300
    assert {entry.category for entry in entries} == set(CATEGORIES)
    assert len({entry.key for entry in entries}) == len(entries)


def test_every_term_says_where_it_comes_from_and_nothing_contradicts_anything():
    entries = [row.entry() for row, _is_firm in starter_rows()]
    register = Register(entries)
    assert [entry.key for entry in entries if not entry.origin] == []
    assert [(entry.key, *problem) for entry in entries for problem in problems_of(entry)] == []
    assert [(entry.key, *problem) for entry in entries for problem in register.problems_of(entry)] == []


def test_terms_to_be_confirmed_are_marked():
    doubtful = [row.entry() for row, is_firm in starter_rows() if not is_firm]
    assert doubtful
    assert {entry.note for entry in doubtful} == {"To be confirmed."}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("国务院", "State Council"),
        ("国家发改委", "NDRC"),
        ("国务院常务会议", None),  # an ordinary word of meetings: not checked
        ("供给侧结构性改革", "supply-side structural reform"),
        ("一带一路", "Belt and Road"),
        ("乡村振兴", "rural vitalization"),
        ("副省长", "vice-governor"),
        ("秘书长", "secretary-general"),
        ("水利部", "Ministry of Water Resources"),
        ("河长", None),  # 黄河长江 has it
    ],
)
def test_checked_terms_are_those_whose_absence_is_a_fault(zh, en):
    known = {term.zh: term.en for term in starter_glossary().terms}
    assert (zh in known) is (en is not None)
    assert en is None or en in known[zh]


def test_the_starter_needs_no_database():
    """(This test is not marked for one.)"""
    glossary = starter_glossary()
    assert glossary is starter_glossary()
    assert ("make deployment", "make arrangements") in glossary.expressions


# --- Loading ----------------------------------------------------------------------------------------------------------
def test_the_starter_is_loaded_once(db):
    loaded = load_starter()
    assert loaded == GlossaryTerm.objects.count() == len(starter_rows())
    assert GlossaryTerm.objects.filter(status="approved").count() == sum(is_firm for _row, is_firm in starter_rows())
    assert load_starter() == 0
    assert GlossaryTerm.objects.get(zh="国务院").approved_by is None


def test_the_starter_respects_what_is_there(db):
    GlossaryTerm.objects.create(zh="国务院", en="the State Council")
    GlossaryTerm.objects.create(zh="县令", en="magistrate", refused_en="vice governor")
    load_starter()
    assert GlossaryTerm.objects.get(zh="国务院").en == "the State Council"
    assert not GlossaryTerm.objects.filter(zh="副省长").exists()
    for term in GlossaryTerm.objects.filter(zh__in=["县令", "国务院", "水利部"]):
        term.full_clean()


def test_the_glossary_of_a_day(db, django_assert_num_queries):
    def term(zh, en, **fields):
        made = GlossaryTerm(zh=zh, en=en, **{"is_checked": True} | fields)
        made.mark_approved()
        made.save()

    term("防汛", "flood control", other_zh="防洪", refused_en="flood season prevention")
    term("旧词", "old", valid_until=DAY - datetime.timedelta(days=1))
    term("新词", "new", valid_from=DAY + datetime.timedelta(days=1))
    term("部署", "arrange", is_checked=False, refused_en="deploy work")
    GlossaryTerm.objects.create(zh="草稿", en="draft", is_checked=True)
    official = factories.OfficialFactory(
        order=3,
        posts=[("副省长", "Vice-Governor", "2018-02-01", "2022-01-21"), ("省长", "Governor", "2022-01-21", None)],
    )
    assert Official.objects.get() == official
    factories.SourceFactory(name_zh="省水利厅", name_en="Department of Water Resources")
    Source.objects.create(name_zh="无名", name_en="", slug="no-english")
    with django_assert_num_queries(4):
        glossary = current_glossary(DAY)
    assert glossary.terms == (
        Term("防汛", ("flood control",), (), ("flood season prevention",)),
        Term("防洪", ("flood control",), (), ("flood season prevention",)),
    )
    assert glossary.expressions == (("deploy work", "arrange"),)
    assert glossary.bodies == (Term("省水利厅", ("Department of Water Resources",)),)
    assert glossary.people == (
        Person(
            "陆守澄",
            "Lu Shoucheng",
            3,
            (
                Post("副省长", "Vice-Governor", datetime.date(2018, 2, 1), datetime.date(2022, 1, 20)),
                Post("省长", "Governor", datetime.date(2022, 1, 21), None),
            ),
        ),
    )
