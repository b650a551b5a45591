"""What readers look for comes first: the judgments of judgments.toml, asked of the demo's articles and a made-up past."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from search import engine, evaluation, ranking
from search.management.commands.evaluate_search import Searcher
from tests.search import archive

FILE = Path(__file__).parent / "judgments.toml"
JUDGMENTS = evaluation.load(FILE)
pytestmark = pytest.mark.django_db  # without which no database is set up for this module
KNOWN = ("known-item", "meeting-number", "document-number")


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The archive, once for all tests of this module; the transaction that holds it is rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "today", archive.DAY.timestamp)
        yield archive.load()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def report(pages):
    return evaluation.evaluate(JUDGMENTS, Searcher(10))


def failures(report):
    """The worst queries, for whoever has to mend a failure."""
    return "\n".join(f"{row.ndcg:.3f} {row.judgment.lang} {row.judgment.text}" for row in report.worst()[:25])


# --- The judgments ----------------------------------------------------------------------------------------------------
def test_there_are_enough_judgments_of_articles_that_exist(pages):
    assert len(JUDGMENTS) >= 120
    assert {judgment.lang for judgment in JUDGMENTS} == {"zh", "en"}
    unknown = [
        (judgment.text, name) for judgment in JUDGMENTS for name in judgment.gains if (judgment.lang, name) not in pages
    ]
    assert unknown == []


def test_the_archive_is_the_same_at_each_call():
    assert archive.articles() == archive.articles()


# --- The order --------------------------------------------------------------------------------------------------------
def test_results_are_in_the_order_that_readers_want(report):
    assert report.ndcg >= 0.90, failures(report)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_in_either_language(report, lang):
    assert report.where(lang=lang).ndcg >= 0.85, failures(report.where(lang=lang))


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_item_comes_first(report, kind):
    assert report.where(kind=kind).mrr >= 0.95, failures(report.where(kind=kind))


def test_what_does_not_exist_is_not_found(report):
    assert [row.judgment.text for row in report.where(kind="nothing").rows if row.returned] == []


def test_without_ranking_the_figure_shows_it(pages, monkeypatch):
    """Every match is worth the same, so the newest come first: the test above must be able to fail."""
    monkeypatch.setattr(ranking, "score", lambda *args, **kwargs: 0.0)
    unranked = evaluation.evaluate(JUDGMENTS, Searcher(10))
    assert unranked.ndcg < 0.90


# --- The command ------------------------------------------------------------------------------------------------------
def test_the_command_prints_the_same_figures(pages, report, capsys):
    call_command("evaluate_search", str(FILE), json=True, lang="en")
    printed = json.loads(capsys.readouterr().out)
    assert printed["ndcg"] == pytest.approx(report.where(lang="en").ndcg, abs=1e-4)
    assert printed["count"] == len(printed["queries"]) == len(report.where(lang="en").rows)
    assert printed["languages"]["zh"] == {"count": 0, "ndcg": None, "mrr": None, "recall": None, "precision": None}


def test_the_command_prints_a_table(pages, report, capsys):
    call_command("evaluate_search", str(FILE), lang="en")
    assert f"{report.where(lang='en').ndcg:.4f}" in capsys.readouterr().out


def test_the_command_refuses_a_filter_that_filters_nothing(pages, tmp_path):
    path = tmp_path / "judgments.toml"
    path.write_text(
        '[[query]]\ntext = "质量"\nlang = "zh"\nkind = "topic"\nrelevant = {}\nfilters = { year = "x" }\n', "utf-8"
    )
    with pytest.raises(CommandError, match="cannot be asked"):
        call_command("evaluate_search", str(path))


@pytest.mark.parametrize(("arguments", "message"), [(["absent.toml"], "absent"), ([str(FILE), "--k=0"], "1 or more")])
def test_the_command_says_what_is_wrong(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("evaluate_search", *arguments)
