"""Reviews: one, two or three, each by somebody else than who wrote, submitted or translated the text."""

import pytest
from wagtail.models import TaskState, WorkflowPage, WorkflowState

from news import roles
from news.models import ArticlePage
from tests import factories

REVIEWERS = {"one": ["editor"], "two": ["first", "editor"], "three": ["first", "editor", "administrator"]}


@pytest.fixture
def reviewers(people):
    return {**people, "first": factories.user("first", "officer"), "root": factories.user("root", superuser=True)}


def submit(article: ArticlePage, user, key: str = "one") -> WorkflowState:
    WorkflowPage.objects.update_or_create(page=article.get_parent(), defaults={"workflow": roles.workflow(key)})
    return article.get_workflow().start(article, user)


def review(client, article: ArticlePage, action: str = "approve"):
    """Decide without opening the editor, as the dashboard does; what the editor would offer is asked first."""
    task = TaskState.objects.filter(status="in_progress").get()
    return client.post(f"/admin/pages/workflow/action/{article.pk}/{action}/{task.pk}/", {"comment": "Read."})


def is_live(article: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=article.pk).live


@pytest.mark.parametrize("key", REVIEWERS)
def test_reviews_by_others_release_the_article(key, draft, reviewers, sign_in):
    state = submit(draft, reviewers["officer"], key)
    for number, name in enumerate(REVIEWERS[key], start=1):
        assert not is_live(draft)
        assert review(sign_in(reviewers[name]), draft).status_code == 302
        state.refresh_from_db()
        assert state.status == ("approved" if number == len(REVIEWERS[key]) else "in_progress")
    article = ArticlePage.objects.get(pk=draft.pk)
    assert article.live
    assert article.released_at


@pytest.mark.parametrize("key", REVIEWERS)
@pytest.mark.parametrize("writer", ["officer", "editor", "administrator", "root"])
@pytest.mark.parametrize("did", ["wrote", "submitted"])
def test_nobody_reviews_what_they_wrote_or_submitted(did, writer, key, site, reviewers, sign_in):
    others = reviewers["first"] if writer != "first" else reviewers["officer"]
    article = factories.article(site.zh_section, live=False)
    article.save_revision(user=reviewers[writer] if did == "wrote" else others)
    submit(article, reviewers[writer] if did == "submitted" else others, key)
    client = sign_in(reviewers[writer])
    for _step in REVIEWERS[key]:
        review(client, article)
    assert TaskState.objects.get(status="in_progress").task.name == roles.TASKS[roles.WORKFLOWS[key][1][0]][0]
    assert not is_live(article)


def test_nobody_reviews_what_they_translated(pair, reviewers, sign_in):
    translation = factories.submit_for_translation(pair.zh, user=reviewers["officer"])
    factories.translate_segments(translation, user=reviewers["editor"])
    translation.save_target(user=reviewers["translator"], publish=False)
    english = ArticlePage.objects.get(pk=pair.en.pk)
    state = submit(english, reviewers["officer"])
    review(sign_in(reviewers["editor"]), english)
    state.refresh_from_db()
    assert state.status == "in_progress"
    review(sign_in(reviewers["administrator"]), english)
    state.refresh_from_db()
    assert state.status == "approved"


def test_a_reviewer_who_changed_the_text_does_not_approve_it(draft, reviewers, sign_in):
    submit(draft, reviewers["officer"])
    form = factories.form_of(
        draft, summary="改过。", **{"action-workflow-action": "1", "workflow-action-name": "approve"}
    )
    sign_in(reviewers["editor"]).post(f"/admin/pages/{draft.pk}/edit/", form)
    assert not is_live(draft)
    assert TaskState.objects.filter(status="in_progress").exists()


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


@pytest.mark.parametrize("key", REVIEWERS)
@pytest.mark.parametrize("name", ["editor", "administrator", "root"])
def test_the_button_is_one_review_and_no_more(name, key, draft, reviewers, sign_in):
    WorkflowPage.objects.create(page=draft.get_parent(), workflow=roles.workflow(key))
    form = factories.form_of(draft, **{"action-publish": "1"})
    sign_in(reviewers[name]).post(f"/admin/pages/{draft.pk}/edit/", form)
    assert is_live(draft) is (key == "one" or name == "root")  # a superuser may have to act in an emergency


@pytest.mark.parametrize(("key", "once"), [("two", "editor"), ("three", "administrator")])
def test_nobody_reviews_a_text_twice(key, once, draft, reviewers, sign_in):
    submit(draft, reviewers["officer"], key)
    for _step in REVIEWERS[key]:
        review(sign_in(reviewers[once]), draft)
    assert TaskState.objects.filter(status="approved").count() == 1
    assert not is_live(draft)


def test_an_incomplete_translation_is_not_submitted(pair, reviewers, sign_in):
    factories.submit_for_translation(pair.zh, user=reviewers["officer"])
    english = ArticlePage.objects.get(pk=pair.en.pk)
    tester = english.permissions_for_user(reviewers["officer"])
    assert not tester.can_submit_for_moderation()
    assert pair.zh.permissions_for_user(reviewers["officer"]).can_submit_for_moderation()
