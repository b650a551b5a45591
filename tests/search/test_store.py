"""The index in the database at hand, fresh and in segments, against a reading of every entry: the same on both databases."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import entries
from search.analysis import fold, index_terms, normalize, occurrences, other_terms
from search.entries import HEAD_LINES, PAGE_BITS, Entry, Match, TooSlowError, page_of
from search.index import store
from search.models import IndexEntry
from search.store import Store
from search.syntax import Clause, parse

WORDS = "省政府 常务会议 质量 高质量发展 防汛 抗旱 水利 学校 第三次 第3次 第十三次 2017年 二〇一七年 plan plans policy COVID-19 5G 26.6万亿 郝鹏 陆守澄 陆守成 會議".split()
JOINTS = ["", "", "，", " ", "\n"]


def text(random: random.Random) -> str:
    return "".join(random.choice(WORDS) + random.choice(JOINTS) for _ in range(random.randint(1, 12)))


def an_entry(page_id: int, plain: str, language: str = "zh-hans", seconds: int | None = None, **fields) -> Entry:
    head = plain.split("\n")[0]
    terms = other_terms(fold(plain)) | {f"h/{term}" for term in index_terms(head)} | {f"l:{language}", "k:news"}
    lines = [normalize(line) for line in plain.split("\n")]
    made = Entry(
        id=(1_000_000_000 + (page_id if seconds is None else seconds)) << PAGE_BITS | page_id,
        page_id=page_id,
        language=language,
        held=None,
        facets="k:news",
        head="\n".join(lines[:HEAD_LINES]),
        terms=frozenset(terms),
        text="\n".join(lines),
        plain=plain,
    )
    return made._replace(**fields)


def is_match(entry: Entry, clauses: tuple[Clause, ...]) -> bool:
    """What the index is asked, answered by reading one entry."""
    return all(clause.is_negated != any(holds(entry, a) for a in clause.alternatives) for clause in clauses)


def holds(entry: Entry, alternative) -> bool:
    terms = entry.terms | {term for term, _offset in occurrences(entry.text)}
    return alternative.phrase in entry.text and all(
        any(term.startswith(wanted[:-1]) for term in terms) if wanted.endswith("*") else wanted in terms
        for wanted in alternative.terms
    )


@pytest.fixture(params=["fresh", "in one segment", "in several, with gaps"])
def archive(db: None, request: pytest.FixtureRequest) -> list[Entry]:
    source = random.Random(7)
    made = [an_entry(number, text(source)) for number in range(1, 121)]
    made += [an_entry(number, text(source), "en") for number in range(121, 141)]
    if request.param == "in several, with gaps":
        for some in (made[1::2], made[::4]):  # each holds old and new
            store().write(some)
            store().fold(1)
        changed = made[2::7]
        store().write([an_entry(entry.page_id, "先前的文字", entry.language) for entry in changed])
        store().remove([made[1].page_id])
    store().write(made)
    if request.param == "in one segment":
        assert store().fold(1) == len(made)
    return made


def found(match: Match) -> set[int]:
    with store().limited():
        ids = store().newest(match, 0, 1_000)
        assert ids == sorted(ids, reverse=True)
        assert store().count(match).total == len(ids)
    return {id & (1 << PAGE_BITS) - 1 for id in ids}


ON_THE_SAME_ROWS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUERIES = st.lists(
    st.tuples(st.sampled_from(["", "", "-", '"', '-"']), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)),
    min_size=1,
    max_size=3,
)


@given(QUERIES)
@ON_THE_SAME_ROWS
def test_what_matches_is_what_a_reader_of_every_entry_would_say(archive: list[Entry], query):
    typed = " ".join(mark + "".join(words) + ('"' if '"' in mark else "") for mark, words in query)
    clauses = parse(typed).clauses
    for language in ("zh-hans", "en"):
        expected = {e.page_id for e in archive if e.language == language and is_match(e, clauses)}
        assert found(Match(language, clauses)) == expected


@given(st.text(max_size=200))
@ON_THE_SAME_ROWS
def test_whatever_is_typed_gets_an_answer(archive: list[Entry], typed: str):
    clauses = parse(typed).clauses
    expected = {e.page_id for e in archive if e.language == "en" and is_match(e, clauses)}
    assert found(Match("en", clauses)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "'",
            '"',
            '""',
            "\\",
            "\\'",
            "a'b",
            "a & | ! b",
            "a:*",
            "NEAR(a b)",
            "a* OR b",
            "{x}:a",
            "^a",
            "--a",
            "- a",
            "()",
            "\0",
        ),
        *("\ud800", "-" * 500, '"' * 501, "质" * 10_000, "a " * 5_000, "🎉", "‮abc", "%", "_", "第" * 50, "9" * 5_000),
    ],
)
def test_operators_of_no_engine_get_through(archive: list[Entry], typed: str):
    clauses = parse(typed).clauses
    found(Match("zh-hans", clauses))


def test_filters_dates_and_days(db: None):
    store().write(
        [
            an_entry(1, "防汛", held=730_000),
            an_entry(2, "防汛", held=730_010),
            an_entry(3, "防汛", terms=frozenset({"l:zh-hans", "k:notice"})),
        ]
    )
    clauses = parse("防汛").clauses
    match = Match("zh-hans", clauses)
    assert found(match) == {1, 2, 3}
    assert found(replace(match, filters=(frozenset({"k:news"}),))) == {1, 2}
    assert found(replace(match, filters=(frozenset({"k:news", "k:notice"}),))) == {1, 2, 3}
    assert found(replace(match, held=(730_001, None))) == {2}
    assert found(replace(match, held=(None, 730_000))) == {1}
    assert found(replace(match, ids=(1_000_000_002 << PAGE_BITS, 1_000_000_003 << PAGE_BITS))) == {2}
    assert found(Match("zh-hans")) == {1, 2, 3}
    assert found(Match("zh-hans", filters=(frozenset({"k:notice"}),))) == {3}


def test_an_entry_replaces_that_of_the_same_page_and_leaves_no_trace(db: None):
    store().write([an_entry(1, "防汛", seconds=5)])
    store().write([an_entry(1, "质量", seconds=9)])
    assert found(Match("zh-hans", parse("防汛").clauses)) == set()
    assert found(Match("zh-hans", parse("质量").clauses)) == {1}
    store().remove([1])
    assert found(Match("zh-hans")) == found(Match("zh-hans", parse("质量").clauses)) == set()
    assert store().count(Match("zh-hans")).facets == {}


def test_a_count_stops_at_the_cap_and_its_facets_are_those_of_the_newest(db: None, monkeypatch):
    monkeypatch.setattr("search.store.CAP", 3)
    every = [an_entry(n, "防汛", facets="k:news" if n > 1 else "k:notice") for n in range(1, 5)]
    for some in (every[:2], every[2:]):
        store().write(some)
        count = store().count(Match("zh-hans", parse("防汛").clauses))
        store().fold(1)
        assert store().count(Match("zh-hans", parse("防汛").clauses)) == count
    assert (count.total, count.is_capped, count.facets) == (3, True, {"k:news": 3})


def test_pages_of_the_newest_meet_without_gap_or_double(archive: list[Entry]):
    match = Match("zh-hans", parse("会议").clauses)
    index = store()
    whole = index.newest(match, 0, 100)
    assert [*index.newest(match, 0, 7), *index.newest(match, 7, 100)] == whole
    assert index.count(match, wanted=9).newest == whole[:9]


def test_those_whose_title_tells_are_found_beside_the_newest(db: None):
    store().write([an_entry(1, "防汛\n\n\n\n"), *(an_entry(n, f"新闻{n}\n\n\n\n防汛") for n in range(2, 10))])
    match = Match("zh-hans", parse("防汛").clauses)
    fresh = store().count(match, wanted=3, in_head=2)
    assert [page_of(id) for id in fresh.newest] == [9, 8, 7]
    assert [page_of(id) for id in fresh.in_head] == [1]
    store().fold(1)
    assert store().count(match, wanted=3, in_head=2) == fresh
    assert [candidate.head.split("\n")[0] for candidate in store().candidates(fresh.in_head)] == ["防汛"]


def test_a_search_that_takes_too_long_says_so(archive: list[Entry], monkeypatch):
    from django.db import connection

    def slow():
        with store().limited(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                store().database.ask("SELECT pg_sleep(5)", [])
            else:
                cursor.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9) SELECT max(i) FROM n"
                )

    monkeypatch.setattr("search.databases.TIME_LIMIT", 0.05)
    with pytest.raises(TooSlowError):
        slow()
    assert found(Match("zh-hans"))  # the connection is as good as before


def test_the_text_of_an_entry_is_whole(db: None):
    plain = "题\n\n\n\n" + "质量。" * 60_000 + "澜水" * 400 + "最后一句讲堤防"
    store().write([an_entry(1, plain)])
    match = Match("zh-hans", parse('"最后一句讲堤防" 质量').clauses)
    other = Match("zh-hans", parse('"最后一句讲质量"').clauses)
    assert (found(match), found(other)) == ({1}, set())
    store().fold(1)
    assert (found(match), found(other)) == ({1}, set())
    assert IndexEntry.objects.get().plain == plain


def test_of_a_book_nothing_is_lost(db: None):
    source = random.Random(3)
    book = "".join(chr(source.randint(0x4E00, 0x9FA5)) for _ in range(250_000))
    store().write([an_entry(1, f"堤防\n\n\n\n{book}")])
    store().fold(1)
    for words in ("堤防", book[1_000:1_007], book[200_000:200_007], book[-2:]):
        assert found(Match("zh-hans", parse(words).clauses)) == {1}


def test_the_cap_is_what_the_pages_say():
    assert entries.CAP == 10_000


def test_another_process_finds_a_fresh_entry_as_it_is_now(db: None):
    elsewhere = Store()
    flood, meeting = (Match("zh-hans", parse(word).clauses) for word in ("防汛", "会议"))
    store().write([an_entry(1, "防汛")])
    assert (len(elsewhere.newest(flood, 0, 9)), len(elsewhere.newest(meeting, 0, 9))) == (1, 0)
    store().write([an_entry(1, "会议")])  # at the same second: under the same id
    assert (len(elsewhere.newest(flood, 0, 9)), len(elsewhere.newest(meeting, 0, 9))) == (0, 1)
    store().remove([1])
    assert elsewhere.newest(meeting, 0, 9) == []
