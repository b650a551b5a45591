"""Files of released pages, links to unreleased ones, and what is let in as a picture."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail import hooks
from wagtail.permissions import policy_registry
from wagtail.rich_text import expand_db_html

from news.models import ArticleDownload
from portal.models import PortalDocument, PortalImage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail notes what a page refers to after the commit
        article = factories.article(site.zh_section, hero_image=factories.image(), hero_alt="河谷")
        article.downloads = [ArticleDownload(document=factories.document())]
        article.save()
    return article


@pytest.mark.parametrize(("role", "may"), [("officer", False), ("contributor", False), ("editor", True)])
def test_a_released_file_is_changed_by_those_who_may_release(released, people, role, may):
    hooks.search_for_hooks()  # where the policy is registered; a request would have done so
    for file in (released.downloads.get().document, released.hero_image):
        policy = policy_registry.get_by_type(type(file))
        assert policy.user_has_permission_for_instance(people[role], "change", file) is may
        assert policy.user_has_permission_for_instance(people[role], "choose", file)


def test_an_officer_changes_a_file_that_no_released_page_uses(people):
    for file, model in ((factories.document(), PortalDocument), (factories.image(), PortalImage)):
        assert policy_registry.get_by_type(model).user_has_permission_for_instance(people["officer"], "change", file)


def test_a_link_to_an_unreleased_page_is_no_link(site):
    draft = factories.article(site.zh_section, "青堤船闸一月停航", live=False)
    live = factories.article(site.zh_section, "已发布")
    assert draft.slug not in expand_db_html(f'<a linktype="page" id="{draft.pk}">通知</a>')
    assert live.url_path in expand_db_html(f'<a linktype="page" id="{live.pk}">通知</a>')


def truncated_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (500, 500), "green").save(buffer, "PNG")
    return buffer.getvalue()[:90]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.png", truncated_png()),
        ("short.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("text.jpg", b"no picture"),
        ("x.svg", b"<svg/>"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(client, people, name, content):
    client.force_login(people["officer"])
    response = client.post("/admin/images/multiple/add/", {"files[]": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert response.json()["success"] is False
    assert not PortalImage.objects.exists()


def test_a_chooser_lists_nothing_to_somebody_without_pages(client, site, people):
    factories.article(site.zh_section, "青堤船闸一月停航", live=False)
    client.force_login(people["moderator"])
    assert "青堤船闸" not in client.get("/admin/choose-page/search/?q=青堤船闸一月停航").content.decode()


def test_pages_are_not_published_in_bulk(client, site, people):
    draft = factories.article(site.zh_section, live=False)
    client.force_login(people["editor"])
    response = client.post(f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}")
    draft.refresh_from_db()
    assert response.status_code == 302
    assert not draft.live


def test_an_overlong_media_address_is_not_found(client, db):
    assert client.get("/media/images/" + "a" * 300 + ".png").status_code == 404


def test_a_preview_keeps_the_public_policy(client, site, people):
    draft = factories.article(site.zh_section, live=False)
    draft.save_revision(user=people["officer"])
    client.force_login(people["officer"])
    policy = client.get(f"/admin/pages/{draft.pk}/view_draft/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
