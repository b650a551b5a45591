"""The report of all articles and their translations."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from news.models import ArticlePage
from news.release.plans import Plan
from news.release.sets import making
from tests import factories

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translations/"


@pytest.fixture
def articles(pair, site, people):
    """A released pair, a Chinese draft in a release, an English article alone, and one whose English is overdue."""
    draft = factories.article(site.zh_section, "只有中文稿", live=False)
    draft.save_revision(user=people["officer"])
    making.make(draft, people["officer"])
    factories.article(site.en_section, "Only in English", language_plan=Plan.ENGLISH_ONLY)
    late = timezone.now() - datetime.timedelta(hours=1)
    factories.article(site.zh_section, "英文逾期", language_plan=Plan.CHINESE_FIRST, translation_due_at=late)
    return pair


def titles(client, **query) -> set[str]:
    response = client.get(REPORT, query)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return {cell.a.get_text() for cell in page.select("td.title")}


def test_every_article_has_one_line(articles, people, sign_in):
    every = {"省政府部署防汛工作", "只有中文稿", "Only in English", "英文逾期"}
    for role in ("officer", "translator", "auditor"):
        assert titles(sign_in(people[role])) == every
    html = sign_in(people["officer"]).get(REPORT).content.decode()
    assert "/admin/releases/" in BeautifulSoup(html, "html.parser").main.decode()
    assert sign_in(people["moderator"]).get(REPORT).status_code == 302
    assert REPORT in html
    assert "/admin/localize/reports/" not in html  # one report of translations is enough


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("missing", {"只有中文稿", "英文逾期"}),
        ("draft", {"只有中文稿"}),
        ("changes", set()),
        ("public", {"省政府部署防汛工作"}),
    ],
)
def test_articles_are_found_by_what_there_is(state, found, articles, people, sign_in):
    assert titles(sign_in(people["officer"]), state=state) == found


def test_articles_are_found_by_section(articles, site, people, sign_in):
    other = factories.section(site.zh, "公告")
    client = sign_in(people["officer"])
    assert titles(client, section=other.pk) == set()
    assert "只有中文稿" in titles(client, section=site.zh_section.pk)
    assert client.get(REPORT, {"section": "x", "state": "x", "p": "99"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_can_be_taken_along(kind, articles, people, sign_in):
    response = sign_in(people["officer"]).get(REPORT, {"export": kind})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        lines = content.decode().splitlines()
        assert len(lines) == 5
        assert any("只有中文稿" in line for line in lines)


def test_a_page_of_the_report_costs_the_same_however_long(
    articles, site, people, sign_in, django_assert_max_num_queries
):
    client = sign_in(people["officer"])
    client.get(REPORT)
    for number in range(10):
        factories.article(site.zh_section, f"第{number}篇")
    assert ArticlePage.objects.count() == 15
    with django_assert_max_num_queries(30):
        client.get(REPORT)
