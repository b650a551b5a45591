"""Errata and corrections: entered with the text, released with it, shown on the page and on the page of all of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import inline_formset

from news.models import ArticleCorrection, ArticlePage, Withdrawal
from news.release.readiness import lacks
from tests import factories

DAY = datetime.date(2026, 5, 12)


def correct(article: ArticlePage, **fields) -> ArticleCorrection:
    defaults = {"date": DAY, "was": "投入3.5亿元", "now": "投入3.6亿元", "locale": article.locale}
    return ArticleCorrection.objects.create(article=article, **(defaults | fields))


def test_a_correction_is_drafted_and_released_with_the_text(pair, people, colleague, sign_in, read):
    row = {"kind": "correction", "date": "2026-05-12", "was": "投入3.5亿元", "now": "投入3.6亿元"}
    form = factories.form_of(pair.zh, corrections=inline_formset([row]))
    answer = sign_in(people["editor"]).post(f"/admin/pages/{pair.zh.pk}/edit/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert not read(pair.zh.url_path).select("#corrections")
    article = ArticlePage.objects.get(pk=pair.zh.pk)
    article.latest_revision.publish()
    page = read(pair.zh.url_path)
    assert "2026年5月12日" in page.select_one("#corrections").get_text()
    assert page.select_one("#corrections del").get_text() == "投入3.5亿元"
    assert page.select_one("#corrections ins").get_text() == "投入3.6亿元"
    assert page.select_one('.doc-head a[href="#corrections"]')
    assert not read(pair.en.url_path).select("#corrections")


def test_an_erratum_has_no_line_below_the_title(pair, read, costs):
    correct(pair.en, kind="erratum", was="", now="Lu Shoucheng")
    page = read(pair.en.url_path)
    assert "12 May 2026" in page.select_one("#corrections").get_text()
    assert not page.select(".doc-head a")
    costs(pair.en.url_path, 10)


def test_a_correction_on_an_article_with_everything_costs_no_query(site, costs):
    article = factories.everything(site.zh_section, "Everything")
    factories.comment(article)
    correct(article)
    costs(article.url_path, 15)


def test_a_correction_says_what_was_wrong_and_in_its_own_language(pair):
    with pytest.raises(ValidationError) as refused:
        ArticleCorrection(article=pair.zh, kind="correction", now="对", locale=pair.zh.locale).full_clean()
    assert "was" in refused.value.message_dict
    ArticleCorrection(article=pair.zh, kind="erratum", now="对", locale=pair.zh.locale).full_clean()
    correct(pair.en)
    assert lacks(ArticlePage.objects.get(pk=pair.en.pk))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_of_them_are_listed_newest_first(lang, pair, people, site, read):
    article = getattr(pair, lang)
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    correct(article, date=datetime.date(2026, 4, 2), now="older")
    correct(article, now="newer")
    for hidden in factories.hidden(section, "Hidden"):
        correct(hidden, now="secret")
    Withdrawal.objects.create(
        translation_key=site.zh.translation_key,
        at=factories.noon("2026-04-20"),
        by=people["editor"],
        reason="internal",
        notice_zh="撤稿说明",
        notice_en="A notice",
    )
    page = read(f"/{lang}/corrections/")
    entries = [entry.get_text(" ", strip=True) for entry in page.select("main .item")]
    assert [
        any(word in entry for word in words)
        for entry, words in zip(entries, (["newer"], ["撤稿说明", "A notice"], ["older"]), strict=True)
    ] == [True] * 3
    assert "secret" not in page.get_text()
    assert "internal" not in page.get_text()
    assert page.select_one(".item h3 a")["href"] == f"{article.url_path}#corrections"
    assert page.select_one(f'.foot a[href="/{lang}/corrections/"]')
    assert not page.response.cookies


def test_the_list_is_cut_into_pages_at_a_fixed_cost(pair, read, costs):
    costs("/zh/corrections/", 4)
    for number in range(25):
        correct(pair.zh, now=f"对{number}")
    costs("/zh/corrections/", 6)
    assert len(read("/zh/corrections/").select("main .item")) == 20
    assert len(read("/zh/corrections/?page=2").select("main .item")) == 5
    read("/zh/corrections/?page=3", status=404)
    read("/zh/corrections/?page=x", status=404)


def test_where_there_is_none_the_page_says_so(site, read):
    assert read("/en/corrections/").select_one("main .note")


def test_a_copy_carries_no_corrections(pair, people):
    correct(pair.zh)
    copy = pair.zh.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert not copy.corrections.exists()
