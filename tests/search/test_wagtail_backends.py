"""The admin's own search: listings, choosers and completion find Chinese and English, on both databases."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from modelsearch.utils import parse_query_string
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from news.models import ArticlePage, Official, Topic
from portal.models import PortalDocument, PortalImage
from search.wagtail_backends.asking import MOST_WORDS
from search.wagtail_backends.indexing import texts_of
from search.wagtail_backends.terms import completion_words, words
from tests import factories
from tests.search.test_hostile import NASTY

QUALITY = "省政府召开质量工作会议"
THIRD = "省政府第三次常务会议"
COVID = "Province holds meetings on COVID-19"


@pytest.fixture
def articles(site) -> dict[str, ArticlePage]:
    return {
        "quality": factories.article(
            site.zh_section, QUALITY, summary="供给侧结构性改革取得进展。", document_number="澜政办〔2026〕12号"
        ),
        "third": factories.article(
            site.zh_section,
            THIRD,
            summary="陆守澄主持会议，投资26.6万亿元。",
        ),
        "covid": factories.article(site.en_section, COVID, summary="Flood control plans."),
    }


@pytest.fixture
def admin(sign_in):
    return sign_in(factories.user("chief", superuser=True))


def titles(results) -> set[str]:
    return {found.title for found in results}


# --- In the admin -----------------------------------------------------------------------------------------------------
TYPED = [
    ("质量", {QUALITY}),
    ("質量", {QUALITY}),
    ("质", {QUALITY}),
    ("质量会议", set()),
    ("会议 质量", {QUALITY}),
    ("会议", {QUALITY, THIRD}),
    ("第3次", {THIRD}),
    ("第三", {THIRD}),
    ('"常务会议"', {THIRD}),
    ('"政府召开质量', {QUALITY}),
    ("covid-19", {COVID}),
    ("COVID", {COVID}),
    ("covid19", {COVID}),
    ("prov", {COVID}),
    ("meeting province", {COVID}),
    ("防汛", set()),
    ("！！！", set()),
    ("live:no 质量", set()),
    ("live:yes 质量", {QUALITY}),
]


def test_explorer(articles, admin):
    for typed, found in TYPED:
        response = admin.get(reverse("wagtailadmin_pages:search"), {"q": typed})
        assert titles(response.context["object_list"]) == found, typed


def test_a_section_is_searched(articles, admin, site):
    response = admin.get(reverse("wagtailadmin_explore", args=[site.zh_section.pk]), {"q": "质量"})
    assert titles(response.context["object_list"]) == {QUALITY}


def test_the_order_is_the_listings_own_where_one_is_chosen(articles, admin):
    for order, first in [("title", QUALITY), ("-title", THIRD)]:
        response = admin.get(reverse("wagtailadmin_pages:search"), {"q": "会议", "ordering": order})
        assert response.context["object_list"][0].title == first


def test_page_chooser(articles, admin):
    response = admin.get(reverse("wagtailadmin_choose_page_search"), {"q": "质量"})
    assert QUALITY in response.content.decode()
    assert THIRD not in response.content.decode()


def test_official_chooser(db, admin):
    factories.OfficialFactory(name_zh="郝鹏", name_en="Hao Peng")
    factories.OfficialFactory(name_zh="陆守澄", name_en="Lu Shoucheng")
    for typed in ("郝", "郝鹏", "hao", "Hao P", "HAO PENG", "peng h"):
        chooser = admin.get(reverse("wagtailsnippetchoosers_news_official:choose_results"), {"q": typed})
        assert [official.name_zh for official in chooser.context["results"]] == ["郝鹏"], typed


def test_listings_and_choosers_of_names(db, admin):
    factories.OfficialFactory(name_zh="防汛人", name_en="Flood person")
    factories.TopicFactory()
    factories.SeriesFactory(name_zh="防汛会商会", name_en="Flood meeting")
    factories.SourceFactory(name_zh="防汛办", name_en="Flood office")
    factories.ContactFactory(name_zh="防汛值班室", name_en="Flood desk")
    for model in ("official", "topic", "meetingseries", "source", "presscontact"):
        for typed in ("防汛", "防", "flood"):
            listing = admin.get(reverse(f"wagtailsnippets_news_{model}:list"), {"q": typed})
            assert len(listing.context["object_list"]) == 1, (model, typed)
            chooser = admin.get(reverse(f"wagtailsnippetchoosers_news_{model}:choose_results"), {"q": typed})
            assert len(chooser.context["results"]) == 1, (model, typed)


def test_images_and_documents(db, admin):
    factories.image(title="澜水大堤"), factories.image(title="Dykes on the Lan")
    factories.document(title="防汛预案"), factories.document(title="Flood plan")
    for address, typed, found in [
        ("wagtailimages:index", "大堤", "澜水大堤"),
        ("wagtailimages:index", "dyke", "Dykes on the Lan"),
        ("wagtailimages_chooser:choose_results", "澜", "澜水大堤"),
        ("wagtaildocs:index", "預案", "防汛预案"),
        ("wagtaildocs_chooser:choose_results", "flo", "Flood plan"),
    ]:
        html = admin.get(reverse(address), {"q": typed}).content.decode()
        assert found in html, (address, typed)
        others = {"澜水大堤", "Dykes on the Lan", "防汛预案", "Flood plan"} - {found}
        assert not [other for other in others if other in html], (address, typed)


# --- Whole words ------------------------------------------------------------------------------------------------------
QUERIES = [
    ("结构性改革", {QUALITY}),
    ("供給側結構性改革", {QUALITY}),
    ("〔2026〕12号", {QUALITY}),
    ("澜政办〔2026〕12号", {QUALITY}),
    ("陆守澄", {THIRD}),
    ("26.6万亿", {THIRD}),
    ("floods controlling", {COVID}),
    ("flood prov", set()),
    (Phrase("flood control"), {COVID}),
    (Phrase("control flood"), set()),
    (Phrase("主持会议，投资26.6"), {THIRD}),
    (Phrase("澄"), {THIRD}),
    (Phrase("，"), set()),
    (PlainText("flood 陆守澄", operator="or"), {THIRD, COVID}),
    (Fuzzy("flood 陆守澄"), {THIRD, COVID}),
    (And([PlainText("会议"), Not(PlainText("质量"))]), {THIRD}),
    (And([PlainText("会议"), Not(Phrase("常务会议"))]), {QUALITY}),
    (Or([Phrase("flood control"), And([PlainText("质量"), PlainText("改革")])]), {QUALITY, COVID}),
    (Not(PlainText("会议")) & PlainText("flood"), {COVID}),
    (Not(Or([PlainText("会议"), PlainText("质量")])) & MATCH_ALL, {COVID}),
    (MATCH_ALL & PlainText("质量"), {QUALITY}),
    (MATCH_ALL, {QUALITY, THIRD, COVID}),
    (MATCH_NONE, set()),
    (Not(MATCH_NONE), {QUALITY, THIRD, COVID}),
    (Boost(PlainText("质量"), 2), {QUALITY}),
    (And([PlainText("，"), PlainText("质量")]), {QUALITY}),
    (Not(PlainText("，")), set()),
]


def test_search(articles):
    for query, found in QUERIES:
        results = ArticlePage.objects.search(query)
        assert titles(results) == found, query
        assert results.count() == len(found)


def test_a_query_that_nobody_knows(articles):
    with pytest.raises(NotImplementedError):
        list(ArticlePage.objects.search(object()))


def test_titles_come_first(site):
    factories.article(site.zh_section, "防汛工作", summary="质量。")
    factories.article(site.zh_section, "质量工作", summary="防汛。")
    factories.article(site.zh_section, "无关", summary="防汛与质量。")
    found = ArticlePage.objects.search("质量")
    assert found[0].title == "质量工作"
    assert len(found) == 3
    scores = [article.score for article in found.annotate_score("score")]
    assert len(set(scores)) > 1
    assert scores == sorted(scores, reverse=True)
    newest = ArticlePage.objects.order_by().search("质量", order_by_relevance=False)
    assert [article.title for article in newest] == ["无关", "质量工作", "防汛工作"]
    by_title = ArticlePage.objects.search("质量", order_by="title")
    assert [article.title for article in by_title] == sorted(article.title for article in found)


def test_facets_and_filters(articles, site):
    notice = factories.article(site.zh_section, "质量通知", kind=ArticlePage.Kind.NOTICE)
    assert ArticlePage.objects.search("质量").facet("kind") == {"news": 1, "notice": 1}
    assert list(ArticlePage.objects.filter(kind="notice").search("质量")) == [notice]
    assert len(ArticlePage.objects.all().search("质量")[1:2]) == 1


def test_given_fields_are_read_themselves(articles, django_assert_num_queries):
    for typed in ("质量", "会议 质量", Phrase("质量工作"), PlainText("质量 缺", operator="or")):
        assert titles(ArticlePage.objects.search(typed, fields=["title"])) == {QUALITY}
    assert not ArticlePage.objects.search("改革", fields=["title"])
    assert titles(ArticlePage.objects.search("改革", fields=["title", "summary"])) == {QUALITY}
    assert titles(ArticlePage.objects.search(PlainText("省政府") & Not(PlainText("质量")), fields=["title"])) == {THIRD}
    assert titles(ArticlePage.objects.search(Not(MATCH_ALL) | PlainText("质量"), fields=["title"])) == {QUALITY}
    assert not ArticlePage.objects.search(" ", fields=["title"])
    assert not ArticlePage.objects.search(Phrase(" "), fields=["title"])
    assert not ArticlePage.objects.search("%", fields=["title"])


def test_every_model_that_wagtail_searches(articles):
    for model in (Page, Official, Topic, PortalImage, PortalDocument):
        for search in (get_search_backend().search, get_search_backend().autocomplete):
            assert search("质量", model).count() == (model is Page)


# --- Whatever is typed ------------------------------------------------------------------------------------------------
def answers(text: str) -> None:
    for search in (Page.objects.autocomplete, Page.objects.search, ArticlePage.objects.search):
        for query in (
            text,
            Phrase(text),
            parse_query_string(text, "and", MATCH_ALL)[1],
            parse_query_string(text, "or")[1],
        ):
            search(query).count()
            list(search(query, order_by_relevance=True)[:2])
    ArticlePage.objects.search(text, fields=["title", "summary"]).count()


def test_nasty_texts_are_answered(articles):
    for text in NASTY:
        answers(text)


@given(text=st.text(st.characters(codec=None)) | st.text("\"'\\*:()-@.&|!<>^{}+，质量第3次ab 〔\0\ud800", max_size=60))
@example("'" * 500)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(articles, text):
    answers(text)


@given(text=st.text(st.characters(exclude_characters="\0"), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_completes_itself(db, text):
    backend, topic = indexed(text)
    if completion_words(text):
        assert list(backend.autocomplete(text, Topic)) == [topic]
        assert list(backend.autocomplete(Phrase(text), Topic)) == [topic]


@given(text=st.text("质量会议省长第三3次届二〇一七年月日号abs 0269-,.:'〔，", max_size=60))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_finds_itself(db, text):
    backend, topic = indexed(text)
    if words(text):
        assert list(backend.search(text, Topic)) == [topic]
        assert list(backend.search(Phrase(text), Topic)) == [topic]


def indexed(text: str):
    backend = get_search_backend()
    topic = Topic.objects.filter(slug="any").first() or factories.TopicFactory(slug="any")
    topic.name_zh = text
    backend.add(topic)
    return backend, topic


def test_deep_and_long_queries(articles):
    query = PlainText("质量")
    for _ in range(3_000):
        query = query & PlainText("会议")
    assert titles(ArticlePage.objects.search(query)) == {QUALITY}
    nested = PlainText("质量")
    for _ in range(3_000):
        nested = Not(Or([nested]))
    assert not ArticlePage.objects.search(nested)
    many = " ".join(["质量"] + [f"word{number}" for number in range(2_000)])
    assert not ArticlePage.objects.search(many)
    first = And([PlainText("质量")] * MOST_WORDS + [PlainText("absent")])
    assert titles(ArticlePage.objects.search(first)) == {QUALITY}


# --- The index --------------------------------------------------------------------------------------------------------
def test_the_index_changes_with_the_page_or_not_at_all(site):
    article = factories.article(site.zh_section, QUALITY)
    with transaction.atomic():
        article.title = "省政府部署防汛"
        article.save()
        factories.article(site.zh_section, "质量强省")
        assert titles(ArticlePage.objects.search("防汛")) == {"省政府部署防汛"}
        assert titles(ArticlePage.objects.search("质量")) == {"质量强省"}
        transaction.set_rollback(True)
    assert not ArticlePage.objects.search("防汛")
    assert titles(ArticlePage.objects.search("质量")) == {QUALITY}
    with transaction.atomic():
        ArticlePage.objects.get().delete()
        assert not ArticlePage.objects.search("质量")
        transaction.set_rollback(True)
    assert titles(ArticlePage.objects.search("质量")) == {QUALITY}


def test_a_deleted_page_leaves_no_entry(articles):
    before = IndexEntry.objects.count()
    ArticlePage.objects.get(pk=articles["third"].pk).delete()
    assert IndexEntry.objects.count() == before - 1
    assert not ArticlePage.objects.search("陆守澄")


def test_a_row_that_stays_the_same_is_left_alone(articles):
    index = get_search_backend().get_index_for_model(ArticlePage)
    IndexEntry.objects.update(title_norm=7)
    index.add_items(ArticlePage, [articles["quality"], articles["covid"]])
    assert set(IndexEntry.objects.values_list("title_norm", flat=True)) == {7}


def test_update_index(articles):
    IndexEntry.objects.all()._raw_delete("default")
    assert not ArticlePage.objects.search("质量")
    call_command("update_index", verbosity=0)
    assert titles(ArticlePage.objects.search("质量")) == {QUALITY}
    gone = factories.TopicFactory(name_zh="旧题")
    Topic.objects.filter(pk=gone.pk)._raw_delete("default")
    before = IndexEntry.objects.count()
    call_command("update_index", verbosity=0)
    assert IndexEntry.objects.count() == before - 1
    assert titles(ArticlePage.objects.search("质量")) == {QUALITY}


def test_no_other_row_is_read_or_written(articles, django_assert_num_queries):
    index = get_search_backend().get_index_for_model(Topic)
    topic = factories.TopicFactory()
    topic.name_zh = "抗旱"
    with django_assert_num_queries(1):
        index.add_items(Topic, [topic])


def test_no_table_is_read_from_end_to_end(articles):
    is_postgres = connection.vendor == "postgresql"
    if is_postgres:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE wagtailcore_page, news_articlepage, wagtailsearch_indexentry")
            cursor.execute("SET LOCAL enable_seqscan = off")
    searching = ArticlePage.objects.search("质量").get_queryset().explain()
    if is_postgres:
        with connection.cursor() as cursor:  # among a few entries, any index of theirs is as good as the right one
            cursor.execute(
                "INSERT INTO wagtailsearch_indexentry"
                " (object_id, content_type_id, title_norm, autocomplete, title, body, title_text, body_text)"
                " SELECT object_id || '-' || n, content_type_id, 1, to_tsvector('simple', 'other' || n), '', '', '', ''"
                " FROM wagtailsearch_indexentry, generate_series(1, 2000) AS n"
            )
            cursor.execute("ANALYZE wagtailsearch_indexentry")
    completing = Page.objects.autocomplete("质量").get_queryset().explain()
    if is_postgres:
        assert "news_articlepage_id_text" in searching
        assert "wagtailcore_page_id_text" in completing
        assert "wagtailsear_autocom_476c89_gin" in completing
    else:
        for plan in (completing, searching):
            assert plan.count("SEARCH entry USING INTEGER PRIMARY KEY") == 2
            assert "SCAN entry" not in plan


def test_what_an_article_is_found_by(site):
    """The admin looks for what a page is called: no text of a body is read or stored when an article is released."""
    article = factories.article(site.zh_section, document_number="澜政办〔2026〕12号", summary="防汛准备就绪。")
    texts = texts_of(article)
    assert [text.text for text in texts.title] == [article.title]
    assert [text.text for text in texts.body] == [article.summary, article.document_number]
    assert {text.text for text in texts.completion} == {article.title, article.document_number}


def test_a_very_long_text_is_taken(site):
    """A tsvector holds a megabyte; a hundred thousand different pairs of characters are more."""
    characters = "".join(map(chr, range(0x4E00, 0x9FA5)))
    text = "".join(characters[::step] + characters[::-step] for step in range(1, 6))
    topic = factories.TopicFactory(name_zh="长")
    topic.name_zh = "长文" + text
    get_search_backend().add(topic)
    assert list(get_search_backend().search("长文", Topic)) == [topic]
