"""Each change that readers may notice is announced once, inside its own transaction; no other change is."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from news.models import ArticlePage, MeetingSeries, Official, PressContact, SectionPage, Source, Topic
from news.signals import announced_once, articles_changed, branch_changed, names_changed
from tests import factories

SIGNALS = {"articles": articles_changed, "branch": branch_changed, "names": names_changed}


class Heard(list):
    """`[("articles", {1, 2}), ("branch", 3), ("names", "Source 4")]`, in order; `drain()` empties it."""

    fails = False

    def articles(self, page_ids, **kwargs) -> None:
        self.note("articles", set(page_ids))

    def branch(self, page, **kwargs) -> None:
        self.note("branch", page.pk)

    def names(self, row, **kwargs) -> None:
        self.note("names", f"{type(row).__name__} {row.pk}")

    def note(self, name: str, what) -> None:
        assert connection.in_atomic_block
        self.append((name, what))
        if self.fails:
            raise RuntimeError("A receiver could not do its part.")

    def drain(self) -> list:
        noted = list(self)
        self.clear()
        return noted


@pytest.fixture
def heard():
    heard = Heard()
    for name, signal in SIGNALS.items():
        signal.connect(getattr(heard, name))
    yield heard
    for name, signal in SIGNALS.items():
        signal.disconnect(getattr(heard, name))


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


# --- Articles ---------------------------------------------------------------------------------------------------------
def test_an_article_is_announced_from_its_release_to_its_end(site, heard):
    article = factories.article(site.zh_section, live=False)
    revision = article.save_revision()
    assert [name for name, what in heard.drain()] == ["names"]  # the factory's source
    about_it = [("articles", {article.pk})]
    revision.publish()
    assert heard.drain() == about_it
    changed = fresh(article)
    changed.title = "改过的标题"
    revision = changed.save_revision()
    assert heard.drain() == []  # a draft of what is live
    revision.publish()
    assert heard.drain() == about_it
    fresh(article).unpublish()
    assert heard.drain() == about_it
    fresh(article).save_revision()
    draft = fresh(article)
    draft.title = "又一个标题"
    draft.save()
    assert heard.drain() == []
    draft.save_revision().publish()
    assert heard.drain() == about_it
    fresh(article).delete()
    assert heard.drain() == about_it


def test_what_changes_together_is_announced_together_at_the_end(site, heard):
    pages = [factories.article(site.zh_section, title, live=False) for title in ("一", "二")]
    revisions = [page.save_revision() for page in pages]
    heard.clear()

    def fail() -> None:
        with transaction.atomic(), announced_once():
            revisions[0].publish()
            raise RuntimeError("and back")

    with pytest.raises(RuntimeError):
        fail()
    assert heard.drain() == []
    with transaction.atomic(), announced_once():
        for revision in revisions:
            revision.publish()
        assert heard.drain() == []
    assert heard.drain() == [("articles", {page.pk for page in pages})]
    fresh(pages[0]).unpublish()
    assert heard.drain() == [("articles", {pages[0].pk})]


def test_what_a_receiver_reads_has_its_child_rows(site, heard):
    counts = []

    def count(page_ids, **kwargs) -> None:
        found = ArticlePage.objects.get(pk__in=page_ids)
        counts.append((found.title, found.meetings.count(), found.participations.count()))

    articles_changed.connect(count)
    try:
        article = factories.meeting(site.zh_section, live=False)
        article.save_revision().publish()
    finally:
        articles_changed.disconnect(count)
    assert counts == [(article.title, 1, 1)]


def test_a_draft_that_is_deleted_moved_or_locked_was_nobodys(site, heard):
    elsewhere = factories.section(site.zh, "通知")
    draft = factories.article(site.zh_section, live=False)
    live = factories.article(site.zh_section, "发布了的")
    heard.clear()
    fresh(draft).move(elsewhere, pos="last-child")
    fresh(draft).delete()
    live.locked = True
    live.save(update_fields=["locked"])
    assert heard.drain() == [("articles", {draft.pk})]  # the move: cheaper to say than to know


def test_expiry_is_announced(site, heard):
    """`run_releases` unpublishes plain pages, which know nothing of our models."""
    expiring = factories.article(site.zh_section, expire_at=timezone.now() - datetime.timedelta(minutes=1))
    heard.clear()
    call_command("run_releases")
    assert heard.drain() == [("articles", {expiring.pk})]
    assert not fresh(expiring).live


def test_backdating_is_announced(site, heard):
    article = factories.article(site.zh_section)
    heard.clear()
    article.backdate(factories.noon("2017-09-15"))
    assert heard.drain() == [("articles", {article.pk})]
    assert article.released_at == article.first_published_at == factories.noon("2017-09-15")


# --- Branches ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [SectionPage, HomePage])
def test_a_branch_is_announced_when_it_goes_offline_or_live(model, site, heard):
    factories.article(site.zh_section)
    branch = fresh(site.zh_section if model is SectionPage else site.zh)
    assert isinstance(branch, model)
    heard.clear()
    branch.unpublish()
    assert heard.drain() == [("branch", branch.pk)]
    draft = fresh(branch)
    draft.title = "别的标题"
    revision = draft.save_revision()
    assert heard.drain() == []
    revision.publish()
    assert heard.drain() == [("branch", branch.pk)]
    changed = fresh(branch)
    changed.title = "改过的标题"
    changed.save_revision().publish()
    assert heard.drain() == []  # nobody gained or lost anything to read


def test_unpublishing_with_everything_below_announces_everything(site, heard):
    below = factories.section(site.zh_section, "地方")
    article = factories.article(below)
    factories.article(below, live=False)
    heard.clear()
    boss = factories.user("boss", superuser=True)
    UnpublishPageAction(fresh(site.zh_section), user=boss, include_descendants=True).execute()
    assert heard.drain() == [
        ("branch", site.zh_section.pk),
        ("branch", below.pk),
        ("articles", {article.pk}),
    ]


def test_deleting_a_branch_announces_each_article_that_was_live(site, heard):
    below = factories.section(site.zh_section, "地方")
    articles = [factories.article(site.zh_section), factories.article(below), factories.article(below)]
    factories.article(below, live=False)
    factories.close(below)
    heard.clear()
    fresh(site.zh_section).delete()
    noted = heard.drain()
    assert {name for name, what in noted} == {"articles"}
    assert sorted(pk for name, what in noted for pk in what) == sorted(article.pk for article in articles)
    assert len(noted) == len(articles)


# --- Moves ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("plain", [False, True])
def test_moves_are_announced_once(plain, site, heard):
    elsewhere = factories.section(site.zh, "通知")
    article, other = factories.article(site.zh_section), factories.article(site.zh_section, "第二篇")
    below = factories.section(site.zh_section, "地方")
    heard.clear()

    def page(pk: int) -> Page:
        return Page.objects.get(pk=pk) if plain else Page.objects.get(pk=pk).specific

    page(article.pk).move(elsewhere, pos="last-child")
    assert heard.drain() == [("articles", {article.pk})]
    page(below.pk).move(page(elsewhere.pk), pos="first-child")
    assert heard.drain() == [("branch", below.pk)]
    page(other.pk).move(page(below.pk), pos="last-child")
    assert heard.drain() == [("articles", {other.pk})]
    page(article.pk).move(page(below.pk), pos="left")  # a new order below the same parent
    assert heard.drain() == []
    assert Page.find_problems() == ([], [], [], [], [])


# --- Privacy ----------------------------------------------------------------------------------------------------------
def test_restrictions_are_announced(site, heard, people, sign_in):
    article = factories.article(site.zh_section)
    for page, event in [
        (article, ("articles", {article.pk})),
        (site.zh_section, ("branch", site.zh_section.pk)),
        (site.zh, ("branch", site.zh.pk)),
    ]:
        heard.clear()
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert heard.drain() == [event]
        restriction.restriction_type = PageViewRestriction.PASSWORD
        restriction.save()
        assert heard.drain() == [event]
        restriction.delete()
        assert heard.drain() == [event]
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        PageViewRestriction.objects.all().delete()
        assert heard.drain() == [event, event]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_privacy_window_is_one_transaction(heard, sign_in):
    section = factories.section(factories.home("zh"))
    browser = sign_in(factories.user("boss", superuser=True))
    heard.clear()
    address = f"/admin/pages/{section.pk}/privacy/"
    browser.post(address, {"restriction_type": "login"})
    assert heard.drain() == [("branch", section.pk)]
    heard.fails = True
    with pytest.raises(RuntimeError):
        browser.post(address, {"restriction_type": "none"})
    assert PageViewRestriction.objects.filter(page=section).exists()
    heard.fails = False
    browser.post(address, {"restriction_type": "none"})
    heard.clear()
    heard.fails = True
    with pytest.raises(RuntimeError):
        browser.post(address, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.filter(page=section).exists()


# --- Names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [Official, Topic, MeetingSeries, Source])
def test_names_are_announced_when_they_are_others(model, db, heard):
    row = model.objects.create(name_zh="防汛", name_en="Flood control", slug="flood-control")
    event = ("names", f"{model.__name__} {row.pk}")
    assert heard.drain() == [event]
    row.save()
    assert heard.drain() == []
    for name in ("name_zh", "name_en", "slug"):
        setattr(row, name, "flood-fighting")
        row.save()
        assert heard.drain() == [event]
    row.delete()
    assert heard.drain() == [event]
    model.objects.create(name_zh="一", name_en="One", slug="one")
    heard.clear()
    model.objects.all().delete()
    assert len(heard.drain()) == 1


def test_a_press_contact_is_not_announced(db, heard):
    PressContact.objects.create(name_zh="新闻值班室", name_en="Duty desk", slug="duty").delete()
    assert heard.drain() == []


# --- One transaction --------------------------------------------------------------------------------------------------
@pytest.fixture
def world(django_db_serialized_rollback, transactional_db):
    """A small site without a transaction around the test."""
    home = factories.home("zh")
    section, elsewhere = factories.section(home, "要闻"), factories.section(home, "通知")
    return {
        "section": section,
        "elsewhere": elsewhere,
        "article": factories.article(section),
        "draft": factories.article(section, live=False),
        "source": factories.SourceFactory(),
    }


def rename(row) -> None:
    row.name_en = "Another name"
    row.save()


CHANGES = {
    "publish": lambda world: fresh(world["draft"]).save_revision().publish(),
    "unpublish": lambda world: fresh(world["article"]).unpublish(),
    "expire": lambda world: Page.objects.get(pk=world["article"].pk).unpublish(set_expired=True),
    "delete": lambda world: fresh(world["article"]).delete(),
    "delete above": lambda world: fresh(world["section"]).delete(),
    "unpublish above": lambda world: fresh(world["section"]).unpublish(),
    "move": lambda world: fresh(world["article"]).move(fresh(world["elsewhere"]), pos="last-child"),
    "move a plain page": lambda world: Page.objects.get(pk=world["section"].pk).move(
        Page.objects.get(pk=world["elsewhere"].pk), pos="last-child"
    ),
    "close": lambda world: factories.close(world["section"]),
    "rename": lambda world: rename(world["source"]),
    "delete a name": lambda world: Source.objects.get(pk=world["source"].pk).delete(),
}


def state() -> list:
    pages = Page.objects.order_by("pk").values_list("pk", "path", "url_path", "live", "expired")
    return [*pages, PageViewRestriction.objects.count(), *Source.objects.order_by("pk").values_list("pk", "name_en")]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_a_receiver_raises_undoes_the_change(change, world, heard):
    before = state()
    heard.clear()
    heard.fails = True
    with pytest.raises(RuntimeError):
        change(world)
    assert len(heard) == 1
    assert state() == before
    heard.fails = False
    with transaction.atomic():
        change(world)
        transaction.set_rollback(True)
    assert state() == before
    change(world)
    assert state() != before
