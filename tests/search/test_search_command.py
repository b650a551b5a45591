"""`manage.py search` answers as the page does, for programs."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from search.entries import TooSlowError
from tests.factories import noon


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("search", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def run_json(*arguments: str) -> dict:
    return json.loads(run(*arguments, "--json"))


def test_json_has_what_a_program_needs(portal, flood_control, series, hao_peng):
    article = portal.meet(
        "省政府部署防汛", lang="zh", section="executive", topics=[flood_control], presided=[hao_peng],
        facts={"series": series}, external_id="42", summary="部署防汛。", at=noon("2026-05-08"),
    )  # fmt: skip
    portal.release("Flood 防汛")
    found = run_json("防汛")
    took, score = found.pop("took_ms"), found["results"][0].pop("score")
    assert took > 0
    assert score > 0
    assert found == {
        "query": "防汛",
        "total": 1,
        "total_capped": False,
        "results": [
            {
                "id": article.pk,
                "external_id": "42",
                "url": article.url_path,
                "title": "省政府部署防汛",
                "lang": "zh",
                "date": "2026-05-08T12:00:00+08:00",
                "kind": "meeting",
                "snippet": "部署<mark>防汛</mark>。",
            }
        ],
        "facets": {
            "section": {"huiyi": 1, "huiyi/changwuhuiyi": 1},
            "kind": {"meeting": 1},
            "topic": {"flood-control": 1},
            "official": {"hao-peng": 1},
            "series": {"executive-meeting": 1},
            "year": {"2026": 1},
        },
        "other_languages": {"en": 1},
        "did_you_mean": None,
    }


def test_order_language_and_number_of_results(portal):
    for year in (2024, 2025, 2026):
        portal.release(f"Flood {year}", at=noon(f"{year}-01-01"))
    found = run_json("flood", "--lang", "en", "--sort", "newest", "--limit", "2")
    assert [result["title"] for result in found["results"]] == ["Flood 2026", "Flood 2025"]
    assert found["total"] == 3
    assert run_json("flood", "--lang", "en", "--limit", "0")["results"] == []


def test_filters_are_those_of_the_page(portal, flood_control):
    portal.release("Flood", section="executive", kind="notice", topics=[flood_control])
    portal.release("Flood too", kind="speech", at=noon("2024-01-01"))
    portal.release("Flood three")
    for filters in (["--section", "executive"], ["--topic", "flood-control"], ["--kind", "notice"]):
        assert run_json("flood", "--lang=en", *filters)["total"] == 1, filters
    assert run_json("flood", "--lang=en", "--kind=notice", "--kind=speech")["total"] == 2
    assert run_json("flood", "--lang=en", "--year=2024")["total"] == 1
    assert run_json("flood", "--lang=en", "--from=2024-01-01", "--to=2025-12-31")["total"] == 1
    assert run_json("flood", "--lang=en", "--meetings")["total"] == 0


@pytest.mark.parametrize(
    ("option", "said"),
    [("--year=x", "--year"), ("--topic=nothing", "--topic"), ("--from=2026-02-30", "--from"), ("--sort=x", "--sort")],
)
def test_filters_that_cannot_be_read_are_refused(portal, option, said):
    with pytest.raises(CommandError, match=said) as refused:
        run("flood", option)
    assert refused.value.returncode == 2


def test_limits(portal):
    with pytest.raises(CommandError, match="--limit"):
        run("flood", "--limit", "-1")


def test_a_file_of_queries_gives_a_line_for_each(portal, tmp_path):
    portal.release("防汛", lang="zh")
    (tmp_path / "queries").write_bytes('防汛\r\n\n"\u2028没有\n\udcff'.encode("utf-8", "surrogateescape"))
    lines = run("--queries", str(tmp_path / "queries")).splitlines()
    found = [json.loads(line) for line in lines]
    assert [answer["query"] for answer in found] == ["防汛", "", '"\u2028没有', "\ufffd"]
    assert [answer["total"] for answer in found] == [1, 1, 0, 1]
    with pytest.raises(CommandError):
        run("--queries", str(tmp_path / "absent"))


def test_people_get_a_list(portal):
    portal.release("Flood plan")
    portal.release("Flood", lang="zh")
    shown = run("flood", "--lang", "en")
    assert shown.startswith("1 in ")
    assert "1 in zh" in shown
    assert "Flood plan" in shown


def test_what_takes_too_long_is_an_error(portal, monkeypatch, tmp_path):
    def find(*args):
        raise TooSlowError

    monkeypatch.setattr("search.engine.find", find)
    out = io.StringIO()
    with pytest.raises(CommandError, match="too long"):
        call_command("search", "flood", "--json", stdout=out)
    assert "too long" in json.loads(out.getvalue())["error"]
    (tmp_path / "queries").write_text("flood\n防汛\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match="too long"):
        call_command("search", "--queries", str(tmp_path / "queries"), stdout=out)
    assert len(out.getvalue().splitlines()) == 2
