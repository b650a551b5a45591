"""Reviews by other people, what they freeze, and what takes them back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, WorkflowPage

from news import roles
from news.models import Meeting, Release
from news.release.plans import Plan
from news.release.sets import making, publishing, reviewing, timing
from portal.models import OutboxEntry
from tests import factories
from tests.news.release.sets.conftest import fresh

pytestmark = pytest.mark.django_db
State = Release.State
REVIEWERS = {"one": ["editor"], "two": ["first", "editor"], "three": ["first", "editor", "administrator"]}
SOON = timezone.now() + datetime.timedelta(days=1)


@pytest.fixture
def reviewers(people):
    return {**people, "first": factories.user("first", "officer"), "root": factories.user("root", superuser=True)}


def reviews(page, key: str) -> None:
    """The workflow of a page's section."""
    WorkflowPage.objects.update_or_create(page=page.get_parent(), defaults={"workflow": roles.workflow(key)})


def state(release: Release) -> str:
    return Release.objects.get(pk=release.pk).state


def actions(release: Release) -> list[str]:
    entries = ModelLogEntry.objects.filter(object_id=str(release.pk), action__startswith="release.")
    return [action.removeprefix("release.") for action in entries.order_by("pk").values_list("action", flat=True)]


@pytest.mark.parametrize("key", REVIEWERS)
def test_as_many_reviews_as_the_strictest_section_asks_for(key, drafts, release, reviewers):
    reviews(drafts.en, key)
    reviewing.submit(release, reviewers["officer"])
    for name in REVIEWERS[key]:
        assert state(release) == State.IN_REVIEW
        reviewing.approve(release, reviewers[name])
    assert state(release) == State.APPROVED
    assert [approval.by for approval in release.approvals.all()] == [reviewers[name] for name in REVIEWERS[key]]
    assert actions(release) == ["make", "submit", *["approve"] * len(REVIEWERS[key])]


@pytest.mark.parametrize("did", ["wrote", "translated", "submitted", "reviewed before", "nothing, but is no reviewer"])
@pytest.mark.parametrize("who", ["editor", "root"])
def test_nobody_approves_their_own_text(who, did, drafts, release, reviewers):
    user, others = reviewers[who], reviewers["administrator"]
    if did == "wrote":
        drafts.en.get_latest_revision_as_object().save_revision(user=user)
    elif did == "translated":
        translation = factories.submit_for_translation(drafts.zh, user=reviewers["officer"])
        texts = ("Province prepares for floods", factories.SUMMARIES["en"], "Text.")
        factories.translate_segments(translation, user=user, texts=texts)
    elif did == "reviewed before":
        reviews(drafts.zh, "two")
    elif did != "submitted":
        user = reviewers["translator"]
    reviewing.submit(release, user if did == "submitted" else reviewers["officer"])
    if did == "reviewed before":
        reviewing.approve(release, others if who == "root" else reviewers["first"])
        user = others if who == "root" else reviewers["first"]
    with pytest.raises(PermissionDenied):
        reviewing.approve(release, user)
    assert state(release) == State.IN_REVIEW


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_edit_after_approval_voids_it(language, approved, drafts, people):
    getattr(drafts, language).get_latest_revision_as_object().save_revision(user=people["officer"])
    assert state(approved) == State.DRAFT
    assert not approved.approvals.exists()
    assert not approved.frozen_pages().exists()
    assert actions(approved)[-1] == "void"
    told = OutboxEntry.objects.filter(payload__to=people["officer"].email).latest("pk").payload
    assert told["subject"].startswith("审核失效")


def test_an_edit_in_review_takes_back_the_approvals_given_so_far(drafts, release, reviewers):
    reviews(drafts.zh, "two")
    reviewing.submit(release, reviewers["officer"])
    reviewing.approve(release, reviewers["first"])
    drafts.zh.get_latest_revision_as_object().save_revision(user=reviewers["officer"])
    assert state(release) == State.IN_REVIEW
    assert not release.approvals.exists()


def test_a_scheduled_release_that_is_edited_is_not_released(approved, drafts, people):
    timing.schedule(approved, people["editor"], SOON)
    drafts.zh.get_latest_revision_as_object().save_revision(user=people["officer"])
    Release.objects.filter(pk=approved.pk).update(release_at=timezone.now() - datetime.timedelta(minutes=1))
    assert publishing.run_due() == []
    assert not fresh(drafts.zh).live


def test_sent_back_with_a_reason_and_submitted_again(in_review, people):
    with pytest.raises(ValidationError):
        reviewing.send_back(in_review, people["editor"], "  ")
    with pytest.raises(PermissionDenied):
        reviewing.send_back(in_review, people["officer"], "自己退回")
    reviewing.send_back(in_review, people["editor"], "标题太长")
    assert state(in_review) == State.DRAFT
    assert ModelLogEntry.objects.get(action="release.send_back").message.endswith("标题太长")
    reviewing.submit(in_review, people["officer"])
    reviewing.recall(in_review, people["officer"])
    assert state(in_review) == State.DRAFT


def test_steps_that_come_too_late_say_so(in_review, approved, people):
    for verb in (reviewing.submit, reviewing.approve, reviewing.recall):
        with pytest.raises(ValidationError):
            verb(approved, people["editor"])
    timing.cancel(approved, people["editor"])
    for late in (
        lambda: timing.schedule(approved, people["editor"], SOON),
        lambda: timing.cancel(approved, people["editor"]),
    ):
        with pytest.raises(ValidationError):
            late()
    with pytest.raises(ValidationError):
        publishing.publish(approved, people["editor"])


# --- What stands in the way ---------------------------------------------------------------------------------------------
def without_english(drafts, people):
    fresh(drafts.en).delete()


def without_summary(drafts, people):
    draft = drafts.zh.get_latest_revision_as_object()
    draft.summary = ""
    draft.save_revision(user=people["officer"], clean=False)


def half_translated(drafts, people):
    factories.translate_segments(factories.submit_for_translation(drafts.zh, user=people["officer"]), but=1)


def below_a_draft_section(drafts, people):
    drafts.en.get_parent().unpublish()


def another_plan_without_a_reason(drafts, people):
    draft = drafts.zh.get_latest_revision_as_object()
    draft.language_plan = Plan.CHINESE_ONLY
    draft.save_revision(user=people["officer"])


def chinese_first_without_a_day(drafts, people):
    draft = drafts.zh.get_latest_revision_as_object()
    draft.language_plan, draft.plan_reason = Plan.CHINESE_FIRST, "洪水"
    draft.save_revision(user=people["officer"])


def without_a_venue(drafts, people):
    draft = drafts.zh.get_latest_revision_as_object()
    draft.meetings = [Meeting(start=timezone.now(), locale=draft.locale)]
    draft.save_revision(user=people["officer"])


@pytest.mark.parametrize(
    "lack",
    [
        *(without_english, without_summary, without_a_venue, half_translated, below_a_draft_section),
        *(another_plan_without_a_reason, chinese_first_without_a_day),
    ],
)
def test_what_is_not_ready_is_not_submitted(lack, release, drafts, people):
    lack(drafts, people)
    with pytest.raises(ValidationError) as refused:
        reviewing.submit(release, people["officer"])
    assert len(refused.value.messages) == 1 or lack is half_translated, refused.value.messages
    assert state(release) == State.DRAFT


def test_a_flash_needs_title_text_and_source_alone(drafts, people):
    for page in (drafts.zh, drafts.en):
        draft = page.get_latest_revision_as_object()
        draft.summary, draft.is_flash = "", True
        draft.save_revision(user=people["officer"])
    release = making.make(drafts.zh, people["officer"])
    reviewing.submit(release, people["officer"])
    publishing.publish(reviewing.approve(release, people["editor"]), people["editor"])
    assert fresh(drafts.en).live


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan.TOGETHER, [True, True]),
        (Plan.CHINESE_ONLY, [True, False]),
        (Plan.ENGLISH_ONLY, [False, True]),
        (Plan.CHINESE_FIRST, [True, False]),
    ],
)
def test_the_languages_of_the_sections_plan(plan, expected, drafts, people):
    section = drafts.zh.get_parent().specific
    section.language_plan = plan
    section.save()
    draft = drafts.zh.get_latest_revision_as_object()
    draft.translation_due_at = SOON
    draft.save_revision(user=people["officer"])
    release = making.make(drafts.zh, people["officer"])
    reviewing.submit(release, people["officer"])
    publishing.publish(reviewing.approve(release, people["editor"]), people["editor"])
    assert [fresh(drafts.zh).live, fresh(drafts.en).live] == expected


def test_english_follows_chinese_in_a_release_of_its_own(drafts, people):
    test_the_languages_of_the_sections_plan(Plan.CHINESE_FIRST, [True, False], drafts, people)
    chinese = fresh(drafts.zh)
    follow = making.make(fresh(drafts.en), people["officer"])
    reviewing.submit(follow, people["officer"])
    publishing.publish(reviewing.approve(follow, people["editor"]), people["editor"])
    assert fresh(drafts.en).live
    assert fresh(drafts.zh).last_published_at == chinese.last_published_at


# --- Making -------------------------------------------------------------------------------------------------------------
def test_one_click_makes_one_release_however_often(drafts, release, people):
    assert making.make(drafts.en, people["editor"]) == release
    assert Release.objects.count() == 1


@pytest.mark.parametrize("role", ["auditor", "moderator", "contributor"])
def test_who_may_not_edit_makes_no_release(role, drafts, people):
    with pytest.raises(PermissionDenied):
        making.make(drafts.zh, people[role])


def test_articles_come_and_go_while_it_is_a_draft(drafts, release, site, people):
    other = factories.article(site.zh_section, "省政府召开座谈会", live=False)
    making.add(release, other, people["officer"])
    elsewhere = factories.article(site.zh_section, "另有安排", live=False)
    making.make(elsewhere, people["officer"])
    with pytest.raises(ValidationError):
        making.add(release, elsewhere, people["officer"])
    first, second = release.articles.order_by("pk")
    making.remove(release, second, people["officer"])
    with pytest.raises(ValidationError):
        making.remove(release, first, people["officer"])
    assert actions(release) == ["make", "add", "remove"]


def test_a_cancelled_release_leaves_its_articles_free(approved, drafts, people):
    timing.cancel(approved, people["officer"])
    assert making.make(drafts.zh, people["officer"]) != approved


def test_a_time_is_wished_for_before_approval_and_decided_after_it(release, drafts, people):
    with pytest.raises(ValidationError):
        timing.schedule(release, people["officer"], timezone.now() - datetime.timedelta(minutes=1))
    timing.schedule(release, people["officer"], SOON)
    reviewing.submit(release, people["officer"])
    assert reviewing.approve(release, people["editor"]).state == State.SCHEDULED
    with pytest.raises(PermissionDenied):
        timing.schedule(release, people["officer"], SOON + datetime.timedelta(days=1))
    timing.pull_back(release, people["officer"])
    assert state(release) == State.APPROVED
    timing.schedule(release, people["editor"], SOON + datetime.timedelta(days=1))
    assert state(release) == State.SCHEDULED


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.RELEASED},
        {"state": State.CANCELLED},
        {"state": State.SCHEDULED, "release_at": None},
        {"state": State.DRAFT},
        {"failed_at": timezone.now()},
        {"failure": "?"},
    ],
)
def test_the_database_keeps_state_and_who_together(change, approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=approved.pk).update(**change)


def test_the_database_keeps_an_article_in_one_open_release(approved, drafts):
    other = Release.objects.create(title="另一个")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.articles.create(translation_key=drafts.zh.translation_key, title="重复")
