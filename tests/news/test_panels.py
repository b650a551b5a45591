"""The editor, as an officer meets it."""

import pytest
from bs4 import BeautifulSoup
from wagtail.users.models import UserProfile

from news.models import ArticlePage
from tests import factories

TABS = {
    "zh-hans": ["内容", "基本信息", "会议", "主题和联系人", "评论", "发布"],
    "en": ["Text", "Facts", "Meeting", "People and topics", "Comments", "Release"],
}


def editor_of(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", TABS)
def test_panels_are_grouped_as_an_officer_thinks(language, pair, site, people, sign_in):
    UserProfile.objects.create(user=people["officer"], preferred_language=language)
    client = sign_in(people["officer"])
    for address in (
        f"/admin/pages/add/news/articlepage/{site.zh_section.pk}/",
        f"/admin/pages/{factories.everything(site.zh_section).pk}/edit/",
        f"/admin/pages/{pair.en.pk}/edit/",
    ):
        page = editor_of(client, address)
        assert page.html["lang"] == language
        assert [tab.get_text(strip=True).removesuffix("()") for tab in page.select("[role=tab]")][:6] == TABS[language]


@pytest.mark.parametrize(("lang", "words"), [("zh", "主持"), ("en", "Presided by")])
def test_a_preview_shows_what_is_not_saved_yet(lang, words, site, people, sign_in):
    section = {"zh": site.zh_section, "en": site.en_section}[lang]
    article = factories.everything(section, "Everything")
    client = sign_in(people["officer"])
    html = client.get(f"/admin/pages/{article.pk}/view_draft/").content.decode()
    assert words in html
    assert f'lang="{article.html_lang}"' in html
    plain = factories.article(section, "Plain", live=False)
    plain.save_revision()
    preview = f"/admin/pages/{plain.pk}/edit/preview/"
    client.post(preview, factories.form_of(ArticlePage.objects.get(pk=plain.pk), title="Typed just now"))
    assert "Typed just now" in client.get(f"{preview}?mode=").content.decode()


def test_a_new_article_has_a_preview_before_it_is_saved(site, people, sign_in):
    client = sign_in(people["officer"])
    address = f"/admin/pages/add/news/articlepage/{site.zh_section.pk}/preview/"
    assert client.post(address, factories.form_of(title="还没有保存")).json()["is_valid"]
    assert "还没有保存" in client.get(f"{address}?mode=").content.decode()


@pytest.mark.parametrize("mode", ["zh-hans", "en"])
@pytest.mark.parametrize("model", ["official", "topic", "meetingseries", "source", "presscontact"])
def test_names_are_previewed_in_both_languages(model, mode, people, sign_in):
    made = {
        "official": lambda: factories.OfficialFactory(posts=[("省长", "Governor", None, None)]),
        "topic": factories.TopicFactory,
        "meetingseries": factories.SeriesFactory,
        "source": factories.SourceFactory,
        "presscontact": factories.ContactFactory,
    }[model]()
    client, address = sign_in(people["officer"]), f"/admin/snippets/news/{model}/"
    assert made.name_zh in client.get(address).content.decode()
    assert client.get(f"/admin/snippets/news/{model}/inspect/{made.pk}/").status_code == 200
    form = {"name_zh": made.name_zh, "name_en": made.name_en, "slug": made.slug, "numbering": "term", "order": "1"}
    form |= {f"posts-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    preview = f"/admin/snippets/news/{model}/preview/{made.pk}/"
    client.post(preview, form)
    html = client.get(f"{preview}?mode={mode}").content.decode()
    assert (made.name_en if mode == "en" else made.name_zh) in html


def test_the_post_held_that_day_is_copied_in(draft, people, sign_in):
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    official = factories.OfficialFactory(
        posts=[("副省长", "Vice-Governor", None, "2026-05-08"), ("省长", "Governor", "2026-05-08", None)]
    )
    facts = {
        "start": "2026-05-08 09:00",
        "end": "",
        "type": "in_person",
        "venue": "会议室",
        "series": "",
        "session": "",
    }
    people_rows = [
        {"official": official.pk, "body": "", "role": "presided", "post_zh": "", "post_en": "Acting Governor"}
    ]
    rows = nested_form_data({"meetings": inline_formset([facts]), "participations": inline_formset(people_rows)})
    response = sign_in(people["officer"]).post(
        f"/admin/pages/{draft.pk}/edit/", factories.form_of(draft, kind="meeting", **rows)
    )
    assert response.status_code == 302
    person = ArticlePage.objects.get(pk=draft.pk).get_latest_revision_as_object().participations.get()
    assert (person.post_zh, person.post_en) == ("省长", "Acting Governor")


@pytest.mark.parametrize("title", ["很长" * 50_000, "x" * 100_000, "<b>标题</b>", "控\x07制", "'; DROP TABLE news;--"])
def test_whatever_is_typed_into_a_title_is_answered(title, draft, people, sign_in):
    response = sign_in(people["officer"]).post(f"/admin/pages/{draft.pk}/edit/", factories.form_of(draft, title=title))
    if len(title) > 255:
        assert response.status_code == 200
        assert "title" in response.context["form"].errors
    else:
        assert response.status_code == 302
    saved = ArticlePage.objects.get(pk=draft.pk)
    assert saved.title == (draft.title if len(title) > 255 else title)
