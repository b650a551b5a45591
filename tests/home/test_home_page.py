"""The home page of each language."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import LATEST_PER_SECTION, MEETINGS_SHOWN, HomePage
from news.models import ArticleTopic
from tests import factories

COST = 10  # queries, and one for each section


def soon(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def headings(page) -> list[str]:
    return [heading.get_text() for heading in page.main.select("h2")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_queries_grow_with_sections_alone(lang, site, costs):
    first = {"zh": site.zh_section, "en": site.en_section}[lang]
    factories.everything(first, "Everything")
    costs(f"/{lang}/", COST + 1)
    for number in range(30):
        article = factories.article(first, f"Article {number}")
        ArticleTopic.objects.create(article=article, topic=factories.TopicFactory())
        factories.comment(article)
    factories.meeting(factories.section(first, "Below"), "To come", start=soon(1))
    costs(f"/{lang}/", COST + 1)
    factories.article(factories.section(factories.home(lang), "Other"), "Other")
    costs(f"/{lang}/", COST + 2)


@pytest.mark.parametrize(
    ("lang", "html_lang", "empty"), [("zh", "zh-Hans", "尚未发布"), ("en", "en", "Nothing has been")]
)
def test_an_empty_portal_says_so(lang, html_lang, empty, site, read):
    page = read(f"/{lang}/")
    assert page.html["lang"] == html_lang
    assert empty in page.main.get_text()
    assert not page.select("nav.nav a, .crumbs")


def test_the_chosen_lead_leads_while_it_is_released(site, read):
    def lead() -> str:
        return read("/zh/").select_one(".lead h2 a")["href"]

    old, new = (
        factories.article(site.zh_section, title, released_at=soon(-days)) for title, days in (("旧", 9), ("新", 1))
    )
    assert lead() == new.url_path
    pictured = factories.article(
        site.zh_section, "有图", hero_image=factories.image(), hero_alt="水", released_at=soon(-5)
    )
    assert lead() == pictured.url_path
    HomePage.objects.filter(pk=site.zh.pk).update(lead_article=old)
    assert lead() == old.url_path
    old.unpublish()
    assert lead() == pictured.url_path


def test_meetings_to_come_stand_apart_soonest_first(site, read):
    dates = {"甲": soon(9), "乙": soon(2), "丙": soon(-2), "丁": soon(-9)}
    pages = {name: factories.meeting(site.zh_section, name, start=start) for name, start in dates.items()}
    coming, past = (
        [link["href"] for link in section.select("h3 a")] for section in read("/zh/").select(".split aside section")
    )
    assert coming == [pages["乙"].url_path, pages["甲"].url_path]
    assert past == [pages["丙"].url_path, pages["丁"].url_path]
    for number in range(MEETINGS_SHOWN):
        factories.meeting(site.zh_section, f"会{number}", start=soon(20))
    assert len(read("/zh/").select_one(".split aside section").select("li")) == MEETINGS_SHOWN


def test_each_section_shows_its_latest_with_those_of_the_sections_below(site, read):
    below = factories.section(site.zh_section, "下级")
    pages = [
        factories.article(parent, f"第{number}篇", released_at=soon(-number))
        for number, parent in enumerate([below, site.zh_section, below, site.zh_section, below], start=1)
    ]
    teaser = read("/zh/").select_one(".teaser")
    assert teaser.h3.get_text() == "要闻"
    assert [link["href"] for link in teaser.select("h4 a")] == [page.url_path for page in pages[:LATEST_PER_SECTION]]


def test_nothing_that_is_not_released_shows(site, read):
    secrets = factories.hidden(site.zh_section, "绝密")
    topic = factories.TopicFactory(name_zh="绝密专题")
    for article in secrets:
        ArticleTopic.objects.create(article=article, topic=topic)
    HomePage.objects.filter(pk=site.zh.pk).update(lead_article=secrets[0])
    factories.hidden(factories.section(site.zh, "绝密而空"), "绝密")
    shown = factories.article(site.zh_section, "公开")
    page = read("/zh/")
    assert "绝密" not in page.response.content.decode()
    assert shown.title in page.main.get_text()


def test_one_language_says_nothing_of_the_other(site, read):
    factories.everything(site.zh_section)
    page = read("/en/")
    assert not page.select(".lead, .teaser, .split aside, nav.nav a")
    factories.article(site.en_section, "English only")
    assert "English only" not in read("/zh/").main.get_text()


def test_topics_are_counted_over_released_articles(site, read):
    topic = factories.TopicFactory()
    for article in [*factories.hidden(site.zh_section, "绝密"), factories.article(site.zh_section)]:
        ArticleTopic.objects.create(article=article, topic=topic)
    assert [row.get_text() for row in read("/zh/").select(".leaders li")] == ["防汛1"]


@pytest.mark.parametrize("slug", ["en", "home", "zh-1"])
def test_a_home_pages_slug_is_its_languages_prefix(slug, site):
    site.zh.slug = slug
    site.zh.full_clean()
    assert site.zh.slug == "zh"
    site.zh.slug = slug
    with pytest.raises(ValidationError):
        site.zh.refuse_reserved_slug()
