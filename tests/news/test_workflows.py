"""Reviews of sections and home pages, which have no release: one, two or three, each by somebody else than who wrote it."""

import pytest
from wagtail.models import TaskState, WorkflowPage, WorkflowState

from news import roles
from news.models import SectionPage
from tests import factories

REVIEWERS = {"one": ["editor"], "two": ["first", "editor"], "three": ["first", "editor", "administrator"]}


@pytest.fixture
def reviewers(people):
    return {**people, "first": factories.user("first", "officer"), "root": factories.user("root", superuser=True)}


@pytest.fixture
def draft(site, people) -> SectionPage:
    """A section that the officer wrote, waiting to be published."""
    section = factories.section(site.zh_section, "新栏目", live=False)
    section.save_revision(user=people["officer"])
    return SectionPage.objects.get(pk=section.pk)


def submit(article: SectionPage, user, key: str = "one") -> WorkflowState:
    WorkflowPage.objects.update_or_create(page=article.get_parent(), defaults={"workflow": roles.workflow(key)})
    return article.get_workflow().start(article, user)


def review(client, article: SectionPage, action: str = "approve"):
    """Decide without opening the editor, as the dashboard does; what the editor would offer is asked first."""
    task = TaskState.objects.filter(status="in_progress").get()
    return client.post(f"/admin/pages/workflow/action/{article.pk}/{action}/{task.pk}/", {"comment": "Read."})


def is_live(article: SectionPage) -> bool:
    return SectionPage.objects.get(pk=article.pk).live


@pytest.mark.parametrize("key", REVIEWERS)
def test_reviews_by_others_release_the_article(key, draft, reviewers, sign_in):
    state = submit(draft, reviewers["officer"], key)
    for number, name in enumerate(REVIEWERS[key], start=1):
        assert not is_live(draft)
        assert review(sign_in(reviewers[name]), draft).status_code == 302
        state.refresh_from_db()
        assert state.status == ("approved" if number == len(REVIEWERS[key]) else "in_progress")
    assert is_live(draft)


@pytest.mark.parametrize("key", REVIEWERS)
@pytest.mark.parametrize("writer", ["officer", "editor", "administrator", "root"])
@pytest.mark.parametrize("did", ["wrote", "submitted"])
def test_nobody_reviews_what_they_wrote_or_submitted(did, writer, key, site, reviewers, sign_in):
    others = reviewers["first"] if writer != "first" else reviewers["officer"]
    article = factories.section(site.zh_section, live=False)
    article.save_revision(user=reviewers[writer] if did == "wrote" else others)
    submit(article, reviewers[writer] if did == "submitted" else others, key)
    client = sign_in(reviewers[writer])
    for _step in REVIEWERS[key]:
        review(client, article)
    assert TaskState.objects.get(status="in_progress").task.name == roles.TASKS[roles.WORKFLOWS[key][1][0]][0]
    assert not is_live(article)


def test_a_text_is_sent_back_and_comes_again(draft, reviewers, sign_in):
    state = submit(draft, reviewers["officer"])
    review(sign_in(reviewers["editor"]), draft, "reject")
    state.refresh_from_db()
    assert state.status == "needs_changes"
    assert not is_live(draft)


def test_the_dashboard_lists_what_somebody_can_review_and_nothing_of_their_own(draft, reviewers, sign_in):
    submit(draft, reviewers["officer"], "two")
    shown = {
        name: "awaiting-review" in sign_in(reviewers[name]).get("/admin/").content.decode()
        for name in ("officer", "first", "editor", "auditor")
    }
    assert shown == {"officer": False, "first": True, "editor": True, "auditor": False}


@pytest.mark.parametrize("role", ["contributor", "translator", "moderator", "auditor"])
def test_who_is_no_reviewer_does_not_review(role, draft, reviewers, sign_in):
    submit(draft, reviewers["officer"])
    review(sign_in(reviewers[role]), draft)
    assert not is_live(draft)


@pytest.mark.parametrize(("key", "once"), [("two", "editor"), ("three", "administrator")])
def test_nobody_reviews_a_text_twice(key, once, draft, reviewers, sign_in):
    submit(draft, reviewers["officer"], key)
    for _step in REVIEWERS[key]:
        review(sign_in(reviewers[once]), draft)
    assert TaskState.objects.filter(status="approved").count() == 1
    assert not is_live(draft)
