"""An article as anonymous readers get it: what is on the page, what is not, and what it costs."""

import datetime

import pytest

from news.models import ArticleLink, ArticlePage, ArticleTopic, Participation
from tests import factories

Kind = ArticlePage.Kind
COSTS = {"plain": 9, "policy": 9, "everything": 15}  # queries; none of them may pass 15
LANGUAGES = ["zh", "en"]


def section_of(site, lang: str):
    return {"zh": site.zh_section, "en": site.en_section}[lang]


def make(what: str, section) -> ArticlePage:
    if what == "everything":
        return factories.everything(section, "Everything")
    if what == "policy":
        return factories.article(
            section, "Policy", kind=Kind.POLICY, issuing_body=factories.SourceFactory(), date_signed="2026-01-01"
        )
    return factories.article(section, "Plain")


def link(article: ArticlePage, target: ArticlePage, relation: str = "related") -> None:
    ArticleLink.objects.create(article=article, target=target, relation=relation)


def grouped_links(page) -> dict[str, list[str]]:
    """`{heading: [address, …]}` of the articles that belong with this one."""
    return {
        group.h2.get_text(): [link["href"] for link in group.select("a")] for group in page.select("section.related")
    }


# --- What it costs ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", COSTS)
def test_queries_are_few_and_known(lang, what, site, costs):
    article = make(what, section_of(site, lang))
    factories.comment(article)
    costs(article.url_path, COSTS[what])


def test_queries_do_not_grow_with_what_there_is(site, costs):
    article = factories.everything(site.zh_section, "Everything")
    for number in range(30):
        section = factories.section(site.zh, f"Section {number}")
        other = factories.article(section, f"Article {number}")
        factories.comment(article, comment=f"Comment {number}")
        if number < 10:
            link(article, other)
            ArticleTopic.objects.create(article=article, topic=factories.TopicFactory())
            body = factories.SourceFactory()
            Participation.objects.create(article=article, body=body, sort_order=number, post_zh="x", post_en="x")
    costs(article.url_path, COSTS["everything"])


@pytest.mark.parametrize("levels", [0, 3])
def test_queries_do_not_grow_with_depth(levels, site, costs, read):
    section = site.zh_section
    for number in range(levels):
        section = factories.section(section, f"Level {number}")
    article = factories.everything(section, "Everything")
    costs(article.url_path, COSTS["everything"])
    assert len(read(article.url_path).select(".crumbs li")) == levels + 3


# --- The same for everybody -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_carry_nothing_of_the_reader(lang, site, read, client):
    section = section_of(site, lang)
    article = factories.everything(section, "Everything")
    factories.comment(article)
    addresses = [f"/{lang}/", section.url_path, f"{section.url_path}{article.released_at.year}/", article.url_path]
    for address in addresses:
        page = read(address)
        assert not page.response.cookies, address
        assert "Cookie" not in page.response.get("Vary", ""), address
        assert not page.select("[name=csrfmiddlewaretoken]"), address
        anonymous = page.response.content
        assert client.get(
            address, headers={"cookie": "language=en; sessionid=" + "x" * 32, "accept-language": "fr"}
        ).content == (anonymous), address


# --- What it shows ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "zh",
            ["主持", "陆守澄", "省长", "第39次", "2026年5月8日 12:00", "省政府第一会议室", "防汛备汛", "新闻值班室"],
        ),
        ("en", ["Presided by", "Lu Shoucheng", "Governor", "39th session", "8 May 2026, 12:00", "Conference Room 1"]),
    ],
)
def test_facts_are_shown_in_the_language_of_the_page(lang, shown, site, read):
    article = factories.everything(section_of(site, lang), "Everything")
    text = read(article.url_path).main.get_text(" ", strip=True)
    for words in shown:
        assert words in text
    assert "澜政办〔2026〕12号" in text  # a document number is printed as issued


def test_every_block_is_rendered(site, read):
    article = factories.everything(site.en_section, "Everything")
    factories.comment(article, comment="A question")
    page = read(article.url_path)
    for selector in (
        "h2#s1",
        "h2#s2",
        "p#p1",
        ".prose ol li",
        "blockquote footer",
        '.prose img[alt="A dyke"]',
        "table th",
        "dl.figures dt",
        "p.embed a[rel~=noopener]",
        ".prose ul.files a",
        'figure.hero img[alt="A river"]',
        ".toc a[href='#s2']",
        ".comments article",
        ".tags a",
    ):
        assert page.select(selector), selector
    assert not page.select("iframe, style, [style], script:not([type='application/ld+json'], [src^='/static/'])")


def test_text_is_escaped(site, read):
    evil = "<script>alert(1)</script>"
    article = factories.article(site.en_section, f"Evil {evil}", summary=evil, author=evil, dateline=evil)
    factories.comment(article, comment=evil, user_name=evil)
    page = read(article.url_path)
    assert [script["type"] for script in page.select("script:not([src])")] == ["application/ld+json"]
    assert evil in page.h1.get_text()


def test_participants_stand_in_the_order_set_by_hand(site, read):
    article = factories.meeting(site.zh_section)
    for order, name in [(3, "丙"), (1, "甲"), (2, "乙")]:
        body = factories.SourceFactory(name_zh=name)
        Participation.objects.create(article=article, body=body, role="attended", sort_order=order)
    rows = {row.dt.get_text(): row.dd for row in read(article.url_path).select(".facts dl > div")}
    assert [item.get_text() for item in rows["出席"].select("li")] == ["甲", "乙", "丙"]
    assert list(rows)[2:5] == ["会议地点", "主持", "出席"]


def test_an_import_shows_both_of_its_dates(site, read):
    old = datetime.datetime(2017, 9, 15, 4, tzinfo=datetime.UTC)
    article = factories.article(site.zh_section)
    ArticlePage.objects.filter(pk=article.pk).update(released_at=old)
    facts = {row.dt.get_text(): row.dd.get_text() for row in read(article.url_path).select(".record > div")}
    assert facts["原发布日期"] == "2017年9月15日"
    assert len(facts) == 4


def test_a_reprint_names_its_source_and_address(site, read):
    article = factories.article(site.en_section, "Reprint", is_reprint=True, source_url="https://paper.example/1")
    note = read(article.url_path).select_one(".doc-body .note a")
    assert note["href"] == "https://paper.example/1"
    assert "paper.example" in note.get_text()


# --- What belongs with it ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lang", "there", "back"), [("zh", "政策原文", "政策解读"), ("en", "The policy", "Interpretations")]
)
def test_policy_and_interpretation_lead_to_each_other_in_each_language(lang, there, back, site, read):
    policies, texts = {}, {}
    for code in LANGUAGES:
        policies[code] = make("policy", section_of(site, code))
        texts[code] = factories.article(section_of(site, code), "Explained", kind=Kind.INTERPRETATION)
    for pages in (policies, texts):
        ArticlePage.objects.filter(pk=pages["en"].pk).update(translation_key=pages["zh"].translation_key)
    for code in LANGUAGES:  # both languages' pages point at the Chinese one
        link(texts[code], policies["zh"], "policy")
    assert grouped_links(read(texts[lang].url_path)) == {there: [policies[lang].url_path]}
    assert grouped_links(read(policies[lang].url_path)) == {back: [texts[lang].url_path]}


def test_links_lead_to_released_articles_only(site, read):
    article = factories.article(site.zh_section)
    for secret in factories.hidden(site.zh_section, "绝密"):
        link(article, secret)
        link(secret, article, "meeting")
    shown = factories.article(site.zh_section, "公开")
    link(article, shown)
    page = read(article.url_path)
    assert list(grouped_links(page).values()) == [[shown.url_path]]
    assert "绝密" not in page.response.content.decode()


def test_an_article_of_the_other_language_is_not_linked_to(site, read):
    article, chinese = factories.article(site.en_section, "Report"), factories.article(site.zh_section)
    link(article, chinese)
    assert grouped_links(read(article.url_path)) == {}
