"""Markup and approved names come back as they went out, or the fragment is not taken."""

import datetime

import pytest
from wagtail_localize.strings import StringValue

from news.models import GlossaryTerm
from news.release.machine.protecting import Names, approved_names, protect
from tests import factories
from tests.news.release.machine.conftest import english

DAY = datetime.date(2026, 5, 8)
NAMES = Names(
    [("国务院", "the State Council"), ("国务院办公厅", "the General Office"), ("陆守澄", "Lu Shoucheng")], "zh"
)


def test_the_longest_name_is_protected_and_stands_in_its_rendering():
    sent = protect('<b>国务院办公厅</b>通知，见<a id="a1">国务院文件</a>。', NAMES, "en")
    assert sent.html.count('translate="no"') == 2
    back = sent.restored(english(sent.html)).data
    assert back == '<b>the General Office</b>4 words<a id="a1">the State Council 2 words</a>1 words'


def test_names_beside_each_other_and_beside_words_keep_apart():
    sent = protect("国务院陆守澄", NAMES, "en")
    assert sent.restored(sent.html).data == "the State Council Lu Shoucheng"
    sent = protect("新陆守澄说", NAMES, "en")
    assert sent.restored(sent.html.replace("新", "new").replace("说", "said")).data == "new Lu Shoucheng said"


def test_english_names_are_whole_words_in_any_capitals():
    names = Names([("State Council", "国务院"), ("PRC", "中国"), ("of", "的")], "en")
    sent = protect("The state  council of the PRCA and the PRC &amp; others", names, "zh")
    assert list(sent.renderings.values()) == ["国务院", "中国"]
    assert sent.restored(sent.html).data == "The 国务院 of the PRCA and the 中国 &amp; others"


SENT = protect('陆守澄<a id="a1">说</a><br/>好', NAMES, "en")
KEPT = '<span id="t1" translate="no">Lu</span> <a id="a1">said</a><br/>good'


@pytest.mark.parametrize(
    "answer",
    [
        "", "  ", "<p></p>",
        KEPT.replace("<br/>", ""),
        KEPT.replace(' id="a1"', ""),
        KEPT.replace("a1", "a2"),
        KEPT.replace('<span id="t1" translate="no">Lu</span>', "Lu"),
        KEPT + '<span id="t1" translate="no">Lu</span>',
        KEPT + "<script>alert(1)</script>",
        KEPT + '<img src="https://x.example">',
        KEPT.replace('id="a1"', 'id="a1" href="https://x.example"'),
        KEPT + "<!-- note -->",
        f"<html><body>{KEPT}</body></html>",
        KEPT.replace("said", "说说说说说说说说说说说说说说说说说说说说"),
        KEPT + "word " * 1000,
    ],
)  # fmt: skip
def test_an_answer_that_lost_or_brought_something_is_not_taken(answer):
    assert SENT.restored(KEPT) == StringValue('Lu Shoucheng <a id="a1">said</a><br/>good')
    assert SENT.restored(answer) is None


def test_only_approved_names_count(db, django_assert_num_queries):
    term = {"status": "approved", "approved_at": factories.noon("2026-01-01")}
    GlossaryTerm.objects.create(zh="防汛抗旱", en="flood control", other_zh="抗旱防汛\n防汛", **term)
    GlossaryTerm.objects.create(zh="高质量发展", en="high-quality development", category="expression", **term)
    GlossaryTerm.objects.create(zh="旧称呼", en="former name", valid_until=DAY - datetime.timedelta(days=1), **term)
    GlossaryTerm.objects.create(zh="未批准", en="not approved")
    factories.OfficialFactory(name_zh="陆守澄", name_en="Lu Shoucheng")
    factories.SourceFactory(name_zh="省政府办公厅", name_en="General Office")
    with django_assert_num_queries(3):
        names = approved_names("zh", "en", DAY)
    sent = protect("抗旱防汛、高质量发展、旧称呼、未批准、陆守澄、省政府办公厅", names, "en")
    assert list(sent.renderings.values()) == ["flood control", "Lu Shoucheng", "General Office"]
