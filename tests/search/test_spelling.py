"""Did you mean: homophones in Chinese, slips in English, and only what finds something that readers can reach."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import current_lexicon, find
from search.query import Query
from search.spelling import FEW, did_you_mean, distance
from search.syntax import parse
from tests import factories
from tests.search.test_hostile import NASTY
from tests.search.test_suggestions import HIDDEN


def meant(text: str, language: str = "zh-hans", **filters) -> str | None:
    query = Query(language, text, **filters)
    answer = find(query)
    assert answer.total <= FEW
    return did_you_mean(query, answer.parsed, answer.total)


@pytest.fixture
def archive(site):
    for title in (
        "全省质量工作会议",
        "省政府部署防汛备汛工作",
        "供给侧结构性改革",
        "志愿服务",
        "高质量发展",
        "人民银行",
    ):
        factories.article(site.zh_section, title)
    for title in ("Flood plan adopted", "Government reports on agriculture"):
        factories.article(site.en_section, title)
    factories.meeting(site.zh_section, "第38次会议", official=factories.OfficialFactory())
    return site


CHINESE = [
    ("致量", "质量"),
    ("防讯", "防汛"),
    ("防讯备讯", "防汛备汛"),
    ("致量工作", "质量工作"),
    ("致量 工作", "质量 工作"),
    ("致量會議", "质量會議"),
    ("会意", "会议"),
    ("供给测改革", "供给侧改革"),
    ("高致量发展", "高质量发展"),
    ("陆守成", "陆守澄"),
    ("陆守成 会议", "陆守澄 会议"),
    ("“致量工作”", "“质量工作”"),
    ("致量 -防汛", "质量 -防汛"),
    ("zhiliang", "质量"),
    ("人明银行", "人民银行"),
    # Nearly the same sound.
    ("字量", "质量"),
    ("防兄", None),
    ("人民营行", None),
    ("智量", "质量"),
    ("放汛", "防汛"),
    # Nothing like it, or nothing wrong.
    ("鲲鹏", None),
    ("12345", None),
]


def test_chinese(archive):
    assert [(typed, meant(typed)) for typed, _right in CHINESE] == CHINESE


ENGLISH = [
    ("floood", "flood"),
    ("flod", "flood"),
    ("folod", "flood"),
    ("glood", "flood"),
    ("Flodo Plan", "Flood Plan"),
    ("goverment", "government"),
    ("agricultrue", "agriculture"),
    ("argicultur", "agriculture"),
    ("plann", "plan"),
    ("xyz", None),
    ("fl", None),
    ("zzzzzzzzzz", None),
]


def test_english(archive):
    assert [(typed, meant(typed, "en")) for typed, _right in ENGLISH] == ENGLISH


def test_only_what_finds_something_under_the_same_filters(archive):
    assert meant("致量", kinds=("meeting",)) is None
    assert meant("致量 防汛") is None


def test_the_more_frequent_of_homophones(site):
    for title in ("会意", "会议一", "会议二", "会议三"):
        factories.article(site.zh_section, title)
    assert meant("回忆") == "会议"


def test_a_rare_accident_is_no_answer(site):
    """Somebody wrote 致量 across two words; many wrote 质量."""
    factories.article(site.zh_section, "导致量变")
    for _ in range(10):
        factories.article(site.zh_section, "质量")
    assert meant("致量") is None  # ten times as many, not ten times as many and one
    factories.article(site.zh_section, "质量")
    assert meant("致量") == "质量"


@pytest.mark.parametrize("hide", HIDDEN)
def test_nothing_of_what_is_not_released(site, hide):
    hide(site.zh_section, factories.OfficialFactory(name_zh="机密仁", name_en="Secret Person"))
    for typed in ("基密", "机密会意", "机密人", "jimi", "secrte"):
        assert meant(typed) is None


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("flood", "flood", 0),
        ("flod", "flood", 1),
        ("folod", "flood", 1),
        ("glood", "flood", 1),
        ("abc", "xyz", 3),
        ("a", "abcd", 3),
    ],
)
def test_distance(one, other, slips):
    assert distance(one, other, 2) == slips


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nasty_texts(archive, language):
    lexicon = current_lexicon()
    for text in NASTY:
        query = Query(language, text)
        did_you_mean(query, parse(text, lexicon))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text('致量防讯会意 flod"“”-*', max_size=20), st.sampled_from(["en", "zh-hans"]))
def test_any_text(archive, text, language):
    query = Query(language, text)
    offered = did_you_mean(query, parse(text, current_lexicon()))
    assert offered is None or find(Query(language, offered)).total
