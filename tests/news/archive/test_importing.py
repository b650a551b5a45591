"""An import makes real, released pages: once each, in their places, with their gaps known; what is bad is said and skipped."""

import datetime
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backend

from news.archive import importing
from news.archive.importing import Import
from news.models import ArticlePage, SectionPage, Source
from news.release.plans import Plan
from news.release.sets import making, publishing, reviewing
from news.signals import articles_changed
from tests import factories


def line(id: str = "1", lang: str = "zh", **fields) -> dict:
    """A good line; None leaves a field out."""
    texts = {
        "zh": {
            "title": "省政府部署防汛工作",
            "summary": "每段堤防都要公布一名责任人。",
            "body": "第一段。\n\n第二段。",
        },
        "en": {"title": "Province prepares for floods", "summary": "A named person.", "body": "One.\n\nTwo."},
    }
    whole = {"id": id, "lang": lang, **texts[lang], "date": "2017-09-15", "section": "news", "source": "青川日报"}
    return {name: value for name, value in (whole | fields).items() if value is not None}


@pytest.fixture
def load(tmp_path, site, capsys):
    """`load(line(), b"not JSON", …)`: imports these lines; what the command wrote is `load.out` and `load.err`."""

    def load(*lines: dict | bytes) -> None:
        path = tmp_path / "archive.jsonl"
        path.write_bytes(b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines))
        call_command("import_articles", str(path))
        load.out, load.err = capsys.readouterr()

    return load


def article(external_id: str = "1", language: str = "zh-hans") -> ArticlePage:
    return ArticlePage.objects.get(external_id=external_id, language=language)


# --- What is made -----------------------------------------------------------------------------------------------------
def test_a_line_becomes_a_released_page(load, site, read):
    before = timezone.now()
    load(line(kind="notice", section="zhengwu/shengnei", body="一<b>&\r\n二\n \n\n　　三 \n"))
    page = article()
    assert (page.title, page.draft_title, page.summary) == ("省政府部署防汛工作",) * 2 + (
        "每段堤防都要公布一名责任人。",
    )
    assert [(block.block_type, block.value.source) for block in page.body] == [
        ("paragraph", "<p>一&lt;b&gt;&amp;<br/>二</p>"),
        ("paragraph", "<p>三</p>"),
    ]
    assert (page.kind, page.source.name_zh, page.language, page.locale) == (
        "notice",
        "青川日报",
        "zh-hans",
        site.zh.locale,
    )
    assert timezone.localtime(page.released_at).isoformat() == "2017-09-15T00:00:00+08:00"
    assert page.first_published_at >= before
    assert page.is_older_than_here
    assert (page.live, page.has_unpublished_changes, page.latest_revision, page.owner) == (True, False, None, None)
    assert page.slug == "shengzhengfu-bushu-fangxun-gongzuo"
    assert page.url_path == f"/zh/zhengwu/shengnei/{page.slug}/"
    assert [step.title for step in page.get_ancestors()] == ["Root", site.zh.title, "Zhengwu", "Shengnei"]
    assert ArticlePage.objects.released().filter(pk=page.pk).exists()
    shown = read(page.url_path)
    assert shown.select_one("h1").get_text() == page.title
    assert "一<b>&" in shown.select_one(".doc-body").get_text()
    assert "1 articles imported" in load.out


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-09-15", "2017-09-14T16:00:00+00:00"),
        ("2017-09-15T09:30", "2017-09-15T01:30:00+00:00"),
        ("2017-09-15T09:30:00Z", "2017-09-15T09:30:00+00:00"),
        ("2017-09-15 09:30:00+02:00", "2017-09-15T07:30:00+00:00"),
    ],
)
def test_dates_are_the_sites_unless_they_say_otherwise(date, expected, load):
    load(line(date=date))
    assert article().released_at.astimezone(datetime.UTC).isoformat() == expected


def test_the_tree_is_whole_and_goes_on_growing(load, site):
    existing = factories.section(site.zh, "News", slug="news")
    factories.article(existing)
    load(*[line(str(number), title=f"标题{number}") for number in range(7)], line("8", section="news/local"))
    load(*[line(str(number), title=f"标题{number}") for number in range(20, 23)])
    assert Page.find_problems() == ([], [], [], [], [])
    section = Page.objects.get(pk=existing.pk)
    assert section.numchild == section.get_children().count() == 12
    factories.article(existing, "之后")
    SectionPage.objects.get(slug="local").move(site.zh, pos="last-child")
    assert Page.find_problems() == ([], [], [], [], [])
    assert article("8").get_parent().url_path == "/zh/local/"


def test_slugs_are_chosen_as_for_single_pages(load, site):
    titles = [
        "防汛会议",
        "防汛会议",
        "防汛会议2",
        "防汛会议",
        "另一个",
        "2017",
        "防汛会议",
        "常务会议2",
        "常务会议",
        "常务会议",
    ]
    here, there = (factories.section(site.zh, name, slug=name) for name in ("here", "there"))
    for section in (here, there):
        factories.article(section, "防汛会议")
    load(*[line(str(number), title=title, section="here") for number, title in enumerate(titles)])
    load(line("later", title="防汛会议", section="here"), line("untitled", title="！？", section="here"))
    for title in [*titles, "防汛会议"]:
        factories.article(there, title)
    made, expected = ([page.slug for page in section.get_children()] for section in (here, there))
    assert made == [*expected, f"untitled-{article('untitled').translation_key.hex[:8]}"]
    assert "fangxun-huiyi-2-2" in made


def test_many_of_one_title_take_few_queries(load, site, django_assert_max_num_queries):
    run = Import("", refuse=lambda number, reason: pytest.fail(reason))
    lines = [json.dumps(line(str(number), title="天气预报")).encode() + b"\n" for number in range(1500)]
    list(run.run(io.BytesIO(lines[0])))
    costs = []
    for start in (1, 1000):
        with django_assert_max_num_queries(400) as queries:
            list(run.run(io.BytesIO(b"".join(lines[start : start + 100]))))
        costs.append(len([query for query in queries.captured_queries if query["sql"].startswith("SELECT")]))
    assert max(costs) < 40
    slugs = set(ArticlePage.objects.values_list("slug", flat=True))
    assert slugs == {"tianqiyubao", *(f"tianqiyubao-{number}" for number in range(2, 202))}


def test_missing_sections_are_made_in_their_language_alone(load, site):
    load(line(section="zhengwu/tongzhi"))
    assert not SectionPage.objects.filter(locale=site.en.locale, slug__in=["zhengwu", "tongzhi"]).exists()
    load(line(section="/zhengwu/"), line("2", "en", section="zhengwu/tongzhi/"))
    zh, en = (SectionPage.objects.get(url_path=f"/{lang}/zhengwu/tongzhi/") for lang in ("zh", "en"))
    assert zh.translation_key == en.translation_key  # readers are led from one to the other
    assert (en.live, en.title, en.first_published_at is not None) == (True, "Tongzhi", True)
    assert SectionPage.objects.filter(slug="zhengwu").count() == 2


# --- Translations -----------------------------------------------------------------------------------------------------
ZH, EN = line("zh-1"), line("en-1", "en", translation_of="zh-1")


@pytest.mark.parametrize(
    "imports",
    [
        [[ZH, EN]],
        [[EN, ZH]],
        [[ZH], [EN]],
        [[EN], [ZH]],
        [[line("zh-1", translation_of="en-1"), EN]],
        [[EN], [line("zh-1", translation_of="en-1")]],
        [[ZH, line("en-1", "en")], [EN]],
        [[line("en-1", "en")], [EN], [ZH]],
        [[EN], [EN, ZH], [ZH, EN]],
    ],
)
def test_translations_find_each_other_in_any_order(imports, load, read):
    for lines in imports:
        load(*lines)
    zh, en = article("zh-1"), article("en-1", "en")
    assert zh.translation_key == en.translation_key
    assert read(zh.url_path).select_one("link[hreflang=en]")["href"].endswith(en.url_path)
    assert ArticlePage.objects.exclude(external_id="").count() == 2


def test_both_languages_may_use_one_id_and_find_what_was_written_here(load, pair):
    ArticlePage.objects.filter(pk=pair.zh.pk).update(external_id="old")
    pair.en.delete()
    load(line("7"), line("7", "en", translation_of=7), line("8", "en", translation_of="old"))
    assert article("7").translation_key == article("7", "en").translation_key
    assert article("8", "en").translation_key == pair.zh.translation_key


def test_an_article_has_one_translation_in_a_language(load):
    load(ZH, EN, line("en-2", "en", translation_of="zh-1"))
    load(line("en-3", "en", translation_of="zh-1"))
    assert "line 1: zh-1 has another translation in this language" in load.err
    assert ArticlePage.objects.in_language("en").count() == 1


# --- Again ------------------------------------------------------------------------------------------------------------
def test_a_second_run_changes_nothing(load):
    lines = [ZH, EN, line("2", source=None, summary=None), line("3", title="防汛会议"), line("4", title="防汛会议")]
    load(*lines)
    before = list(ArticlePage.objects.order_by("pk").values())
    load(*lines)
    assert "0 articles imported, 0 updated, 5 unchanged" in load.out
    assert list(ArticlePage.objects.order_by("pk").values()) == before
    assert PageLogEntry.objects.filter(action="news.import").count() == 2  # of the first run, one a language


def test_a_changed_line_updates_its_page(load):
    load(line(), line("2"))
    old = article()
    again = line(
        title="改过的标题", body="改过。", date="2017-09-16", kind="notice", source="新华社", section="elsewhere"
    )
    load(again, line("2"))
    assert "0 articles imported, 1 updated, 1 unchanged" in load.out
    new = article()
    assert (new.pk, new.slug, new.url_path) == (old.pk, old.slug, old.url_path)
    assert (new.title, new.draft_title, new.kind, new.source.name_zh) == (
        "改过的标题",
        "改过的标题",
        "notice",
        "新华社",
    )
    assert timezone.localtime(new.released_at).day == 16
    assert [block.value.source for block in new.body] == ["<p>改过。</p>"]
    assert new.first_published_at == old.first_published_at
    load(line(summary=None), line("2"))
    assert article().summary == ""
    assert not SectionPage.objects.filter(slug="elsewhere").exists()


def test_what_was_worked_on_here_stays(load, people):
    load(line("edited"), line("drafted"), line("withdrawn"))
    edited = article("edited")
    edited.title = "编辑改过"
    edited.save_revision(user=people["editor"]).publish()
    article("drafted").save_revision(user=people["officer"])
    article("withdrawn").unpublish()
    load(*[line(name, title="档案又改了") for name in ("edited", "drafted", "withdrawn")])
    assert "0 updated, 0 unchanged, 3 kept" in load.out
    assert not ArticlePage.objects.filter(title="档案又改了").exists()
    assert not article("withdrawn").live


def test_a_line_that_comes_twice_in_a_file_is_the_last_one(load):
    load(line(title="先"), line(title="后"))
    assert article().title == "后"
    assert "1 articles imported, 1 updated" in load.out


# --- Gaps -------------------------------------------------------------------------------------------------------------
def test_gaps_are_known(load, read, site):
    load(line("1", summary=None, source=None), line("2", summary="", source="  "), line("3"))
    assert "Gaps: 2 without a summary, 2 without a source" in load.out
    gaps = ArticlePage.objects.filter(summary="", source=None)
    assert set(gaps.values_list("external_id", flat=True)) == {"1", "2"}
    read(article("1").url_path)
    entry = PageLogEntry.objects.get(action="news.import")
    assert (entry.page_id, entry.user) == (site.zh.pk, None)
    assert entry.data == {
        "file": "archive.jsonl",
        "lines": [1, 3],
        "articles": 3,
        "without_summary": 2,
        "without_source": 2,
    }
    assert registry.get_action_label("news.import")
    assert "archive.jsonl" in entry.message


def test_a_source_is_found_by_either_name_or_made_with_one(load):
    factories.SourceFactory(name_zh="新华社", name_en="Xinhua", slug="xinhua")
    names = [
        ("zh", "新华社"),
        ("en", "Xinhua"),
        ("zh", "Xinhua"),
        ("zh", "青川日报"),
        ("en", "Daily"),
        ("zh", "青川日报"),
    ]
    load(*[line(str(number), lang, source=name) for number, (lang, name) in enumerate(names)])
    assert sorted(Source.objects.values_list("name_zh", "name_en", "slug")) == [
        ("", "Daily", "daily"),
        ("新华社", "Xinhua", "xinhua"),
        ("青川日报", "", "qingchuan-ribao"),
    ]
    assert sorted(str(source) for source in Source.objects.all()) == ["Daily", "新华社", "青川日报"]


# --- What others hear -------------------------------------------------------------------------------------------------
def test_an_import_is_announced_once_and_found_in_the_admin(load, mailoutbox):
    heard = []

    def hear(page_ids, **kwargs) -> None:
        assert connection.in_atomic_block
        assert ArticlePage.objects.released().filter(pk__in=page_ids).count() == len(page_ids)
        heard.append(page_ids)

    articles_changed.connect(hear)
    try:
        load(line("1"), line("2", title="Flood tables"), line("3", "en"))
        load(line("1"), line("2", title="Other tables"))
    finally:
        articles_changed.disconnect(hear)
    everything = set(ArticlePage.objects.values_list("pk", flat=True))
    assert heard == [everything, {article("2").pk}]
    assert mailoutbox == []
    assert [found.pk for found in get_search_backend().search("Other", ArticlePage)] == [article("2").pk]
    assert not PageLogEntry.objects.filter(action="wagtail.publish").exists()
    source = Source.objects.get(name_zh="青川日报")
    usage = ReferenceIndex.get_references_to(source)
    assert {int(row.object_id) for row in usage} == everything
    noted = set(ReferenceIndex.objects.values_list("object_id", "model_path", "to_object_id"))
    for page in ArticlePage.objects.all():
        ReferenceIndex.create_or_update_for_object(page)
    assert set(ReferenceIndex.objects.values_list("object_id", "model_path", "to_object_id")) == noted


def test_a_receiver_that_fails_undoes_its_batch(site):
    def fail(**kwargs) -> None:
        raise RuntimeError

    run = Import("archive", refuse=lambda number, reason: pytest.fail(reason))
    articles_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            list(run.run(io.BytesIO(json.dumps(line()).encode())))
    finally:
        articles_changed.disconnect(fail)
    assert not ArticlePage.objects.exists()
    assert not SectionPage.objects.filter(locale=site.zh.locale, slug="news").exists()
    list(run.run(io.BytesIO(json.dumps(line()).encode())))
    assert article().get_parent().url_path == "/zh/news/"


# --- Afterwards -------------------------------------------------------------------------------------------------------
def test_an_imported_page_is_edited_and_released_like_any_other(load, people, sign_in, read):
    load(line(summary=None, source=None))
    page = article()
    address = f"/admin/pages/{page.pk}/edit/"
    officer = sign_in(people["officer"])
    assert officer.get(address).status_code == 200
    assert officer.post(address, factories.form_of(page, title="改过", source="")).status_code == 302
    draft = article()
    assert (draft.title, draft.get_latest_revision_as_object().title) == (page.title, "改过")
    section = page.get_parent().specific
    section.language_plan = Plan.CHINESE_ONLY
    section.save()
    release = making.make(draft, people["officer"])
    with pytest.raises(ValidationError) as gaps:
        reviewing.submit(release, people["officer"])
    assert len(gaps.value.messages) == 3, gaps.value.messages  # summary, source, and the check of the source
    form = factories.form_of(draft.get_latest_revision_as_object(), summary="一句话。")
    assert officer.post(address, form).status_code == 302
    reviewing.submit(release, people["officer"])
    publishing.publish(reviewing.approve(release, people["editor"]), people["editor"])
    released = article()
    assert (released.title, released.summary, released.slug) == ("改过", "一句话。", page.slug)
    assert (released.released_at, released.external_id) == (page.released_at, "1")
    assert "改过" in read(page.url_path).select_one("h1").get_text()
    for what in ("history", "usage", "move", "delete"):
        assert sign_in(factories.user(what, superuser=True)).get(f"/admin/pages/{page.pk}/{what}/").status_code == 200


def test_an_imported_page_moves_unpublishes_and_goes(load, site):
    load(line("1", summary=None, source=None), line("2"))
    article("1").move(site.zh_section, pos="last-child")
    article("1").unpublish()
    article("2").delete()
    assert Page.find_problems() == ([], [], [], [], [])
    load(line("1"), line("2"))
    assert not article("1").live


# --- Bad lines --------------------------------------------------------------------------------------------------------
BAD = [
    (b"{", "not JSON"),
    (b"\xff\xfe", "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
    (b"[]", "not a JSON object"),
    (b"null", "not a JSON object"),
    (b'{"id": 1' + b"0" * 5000 + b"}", "not JSON"),
    (line(lang="zh") | {"lang": "fr"}, "lang is not one of zh, en"),
    (line() | {"lang": ["zh"]}, "lang is not text"),
    (line() | {"id": None}, "no id"),
    (line() | {"id": True}, "id is not text"),
    (line() | {"id": "x" * 201}, "id is longer than 200"),
    (line(title=None), "no title"),
    (line(title=" 　\t"), "no title"),
    (line(title="长" * 256), "title is longer than 255"),
    (line(title="半\ud800个"), "title holds"),
    (line(title="零\x00"), "title holds"),
    (line(body="零\x00"), "body holds"),
    (line(summary="\x1b[31m"), "summary holds"),
    (line(body=None), "no body"),
    (line(body=["段"]), "body is not text"),
    (line(date=None), "no date"),
    (line(date="2017-02-29"), "does not exist"),
    (line(date="2017-13-01"), "does not exist"),
    (line(date="去年"), "no date of ISO 8601"),
    (line(date="1785-01-01"), "before 1900"),
    (line(date="0001-01-01T00:00:00+14:00"), "does not exist"),
    (line(date="9999-12-31T23:59:59-12:00"), "does not exist"),
    (line(date="2999-01-01"), "still to come"),
    (line(date=20170915), "date is not text"),
    (line(kind="gossip"), "kind is not one of news, meeting"),
    (line(section=None), "no section"),
    (line(section="要闻"), "not a path of slugs"),
    (line(section="a//b"), "not a path of slugs"),
    (line(section="../admin"), "not a path of slugs"),
    (line(section="x" * 256), "not a path of slugs"),
    (line(section="search/news"), "fixed words"),
    (line(section="2017"), "fixed words"),
    (line(section="a/b/c/d/e/f/g"), "levels deep"),
    (line(section="news/an-article"), "news/an-article is no section"),
    (line(source="源" * 121), "source is longer than 120"),
    (line(source=5), "source is not text"),
    (line(translation_of={}), "translation_of is not text"),
    (line(lang="en", title="省政府部署防汛工作"), "title is Chinese"),
    (line(lang="en", body="第一段。"), "body is Chinese"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_line_is_named_and_skipped(bad, reason, load, site):
    factories.article(factories.section(site.zh, "News", slug="news"), "An article", slug="an-article")
    good = [line("before"), line("after")]
    if isinstance(bad, dict) and "id" in bad and bad["id"] == "1":
        bad = bad | {"id": "bad"}
    load(good[0], b"", bad, good[1])
    assert load.err.startswith("line 3: ")
    assert reason in load.err
    assert len(load.err.splitlines()) == 1
    assert "2 articles imported" in load.out
    assert "1 bad lines" in load.out
    assert set(ArticlePage.objects.exclude(external_id="").values_list("external_id", flat=True)) == {"before", "after"}


def test_markup_stays_text(load, read):
    hostile = "<script>alert(1)</script>\"'&amp;]]>{{ 7*7 }}"
    load(line(title=hostile, summary=hostile, body=hostile, source=hostile), line("2", "en", body=hostile))
    for page in ArticlePage.objects.all():
        shown = read(page.url_path)
        assert "alert(1)" in shown.select_one(".doc-body").get_text()
        assert not [script for script in shown.select("script") if "alert(1)" in (script.string or "")[:20]]


def test_odd_texts_come_through_whole(load, read):
    odd = "𠮷野家👨‍👩‍👧‍👦 e\u0301 \u202eabc\u2028x\ufeff"
    load(b"\xef\xbb\xbf" + json.dumps(line(title="𠮷" * 255, body=odd), ensure_ascii=False).encode())
    page = article()
    assert page.title == "𠮷" * 255
    read(page.url_path)


def test_a_line_too_long_for_memory_is_one_bad_line(load, monkeypatch):
    monkeypatch.setattr(importing, "LONGEST_LINE", 2000)
    load(line("1"), line("2", body="长" * 20_000), line("3"))
    assert load.err.splitlines() == ["line 2: not JSON"]
    assert ArticlePage.objects.filter(external_id__in=["1", "3"]).count() == 2


def test_what_the_database_alone_refuses_costs_one_line(load, monkeypatch):
    """Two in one batch that the constraints do not allow, past all our own checks."""
    refused = "archive:bad"
    insert = importing.insert

    def spoil(articles) -> None:
        for page in articles:
            if page.external_id == refused:
                page.path = articles[0].get_parent().path  # taken
        insert(articles)

    monkeypatch.setattr(importing, "insert", spoil)
    load(
        *[line(str(number), section="a/b") for number in range(5)], line(refused, section="a/b"), line("6", section="c")
    )
    assert load.err.startswith("line 6: the database refuses it: ")
    assert "6 articles imported" in load.out
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_file_that_cannot_be_read_is_an_error(site, tmp_path):
    for path in (tmp_path, tmp_path / "missing.jsonl"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_articles", str(path))


def test_an_empty_file_imports_nothing(load):
    load()
    assert "0 articles imported" in load.out


def test_batches_are_bounded(load, monkeypatch):
    monkeypatch.setattr(importing, "BATCH_LINES", 3)
    load(*[line(str(number), title=f"标题{number}") for number in range(8)], line("2", "en", translation_of="2"))
    assert PageLogEntry.objects.filter(action="news.import").count() == 4
    assert len(set(PageLogEntry.objects.filter(action="news.import").values_list("uuid", flat=True))) == 1
    assert Page.find_problems() == ([], [], [], [], [])
    monkeypatch.setattr(importing, "BATCH_BYTES", 1)
    load(*[line(f"b{number}") for number in range(3)])
    assert "3 articles imported" in load.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is(site, tmp_path, monkeypatch):
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b"\n".join([json.dumps(line()).encode(), b"bad"]))
    terminal = Terminal()
    call_command("import_articles", str(path), stdout=io.StringIO(), stderr=terminal)
    assert "[" in terminal.getvalue()
    assert "line 2: not JSON" in terminal.getvalue()
