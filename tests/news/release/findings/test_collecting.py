"""From pages to findings with a place, whatever the pages are made of."""

import datetime

import pytest
from django.utils import timezone, translation
from wagtail_localize.models import TranslationSource

from news.models import ArticlePage, Decision, Release
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.page_findings import summary_of
from news.release.findings.pairing import counterparts
from news.release.findings.passages import Passage, passages_of
from news.release.sets import making
from news.release.terms.loading import current_glossary
from tests import factories
from tests.news.release.findings.conftest import DAY


def codes(findings):
    return [finding.code for finding in findings]


def test_a_finding_says_where_it_is_and_marks_both_sides(faulty, found):
    [finding] = found(faulty.zh, faulty.en)
    assert (finding.code, finding.place, finding.field) == ("number-differs", "Paragraph 2", "body")
    assert (finding.source_lang, finding.target_lang) == ("zh", "en")
    assert "<mark>12亿</mark>元加固堤防。" in finding.source_excerpt
    assert "<mark>1.3 billion</mark> yuan" in finding.target_excerpt
    assert [lang for lang, words in finding.excerpts] == ["zh-Hans", "en"]
    assert summary_of([finding]) == (1, 0)


def test_place_and_message_are_in_the_language_of_the_reader(faulty, found):
    # The catalogue is brought up to date when the branches meet; what is not in it yet stays English.
    with translation.override("zh-hans"):
        [finding] = found(faulty.zh, faulty.en)
    assert "译文" in finding.message
    with translation.override("en"):
        [same] = found(faulty.zh, faulty.en)
    assert same.fingerprint == finding.fingerprint


def test_a_revision_is_read_like_a_row(faulty, found, django_assert_max_num_queries):
    zh, en = (page.get_latest_revision_as_object() for page in (faulty.zh, faulty.en))
    with django_assert_max_num_queries(8):
        findings = found(zh, en)
    assert codes(findings) == ["number-differs"]
    zh.body[1].value = zh.body[1].value.__class__("<p>全省投入13亿元加固堤防。</p>")
    assert found(zh, en) == []


def test_the_text_that_localize_took_its_segments_from_is_the_source(faulty, found):
    TranslationSource.update_or_create_from_instance(faulty.en)
    [finding] = found(faulty.zh, faulty.en)
    assert (finding.source_lang, finding.target_lang) == ("en", "zh")
    assert [lang for lang, words in finding.excerpts] == ["zh-Hans", "en"]  # the columns do not change places


def test_every_kind_of_text_has_a_place(site):
    article = factories.everything(site.zh_section)
    places = {passage.place for passage in passages_of(article)}
    assert places >= {
        *(
            "Title",
            "Subtitle",
            "Summary",
            "Alternative text",
            "Heading 1",
            "Heading 2",
            "Paragraph 1",
            "List 1",
            "Quote 1",
        ),
        *("Quote 1: Said or written by", "Image 1: Alternative text", "Image 1: Caption", "Image 2: Credit"),
        *("Table 1: row 2, column 1", "Key figures 1: 1", "Venue", "Agenda item 1", "Decision 1"),
    }
    revision = article.save_revision().as_object()
    assert [passage.text for passage in passages_of(revision)] == [passage.text for passage in passages_of(article)]


def test_a_meeting_is_compared_with_its_translation_row_by_row(site, found):
    zh = factories.meeting(site.zh_section)
    en = factories.meeting(site.en_section, "Executive meeting", translation_of=zh, source=zh.source)
    Decision.objects.filter(article=en).update(text="Flood watch starts on 16 May.")
    findings = found(ArticlePage.objects.get(pk=zh.pk), ArticlePage.objects.get(pk=en.pk))
    assert ("date-differs", "Decision 1", "decisions") in [(f.code, f.place, f.field) for f in findings]
    other = ArticlePage.objects.get(pk=en.pk)
    other.kind = ArticlePage.Kind.NEWS  # its record is not shown, then
    assert "decisions" not in [passage.field for passage in passages_of(other)]


def test_bodies_that_are_built_otherwise_are_compared_as_a_whole(faulty, found):
    faulty.en.body = [
        ("paragraph", "<p>The province is spending 1.3 billion yuan. Flood control concerns people’s safety.</p>"),
        ("paragraph", "<p>Hello.</p>"),
        ("paragraph", "<p>Good bye.</p>"),
    ]
    [finding] = [finding for finding in found(faulty.zh, faulty.en) if finding.code == "number-differs"]
    assert finding.place == "Paragraph 2"
    assert finding.source_text == "全省投入12亿元加固堤防。"
    assert finding.target_text.startswith("The province")
    assert finding.target_text[slice(*finding.target_span)] == "1.3 billion"


def test_counterparts_are_found_by_key_then_by_position_then_all_at_once():
    def side(*pairs, group="body"):
        return [Passage(group, key, position, "body", position, key) for key, position in pairs]

    zh = side(("a", "1"), ("b", "2"))
    by_key = list(counterparts(zh, side(("b", "1"), ("a", "2"))))
    assert [(there[0].key, here[0].key) for there, here in by_key] == [("a", "a"), ("b", "b")]
    by_position = list(counterparts(zh, side(("x", "1"), ("y", "2"))))
    assert [(there[0].key, here[0].key) for there, here in by_position] == [("a", "x"), ("b", "y")]
    assert [(len(there), len(here)) for there, here in counterparts(zh, side(("x", "1")))] == [(2, 1)]
    assert [(len(there), len(here)) for there, here in counterparts(zh, [])] == [(2, 0)]
    assert list(counterparts([], zh)) == []


def test_what_is_not_translated_yet_is_said_once_a_passage(site, faulty, found):
    faulty.en.body = faulty.zh.body
    findings = found(faulty.zh, faulty.en)
    assert codes(findings) == ["untranslated-han", "untranslated-han"]
    assert [finding.place for finding in findings] == ["Paragraph 1", "Paragraph 2"]


def test_a_headline_may_leave_out_what_the_text_says(faulty, found):
    faulty.zh.title = "全省投入12亿元加固堤防"
    [title, body] = found(faulty.zh, faulty.en)
    assert (title.code, title.place, title.is_error) == ("number-missing", "Title", False)
    assert body.is_error
    faulty.en.title = "Province spends 1.3 billion yuan on dykes"
    assert found(faulty.zh, faulty.en)[0].is_error  # another number is no shorter headline


def test_one_text_by_itself(faulty, found, site):
    zh = faulty.zh
    zh.title, zh.source, zh.slug = "省政府召开会议研究部署防汛和", None, "skgxhxke"
    zh.subtitle = "温恪省长讲话"
    findings = {finding.code: finding for finding in found(zh)}
    assert set(findings) == {"title-cut", "name-post", "source-missing", "slug-junk"}
    assert {finding.field for finding in findings.values()} == {"title", "subtitle", "source", "slug"}
    assert findings["name-post"].place == "Subtitle"
    assert "<mark>" in findings["slug-junk"].target_excerpt
    assert findings["source-missing"].excerpts == []
    assert {finding.languages for finding in findings.values()} == {("zh",)}
    zh.released_at = factories.noon("2026-05-08")  # its address is frozen: nobody could mend it
    assert "slug-junk" not in codes(found(zh))


def test_a_junk_section_is_told_of_by_its_articles(site, found):
    junk = factories.section(site.en, "Skgxhxke", slug="skgxhxke")
    [slug, title] = found(None, factories.article(junk, "Province prepares for floods", live=False, slug="floods"))
    assert (slug.place, title.place) == ("Address of the section", "Name of the section")
    assert slug.field == title.field == "section"


def test_a_title_that_is_the_beginning_of_the_text_is_found_behind_other_fields(faulty, found):
    faulty.en.subtitle, faulty.en.title = "A subtitle", "The province is spending 1.3 billion yuan on its dyk"
    faulty.en.body = [("paragraph", "<p>The province is spending 1.3 billion yuan on its dykes.</p>")]
    assert "title-cut" in codes(found(None, faulty.en))


def test_what_both_kinds_of_check_find_is_there_once(faulty, found):
    faulty.en.summary = "A named person for every stretch of dyke，and rural revival."
    findings = [finding for finding in found(faulty.zh, faulty.en) if finding.field == "summary"]
    marked = [(finding.target_text, finding.target_span) for finding in findings if finding.target_span]
    assert len(marked) == len(set(marked))
    assert [code for code in codes(findings) if code.startswith("punctuation")]


def test_paragraphs_are_counted_as_readers_do(faulty, found):
    faulty.zh.body = [
        ("paragraph", "<p>会议强调安全。</p><p>各地立即部署。</p>"),
        ("paragraph", "<p>全省投入12亿元。</p><p>近日，检查5处。</p>"),
    ]
    faulty.en.body = [
        ("paragraph", "<p>The meeting stressed safety.</p><p>All places acted at once.</p>"),
        ("paragraph", "<p>The province spends 1.3 billion yuan.</p><p>Recently, 6 places were inspected.</p>"),
    ]
    places = [finding.place for finding in found(faulty.zh, faulty.en) if finding.code == "number-differs"]
    assert places == ["Paragraph 3", "Paragraph 4"]


@pytest.mark.parametrize(
    "text", ["", "<p></p>", "<p>" + "很长。" * 3000 + "</p>", "<p>\ud800坏字符</p>", "<p>&lt;script&gt;</p>"]
)
def test_whatever_stands_in_a_body_is_answered(text, faulty, found):
    faulty.zh.body = [("paragraph", text), ("table", {"data": [[None, ""], ["1"]]}), ("key_figures", [])]
    for finding in found(faulty.zh, faulty.en):
        assert "<script>" not in finding.source_excerpt
        finding.fingerprint.encode()


def test_the_day_is_the_meetings_then_of_the_release(site, faulty, people):
    meeting = factories.meeting(site.zh_section, start=factories.noon("2026-05-08"))
    assert day_of(None, meeting) == datetime.date(2026, 5, 8)
    assert day_of(factories.article(site.zh_section, released_at=factories.noon("2020-01-02"))) == datetime.date(
        2020, 1, 2
    )
    draft = factories.article(site.zh_section, live=False)
    draft.save_revision()
    release = making.make(ArticlePage.objects.get(pk=draft.pk), people["administrator"])
    Release.objects.filter(pk=release.pk).update(release_at=factories.noon("2027-01-02"))
    assert day_of(draft, None) == datetime.date(2027, 1, 2)
    assert day_of(draft, release=release) == timezone.localdate()  # as whoever asks has it
    assert day_of(None, None) is not None


def test_the_glossary_of_the_day_is_loaded_once(faulty, django_assert_max_num_queries):
    official = factories.OfficialFactory(posts=[("省长", "Governor", "2022-01-21", None)])
    faulty.zh.summary = "省长陆守澄部署防汛。"
    faulty.en.summary = "Governor Lu Shouchen set out the work."
    with django_assert_max_num_queries(16):
        findings = findings_of(faulty.zh, faulty.en, DAY)
    assert any(finding.code.startswith("name") and finding.place == "Summary" for finding in findings), official
    assert codes(findings) == codes(findings_of(faulty.zh, faulty.en, DAY, current_glossary(DAY)))


def test_a_fingerprint_lives_as_long_as_the_words(faulty, found):
    [before] = found(faulty.zh, faulty.en)
    first = faulty.zh.body[0]
    first.value = first.value.__class__("<p>会议指出，防汛工作关系群众安全。</p>")
    [same] = found(faulty.zh, faulty.en)
    assert same.fingerprint == before.fingerprint  # another paragraph was changed
    second = faulty.en.body[1]
    second.value = second.value.__class__("<p>The province will spend 1.3 billion yuan on its dykes.</p>")
    [other] = found(faulty.zh, faulty.en)
    assert other.fingerprint != before.fingerprint
