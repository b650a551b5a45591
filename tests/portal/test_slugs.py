"""Addresses that a reader can read, and that stay."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

from news.models import ArticlePage, SectionPage
from portal import slugs
from tests import factories


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("防汛会议", "zh-hans", "fangxun-huiyi"),
        ("重庆", "zh-hans", "chongqing"),
        ("省政府召开第38次常务会议", "zh-hans", "shengzhengfu-zhaokai-di-38-ci-changwuhuiyi"),
        ("COVID-19疫情通报", "zh-hans", "covid-19-yiqing-tongbao"),
        ("GDP增长5.4%", "zh-hans", "gdp-zengzhang-5-4"),
        ("新增1,340公里", "zh-hans", "xinzeng-1340-gongli"),
        ("Province’s floods: what’s next?", "en", "provinces-floods-whats-next"),
        ("Output up 5.4 per cent", "en", "output-up-5-4-per-cent"),
        ("1,340 km of roads", "en", "1340-km-of-roads"),
        ("Admin", "en", "admin-1"),
        ("2026", "en", "2026-1"),
        ("搜索", "zh-hans", "sousuo"),
        ("？！……", "zh-hans", ""),
        ("防汛会议", "en", ""),
        ("第38次会议", "en", ""),
        ("", "en", ""),
        ("x" * 100, "en", "x" * slugs.MAX_LENGTH),
    ],
)
def test_slug_for(title, language, slug):
    assert slugs.slug_for(title, language) == slug


@pytest.mark.parametrize(
    ("title", "language"), [("省政府部署防汛工作" * 9, "zh-hans"), ("province and river " * 9, "en")]
)
def test_long_titles_are_cut_between_words(title, language):
    slug, whole = slugs.slug_for(title, language), slugs.slug_for(title[: len(title) // 9], language)
    assert 50 < len(slug) <= slugs.MAX_LENGTH
    assert set(slug.split("-")) <= set(whole.split("-"))


RESERVED = [
    "admin",
    "corrections",
    "versions",
    "search",
    "comments",
    "feed",
    "parallel",
    "topics",
    "zh",
    "en",
    "1",
    "12",
    "2026",
    "0",
]


@pytest.mark.parametrize("slug", RESERVED)
def test_fixed_words_and_numbers_are_refused(slug, site):
    for make in (factories.section, factories.article):
        with pytest.raises(ValidationError) as refused:
            make(site.en if make is factories.section else site.en_section, "News item", slug=slug)
        assert list(refused.value.message_dict) == ["slug"]
    assert not slugs.is_reserved(f"{slug}-news")


@pytest.mark.parametrize("slug", ["search", "2026"])
def test_fixed_words_are_refused_in_the_form_beside_the_field(slug, draft, people, sign_in):
    response = sign_in(people["officer"]).post(f"/admin/pages/{draft.pk}/edit/", factories.form_of(draft, slug=slug))
    assert list(response.context["form"].errors) == ["slug"]


def test_a_slug_left_empty_is_made_of_the_title_and_free(site, people, sign_in):
    client = sign_in(people["officer"])
    for _time in range(2):
        client.post(f"/admin/pages/add/news/articlepage/{site.zh_section.pk}/", factories.form_of(title="防汛会议"))
    made = ArticlePage.objects.filter(title="防汛会议").values_list("slug", flat=True)
    assert sorted(made) == ["fangxun-huiyi", "fangxun-huiyi-2"]


def test_a_slug_is_frozen_at_first_release(site):
    article = factories.article(site.zh_section, "防汛会议")
    article.title = "另一个标题"
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).slug == "fangxun-huiyi"


def test_an_explicit_change_leaves_a_redirect_that_works(site, client, django_capture_on_commit_callbacks):
    article = factories.article(site.zh_section, "防汛会议")
    old = article.url_path
    article.slug = "fangxun"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/zh/yaowen/fangxun/")
    assert client.get("/zh/yaowen/fangxun/").status_code == 200


def test_a_section_that_moves_takes_its_articles_along(site, client, django_capture_on_commit_callbacks):
    article = factories.article(site.zh_section, "防汛会议")
    old, section = article.url_path, SectionPage.objects.get(pk=site.zh_section.pk)
    section.slug = "xinwen"
    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()
    assert client.get(old)["Location"] == "/zh/xinwen/fangxun-huiyi/"
    assert client.get("/zh/xinwen/fangxun-huiyi/").status_code == 200
    assert Redirect.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "slug"), [("Lu Shoucheng", "lu-shoucheng"), ("陆守澄", "row"), ("Search", "search-1")]
)
def test_rows_of_both_languages_have_one_slug_each(name, slug, db):
    rows = [factories.Topic(name_zh="名", name_en=name) for _number in range(2)]
    for row in rows:
        row.full_clean()
        row.save()
    assert [row.slug for row in rows] == [slug, f"{slug}-2"]
