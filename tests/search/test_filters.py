"""Each parameter of the address narrows the search, and says so beside its field where it cannot be read."""

import datetime
import re

import pytest

from tests.factories import OfficialFactory, SeriesFactory, TopicFactory, noon


# --- Filters ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("news", ["News"]),
        ("gatherings", ["Deep", "High"]),
        ("gatherings/executive", ["Deep"]),
        ("/gatherings/executive/", ["Deep"]),
        ("executive", ["Deep"]),
    ],
)
def test_section_includes_subsections(portal, ask, name, titles):
    for section, title in (("news", "News"), ("gatherings", "High"), ("executive", "Deep")):
        portal.release(title, section=section)
    answer = ask(section=name)
    assert sorted(answer.titles) == titles
    assert not answer.wrong("section")


def test_a_shared_slug_means_the_highest_section(portal, ask):
    portal.add_section("lower", portal.sections["en", "gatherings"], "Gatherings")
    portal.release("Low", section="lower")
    portal.release("High", section="gatherings")
    assert sorted(ask(section="gatherings").titles) == ["High", "Low"]
    assert ask(section="gatherings/gatherings").titles == ["Low"]


def test_kinds_add_up(portal, ask):
    for kind in ("news", "speech", "notice"):
        portal.release(kind, kind=kind)
    assert ask(kind="speech").titles == ["speech"]
    assert sorted(ask(kind=["speech", "notice"]).titles) == ["notice", "speech"]


def test_topic(portal, ask, flood_control):
    portal.release("With", topics=[flood_control])
    portal.release("Without")
    assert ask(topic="flood-control").titles == ["With"]


def test_official(portal, ask, hao_peng):
    portal.meet("With", presided=[hao_peng])
    portal.meet("Without")
    assert ask(official="hao-peng").titles == ["With"]


def test_series_and_session_are_of_one_meeting(portal, ask, series):
    for session in (1, 2):
        portal.meet(f"Session {session}", facts={"series": series, "session": session})
    portal.meet("No series")
    assert sorted(ask(series="executive-meeting").titles) == ["Session 1", "Session 2"]
    assert ask(series="executive-meeting", session=2).titles == ["Session 2"]
    assert ask(session=1).titles == ["Session 1"]


def test_venue(portal, ask):
    portal.meet("Here", facts={"venue": "Conference Room 100%"})
    portal.meet("There")
    assert ask(venue="room 100%").titles == ["Here"]
    assert ask(venue="room 99%").titles == []
    assert ask(venue="r_om %").titles == []


def test_dates_are_of_the_release_by_the_clock_of_the_site(portal, ask):
    portal.release("Eve", at=datetime.datetime(2025, 12, 31, 15, 59, tzinfo=datetime.UTC))
    portal.release("New Year", at=datetime.datetime(2025, 12, 31, 16, 0, tzinfo=datetime.UTC))
    portal.release("Second", at=datetime.datetime(2026, 1, 1, 16, 0, tzinfo=datetime.UTC))
    assert ask(year=2025).titles == ["Eve"]
    assert ask(year=2026).titles == ["Second", "New Year"]
    assert ask(from_="2026-01-01", to="2026-01-01").titles == ["New Year"]
    assert ask(to="2025-12-31").titles == ["Eve"]
    assert ask(year=2026, from_="2026-01-02").titles == ["Second"]


def test_meetings_only_are_dated_by_the_meeting(portal, ask):
    portal.release("No meeting", at=noon("2024-06-01"))
    portal.meet("Held in 2024", at=noon("2026-01-01"), facts={"start": noon("2024-06-01")})
    portal.meet("Held in 2025", at=noon("2024-06-01"), facts={"start": noon("2025-06-01")})
    assert ask(meetings=1).titles == ["Held in 2024", "Held in 2025"]
    assert ask(meetings=1, year=2024).titles == ["Held in 2024"]
    assert ask(meetings=1, from_="2025-06-01", to="2025-06-01").titles == ["Held in 2025"]
    assert ask(year=2026).titles == ["Held in 2024"]


def test_leftover_rows_of_a_meeting_make_no_meeting(portal, ask, hao_peng, series):
    article = portal.meet("Was one", presided=[hao_peng], facts={"series": series})
    article.kind = "news"
    article.save()
    assert ask(meetings=1).titles == []
    assert ask(venue="hall").titles == []
    answer = ask()
    assert answer.titles == ["Was one"]
    assert "Hao Peng" not in answer.html


def test_filters_and_words_hold_together(portal, ask, flood_control, hao_peng, series):
    for lang in ("zh", "en"):
        facts = {"series": series, "session": 3, "start": noon("2026-05-08"), "venue": "Room 防汛"}
        portal.meet(
            "Flood 防汛", lang=lang, section="executive", topics=[flood_control], presided=[hao_peng], facts=facts
        )
        portal.meet("Flood 防汛, elsewhere", lang=lang, section="news", topics=[flood_control], facts=facts)
    asked = {
        "section": "gatherings",
        "topic": "flood-control",
        "official": "hao-peng",
        "series": "executive-meeting",
        "session": "3",
        "venue": "room",
        "year": "2026",
        "from_": "2026-05-08",
        "to": "2026-05-08",
        "kind": "meeting",
        "meetings": "1",
        "sort": "newest",
    }
    assert ask("flood", **asked).titles == ["Flood 防汛"]
    assert ask("防汛", "zh", **asked).titles == ["Flood 防汛"]
    assert ask("flood", **asked | {"to": "2026-05-07", "from_": ""}).titles == []


# --- The form ---------------------------------------------------------------------------------------------------------
def test_what_was_asked_stays_in_the_form(portal, ask, flood_control):
    portal.release("Flood", section="executive", topics=[flood_control])
    asked = {"section": "executive", "topic": "flood-control", "year": "2026", "from_": "2026-05-08", "venue": "x"}
    page = ask("flood", **asked, kind=["news", "policy"], meetings=1, sort="newest").page
    assert page.find(id="id_q")["value"] == "flood"
    assert page.select_one("#id_section [selected]")["value"] == "gatherings/executive"
    assert page.select_one("#id_topic [selected]").get_text() == "Flood control"
    assert page.select_one("#id_sort [selected]")["value"] == "newest"
    assert page.select_one("#id_year [selected]")["value"] == "2026"
    assert page.find(id="id_from")["value"] == "2026-05-08"
    assert page.find(id="id_venue")["value"] == "x"
    assert [box["value"] for box in page.select("[name=kind][checked]")] == ["news", "policy"]
    assert page.find(id="id_meetings").get("checked") is not None
    assert page.find(id="id_meetings")["value"] == "1"


def test_choices_are_those_that_occur_in_released_articles(portal, ask, flood_control, hao_peng, series):
    TopicFactory(name_en="Unused")
    portal.release("Draft", topics=[TopicFactory(name_en="Hidden")], live=False)
    portal.release("中文", lang="zh", topics=[flood_control])
    portal.meet("Meeting", section="executive", presided=[hao_peng], facts={"series": series})
    OfficialFactory(name_en="Unused")
    SeriesFactory(name_en="Unused")

    answer, chinese = ask(), ask(lang="zh")
    assert answer.page.find(id="id_topic") is None  # a filter without choices is none
    assert chinese.choices("topic") == ["防汛（1）"]
    assert answer.choices("official") == ["Hao Peng (1)"]
    assert answer.choices("series") == ["Executive meeting (1)"]
    assert answer.choices("section") == ["Gatherings (1)", "– Executive (1)"]
    assert chinese.choices("section") == ["新闻（1）"]


def test_choices_have_the_number_of_what_was_found(portal, ask, flood_control):
    for number in range(3):
        portal.release(
            f"Flood {number}", section="executive", topics=[flood_control], at=noon(f"202{4 + number % 2}-01-01")
        )
    portal.release("Flood high", section="gatherings", kind="notice", at=noon("2023-01-01"))
    portal.release("Drought", section="news", topics=[TopicFactory(name_en="Water")], kind="speech")
    answer = ask("flood")
    assert answer.choices("section") == ["Gatherings (4)", "– Executive (3)"]
    assert answer.choices("kind") == ["News (3)", "Notice (1)"]
    assert answer.choices("topic") == ["Flood control (3)"]
    assert answer.choices("year") == ["2025 (1)", "2024 (2)", "2023 (1)"]
    narrowed = ask("flood", year=2024, kind=["news", "policy"])
    assert narrowed.choices("year") == ["2024 (2)"]
    assert narrowed.choices("kind") == ["News (2)", "Policy"]  # what is chosen stays, to be unchosen


def test_officials_are_offered_in_their_own_order(portal, ask):
    second, first = OfficialFactory(name_en="An", order=2), OfficialFactory(name_en="Zhao", order=1)
    portal.meet("Meeting", presided=[second])
    portal.meet("Meeting too", presided=[second, first])
    assert ask().choices("official") == ["Zhao (1)", "An (2)"]


def test_years_of_meetings_are_those_they_were_held_in(portal, ask):
    portal.meet("Held in 2025", at=noon("2026-01-05"), facts={"start": noon("2025-12-30")})
    assert ask(meetings=1).choices("year") == ["2025 (1)"]
    assert ask().choices("year") == ["2026 (1)"]


# --- What cannot be read ----------------------------------------------------------------------------------------------
UNREADABLE = {
    "section": "nowhere",
    "topic": "nothing",
    "official": "nobody",
    "series": "nil",
    "session": "third",
    "year": "20266",
    "from_": "2026-02-30",
    "to": "yesterday",
    "kind": "gossip",
    "meetings": "yes",
    "sort": "random",
    "venue": "v" * 201,
}


@pytest.mark.parametrize(("name", "value"), UNREADABLE.items())
def test_what_cannot_be_read_is_said_kept_and_left_out(portal, ask, name, value):
    portal.release("Flood")
    answer = ask("flood", **{name: value})
    assert answer.status == 200
    assert answer.titles == ["Flood"]
    assert len(answer.wrong(name.rstrip("_"))) > 10
    if name != "meetings":
        kept = answer.page.select(f'[name="{name.rstrip("_")}"][value="{value}"], [name="{name}"] option[selected]')
        assert kept[0]["value"] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("session", "0"), ("session", "99999999999999999999"), ("session", "9" * 5000), ("year", "-1"), ("year", "1e3"),
     ("from_", "0001-01-01"), ("to", "9999-12-31"), ("from_", "2026-13-01"), ("meetings", "2"), ("kind", ["news", "gossip"])],
)  # fmt: skip
def test_limits(portal, ask, name, value):
    portal.release("Flood", kind="notice")
    answer = ask(**{name: value})
    assert answer.titles == ["Flood"]
    assert answer.wrong(name.rstrip("_"))


def test_days_that_run_backwards(portal, ask):
    portal.release("Old", at=noon("2024-01-01"))
    portal.release("New", at=noon("2026-06-01"))
    answer = ask(from_="2026-01-01", to="2025-01-01")
    assert answer.wrong("to")
    assert answer.titles == ["New"]


def test_a_message_is_in_the_language_of_the_reader_and_names_the_value(portal, ask):
    for lang, own in (("en", re.compile("[a-z]{6}")), ("zh", re.compile("[\u4e00-\u9fff]{6}"))):
        for name, value in UNREADABLE.items():
            assert own.search(ask(lang=lang, **{name: value}).wrong(name.rstrip("_"))), (lang, name)
    assert "“nowhere”" in ask(section="nowhere").wrong("section")


def test_what_is_wrong_is_tied_to_its_field(portal, ask):
    page = ask(year="x", kind="gossip", q="!!!").page
    assert page.find(id="id_year")["aria-describedby"] == "id_year_error"
    assert page.find(id="id_q")["aria-describedby"] == "id_q_error"
    assert page.select_one("fieldset[aria-describedby=id_kind_error]")


def test_empty_and_unknown_parameters_say_nothing(portal, ask):
    portal.release("Flood")
    answer = ask("  ", section="", kind="", meetings="", sort="", year=" ", utm_source="mail")
    assert answer.titles == ["Flood"]
    assert not answer.page.select(".error")


def test_long_queries_are_cut(portal, ask):
    portal.release("Flood plan")
    answer = ask("flood " * 84 + "absent")  # the last word begins after 500 characters
    assert answer.titles == ["Flood plan"]
    assert answer.wrong("q")
    assert answer.page.find(id="id_q")["value"].endswith("absent")
    assert not ask("flood " * 80).wrong("q")
    many = " ".join(["plan", *(f"{n}" for n in range(60))])
    assert ask(many).wrong("q")


def test_a_name_that_no_released_article_has_is_not_told(portal, ask):
    """A topic or an official is prepared before anybody may know of it."""
    TopicFactory(name_en="Xylophones", slug="secret")
    OfficialFactory(name_en="Lu Xylophone", slug="nobody")
    portal.release("Harmless")
    for asked in ({"topic": "secret"}, {"topic": ["secret", "other"]}, {"official": "nobody"}):
        answer = ask(**asked)
        assert "xylophone" not in str(answer.page).lower()
        assert answer.wrong(next(iter(asked)))
