"""Who may do what out of the box, tried by signing in and doing it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, Workflow

from news import roles
from news.models import ArticlePage, IndependentApprovalTask, Official
from tests import factories

# Addresses that open for some; the pages are a section, a released article and a draft.
DOORS = {
    "dashboard": "/admin/",
    "explore": "/admin/pages/{section}/",
    "history": "/admin/pages/{article}/history/",
    "view draft": "/admin/pages/{draft}/view_draft/",
    "add": "/admin/pages/add/news/articlepage/{section}/",
    "add section": "/admin/pages/add/news/sectionpage/{section}/",
    "edit": "/admin/pages/{article}/edit/",
    "unpublish": "/admin/pages/{article}/unpublish/",
    "delete": "/admin/pages/{draft}/delete/",
    "privacy": "/admin/pages/{article}/privacy/",
    "translate": "/admin/localize/submit/page/{article}/",
    "names": "/admin/snippets/news/official/",
    "add names": "/admin/snippets/news/official/add/",
    "images": "/admin/images/add/",
    "documents": "/admin/documents/add/",
    "moderation": "/admin/moderation/",
    "redirects": "/admin/redirects/",
    "site settings": "/admin/settings/home/sitesettings/",
    "users": "/admin/users/",
    "add users": "/admin/users/new/",
    "groups": "/admin/groups/",
    "workflows": "/admin/workflows/list/",
    "locales": "/admin/locales/",
    "outbox": "/admin/outbox/",
}
READING = {"dashboard", "explore", "history", "view draft"}
WRITING = {*READING, "names", "images", "documents"}
OPEN = {
    "contributor": {*WRITING, "add", "add section"}
    - {"history", "view draft"},  # on the section that was given to them
    "officer": {*WRITING, "add", "add section", "edit", "delete", "translate", "add names"},
    "translator": {*WRITING, "edit", "delete", "translate"},
    "editor": {
        *(*WRITING, "add", "add section", "edit", "unpublish", "delete", "privacy", "translate", "add names"),
        *("moderation", "redirects"),
    },
    "moderator": {"dashboard", "moderation"},
    "auditor": {*READING, "names", "moderation", "redirects", "users", "groups", "workflows", "locales"},
    "administrator": {*DOORS} - {"locales", "outbox"},
}


def give_a_section(section: Page) -> None:
    """What an administrator does for contributors, in the group's page permissions."""
    permission = roles.Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=roles.group("contributor"), page=section, permission=permission)


def opens(client, address: str) -> bool:
    """Refusals in the admin lead to the dashboard with a message, those of other views answer 403."""
    response = client.get(address)
    if response.status_code in (301, 302):
        refused = response["Location"] == "/admin/" or response["Location"].startswith("/admin/login/")
        return not refused and opens(client, response["Location"])
    assert response.status_code in (200, 403, 404), (address, response.status_code)
    return response.status_code == 200


@pytest.mark.parametrize("role", roles.ROLES)
def test_each_role_opens_its_doors_and_no_others(role, pair, draft, site, people, sign_in):
    give_a_section(site.zh_section)
    client = sign_in(people[role])
    pages = {"section": site.zh_section.pk, "article": pair.zh.pk, "draft": draft.pk}
    assert {name for name, address in DOORS.items() if opens(client, address.format(**pages))} == OPEN[role]


def test_nobody_gets_in_without_a_role(people, sign_in, client):
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not opens(sign_in(factories.user("reader")), "/admin/")


@pytest.mark.parametrize(("role", "may"), [(role, role in ("editor", "administrator")) for role in roles.ROLES])
def test_who_releases_what_another_wrote(role, may, draft, site, people):
    give_a_section(site.zh_section)
    assert draft.permissions_for_user(people[role]).can_release() is may


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/pages/{draft}/edit/", {"title": "改"}),
        ("/admin/pages/{draft}/delete/", {}),
        ("/admin/pages/{article}/unpublish/", {}),
        ("/admin/pages/{article}/copy/", {"new_title": "x", "new_slug": "x", "new_parent_page": "{section}"}),
        ("/admin/pages/{article}/move/{section}/confirm/", {}),
        ("/admin/pages/{article}/lock/", {}),
        ("/admin/pages/add/news/articlepage/{section}/", {"title": "新"}),
        ("/admin/bulk/wagtailcore/page/delete/?id={draft}", {}),
        ("/admin/bulk/wagtailcore/page/publish/?id={draft}", {}),
        ("/admin/bulk/wagtailcore/page/unpublish/?id={article}", {}),
        ("/admin/snippets/news/official/delete/{official}/", {}),
        ("/admin/snippets/news/official/edit/{official}/", {"name_zh": "改", "name_en": "Changed"}),
        ("/admin/localize/submit/page/{article}/", {"locales": ["2"]}),
        ("/admin/moderation/approve/{comment}/", {}),
        ("/admin/images/add/", {"title": "x"}),
        ("/admin/users/new/", {"username": "x"}),
        ("/admin/settings/home/sitesettings/1/", {"name_zh": "改"}),
    ],
)
def test_an_auditor_changes_nothing(address, data, pair, draft, site, people, sign_in):
    rows = {"section": site.zh_section.pk, "article": pair.zh.pk, "draft": draft.pk}
    rows["official"] = factories.OfficialFactory().pk
    rows["comment"] = factories.comment(pair.zh, approved=False).pk
    before = list(Page.objects.order_by("pk").values()), list(Official.objects.values())
    data = {name: value.format(**rows) if isinstance(value, str) else value for name, value in data.items()}
    response = sign_in(people["auditor"]).post(address.format(**rows), data)
    assert response.status_code in (302, 403, 404, 405)
    assert (list(Page.objects.order_by("pk").values()), list(Official.objects.values())) == before
    assert not pair.zh.comments.published()


def test_a_contributor_writes_in_the_section_that_was_given(site, people, sign_in):
    give_a_section(site.zh_section)
    other = factories.section(site.zh, "别处")
    client = sign_in(people["contributor"])
    for section, may in ((site.zh_section, True), (other, False)):
        client.post(f"/admin/pages/add/news/articlepage/{section.pk}/", factories.form_of(title="来稿"))
        assert ArticlePage.objects.child_of(section).exists() is may
    mine = ArticlePage.objects.get(title="来稿")
    assert not mine.live
    assert opens(client, f"/admin/pages/{mine.pk}/edit/")


# --- Setting up -------------------------------------------------------------------------------------------------------
def test_setting_up_again_changes_nothing_that_an_administrator_changed(db):
    group, home = roles.group("officer"), factories.home("zh")
    group.permissions.clear()
    Workflow.objects.filter(name=roles.WORKFLOWS["three"][0]).delete()
    before = Group.objects.count(), IndependentApprovalTask.objects.count(), GroupPagePermission.objects.count()
    roles.set_up()
    assert not group.permissions.exists()
    assert not Workflow.objects.filter(name=roles.WORKFLOWS["three"][0])
    assert (
        Group.objects.count(),
        IndependentApprovalTask.objects.count(),
        GroupPagePermission.objects.count(),
    ) == before
    assert home.get_workflow() == roles.workflow("one")


def test_wagtails_own_groups_and_workflow_are_gone(db):
    assert {group.name for group in Group.objects.all()} == {role.name for role in roles.ROLES.values()}
    assert {workflow.name for workflow in Workflow.objects.all()} == {name for name, _steps in roles.WORKFLOWS.values()}
