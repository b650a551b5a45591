"""What may stand in the glossary, by itself and beside other entries."""

import pytest

from news.release.checks.glossary import Term
from news.release.terms.entries import Entry, Register, contradictions, forms_of, problems_of

FLOODS = Entry(
    zh="防汛", en="flood control", other_en=("flood prevention",), refused_en=("prevention of flood seasons",)
)


def fields(problems) -> list[str]:
    return [field for field, _message in problems]


def test_a_good_entry_has_no_problems():
    assert list(problems_of(FLOODS)) == []
    assert list(contradictions(FLOODS, [Entry(zh="抗旱", en="drought relief")])) == []


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"zh": ""}, ["zh"]),
        ({"en": ""}, ["en"]),
        ({"zh": "flood"}, ["zh"]),
        ({"en": "flood 防汛"}, ["en"]),
        ({"en": "𠀋"}, ["en"]),  # Han beyond the basic plane
        ({"other_zh": ("防洪", "floods")}, ["other_zh"]),
        ({"refused_en": ("防",)}, ["refused_en"]),
        ({"refused_en": ("Flood  Control",)}, ["refused_en"]),  # its own rendering
        ({"other_en": ("a | b",)}, ["other_en"]),
        ({"category": "bodies"}, ["category"]),
        ({"en": "x" * 201}, ["en"]),
        ({"other_en": tuple(f"form {n}" for n in range(31))}, ["other_en"]),
        ({"other_en": ("x" * 201,)}, ["other_en"]),
    ],
)
def test_what_is_wrong_is_told_by_field(values, wrong):
    assert fields(problems_of(Entry(**{"zh": "防汛", "en": "flood control"} | values))) == wrong


def test_a_message_names_the_form():
    ((_field, message),) = problems_of(Entry(zh="防汛", en="flood control", refused_en=("flood control",)))
    assert "flood control" in message


def test_validity_ends_when_it_began_or_later():
    import datetime

    day = datetime.date(2026, 5, 8)
    assert not list(problems_of(Entry(zh="防汛", en="x", valid_from=day, valid_until=day)))
    earlier = day - datetime.timedelta(days=1)
    assert fields(problems_of(Entry(zh="防汛", en="x", valid_from=day, valid_until=earlier))) == ["valid_until"]


# --- Expressions ------------------------------------------------------------------------------------------------------
def test_an_expression_may_lack_a_language():
    refused = Entry(en="make arrangements", refused_en=("make deployment",), category="expression")
    assert list(problems_of(refused)) == []
    assert list(refused.terms()) == []
    assert list(refused.expressions()) == [("make deployment", "make arrangements")]
    nothing_instead = Entry(refused_zh=("圆满成功",), category="expression")
    assert list(problems_of(nothing_instead)) == []
    assert list(nothing_instead.expressions()) == [("圆满成功", "")]


@pytest.mark.parametrize("values", [{}, {"en": "x"}, {"other_en": ("x",), "refused_en": ("y",)}])
def test_an_expression_refuses_something_or_is_a_term(values):
    assert list(problems_of(Entry(category="expression", **values)))


# --- Beside each other ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"zh": "防汛", "en": "floods"}, ["zh"]),
        ({"zh": "防洪", "en": "FLOOD CONTROL"}, []),  # two words may have one rendering
        ({"zh": "防洪", "en": "floods", "other_zh": ("防汛",)}, ["other_zh"]),
        ({"zh": "防洪", "en": "floods", "refused_en": ("Flood Prevention",)}, ["refused_en"]),
        ({"zh": "防洪", "en": "floods", "refused_zh": ("防汛",)}, ["refused_zh"]),
        ({"zh": "防洪", "en": "Prevention of flood seasons"}, ["en"]),
        ({"zh": "防洪", "en": "floods", "other_en": ("prevention of flood seasons",)}, ["other_en"]),
    ],
)
def test_contradictions_are_found(values, wrong):
    assert fields(contradictions(Entry(**values), [FLOODS])) == wrong


def test_an_entry_does_not_contradict_itself():
    assert list(Register([FLOODS]).problems_of(FLOODS)) == []


def test_each_chinese_form_is_a_term_for_the_checks():
    entry = Entry(
        zh="国务院新闻办公室", en="State Council Information Office", other_zh=("国新办",), other_en=("SCIO",)
    )
    english = ("State Council Information Office", "SCIO")
    assert list(entry.terms()) == [Term("国务院新闻办公室", english), Term("国新办", english)]


def test_forms_stand_on_lines():
    assert forms_of(" a  b \r\n\n a b\nc") == ("a b", "c")
