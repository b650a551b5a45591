"""The moment of release: exactly what was approved, all of it or nothing."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.forms import model_to_dict
from django.utils import timezone
from wagtail.models import ReferenceIndex

from news.models import AgendaItem, ArticlePage, Decision, Release
from news.release.sets import making, publishing, reviewing, timing
from portal.models import OutboxEntry
from search.models import IndexEntry
from tests import factories
from tests.news.release.sets.conftest import fresh

pytestmark = pytest.mark.django_db
State = Release.State


def at(release: Release, minutes: float) -> Release:
    """As if it had been scheduled for so many minutes from now."""
    when = timezone.now() + datetime.timedelta(minutes=minutes)
    Release.objects.filter(pk=release.pk).update(state=State.SCHEDULED, release_at=when)
    return Release.objects.get(pk=release.pk)


def mails(to: str) -> list[dict]:
    """The latest last."""
    return [entry.payload for entry in OutboxEntry.objects.filter(payload__to=to).order_by("pk")]


def live(*pages: ArticlePage) -> list[bool]:
    return [fresh(page).live for page in pages]


def test_both_languages_go_public_at_once(approved, drafts, people):
    done = publishing.publish(approved, people["editor"])
    zh, en = fresh(drafts.zh), fresh(drafts.en)
    assert (zh.live, en.live, done.state) == (True, True, State.RELEASED)
    assert zh.released_at == en.released_at == done.released_at
    assert done.released_by == people["editor"]
    assert not done.articles.filter(is_open=True).exists()


def test_what_was_approved_is_published_and_nothing_else(approved, drafts, people):
    frozen = {row.language: row.revision_id for row in approved.frozen_pages()}
    publishing.publish(approved, people["editor"])
    assert fresh(drafts.zh).live_revision_id == frozen["zh-hans"]
    assert fresh(drafts.en).live_revision_id == frozen["en"]


def test_released_once_however_often_it_is_asked(approved, people):
    first = publishing.publish(approved, people["editor"])
    again = publishing.publish(approved, people["administrator"])
    assert (again.released_at, again.released_by) == (first.released_at, people["editor"])


@pytest.mark.parametrize("role", ["officer", "translator", "auditor", "contributor"])
def test_who_may_not_publish_does_not_release(role, approved, drafts, people):
    with pytest.raises(PermissionDenied):
        publishing.publish(approved, people[role])
    assert live(drafts.zh, drafts.en) == [False, False]


def test_the_clock_releases_what_is_due(approved, drafts):
    at(approved, 1)
    call_command("run_releases")
    assert live(drafts.zh, drafts.en) == [False, False]
    at(approved, -1)
    call_command("publish_scheduled")
    assert live(drafts.zh, drafts.en) == [True, True]
    assert Release.objects.get().released_by is None


def test_what_was_missed_waits_for_a_click(approved, drafts, people, settings):
    at(approved, -settings.RELEASE_LATE_MINUTES - 1)
    for _run in range(2):
        call_command("run_releases")
    assert live(drafts.zh, drafts.en) == [False, False]
    missed = Release.objects.get()
    assert missed.missed_at
    for role in ("officer", "editor", "administrator"):
        assert mails(people[role].email)[-1]["subject"] == f"错过发布：{missed.title}"
    assert OutboxEntry.objects.filter(created_at__gte=missed.missed_at).count() == 3
    publishing.publish(missed, people["editor"])
    assert live(drafts.zh, drafts.en) == [True, True]


def damage_deleted(pages, people):
    fresh(pages.en).delete()


def damage_section(pages, people):
    pages.en.get_parent().unpublish()


def damage_revision(pages, people):
    fresh(pages.en).latest_revision.delete()


def damage_source(pages, people):
    """Behind everybody's back: a revision that no longer validates."""
    revision = fresh(pages.zh).latest_revision
    revision.content["source"] = None
    revision.save()


@pytest.mark.parametrize("damage", [damage_deleted, damage_section, damage_revision, damage_source])
@pytest.mark.parametrize("by", ["clock", "editor"])
def test_a_failure_changes_nothing_and_says_why(by, damage, approved, drafts, people):
    at(approved, -1)
    damage(drafts, people)
    before = ArticlePage.objects.filter(live=True).count()
    if by == "clock":
        call_command("run_releases")
        call_command("run_releases")  # and does not try for ever
    else:
        with pytest.raises(ValidationError):
            publishing.publish(approved, people["editor"])
    failed = Release.objects.get()
    assert ArticlePage.objects.filter(live=True).count() == before
    assert failed.state == State.SCHEDULED
    assert failed.failed_at
    assert failed.failure
    told = mails(people["editor"].email)[-1]
    assert told["subject"] == f"未能发布：{failed.title}"
    assert failed.failure in told["body"]


def test_a_failure_in_the_middle_takes_the_first_page_back(approved, drafts, monkeypatch):
    at(approved, -1)
    save = ArticlePage.save

    def fail_in_english(self, *args, **kwargs):
        if self.language == "en":
            raise RuntimeError("disk full")
        return save(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "save", fail_in_english)
    call_command("run_releases")
    monkeypatch.undo()
    assert live(drafts.zh, drafts.en) == [False, False]
    assert "disk full" in Release.objects.get().failure
    assert fresh(drafts.zh).released_at is None


def test_a_correction_publishes_what_changed_and_leaves_the_rest(approved, drafts, people):
    publishing.publish(approved, people["editor"])
    zh, en = fresh(drafts.zh), fresh(drafts.en)
    draft = zh.get_latest_revision_as_object()
    draft.title = "省政府再次部署防汛工作"
    draft.save_revision(user=people["officer"])
    release = making.make(zh, people["officer"])
    reviewing.submit(release, people["officer"])
    reviewing.approve(release, people["editor"])
    publishing.publish(release, people["editor"])
    assert fresh(zh).title == "省政府再次部署防汛工作"
    assert fresh(en).last_published_at == en.last_published_at
    assert fresh(zh).released_at == zh.released_at


def test_a_release_stays_within_its_budget_of_queries(approved, people, django_assert_max_num_queries):
    at(approved, -1)
    with django_assert_max_num_queries(100):
        assert publishing.run_due()


@pytest.fixture
def full(site, people) -> SimpleNamespace:
    """The report of a meeting in both languages, with one of everything that an article can show; not released."""
    zh = factories.everything(site.zh_section, live=False, owner=people["officer"])
    en = factories.everything(site.en_section, "Executive meeting 39", translation_of=zh, live=False)
    for page in (zh, en):
        page.save_revision(user=people["officer"])
    return SimpleNamespace(zh=fresh(zh), en=fresh(en))


def approve(page: ArticlePage, people) -> Release:
    release = reviewing.submit(making.make(page, people["officer"]), people["officer"])
    return reviewing.approve(release, people["editor"])


def rows_of(page: ArticlePage) -> dict[str, list[int]]:
    return {name: [row.pk for row in getattr(fresh(page), name).all()] for name in factories.CHILD_ROWS}


def test_full_reports_stay_within_it_too(full, people, django_assert_max_num_queries):
    at(approve(full.zh, people), -1)
    before = rows_of(full.zh)
    with django_assert_max_num_queries(110):
        assert publishing.run_due()
    assert live(full.zh, full.en) == [True, True]
    assert rows_of(full.zh) == before  # as they were stored, not written again
    hits = IndexEntry.objects.filter(page_id__in=[full.zh.pk, full.en.pk])
    assert hits.count() == 2
    for page in (full.zh, full.en):
        references = ReferenceIndex.get_references_for_object(fresh(page))
        assert references.filter(model_path="downloads.item.document").exists()


def test_rows_that_changed_are_published_as_they_were_approved(full, people):
    publishing.publish(approve(full.zh, people), people["editor"])
    kept = rows_of(full.zh)
    draft = fresh(full.zh).get_latest_revision_as_object()
    link = draft.links.get()
    link.relation = "meeting"
    draft.downloads = []
    draft.decisions = [Decision(text="5月15日起值守。", locale=draft.locale)]
    draft.agenda_items = [  # without keys, as localize makes them anew
        AgendaItem(text=item.text, sort_order=item.sort_order, locale=item.locale, translation_key=item.translation_key)
        for item in draft.agenda_items.all()
    ]  # made anew by localize, as it was
    draft.links = [link]
    draft.save_revision(user=people["officer"])
    publishing.publish(approve(full.zh, people), people["editor"])
    page = fresh(full.zh)
    assert [row.text for row in page.decisions.all()] == ["5月15日起值守。"]
    assert [row.relation for row in page.links.all()] == ["meeting"]
    assert not page.downloads.exists()
    references = ReferenceIndex.get_references_for_object(page)
    assert not references.filter(model_path="downloads.item.document").exists()  # or it would be handed out for ever
    assert rows_of(page) == kept | {"downloads": []}  # written over, where one was made anew


def say(page: ArticlePage) -> list[dict]:
    """Every row but for its key."""
    return [model_to_dict(row, exclude=["id"]) for name in factories.CHILD_ROWS for row in getattr(page, name).all()]


def test_a_correction_of_every_row_stays_within_it_too(full, people, django_assert_max_num_queries):
    publishing.publish(approve(full.zh, people), people["editor"])
    said = {}
    for page in (full.zh, full.en):
        draft = fresh(page).get_latest_revision_as_object()
        for name in factories.CHILD_ROWS:
            rows = list(getattr(draft, name).all())
            for order, row in enumerate(reversed(rows), start=7):
                row.sort_order = order
                row.pk = row.pk if page == full.zh else None  # as localize makes them anew
            setattr(draft, name, rows)
        draft.save_revision(user=people["officer"])
        said[page.pk] = say(draft)
    at(approve(full.zh, people), -1)
    with django_assert_max_num_queries(150):
        assert publishing.run_due()
    for page in (full.zh, full.en):
        assert say(fresh(page)) == said[page.pk]
        references = ReferenceIndex.get_references_for_object(fresh(page))
        assert references.filter(model_path="downloads.item.document").exists()


def test_pages_expire_by_the_same_command(site):
    page = factories.article(site.zh_section)
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("run_releases")
    assert live(page) == [False]


def test_another_time_starts_a_missed_release_again(approved, people, drafts):
    at(approved, -60)
    call_command("run_releases")
    timing.schedule(approved, people["editor"], timezone.now() + datetime.timedelta(hours=1))
    assert Release.objects.get().missed_at is None
    at(approved, -1)
    call_command("run_releases")
    assert live(drafts.zh, drafts.en) == [True, True]
