"""Arranging in the database: on every way by which a page is rendered, and what comes of it elsewhere."""

import pytest
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from news.models import Arrangement, ArticlePage
from news.release.arranging.changing import ARRANGE, change, layout_of
from news.release.arranging.paragraphs import elements_of
from news.release.arranging.rendering import body_of
from news.release.authorship import wrote_or_submitted
from news.release.findings.collecting import findings_of
from news.release.localize import newest_text
from news.release.machine.confirming import ChangedMeanwhileError
from news.release.purging import REMOVED, purge
from news.release.renderings import is_out_of_date, rendering_of
from news.release.sets import making
from tests import factories
from tests.news.release.checks.house import HOUSE
from tests.news.release.findings.conftest import DAY

FIRST, SECOND, THIRD, FOURTH = (
    "The meeting stressed",
    "Five cases were <b>r",
    "The meeting asked th",
    "Lu Shoucheng, acting",
)


def lines(page):
    """The first words of each paragraph, block by block."""
    return [
        [(element.inner or element.html)[:20] for element in elements_of(block["value"])] for block in body_of(page)
    ]


def start(*texts):
    return [text[:20] for text in texts]


def ids(page):
    return [block.id for block in page.body]


def source_page(translation):
    return ArticlePage.objects.get(translation_key=translation.source.object_id, locale=translation.source.locale)


def test_a_moved_paragraph_stays_where_it_was_put(submitted, english, do, people):
    before = ids(english())
    do("up", 4)
    do("up", 3)
    page = english()
    assert lines(page) == [start(FIRST), start(THIRD), start(SECOND), start("Next steps"), start(FOURTH)]
    assert (page.body[0].id, page.body[1].id, page.body[3].id) == (before[0], before[2], before[1])
    assert len(set(ids(page))) == 5
    arrangement = Arrangement.objects.get()
    assert arrangement.changed_by == people["translator"]
    again = submitted.source.get_ephemeral_translated_instance(submitted.target_locale, fallback=True)
    assert body_of(again) == body_of(page)
    submitted.save_target(user=people["translator"], publish=False)
    assert body_of(english()) == body_of(page)
    do("reset")
    assert lines(english()) == [start(FIRST, SECOND), start("Next steps"), start(THIRD, FOURTH)]
    assert ids(english()) == before
    assert not Arrangement.objects.exists()
    assert [entry.data["action"] for entry in PageLogEntry.objects.filter(action=ARRANGE).order_by("pk")] == [
        "up",
        "up",
        "reset",
    ]


def test_the_row_of_a_live_page_is_left_alone(submitted, english, do, read):
    english().get_latest_revision().publish()
    row = ArticlePage.objects.get(pk=english().pk)
    do("join", 2)
    assert body_of(ArticlePage.objects.get(pk=row.pk)) == body_of(row)
    assert lines(english())[0] == start(FIRST)
    assert "dykes. Five cases were <b>reported</b>" in english().body[0].value.source
    do("separate", 1)
    assert body_of(english()) == body_of(row)
    do("join", 5)
    do("up", 4)
    english().get_latest_revision().publish()
    text = read(english().url_path).main.get_text(" ", strip=True)
    assert text.index("end of June. Lu Shoucheng") < text.index("Next steps")


def test_chinese_is_joined_without_a_space(site, people):
    page = factories.article(site.en_section, "Floods", live=False, body=[("paragraph", "<p>One.</p><p>Two.</p>")])
    factories.translate_object(page, [site.zh.locale], user=people["officer"])
    translation = factories.Translation.objects.get(source__object_id=page.translation_key)
    factories.translate_segments(translation, texts=("防汛", "部署。", "一。", "二。"))
    translation.save_target(publish=False)
    chinese = ArticlePage.objects.get(translation_key=page.translation_key, locale=site.zh.locale)
    layout = layout_of(translation)
    change(chinese, translation, "join", layout.groups[1][0], layout.fingerprint, people["translator"])
    chinese.refresh_from_db()
    assert chinese.get_latest_revision_as_object().body[0].value.source == "<p>一。二。</p>"


def test_dividing_is_part_of_the_text(submitted, english, do, people):
    last = layout_of(submitted).groups[-1][0]
    do("divide", unit=last)
    row = StringTranslation.objects.get(data__startswith=FOURTH)
    assert row.data == "Lu Shoucheng, acting governor, attended.<br/><br/>He spoke."
    assert (row.last_translated_by, row.translation_type) == (people["translator"], "manual")
    assert lines(english())[-1] == start(THIRD, FOURTH, "He spoke.")
    assert not Arrangement.objects.exists()
    row.data = row.data.replace("spoke", "spoke twice")  # later, in the editor
    row.save()
    assert lines(newest_text(english()))[-1] == start(THIRD, FOURTH, "He spoke twice.")
    do("join", 5)
    assert lines(english())[-1] == start(THIRD, "He spoke twice.")  # a sentence has gone to the paragraph before
    do("undivide", unit=last)
    row.refresh_from_db()
    assert row.data == "Lu Shoucheng, acting governor, attended. He spoke twice."
    for number in (-1, 1, 7):
        with pytest.raises(LookupError):
            do("divide", unit=last, number=number)


def test_a_suggestion_stays_one_when_it_is_divided(submitted, do):
    StringTranslation.objects.filter(data__startswith=FOURTH).update(translation_type="machine")
    do("divide", unit=layout_of(submitted).groups[-1][0])
    assert StringTranslation.objects.get(data__startswith=FOURTH).translation_type == "machine"


def test_a_source_that_changes_keeps_what_was_arranged(submitted, english, do, people):
    do("up", 5)  # the last paragraph before the one before it
    do("up", 4)  # and above the heading
    chinese = source_page(submitted)
    draft = chinese.get_latest_revision_as_object()
    html = draft.body[0].value.source.replace("<p>会上", "<p>新的一段。</p><p>会上")
    draft.body[0].value = draft.body[0].value.__class__(html)
    draft.save_revision(user=people["officer"])
    submitted.source.update_from_db()
    submitted.save_target(user=people["translator"], publish=False)
    assert lines(english()) == [start(FIRST, "新的一段。", SECOND), start(FOURTH), start("Next steps"), start(THIRD)]
    assert not is_out_of_date(english())
    assert rendering_of(english(), english().latest_revision_id).source_id == chinese.pk


def test_findings_follow_the_paragraphs(submitted, english, do):
    chinese = source_page(submitted)

    def found():
        return {
            (finding.code, finding.source_excerpt, finding.target_excerpt)
            for finding in findings_of(chinese, english(), DAY, HOUSE)
            if finding.source_lang
        }

    row = StringTranslation.objects.get(data__startswith=FIRST)
    row.data = row.data.replace("1.2", "1.3")
    row.save()
    submitted.save_target(publish=False)
    before = found()
    assert [
        (code, "<mark>12亿</mark>" in said, "<mark>1.3 billion</mark>" in shown) for code, said, shown in before
    ] == [("number-differs", True, True)]
    for action, place in (("up", 5), ("up", 4), ("up", 2), ("join", 3), ("down", 1)):
        do(action, place)
        assert {(code, "12亿</mark>" in said, "1.3 billion</mark>" in shown) for code, said, shown in found()} == {
            ("number-differs", True, True)
        }, lines(english())
    do("divide", unit=layout_of(submitted).units[-1].key)
    assert len(found()) == 1
    row.refresh_from_db()
    row.data = "Dykes are being built."
    row.save()
    submitted.save_target(publish=False)
    assert any(code.endswith("missing") and "12亿" in said for code, said, _shown in found())


def test_nothing_is_done_to_what_somebody_changed_meanwhile(submitted, english, do, people):
    seen = layout_of(submitted)
    do("up", 2)
    with pytest.raises(ChangedMeanwhileError):
        change(english(), submitted, "up", seen.groups[2][0], seen.fingerprint, people["translator"])
    newer = layout_of(submitted)
    for action, unit in (
        ("up", newer.groups[0][0]),
        ("join", newer.groups[2][0]),
        ("fly", newer.groups[1][0]),
        ("up", ""),
    ):
        with pytest.raises(LookupError):
            change(english(), submitted, action, unit, newer.fingerprint, people["translator"])
    assert PageLogEntry.objects.filter(action=ARRANGE).count() == 1


def test_arranging_is_writing(submitted, english, do, people):
    """It takes an approval back, and whoever did it releases nothing of it."""
    release = making.make(source_page(submitted), people["officer"])
    release.state = release.State.IN_REVIEW
    release.submitted_by, release.submitted_at = people["officer"], factories.timezone.now()
    release.save()
    release.approvals.create(step=0, name="", by=people["editor"])
    do("up", 2)
    assert not release.approvals.exists()
    assert wrote_or_submitted(english(), people["translator"])


def test_a_purge_keeps_the_order(submitted, english, do, people):
    do("up", 4)
    order = lines(english())
    chinese = source_page(submitted)
    chinese.save_revision(user=people["officer"])
    purge(chinese, "陆守澄", people["administrator"])
    submitted.source.refresh_from_db()
    assert REMOVED in submitted.source.content_json or "\\u25a0" in submitted.source.content_json
    submitted.save_target(publish=False)
    assert lines(english()) == order
