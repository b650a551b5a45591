"""The blocks of a body: what they let in, and what of them is translated."""

import pytest
from django.core.exceptions import ValidationError

from news.blocks import BodyBlock, CaptionedTableBlock
from news.models import ArticlePage
from tests import factories

TABLE = {
    "data": [["河段", "km"], ["上游", "12"], [None, ""]],
    "table_caption": "堤防",
    "first_row_is_table_header": True,
}


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("heading", ""),
        ("heading", "x" * 151),
        ("quote", {"text": "Words", "attribution": ""}),
        ("image", {"image": None, "alt": "", "caption": "", "credit": ""}),
        ("embed", "javascript:alert(1)"),
        ("key_figures", [{"figure": "", "label": ""}]),
    ],
)
def test_what_is_missing_or_wrong_is_refused(block, value, db):
    child = BodyBlock().child_blocks[block]
    with pytest.raises(ValidationError):
        child.clean(child.to_python(value) if block != "embed" else child.normalize(value))


def test_the_words_of_a_table_are_offered_for_translation():
    block = CaptionedTableBlock()
    segments = block.get_translatable_segments(TABLE)
    assert {segment.path: segment.string.data for segment in segments} == {
        "caption": "堤防",
        "cell-0-0": "河段",
        "cell-0-1": "km",
        "cell-1-0": "上游",
    }
    for segment in segments:
        segment.string.data = f"English {segment.path}"
    restored = block.restore_translated_segments({**TABLE, "data": [list(row) for row in TABLE["data"]]}, segments)
    assert restored["table_caption"] == "English caption"
    assert restored["data"] == [["English cell-0-0", "English cell-0-1"], ["English cell-1-0", "12"], [None, ""]]


def test_a_table_without_a_caption_offers_none():
    assert CaptionedTableBlock().get_translatable_segments({"data": [["12"]], "table_caption": ""}) == []


def test_rich_text_keeps_what_officers_may_write_and_nothing_else(draft, people, sign_in):
    draft.body = [
        ("paragraph", '<p onclick="x()"><b>粗</b><script>alert(1)</script><h2>大</h2><a href="javascript:x">链</a></p>')
    ]
    sign_in(people["officer"]).post(f"/admin/pages/{draft.pk}/edit/", factories.form_of(draft))
    source = ArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object().body[0].value.source
    assert "<b>粗</b>" in source
    for evil in ("script", "onclick", "<h2", "javascript:"):
        assert evil not in source


def test_every_kind_of_block_is_found_by_search(site):
    article = factories.everything(site.en_section, "Everything")
    texts = " ".join(str(text) for block in article.body for text in block.block.get_searchable_content(block.value))
    for word in ("First", "Text.", "Item", "Words", "Lu Shoucheng", "Dyke", "kilometres"):
        assert word in texts
