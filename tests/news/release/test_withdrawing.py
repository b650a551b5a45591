"""A withdrawal takes an article from readers in every language, with its versions and files, and says so at its addresses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry

from news.models import ArticlePage, Release, Withdrawal, WithdrawnAddress
from news.release.sets import making
from news.release.versions import open_version
from news.release.withdrawing import remove_leftover_files, withdraw
from portal.models import OutboxEntry
from search.models import IndexEntry
from tests import factories

NOTICE = {"zh": "本稿件因数据有误撤回，请勿转载。", "en": "Withdrawn because its figures were wrong."}
WORDS = {"notice_zh": NOTICE["zh"], "notice_en": NOTICE["en"], "reason": "内部记录"}


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def pages_of(key) -> list[ArticlePage]:
    return list(ArticlePage.objects.filter(translation_key=key))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_are_gone_and_say_so(lang, pair, people, read, commit, client):
    Redirect.add_redirect("/zh/old/huiyi", redirect_to=pair.zh)
    Redirect.add_redirect("/old/1.html", redirect_to=f"http://localhost{pair.en.url_path}")
    page = getattr(pair, lang)
    with commit():
        withdrawal = withdraw(page, people["editor"], **WORDS)
    assert not any(page.live for page in pages_of(page.translation_key))
    assert not IndexEntry.objects.exists()
    for address in (
        pair.zh.url_path,
        pair.en.url_path,
        "/zh/old/huiyi/",
        "/old/1.html",
        f"{pair.zh.url_path}versions/1/",
    ):
        gone = read(address, status=410)
        text = gone.get_text(" ")
        assert NOTICE["zh"] in text
        assert NOTICE["en"] in text
        assert pair.zh.title not in text
        assert pair.en.title not in text
        assert "内部记录" not in text
        assert not gone.select("main img")
        assert gone.select('[lang="en"]')
        assert gone.select('[lang="zh-Hans"]')
    assert read(pair.zh.url_path, status=410).select_one("html")["lang"] == "zh-Hans"
    assert client.get(pair.zh.url_path.rstrip("/")).status_code == 410
    assert withdrawal.addresses.count() == 4
    assert PageLogEntry.objects.filter(action="news.withdraw", user=people["editor"]).count() == 2
    for code in ("zh", "en"):
        assert NOTICE[code] in read(f"/{code}/corrections/").main.get_text()


def test_the_files_go_unless_another_page_uses_them(site, people, commit, client):
    own, shared = factories.image(), factories.image()
    body = [("image", {"image": shared, "alt": "澜水", "caption": "", "credit": ""})]
    article = factories.release(
        factories.article(site.zh_section, live=False, hero_image=own, hero_alt="澜水", body=body)
    )
    older = factories.image()
    factories.release(article, hero_image=older)
    article = factories.release(article, hero_image=own)
    factories.article(site.zh_section, "另一篇", hero_image=shared, hero_alt="澜水")
    before = {image: image.file.url for image in (own, older, shared)}
    rendition = own.get_rendition("width-100").url
    assert client.get(before[own]).status_code == 200
    with commit():
        withdraw(article, people["editor"], **WORDS)
    assert [client.get(before[image]).status_code for image in (own, older, shared)] == [404, 404, 200]
    assert client.get(rendition).status_code == 404
    own.refresh_from_db()
    assert own.file.url != before[own]
    assert own.file.storage.exists(own.file.name)  # whoever may read drafts still sees it
    assert Withdrawal.objects.get().files == []


def test_files_left_by_a_crash_are_removed_later(site, people, client):
    picture = factories.image()
    article = factories.article(site.zh_section, hero_image=picture, hero_alt="澜水")
    address = picture.file.url
    withdraw(article, people["editor"], **WORDS)  # and nothing that follows the commit
    assert client.get(address).status_code == 200
    assert remove_leftover_files() == 1
    assert client.get(address).status_code == 404
    assert remove_leftover_files() == 0


def test_a_picture_whose_file_is_missing_stops_nothing(site, people, commit, read):
    picture = factories.image()
    picture.file.storage.delete(picture.file.name)
    article = factories.article(site.zh_section, hero_image=picture, hero_alt="澜水")
    with commit():
        withdraw(article, people["editor"], **WORDS)
    read(article.url_path, status=410)


def test_comments_versions_reviews_and_schedules_end_with_it(pair, people, read, commit):
    factories.release(pair.zh, summary="新的摘要。")
    article = factories.release(pair.zh, summary="更新的摘要。")
    open_version(article.versions.get(number=2), people["editor"])
    factories.comment(article, comment="一条评论")
    draft = ArticlePage.objects.get(pk=article.pk)
    draft.save_revision(user=people["officer"])
    release = making.make(draft, people["officer"])
    Release.objects.filter(pk=release.pk).update(state=Release.State.IN_REVIEW, submitted_at=timezone.now())
    with commit():
        withdraw(article, people["editor"], **WORDS)
    article = ArticlePage.objects.get(pk=article.pk)
    assert Release.objects.get().state == Release.State.DRAFT
    told = OutboxEntry.objects.filter(payload__to=people["officer"].email).latest("pk").payload
    assert told["subject"].startswith("不再送审")  # it was in review, and nobody had approved it
    assert "已不再向读者提供" in told["body"]
    assert not article.versions.filter(opened_at__isnull=False).exists()
    assert "一条评论" not in read(article.url_path, status=410).get_text()
    read(f"/zh/comments/{article.pk}/", status=404)


def test_only_a_new_release_ends_it(pair, people, read, commit):
    with commit():
        withdraw(pair.zh, people["editor"], **WORDS)
    with pytest.raises(ValidationError):
        withdraw(pair.en, people["editor"], **WORDS)
    with commit():
        factories.release(pair.zh, title="重新发布的稿件")
    withdrawal = Withdrawal.objects.get()
    assert withdrawal.ended_at
    read(pair.zh.url_path)
    read(pair.en.url_path, status=404)
    assert read("/zh/corrections/").select("main .item .meta")  # that it was released again
    with commit():
        withdraw(pair.zh, people["editor"], **WORDS)  # and again
    read(pair.zh.url_path, status=410)
    read(pair.en.url_path, status=410)


def test_a_draft_cannot_be_withdrawn_and_withdrawals_are_one_at_a_time(draft, people):
    with pytest.raises(ValidationError):
        withdraw(draft, people["editor"], **WORDS)
    row = {"translation_key": draft.translation_key, "by": people["editor"], "at": factories.noon("2026-05-12")}
    Withdrawal.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.update(ended_at=factories.noon("2026-05-11"))


def test_an_address_outlives_its_page(pair, people, read, commit):
    with commit():
        withdraw(pair.zh, people["editor"], **WORDS)
        ArticlePage.objects.get(pk=pair.en.pk).delete()
    read(pair.en.url_path, status=410)
    assert WithdrawnAddress.objects.count() == 2


# --- In the admin -----------------------------------------------------------------------------------------------------
def test_an_editor_sees_what_will_happen_and_withdraws(pair, people, sign_in, read, commit):
    address = f"/admin/articles/{pair.zh.pk}/withdraw/"
    assert sign_in(people["officer"]).get(address).status_code == 302
    client = sign_in(people["editor"])
    html = client.get(address).content.decode()
    assert pair.zh.title in html
    assert pair.en.title in html
    assert address in client.get(f"/admin/pages/{pair.zh.pk}/edit/").content.decode()
    answer = client.post(address, {"notice_zh": "这是已填写的说明", "notice_en": "", "reason": ""})
    assert set(answer.context["form"].errors) == {"notice_en", "reason"}
    assert "这是已填写的说明" in answer.content.decode()
    read(pair.zh.url_path)
    with commit():
        assert client.post(address, WORDS).status_code == 302
    assert client.get(address).url == f"/admin/pages/{pair.zh.pk}/edit/"  # whose editor says so
    assert "重新发布之前，读者看到的是撤稿说明" in client.get(f"/admin/pages/{pair.zh.pk}/edit/").content.decode()
    read(pair.zh.url_path, status=410)
    again = client.post(address, WORDS)
    assert again.context["form"].non_field_errors()


def test_unpublishing_one_language_asks_about_the_other(pair, people, sign_in, read, commit):
    address = f"/admin/articles/{pair.zh.pk}/unpublish/"
    client = sign_in(people["editor"])
    for method in (client.get, client.post):
        assert method(f"/admin/pages/{pair.zh.pk}/unpublish/").headers["Location"] == address
    html = client.get(address).content.decode()
    assert pair.en.title in html
    for data, wrong in (({}, {"languages"}), ({"languages": "this"}, {"reason"})):
        assert set(client.post(address, data).context["form"].errors) == wrong
    read(pair.zh.url_path)
    with commit():
        client.post(address, {"languages": "this", "reason": "只撤下中文"})
    read(pair.zh.url_path, status=404)
    read(pair.en.url_path)
    entry = PageLogEntry.objects.get(action="news.unpublish_one_language")
    assert entry.data["reason"] == "只撤下中文"


def test_unpublishing_both_takes_both(pair, people, sign_in, read, commit):
    with commit():
        sign_in(people["editor"]).post(f"/admin/articles/{pair.en.pk}/unpublish/", {"languages": "all"})
    read(pair.zh.url_path, status=404)
    read(pair.en.url_path, status=404)


def test_unpublishing_where_there_is_one_language_asks_nothing(site, people, sign_in, read, commit):
    article = factories.article(site.zh_section)
    with commit():
        sign_in(people["editor"]).post(f"/admin/pages/{article.pk}/unpublish/")
    read(article.url_path, status=404)


def test_unpublishing_in_bulk_takes_no_half_of_a_pair(pair, people, sign_in, read, commit):
    client = sign_in(people["editor"])
    with commit():
        client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={pair.zh.pk}", {"include_descendants": ""})
    read(pair.zh.url_path)
    with commit():
        client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={pair.zh.pk}&id={pair.en.pk}")
    read(pair.zh.url_path, status=404)
    read(pair.en.url_path, status=404)
