"""What the search page finds, and what it shows of it."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from search import entries, store, views
from tests.factories import noon

MAX_QUERIES = 10


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
    portal.release("Flood", at=noon("2024-01-01"))
    portal.release("A long title in which the flood is one word among many", at=noon("2026-01-01"))
    assert ask("flood").titles[0] == "Flood"
    assert ask("flood", sort="newest").titles[1] == "Flood"


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
        client.get(addresses[0])  # what is new is read once a process, and content types are looked up
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).content.decode().count('class="hit"') == results
            counted.append(len(queries))
        return counted

    add(range(4))  # with fewer, it is asked what may have been meant
    few = counts(4)
    add(range(4, 30))
    many = counts(20)
    assert many == few
    if connection.vendor == "sqlite":  # PostgreSQL also begins, limits and ends what it does
        assert max(many[:3]) <= MAX_QUERIES
        assert many[3] <= MAX_QUERIES + 2  # the sections below the section, here and there


# --- Marks ------------------------------------------------------------------------------------------------------------
def marks(answer) -> list[str]:
    return [mark.get_text() for mark in answer.page.select(".hit mark")]


def test_words_are_marked_where_they_answer(portal, ask):
    portal.release(
        "Two plans", summary="Nothing here.", body=[{"type": "paragraph", "value": "<p>The plan is long.</p>"}]
    )
    answer = ask("planning")
    assert marks(answer) == ["plans", "plan"]
    assert answer.page.select_one(".snip").get_text() == "The plan is long."
    assert not marks(ask())


def test_traditional_words_are_marked_in_simplified_texts(portal, ask):
    portal.release("省政府会议部署质量工作", lang="zh", summary="质量")
    assert marks(ask("會議 質量", "zh")) == ["会议", "质量", "质量"]


def test_a_name_is_marked_in_the_language_of_the_text(portal, ask, hao_peng):
    portal.meet("郝鹏主持会议", lang="zh", presided=[hao_peng])
    assert marks(ask("Hao Peng", "zh")) == ["郝鹏"]


# --- Two languages ----------------------------------------------------------------------------------------------------
def test_the_number_in_the_other_language_leads_there(portal, ask):
    portal.release("Flood 防汛")
    for _ in range(2):
        portal.release("防汛", lang="zh")
    tabs = ask("防汛").page.select(".tabs a")
    assert [tab.get_text(" ", strip=True) for tab in tabs] == ["English 1", "中文 2"]
    assert tabs[0]["aria-current"] == "page"
    assert tabs[1]["href"] == "/zh/search/?q=%E9%98%B2%E6%B1%9B"
    assert tabs[1].span["lang"] == "zh-Hans"
    assert not ask("flood", "zh", year=1999).page.select(".tabs")


def test_nothing_here_but_something_there_is_said_first(portal, ask):
    portal.release("防汛", lang="zh")
    answer = ask("防汛")
    assert answer.total == 0
    link = answer.page.select_one(".note p a")
    assert link.get_text() == "1 article found in Chinese"
    assert link["href"].startswith("/zh/search/?q=")


def test_filters_hold_in_the_other_language_too(portal, ask):
    portal.release("防汛", lang="zh", section="executive")
    portal.release("防汛", lang="zh", section="news")
    tabs = ask("防汛", section="executive").page.select(".tabs .num")
    assert [tab.get_text() for tab in tabs] == ["0", "1"]


def test_a_result_leads_to_its_translation_where_one_is_live(portal, ask):
    chinese = portal.release("防汛", lang="zh")
    portal.release("Flood", translation_of=chinese)
    portal.release("Alone")
    links = ask("flood").page.select('.hit .meta a[hreflang="zh-Hans"]')
    assert [link["href"] for link in links] == [chinese.url_path]
    assert (links[0].get_text(), links[0]["lang"]) == ("中文", "zh-Hans")
    assert not ask("alone").page.select('.hit .meta a[hreflang="zh-Hans"]')
    chinese.unpublish()
    assert not ask("flood").page.select('.hit .meta a[hreflang="zh-Hans"]')


# --- Advice -----------------------------------------------------------------------------------------------------------
def test_the_word_that_finds_nothing_is_named_and_left_out(portal, ask):
    portal.release("Flood plan")
    note = ask('flood "absent word" -drought plan', year=2026).page.select_one(".note")
    assert "No article has “absent word”." in note.get_text()
    assert note.find("a", string="Search for “flood -drought plan” only.")["href"] == "?year=2026&q=flood+-drought+plan"


def test_words_that_never_meet_are_not_blamed(portal, ask):
    portal.release("Flood")
    portal.release("Drought")
    assert "No article has" not in ask("flood drought").html


def test_what_was_meant_is_offered(portal, ask):
    portal.release("质量强省", lang="zh")
    assert ask("致量", "zh", sort="newest").page.select_one(".didyou a")["href"] == "?sort=newest&q=%E8%B4%A8%E9%87%8F"
    assert not ask("质量", "zh").page.select(".didyou")


# --- Too many, too slow -----------------------------------------------------------------------------------------------
@pytest.fixture
def cap(monkeypatch):
    """`cap(20)`: count no further than that."""

    def cap(number: int) -> None:
        for module in (entries, views, store):
            monkeypatch.setattr(module, "CAP", number)

    return cap


def test_past_the_cap_counts_say_so(portal, ask, cap):
    for number in range(23):
        portal.release(f"Flood {number}")
    cap(20)
    answer = ask("flood")
    assert "20+ articles found" in answer.page.select_one(".rail-start .meta").get_text()
    assert "The numbers beside the filters count the newest 20 of them." in answer.html
    assert answer.choices("kind") == ["News (20)"]
    assert "There are more, but they are not listed." in answer.html  # on the last page that there is
    assert ask("flood", page=2).status == 404
    assert "newest 20 of them" not in ask("flood 22").html


def test_pages_that_no_search_has_cost_nothing(portal, client, monkeypatch):
    monkeypatch.setattr("search.engine.find", None)  # never called
    assert client.get("/en/search/?q=flood&page=501").status_code == 404
    assert client.get("/en/search/?q=flood&page=999999999").status_code == 404


@pytest.mark.parametrize(("lang", "said"), [("en", "took too long"), ("zh", "")])
def test_what_takes_too_long_is_stopped_and_said(portal, client, monkeypatch, lang, said):
    def find(*args):
        raise entries.TooSlowError

    monkeypatch.setattr("search.engine.find", find)
    response = client.get(f"/{lang}/search/?q=flood&year=2026")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert said in page.select_one("[role=alert]").get_text()
    assert page.find(id="id_q")["value"] == "flood"
    assert page.select_one("#id_year [selected]")["value"] == "2026"


def test_only_the_results_count_against_the_clock(portal, ask, monkeypatch):
    """What is said beside them is left out where it cannot be found out in time."""

    def stop(*args, **kwargs):
        raise entries.TooSlowError

    portal.release("Flood", lang="zh")
    monkeypatch.setattr("search.engine.finding_nothing", stop)
    assert ask("flood").status == 200


def test_an_entry_without_a_released_page_is_left_out(portal, ask):
    portal.release("Flood")
    ArticlePage.objects.update(live=False)  # behind everybody's back
    assert ask("flood").titles == []


# --- Links ------------------------------------------------------------------------------------------------------------
def test_a_search_can_be_followed(portal, ask):
    page = ask("flood", year=2026, sort="newest", page=1).page
    for link in (
        page.select_one('head link[type="application/atom+xml"]'),
        page.find("a", string="Follow this search"),
    ):
        assert link["href"] == "/en/search/feed/?year=2026&q=flood"


def test_suggestions_are_asked_for_by_a_script_of_our_own(portal, ask):
    page = ask().page
    assert page.select_one('script[src$="search/suggest.js"][defer]')
    for field in page.select("input[type=search]"):
        assert field["data-suggest"] == "/en/search/suggest/"
    assert not [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]
