"""Ways round a release that somebody tried: each is closed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail_localize.models import StringTranslation

from news import roles
from news.models import ArticlePage, Release
from news.release.authorship import wrote_or_submitted
from news.release.sets import making, publishing, reviewing
from news.release.withdrawing import withdraw
from tests import factories
from tests.news.release.sets.conftest import fresh

pytestmark = pytest.mark.django_db
State = Release.State


def due(release: Release) -> None:
    a_minute_ago = timezone.now() - datetime.timedelta(minutes=1)
    Release.objects.filter(pk=release.pk).update(state=State.SCHEDULED, release_at=a_minute_ago)


@pytest.mark.parametrize("action", ["action-submit", "action-publish"])
def test_a_crafted_form_starts_no_workflow_and_publishes_nothing(action, site, people, sign_in):
    form = factories.form_of(title="一步到位", **{action: "1"})
    address = f"/admin/pages/add/news/articlepage/{site.zh_section.pk}/"
    assert sign_in(people["officer"]).post(address, form).status_code == 302
    article = ArticlePage.objects.get(title="一步到位")
    sign_in(people["officer"]).post(f"/admin/pages/{article.pk}/edit/", factories.form_of(article, **{action: "1"}))
    assert not fresh(article).live
    assert not WorkflowState.objects.exists()


def test_a_workflow_from_before_there_were_releases_publishes_nothing(draft, people):
    state = roles.workflow("one").start(draft, people["officer"])
    state.current_task_state.approve(user=people["editor"])
    state.refresh_from_db()
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.finish(user=people["editor"])
    assert not fresh(draft).live


def test_a_revision_is_never_written_over(in_review, drafts, people):
    seen = reviewing.revisions_of(reviewing.bundles(in_review))
    draft = drafts.zh.get_latest_revision_as_object()
    draft.title = "换了标题"
    draft.save_revision(user=people["officer"], overwrite_revision=fresh(drafts.zh).latest_revision)
    with pytest.raises(ValidationError):
        reviewing.approve(in_review, people["editor"], seen)


def translate(drafts, people) -> None:
    translation = factories.submit_for_translation(drafts.zh, user=people["officer"])
    texts = ("Province prepares for floods", factories.SUMMARIES["en"], "Text.")
    factories.translate_segments(translation, user=people["translator"], texts=texts)


def translate_late(user) -> None:
    segment = StringTranslation.objects.order_by("pk").first()
    segment.data, segment.last_translated_by = "Province is preparing for floods", user
    segment.save()


def test_a_segment_that_was_translated_late_is_not_approved_unseen(release, drafts, people):
    translate(drafts, people)
    reviewing.submit(release, people["officer"])
    translate_late(people["translator"])
    with pytest.raises(ValidationError):
        reviewing.approve(release, people["editor"])


def test_who_translated_between_approval_and_release_is_an_author(release, drafts, people, colleague):
    translate(drafts, people)
    reviewing.submit(release, people["officer"])
    approved = reviewing.approve(release, people["editor"])
    translate_late(people["editor"])
    publishing.publish(approved, colleague)
    assert wrote_or_submitted(fresh(drafts.en), people["editor"])


def test_a_withdrawn_article_does_not_come_back_by_the_clock(approved, drafts, people, colleague):
    publishing.publish(approved, people["editor"])
    draft = fresh(drafts.zh).get_latest_revision_as_object()
    draft.save_revision(user=people["officer"])
    again = making.make(fresh(drafts.zh), people["officer"])
    reviewing.submit(again, people["officer"])
    due(reviewing.approve(again, people["editor"]))
    withdraw(fresh(drafts.zh), people["editor"], notice_zh="撤回。", notice_en="Withdrawn.", reason="个人信息")
    call_command("run_releases")
    assert [fresh(drafts.zh).live, fresh(drafts.en).live] == [False, False]
    assert Release.objects.get(pk=again.pk).state == State.DRAFT


def test_an_article_moved_after_approval_is_not_released(approved, drafts, site, people):
    lenient = factories.section(site.zh, "快讯")
    fresh(drafts.zh).move(lenient, pos="last-child")
    due(approved)
    call_command("run_releases")
    assert not fresh(drafts.zh).live
    assert Release.objects.get().failure


@pytest.mark.parametrize("role", ["auditor", "moderator"])
def test_who_may_only_read_changes_no_release(role, release, site, people):
    other = factories.article(site.zh_section, "省政府召开座谈会", live=False)
    making.add(release, other, people["officer"])
    for step in (
        lambda: making.remove(release, release.articles.last(), people[role]),
        lambda: making.add(release, other, people[role]),
        lambda: reviewing.submit(release, people[role]),
    ):
        with pytest.raises(PermissionDenied):
            step()
