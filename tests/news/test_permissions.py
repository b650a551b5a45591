"""Reading without changing."""

import pytest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from tests import factories


@pytest.mark.parametrize(("role", "pages"), [("auditor", True), ("officer", True), ("moderator", False)])
def test_who_finds_pages_in_the_explorer(role, pages, pair, people):
    policy = policy_registry.get_by_type(Page)
    explorable = policy.explorable_instances(people[role])
    assert explorable.filter(pk=pair.zh.pk).exists() is pages
    assert (
        policy.user_has_any_permission(people[role], {"add", "change", "publish", "bulk_delete", "lock", "unlock"})
        is pages
    )


def test_reading_is_no_other_right(pair, people):
    policy, auditor = policy_registry.get_by_type(Page), people["auditor"]
    for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete"):
        assert not policy.user_has_permission(auditor, action)
        assert not policy.user_has_permission_for_instance(auditor, action, pair.zh)
    tester = pair.zh.permissions_for_user(auditor)
    asked = [name for name in dir(tester) if name.startswith("can_") and name not in ("can_move_to", "can_copy_to")]
    assert {name for name in asked if getattr(tester, name)()} == {"can_view_revisions"}


def test_an_auditor_reads_drafts_and_old_versions(draft, people, sign_in):
    draft.title = "改过的标题"
    second = draft.save_revision(user=people["officer"])
    first = draft.revisions.order_by("pk").first()
    client = sign_in(people["auditor"])
    assert "改过的标题" in client.get(f"/admin/pages/{draft.pk}/view_draft/").content.decode()
    assert client.get(f"/admin/pages/{draft.pk}/revisions/{first.pk}/view/").status_code == 200
    assert client.get(f"/admin/pages/{draft.pk}/revisions/compare/{first.pk}...{second.pk}/").status_code == 200
    assert client.get(f"/admin/pages/{draft.pk}/revisions/{first.pk}/revert/").status_code == 302
    refused = sign_in(factories.user("other", "moderator")).get(f"/admin/pages/{draft.pk}/view_draft/")
    assert refused.status_code in (302, 403)
