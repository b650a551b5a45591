"""What the search page finds, and what it shows of it."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import noon

MAX_QUERIES = 12


# --- Words ------------------------------------------------------------------------------------------------------------
def test_chinese_words_are_found_inside_a_run(portal, ask):
    portal.release("省政府召开供给侧结构性改革会议部署质量工作", lang="zh")
    portal.release("别的新闻", lang="zh")
    for words in ("质量", "会议", "供给侧结构性改革", "质量 会议", "“质量”，会议", "量"):
        assert ask(words, "zh").titles == ["省政府召开供给侧结构性改革会议部署质量工作"], words
    assert ask("质量 别的", "zh").titles == []


def test_latin_words_and_figures_are_found_inside_a_chinese_run(portal, ask):
    portal.release("推进5G基站建设", lang="zh")
    assert ask("5g", "zh").total == 1


@pytest.mark.parametrize("field", ["summary", "document_number"])
def test_chinese_words_are_found_in_the_facts_of_an_article(portal, ask, field):
    portal.release("标题", lang="zh", **{field: "澜政会〔2026〕14号"})
    assert ask("澜政会〔2026〕14号", "zh").titles == ["标题"]


@pytest.mark.parametrize(
    "fact", [{"agenda": ["审议防汛预案"]}, {"decisions": ["通过防汛预案"]}, {"facts": {"venue": "防汛大厅"}}]
)
def test_chinese_words_are_found_in_the_facts_of_a_meeting(portal, ask, fact):
    portal.meet("标题", lang="zh", **fact)
    assert ask("防汛", "zh").titles == ["标题"]


@pytest.mark.parametrize("words", ["meeting", "meetings", "MEETING", "plans approve", "policy", "planning"])
def test_english_words_are_found_in_all_their_forms(portal, ask, words):
    portal.release("Two meetings approved the planned policies")
    assert ask(words).titles == ["Two meetings approved the planned policies"]


def test_english_words_are_found_in_the_text(portal, ask):
    portal.release("Title", body=[{"type": "paragraph", "value": "<p>Every village keeps a rain gauge.</p>"}])
    assert ask("rain gauges").titles == ["Title"]


def test_all_words_have_to_occur(portal, ask):
    portal.release("Flood plan")
    portal.release("Flood")
    assert ask("flood plan").titles == ["Flood plan"]


@pytest.mark.parametrize("word", ["COVID-19", "2023-05-01", "12,000", "26.6", "Wen's", "well-being"])
def test_codes_figures_and_compounds_are_found(portal, ask, word):
    portal.release(f"Report on {word} of the year")
    assert ask(word).total == 1


def test_han_words_are_found_in_english_texts(portal, ask):
    portal.release("What 防汛 means")
    assert ask("means 防汛").total == 1


def test_each_language_finds_its_own(portal, ask):
    portal.release("Flood 防汛")
    portal.release("防汛 flood", lang="zh")
    assert ask("flood").titles == ["Flood 防汛"]
    assert ask("flood", "zh").titles == ["防汛 flood"]
    assert ask().titles == ["Flood 防汛"]


# --- Order ------------------------------------------------------------------------------------------------------------
def test_without_words_everything_is_found_newest_first(portal, ask):
    for year in (2024, 2026, 2025):
        portal.release(f"Year {year}", at=noon(f"{year}-01-01"))
    answer = ask()
    assert answer.titles == ["Year 2026", "Year 2025", "Year 2024"]
    assert answer.total == 3


def test_newest_first_is_by_release(portal, ask):
    portal.release("Flood flood flood", summary="Flood, flood.", at=noon("2024-01-01"))
    portal.release("A long title in which the flood is one word among many", at=noon("2026-01-01"))
    assert ask("flood").titles[0] == "Flood flood flood"
    assert ask("flood", sort="newest").titles[1] == "Flood flood flood"


def test_chinese_titles_come_before_summaries(portal, ask):
    portal.release("别的", lang="zh", summary="防汛", at=noon("2026-01-01"))
    portal.release("防汛", lang="zh", at=noon("2024-01-01"))
    assert ask("防汛", "zh").titles == ["防汛", "别的"]


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("q", [None, "flood", "防汛"])
def test_pages_hold_twenty_and_none_twice(portal, ask, q):
    for number in range(25):
        portal.release(f"Flood 防汛 {number}")
    first, second = ask(q), ask(q, page=2)
    assert (len(first.titles), len(second.titles), first.total) == (20, 5, 25)
    assert len({*first.titles, *second.titles}) == 25
    assert first.page.select_one(".pages [rel=next]")["href"] == f"?{urlencode({'q': q} if q else {})}&page=2".replace(
        "?&", "?"
    )


@pytest.mark.parametrize("page", ["0", "2", "1000000000", "-1", "abc", "1.5", "", "１"])
def test_there_is_no_other_page(portal, ask, page):
    portal.release("Flood")
    assert ask("flood", page=page).status == 404
    assert ask("防汛", "zh", page=page).status == 404


# --- What is shown ----------------------------------------------------------------------------------------------------
def test_a_result_shows_its_facts(portal, ask):
    portal.release("Title", summary="One sentence.", document_number="No. 14", kind="notice")
    hit = ask().page.select_one(".hit").get_text(" ", strip=True)
    for fact in ("Notice", "Title", "One sentence.", "8 May 2026", "No. 14", "General Office"):
        assert fact in hit


def test_a_meeting_shows_series_session_date_venue_and_who_presided(portal, ask, series, hao_peng):
    facts = {"series": series, "session": 38, "start": noon("2026-05-07"), "venue": "Room 1"}
    portal.meet("Title", presided=[hao_peng], facts=facts)
    hit = ask().page.select_one(".hit").get_text(" ", strip=True)
    for fact in ("Executive meeting", "38th", "7 May 2026", "Room 1", "Hao Peng"):
        assert fact in hit


def test_in_chinese_names_and_dates_are_chinese(portal, ask, series, hao_peng):
    portal.meet("标题", lang="zh", presided=[hao_peng], facts={"series": series, "session": 38})
    answer = ask(lang="zh")
    hit = answer.page.select_one(".hit").get_text(" ", strip=True)
    for fact in ("省政府常务会议", "第38次", "2026年5月8日", "郝鹏", "省政府办公厅"):
        assert fact in hit
    assert answer.page.html["lang"] == "zh-Hans"


def test_markup_is_text(portal, ask):
    portal.release("<script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>')
    answer = ask('"><script>alert(2)</script>')
    assert "<script>alert" not in answer.html + ask().html
    assert "<img" not in ask().html
    assert answer.page.find(id="id_q")["value"] == '"><script>alert(2)</script>'


def test_nothing_found_says_what_to_try(portal, ask):
    portal.release("Title")
    answer = ask("absent", kind="news")
    assert answer.total == 0
    assert "“absent”" in answer.page.select_one(".note").get_text()
    assert answer.page.select_one(".note a")["href"] == "?q=absent"


def test_the_way_home(portal, ask):
    crumbs = ask().page.select(".crumbs li")
    assert [crumb.get_text(strip=True) for crumb in crumbs] == ["Home", "Search"]
    assert crumbs[0].a["href"] == "/en/"


def test_the_other_language_asks_the_same(portal, ask):
    for lang in ("zh", "en"):
        portal.release("Flood", lang=lang, section="executive")
    links = ask("flood", section="executive", year="2026").page.select('.mast-bar a[hreflang="zh-Hans"]')
    assert links[0]["href"] == "/zh/search/?year=2026&q=flood&section=huiyi%2Fchangwuhuiyi"
    links = ask("flood", section="executive").page.select('.meta a[href*="sort=newest"]')
    assert "q=flood" in links[0]["href"]


def test_a_section_without_translation_is_left_out_of_the_other_language(portal, ask):
    portal.release("Flood", section="executive")
    zh = portal.sections["zh", "executive"]
    zh.live = False
    zh.save()
    links = ask("flood", section="executive").page.select('.mast-bar a[hreflang="zh-Hans"]')
    assert links[0]["href"] == "/zh/search/?q=flood"


def test_every_field_has_a_label(portal, ask):
    page = ask("flood").page
    fields = [f for f in page.select("main input, main select") if f.get("type") != "hidden"]
    assert fields
    assert all(page.find("label", attrs={"for": f["id"]}) for f in fields)
    assert all(f.find_parent("form") or f["form"] == page.select_one("main form")["id"] for f in fields)


def test_the_page_carries_no_cookie_and_no_token(portal, client):
    response = client.get("/en/search/?q=flood")
    assert not response.cookies
    assert "csrf" not in response.content.decode()
    assert "Cookie" not in response.headers.get("Vary", "")


def test_only_reading_is_allowed(portal, client):
    assert client.post("/en/search/", {"q": "flood"}).status_code == 405
    assert client.head("/en/search/?q=flood").status_code == 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_number_of_queries_is_small_and_constant(portal, client, series, hao_peng, flood_control, lang):
    section = "gatherings" if lang == "en" else "huiyi"
    addresses = [
        f"/{lang}/search/?{asked}" for asked in ("", "q=flood", "q=防汛", f"section={section}&meetings=1&q=flood")
    ]

    def add(numbers: range) -> None:
        for number in numbers:
            facts = {"series": series, "session": number + 1}
            rows = {"topics": [flood_control], "presided": [hao_peng], "facts": facts}
            portal.meet(f"Flood 防汛 {number}", lang=lang, section="executive", **rows)

    def counts(results: int) -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).content.decode().count('class="hit"') == results
            counted.append(len(queries))
        return counted

    add(range(2))
    client.get(addresses[0])  # content types are looked up once a process
    few = counts(2)
    add(range(2, 30))
    assert counts(20) == few
    assert max(few) <= MAX_QUERIES
