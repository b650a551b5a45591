"""Sections: lists, archive, and what of them is offered."""

import datetime

import pytest
from django.utils import timezone

from news.models.sections import PER_PAGE
from tests import factories

COSTS = {"": 8, "?page=2": 8, "2026/": 7, "2026/5/": 7}  # queries
MAY = factories.noon("2026-05-08")


def titles(page) -> list[str]:
    return [link.get_text() for link in page.select(".item h3 a")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("levels", [0, 3])
def test_queries_are_few_and_known_whatever_the_size_and_the_depth(lang, levels, site, costs):
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    for number in range(levels):
        section = factories.section(section, f"Level {number}")
    for number in range(PER_PAGE + 1):
        factories.article(section, f"Article {number}", released_at=MAY)
    for rest, cost in COSTS.items():
        costs(section.url_path + rest, cost)
    for number in range(30):
        factories.article(factories.section(section, f"Section {number}"), f"Other {number}", released_at=MAY)
    for rest, cost in COSTS.items():
        costs(section.url_path + rest, cost)


def test_articles_are_listed_newest_first_with_those_below(site, read):
    below = factories.section(site.zh_section, "下级")
    for number, parent in enumerate([site.zh_section, below, site.zh_section]):
        factories.article(parent, f"T{number}", released_at=MAY + datetime.timedelta(days=number))
    assert titles(read(site.zh_section.url_path)) == ["T2", "T1", "T0"]
    assert titles(read(below.url_path)) == ["T1"]


def test_pages_of_a_list(site, read):
    for number in range(PER_PAGE + 1):
        factories.article(site.en_section, f"T{number}", released_at=MAY + datetime.timedelta(minutes=number))
    first, second = read(site.en_section.url_path), read(site.en_section.url_path + "?page=2")
    assert len(titles(first)) == PER_PAGE
    assert titles(second) == ["T0"]
    assert first.select_one("a[rel=next]")["href"] == "?page=2"
    assert second.select_one("link[rel=canonical]")["href"].endswith("/en/news/?page=2")
    assert not second.select("link[hreflang]")


NOWHERE = [
    *("?page=0", "?page=-1", "?page=3", "?page=x", "?page=", "?page=1.5", "?page=٣", "?page=" + "9" * 400, "?page=%00"),
    *("0/", "13/", "99999/", "٣/", "2026/0/", "2026/13/", "2026/5/8/", "2026/٥/", "1899/", "2201/", "2026/x/"),
    *(
        "02026/",
        "2026/005/",
        "2026/05/",
        "2026/99999999999999999999/",
        "nothing/",
        "%00/",
        "2026%00/",
        "%E4%B8%AD/",
        "%FF/",
    ),
    *("../../admin/x", "2026/5/?page=2", "x/2026/", "a/" * 40, "-1/", "2026/-5/", "²/"),
]


@pytest.mark.parametrize(("lang", "html_lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_an_address_that_leads_nowhere_is_not_found_in_its_language(lang, html_lang, site, read):
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    factories.article(section, "Article", released_at=MAY)
    for rest in NOWHERE:
        assert read(section.url_path + rest, status=404).html["lang"] == html_lang


@pytest.mark.parametrize(
    ("lang", "year", "month"), [("zh", "要闻（2026年）", "要闻（2026年5月）"), ("en", "News, 2026", "News, May 2026")]
)
def test_the_archive_by_year_and_month(lang, year, month, site, read):
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    for day in ("2026-05-08", "2026-05-31", "2026-06-01", "2025-05-08"):
        factories.article(section, f"T {day}", released_at=factories.noon(day))
    page = read(f"{section.url_path}2026/")
    assert page.h1.get_text() == year
    assert titles(page) == ["T 2026-06-01", "T 2026-05-31", "T 2026-05-08"]
    assert len(page.select(".crumbs li")) == 3
    page = read(f"{section.url_path}2026/5/")
    assert page.h1.get_text() == month
    assert titles(page) == ["T 2026-05-31", "T 2026-05-08"]
    assert [crumb.get_text() for crumb in page.select(".crumbs [aria-current=page]")] == [
        "5月" if lang == "zh" else "May"
    ]
    assert [row.summary.span.get_text()[0] for row in page.select(".archive details")] == ["3", "1"]
    assert titles(read(f"{section.url_path}2024/")) == []  # a year may be empty, and says so


def test_months_are_those_of_the_sites_clock(site, read):
    eve = datetime.datetime(2025, 12, 31, 17, tzinfo=datetime.UTC)  # one in the morning of New Year's Day in Shanghai
    factories.article(site.zh_section, "元旦", released_at=eve)
    assert titles(read(f"{site.zh_section.url_path}2026/1/")) == ["元旦"]
    assert titles(read(f"{site.zh_section.url_path}2025/12/")) == []
    assert "2026年" in read(site.zh_section.url_path).select_one(".archive summary").get_text()


def test_nothing_that_is_not_released_shows_or_counts(site, read):
    factories.hidden(site.zh_section, "绝密")
    year = timezone.localdate().year
    for rest in ("", f"{year}/", "2026/5/"):
        page = read(site.zh_section.url_path + rest)
        assert "绝密" not in page.response.content.decode()
        assert not page.select(".archive details")
    factories.article(site.zh_section)
    assert [row.span.get_text()[0] for row in read(site.zh_section.url_path).select(".archive summary")] == ["1"]


def test_sections_with_nothing_to_read_are_not_offered(site, read):
    empty, full = factories.section(site.zh_section, "空"), factories.section(site.zh_section, "满")
    factories.article(factories.section(full, "更下"), "深处")
    offered = [link["href"] for link in read(site.zh_section.url_path).select(".subsections a")]
    assert offered == [full.url_path]
    assert "尚未发布" in read(empty.url_path).main.get_text()  # it has an address all the same


def test_a_draft_of_a_released_article_does_not_show(site, read):
    article = factories.article(site.zh_section, "公开的标题", released_at=MAY)
    article.title = "绝密的新标题"
    article.save_revision()
    for address in (site.zh_section.url_path, article.url_path, "/zh/"):
        text = read(address).response.content.decode()
        assert "绝密" not in text
        assert "公开" in text
