"""The report of all articles and their translations."""

import csv
import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.models import ArticlePage, AssessedFinding, Assessment, FindingDismissal
from news.release.findings.assessing import assess
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


FOUND = ["e" * 64, "f" * 64]


@pytest.fixture
def checked(articles, people) -> ArticlePage:
    """The released pair, with an error and a warning, and the English article, with none; the others wait for their checks.
    Accounts are in English."""
    UserProfile.objects.bulk_create(UserProfile(user=user, preferred_language="en") for user in people.values())
    for page in (articles.zh, ArticlePage.objects.get(title="Only in English")):
        assess(page.translation_key, rules="r" * 64)
    AssessedFinding.objects.all().delete()
    for fingerprint, severity in zip(FOUND, ("error", "warning"), strict=True):
        AssessedFinding.objects.create(
            assessment_id=articles.zh.translation_key, fingerprint=fingerprint, severity=severity
        )
    return articles.zh


def cells(client, **query) -> dict[str, str]:
    page = BeautifulSoup(client.get(REPORT, query).content, "html.parser")
    return {
        row.select_one("td.title").a.text: " ".join(row.select("td")[4].text.split()) for row in page.select("tbody tr")
    }


def test_open_findings_are_counted(checked, people, sign_in):
    client = sign_in(people["auditor"])
    assert cells(client) == {
        "省政府部署防汛工作": "1 error 1 warning",
        "Only in English": "none open",
        "只有中文稿": "being checked",
        "英文逾期": "being checked",
    }
    assert f'href="/admin/findings/{checked.pk}/"' in client.get(REPORT).content.decode()
    for fingerprint, severity in zip(FOUND, ("error", "warning"), strict=True):
        told = {"code": "number", "severity": severity, "reason": "Right."}
        FindingDismissal.objects.create(translation_key=checked.translation_key, fingerprint=fingerprint, **told)
    assert cells(client)["省政府部署防汛工作"] == "none open"
    checked.save_revision()  # another text than was checked
    assert cells(client)["省政府部署防汛工作"] == "being checked"


def test_articles_are_found_by_their_findings(checked, people, sign_in):
    client = sign_in(people["officer"])
    assert titles(client, findings="errors") == {"省政府部署防汛工作"}
    assert titles(client, findings="open") == {"省政府部署防汛工作"}
    assert titles(client, findings="none") == {"Only in English"}
    assert titles(client, findings="unchecked") == {"只有中文稿", "英文逾期"}
    AssessedFinding.objects.filter(severity="error").delete()
    assert titles(client, findings="errors") == set()
    assert titles(client, findings="open") == {"省政府部署防汛工作"}


def test_findings_of_a_text_that_one_may_not_read_are_not_told(checked, people, sign_in):
    factories.roles.group("officer").page_permissions.filter(page=factories.home("en")).delete()
    client = sign_in(people["officer"])
    found = cells(client)
    assert found["省政府部署防汛工作"] == "—"
    assert found["只有中文稿"] == "being checked"
    assert titles(client, findings="open") == titles(client, findings="none") == set()
    lines = b"".join(client.get(REPORT, {"export": "csv"}).streaming_content).decode().splitlines()
    assert ",—,—," in next(line for line in lines if "省政府部署防汛工作" in line)


def test_findings_are_taken_along(checked, people, sign_in):
    response = sign_in(people["officer"]).get(REPORT, {"export": "csv"})
    head, *lines = csv.reader(b"".join(response.streaming_content).decode().splitlines())
    found = {line[0]: (line[7], line[8]) for line in lines}
    assert head[7:9] == ["Open errors", "Open warnings"]
    assert found["省政府部署防汛工作"] == ("1", "1")
    assert found["Only in English"] == ("0", "0")
    assert found["只有中文稿"] == ("being checked", "being checked")


def test_a_page_of_the_report_costs_the_same_however_long(
    checked, site, people, sign_in, django_assert_max_num_queries
):
    client = sign_in(people["officer"])
    client.get(REPORT)
    for number in range(10):
        page = factories.article(site.zh_section, f"第{number}篇")
        Assessment.objects.create(pk=page.translation_key)
    assert ArticlePage.objects.count() == 15
    for choice in ("", "open"):
        with django_assert_max_num_queries(30):
            client.get(REPORT, {"findings": choice})
