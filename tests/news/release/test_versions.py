"""Released versions: counted, and one shown to readers where an editor wants it."""

import pytest
from django.core.exceptions import ValidationError

from news.models import ArticlePage
from news.release.versions import close_version, open_version
from tests import factories


@pytest.fixture
def article(site):
    draft = factories.article(site.zh_section, live=False, summary="旧的摘要。")
    factories.release(draft, "2026-05-10")
    return factories.release(draft, "2026-05-12", summary="新的摘要。", title="新的标题")


def test_every_release_is_a_version_and_a_draft_is_none(article, people):
    article.save_revision(user=people["officer"])
    assert list(article.versions.values_list("number", flat=True)) == [2, 1]
    assert article.versions.first().revision_id == article.live_revision_id


def test_an_earlier_version_is_read_where_an_editor_opened_it(article, people, read, costs):
    first = article.versions.get(number=1)
    address = f"{article.url_path}versions/1/"
    read(address, status=404)
    assert "versions/" not in str(read(article.url_path).main)
    open_version(first, people["editor"])
    page = read(address)
    assert page.response["X-Robots-Tag"] == "noindex"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("link[rel=canonical], link[rel=alternate], .comments")
    text = page.main.get_text()
    assert "旧的摘要。" in text
    assert "新的摘要。" not in text
    assert "2026年5月10日" in page.select_one(".doc-body > .note").get_text()
    assert page.select_one(".doc-body > .note a")["href"] == article.url_path
    current = read(article.url_path)
    assert current.select(f'a[href="{address}"]')
    assert "新的摘要。" in current.main.get_text()
    costs(article.url_path, 10)
    close_version(first, people["editor"])
    read(address, status=404)


@pytest.mark.parametrize(
    "rest", ["versions/", "versions/0/", "versions/01/", "versions/2/", "versions/3/", "versions/1/1/"]
)
def test_other_numbers_lead_nowhere(rest, article, people, read):
    open_version(article.versions.get(number=1), people["editor"])
    read(article.url_path + rest, status=404)


def test_the_newest_version_and_one_whose_text_is_gone_are_not_opened(article, people):
    newest, first = article.versions.all()
    with pytest.raises(ValidationError):
        open_version(newest, people["editor"])
    first.revision = None
    first.save()
    with pytest.raises(ValidationError):
        open_version(first, people["editor"])


def test_an_article_that_was_live_before_anybody_counted_starts_at_two(site):
    article = factories.release(factories.article(site.zh_section), summary="新的摘要。")
    assert [version.number for version in article.versions.all()] == [2]


def test_versions_of_what_is_not_live_are_not_read(article, people, read):
    open_version(article.versions.get(number=1), people["editor"])
    ArticlePage.objects.get(pk=article.pk).unpublish()
    read(f"{article.url_path}versions/1/", status=404)


def test_editors_open_and_close_in_the_admin_and_others_do_not(article, people, sign_in, read):
    address = f"/admin/articles/{article.pk}/versions/"
    number = article.versions.get(number=1).number
    assert sign_in(people["officer"]).post(address, {"open": number}).status_code == 302
    assert not article.versions.filter(opened_at__isnull=False).exists()
    editor = sign_in(people["editor"])
    assert "2026年5月10日" in editor.get(address).content.decode() or editor.get(address).status_code == 200
    editor.post(address, {"open": number})
    read(f"{article.url_path}versions/1/")
    editor.post(address, {"open": 2}, follow=True)
    editor.post(address, {"open": "x"})
    assert article.versions.filter(opened_at__isnull=False).count() == 1
    editor.post(address, {"close": number})
    read(f"{article.url_path}versions/1/", status=404)
