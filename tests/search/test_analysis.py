"""The analyzer: the same text is found however it is written, and nothing else is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import analysis
from search.analysis import fold, index_terms, normalize, normalize_with_offsets, words

HAN = "省市政府会议常务质量发展改革防汛抗旱工作部署年月日第一二三十百〇研究通过條例會議質量陆守澄郝鹏水利厅的和"
TEXTS = st.text(alphabet=HAN + "，。 \n123ABc-.", max_size=60)
ANYTHING = st.text(max_size=80)


def is_found(query: str, text: str) -> bool:
    """Whether a document of this text satisfies every word of the query: what both databases must agree with."""
    terms, form = index_terms(text), normalize(text)
    return all(any(holds(alternative, terms, form) for alternative in word.alternatives) for word in words(fold(query)))


def holds(alternative: analysis.Alternative, terms: set[str], form: str) -> bool:
    wanted = (
        any(t.startswith(term[:-1]) for t in terms) if term[-1] == "*" else term in terms for term in alternative.terms
    )
    return all(wanted) and alternative.phrase in form


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("质量", "产品质量监管"),
        ("供给侧结构性改革", "推进供给侧结构性改革"),
        ("會議", "省政府召开会议"),
        ("会议", "省政府召開會議"),
        ("ＣＯＶＩＤ－１９", "COVID-19 vaccines"),
        ("COVID19", "the COVID-19 pandemic"),
        ("covid-19", "COVID 19"),
        ("第三次常务会议", "第3次常务会议"),
        ("第3次常务会议", "第三次常务会议"),
        ("third session", "its 3rd session"),
        ("third", "召开第三次会议"),
        ("2017年", "二〇一七年"),
        ("二〇一七年", "2017年"),
        ("2023-05-01", "2023年5月1日"),
        ("2023年5月1日", "on 1 May 2023"),
        ("May 2023", "2023-05-09"),
        ("plans", "a plan"),
        ("policies", "the policy"),
        ("1,234", "1234 villages"),
        ("26.6万亿", "总量达26.6万亿元"),
        ("5G基站", "建设5G基站"),
        ("〔2017〕12号", "青政办〔2017〕12号"),
        ("水", "治水"),
        ("三次", "第二十三次会议"),
        ("郝鹏", "省长郝鹏主持"),
        ("cafe", "Café"),
        ("教育和卫生", "卫生、教育"),
    ],
)
def test_a_query_finds_a_text_written_otherwise(query: str, text: str):
    assert is_found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("第三次", "第十三次会议"),
        ("第三次", "第三届"),
        ("2017年", "2016年"),
        ("陆守澄", "陆守成"),
        ("质量", "质检与数量"),
        ("covid-19", "covid and 19 others"),
        ("5月1日", "5月11日"),
        ("26.6", "26.61"),
        ("防汛", "防。汛"),
    ],
)
def test_a_query_does_not_find_what_is_something_else(query: str, text: str):
    assert not is_found(query, text)


@given(text=TEXTS, start=st.integers(0, 60), length=st.integers(2, 8))
def test_each_part_of_a_stretch_of_han_is_found(text: str, start: int, length: int):
    """Recall 1: whatever is a substring of the folded text is found, wherever it is cut."""
    part = fold(text)[start : start + length]
    if len(part) > 1 and analysis.HAN_RUN.fullmatch(part):
        assert is_found(part, text)


@given(text=TEXTS, query=st.text(alphabet=HAN, min_size=2, max_size=2))
def test_two_characters_are_found_only_where_they_stand_together(text: str, query: str):
    folded = fold(query)
    if not set(folded) & (analysis.PARTICLES | set("一二三十百〇年月日第")):
        assert is_found(query, text) == (folded in fold(text))


@given(ANYTHING, ANYTHING)
def test_a_text_folds_as_its_parts_do(one: str, other: str):
    assert fold(one + other) == fold(one) + fold(other)


@given(ANYTHING)
@example("会\U0003134b议")  # Han that this Python knows nothing of
def test_normalizing_with_offsets_gives_the_same_text_and_places_in_the_original(text: str):
    result = normalize_with_offsets(text)
    assert result.text == normalize(text)
    assert len(result.starts) == len(result.ends) == len(result.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))


@given(ANYTHING)
def test_no_term_holds_white_space_or_is_empty(text: str):
    assert all(term and not term.split()[1:] and term == term.strip() for term in index_terms(text))
    for word in words(fold(text)):
        assert all(alternative.terms for alternative in word.alternatives)


def test_offsets_lead_back_to_what_was_written():
    text = "８日，省長主持召開《常務會議》，Café’s ﬁne"
    result = normalize_with_offsets(text)
    start = result.text.index("常务会议")
    assert text[result.starts[start] : result.ends[start + 3]] == "常務會議"
    start = result.text.index("cafe")
    assert text[result.starts[start] : result.ends[start + 3]] == "Café’s"


def test_long_texts_lose_nothing():
    """Past the positions that PostgreSQL counts: 16,383 of a text, 256 of one word."""
    text = "质量。" * 6_000 + "最后一句讲澜水堤防"
    assert {"质量", "澜水", "堤防"} <= index_terms(text)
    assert normalize(text).endswith("最后一句讲澜水堤防")


@pytest.mark.parametrize(
    ("numeral", "figures"),
    [("三", "3"), ("十", "10"), ("三十八", "38"), ("一百零五", "105"), ("两千", "2000"), ("二〇一七", "2017")],
)
def test_numerals(numeral: str, figures: str):
    from search.numerals import as_han, in_arabic

    assert in_arabic(f"第{numeral}次") == f"第{figures}次"
    assert in_arabic(as_han(f"第{figures}次")) == f"第{figures}次"


def test_what_counts_nothing_stays_as_it_is():
    from search.numerals import in_arabic

    assert in_arabic("一带一路与十四五规划") == "一带一路与十四五规划"
