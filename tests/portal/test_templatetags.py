"""Tags and filters of the templates."""

import json

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation

from portal.templatetags import portal as tags


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("Plain title", "Plain title"),
        ("<b>", "&lt;b&gt;"),
        ("省政府召开常务会议", "省政府|召开|常务会议"),
        ("第52次会议，部署防汛", "第52次|会议，部署|防汛"),
        ("<b>会议召开</b>", None),
    ],
)
def test_phrases_break_between_words_and_nowhere_else(title, marked):
    html = str(tags.phrases(title))
    assert BeautifulSoup(html, "html.parser").get_text() == title
    if marked:
        assert html.replace("<wbr>", "|") == marked


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "<!--", "a\u2028b\u2029c", "&amp;", '"\\'])
def test_json_stands_in_a_script_whatever_it_holds(evil):
    html = str(tags.script_json({"name": evil}))
    assert not set("<>&\u2028\u2029") & set(html)
    assert json.loads(html) == {"name": evil}


def test_paragraphs_are_numbered_across_blocks():
    html = Template(
        "{% counter as n %}{% numbered_paragraphs one n %}{% numbered_paragraphs two n %}{% numbered_paragraphs one '' %}"
    ).render(Context({"one": "<p>a</p><pre>x</pre>", "two": '<p data-x="1">b</p><p>c</p>'}))
    ids = [paragraph["id"] for paragraph in BeautifulSoup(html, "html.parser").select("p")]
    assert ids == ["p1", "p2", "p3", "p1"]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([["区", "1,340"], ["县", "5.4%"]], {1}),
        ([["-3", "x"], ["", "4"]], {0}),
        ([["", ""], ["", ""]], set()),
        ([["1"], ["2", "3"]], {0, 1}),
        ([[None, "2017-"]], set()),
    ],
)
def test_columns_of_numbers(rows, columns):
    assert tags.numeric_columns(rows) == columns


@pytest.mark.parametrize(
    ("text", "lang"), [("澜政办〔2026〕12号", "zh-Hans"), ("A/RES/70/1", "en"), ("", "en"), ("No. 12号", "zh-Hans")]
)
def test_the_language_of_a_number(text, lang):
    assert tags.lang_of(text) == lang


@pytest.mark.parametrize(("language", "year", "month"), [("zh-hans", "2026年", "5月"), ("en", "2026", "May")])
def test_years_and_months_by_name(language, year, month):
    with translation.override(language):
        assert Template("{{ 2026|year_name }} {{ 5|short_month }}").render(Context()) == f"{year} {month}"


@pytest.mark.parametrize(("url", "host"), [("https://a.example:8/x", "a.example"), ("no address", "no address")])
def test_host(url, host):
    assert tags.host(url) == host
