"""What an article lacks before readers may have it, said beside the field; a draft may lack it all."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from news.models import ArticlePage
from news.release.readiness import lacks, untranslated_segments
from news.release.sets.obstacles import of_draft
from portal.locales import is_mostly_han
from tests import factories

Kind = ArticlePage.Kind


@pytest.mark.parametrize(
    ("text", "answer"),
    [("", False), ("2026 / 12", False), ("防汛", True), ("12号 No", False), ("Report on 澜政办〔2026〕12号", False)],
)
def test_mostly_han(text, answer):
    assert is_mostly_han(text) is answer


TABLE = [("table", {"data": [["河段", "公里"], ["上游", "12"]], "table_caption": ""})]
CHINESE = [
    ({"title": "省政府部署防汛工作"}, "title"),
    ({"summary": "每段堤防都要公布一名责任人。"}, "summary"),
    ({"subtitle": "副标题"}, "subtitle"),
    ({"dateline": "临澜"}, "dateline"),
    ({"author": "江怀舟"}, "author"),
    ({"body": [("heading", "标题")]}, "body"),
    ({"body": [("paragraph", "<p>Text.</p>"), ("paragraph", "<p>正文。</p>")]}, "body"),
    ({"body": [("list", {"ordered": False, "items": ["<p>一项</p>"]})]}, "body"),
    ({"body": [("quote", {"text": "Words", "attribution": "陆守澄"})]}, "body"),
    ({"body": [("key_figures", [{"figure": "12", "label": "公里"}])]}, "body"),
    ({"body": TABLE}, "body"),
]


@pytest.mark.parametrize(("fields", "field"), CHINESE)
def test_an_english_article_with_chinese_in_it_is_not_released(fields, field, site):
    with pytest.raises(ValidationError) as refused:
        factories.article(site.en_section, **({"title": "News"} | fields))
    assert set(refused.value.message_dict) - {"slug"} == {field}
    draft = factories.article(site.en_section, live=False, slug="news", **({"title": "News"} | fields))
    with pytest.raises(ValidationError):
        draft.save_revision(clean=False).publish()
    assert not ArticlePage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("rows", ["meetings", "agenda_items", "decisions"])
def test_an_english_meeting_with_chinese_facts_is_not_released(rows, site):
    meeting = factories.meeting(site.en_section, "Meeting", live=False)
    row = getattr(meeting, rows).first()
    setattr(row, "venue" if rows == "meetings" else "text", "第一会议室")
    getattr(meeting, rows).set([row])
    assert list(lacks(meeting)) == [NON_FIELD_ERRORS]
    with pytest.raises(ValidationError):
        meeting.save_revision(clean=False).publish()


def test_an_english_section_with_a_chinese_title_is_not_released(site):
    with pytest.raises(ValidationError):
        factories.section(site.en, "要闻")
    assert not factories.section(site.en, "要闻", live=False).live


def test_english_articles_may_quote_chinese(site):
    quoted = factories.article(
        site.en_section, "On 澜政办〔2026〕12号, the flood plan", document_number="澜政办〔2026〕12号"
    )
    assert lacks(quoted) == {}


# --- The editor's form ------------------------------------------------------------------------------------------------
MISSING = {
    "summary": {"summary": ""},
    "source": {"source": ""},
    "hero_alt": {"hero_image": "{image}", "hero_alt": ""},
    "issuing_body": {"kind": "policy", "date_signed": "2026-01-01"},
    "date_signed": {"kind": "policy", "issuing_body": "{source}"},
}


@pytest.fixture
def chinese_accounts(people):
    for user in people.values():
        UserProfile.objects.create(user=user, preferred_language="zh-hans")
    return people


def send(client, article: ArticlePage, **typed):
    return client.post(f"/admin/pages/{article.pk}/edit/", factories.form_of(article, **typed))


@pytest.mark.parametrize("field", MISSING)
def test_a_draft_may_lack_what_a_release_may_not(field, draft, chinese_accounts, sign_in):
    rows = {"image": factories.image().pk, "source": factories.SourceFactory().pk}
    typed = {name: value.format(**rows) for name, value in MISSING[field].items()}
    assert send(sign_in(chinese_accounts["officer"]), draft, **typed).status_code == 302
    assert named_in_the_way(draft) == {field}


def test_a_picture_in_the_body_needs_its_alternative_text(draft, chinese_accounts, sign_in):
    body = nested_form_data(
        {"body": streamfield([("image", {"image": factories.image().pk, "alt": "", "caption": "", "credit": ""})])}
    )
    assert send(sign_in(chinese_accounts["editor"]), draft, **body).status_code == 302
    assert named_in_the_way(draft) == {"body"}


def named_in_the_way(draft: ArticlePage) -> set[str]:
    """The fields that the obstacles of a release of this draft name."""
    page = ArticlePage.objects.get(pk=draft.pk)
    messages = list(of_draft(page, page.get_latest_revision_as_object()))
    names = {str(field.verbose_name): field.name for field in ArticlePage._meta.fields}
    return {name for label, name in names.items() if any(message.startswith(f"{label}：") for message in messages)}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"end": "2026-05-08 08:00"}, "会议结束时间"),
        ({"session": "3"}, "届次"),
        ({"start": "soon"}, "日期"),
    ],
)
def test_impossible_meetings_are_refused(rows, words, draft, chinese_accounts, sign_in):
    from wagtail.test.utils.form_data import inline_formset

    facts = {
        "start": "2026-05-08 09:00",
        "end": "",
        "type": "in_person",
        "venue": "会议室",
        "series": "",
        "session": "",
    }
    meetings = nested_form_data({"meetings": inline_formset([facts | rows])})
    response = send(sign_in(chinese_accounts["officer"]), draft, kind="meeting", **meetings, **{"action-submit": "1"})
    assert response.status_code == 200
    assert response.context["form"].formsets["meetings"].errors[0]


def test_segments_are_counted_for_translations_alone(pair, people):
    assert untranslated_segments(pair.en) == 0
    translation = factories.submit_for_translation(pair.zh, user=people["officer"])
    assert untranslated_segments(pair.en) == 3
    assert untranslated_segments(pair.zh) == 0
    factories.translate_segments(translation, but=1)
    assert untranslated_segments(pair.en) == 1
    translation.enabled = False
    translation.save()
    assert untranslated_segments(pair.en) == 0
