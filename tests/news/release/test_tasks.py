"""What is still to be done: English that is due, flashes without a summary."""

import datetime

import pytest
from django.utils import timezone

from news.models import ArticlePage
from news.release.plans import Plan
from news.release.tasks import Kind, SectionPlans, open_tasks
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def chinese_first(site):
    """Released in Chinese, its English due in an hour."""
    fields = {"language_plan": Plan.CHINESE_FIRST, "plan_reason": "急件"}
    return factories.article(site.zh_section, translation_due_at=timezone.now() + HOUR, **fields)


def tasks_of(user) -> list[tuple[Kind, int, bool]]:
    return [(task.kind, task.page.pk, task.is_overdue) for task in open_tasks(user)]


def test_english_is_due_until_it_is_out(chinese_first, site, people):
    translator = people["translator"]
    assert tasks_of(translator) == [(Kind.ENGLISH_DUE, chinese_first.pk, False)]
    ArticlePage.objects.filter(pk=chinese_first.pk).update(translation_due_at=timezone.now() - HOUR)
    assert tasks_of(translator) == [(Kind.ENGLISH_DUE, chinese_first.pk, True)]
    english = factories.article(site.en_section, translation_of=chinese_first, live=False)
    assert tasks_of(translator)
    ArticlePage.objects.filter(pk=english.pk).update(live=True)
    assert tasks_of(translator) == []


def test_the_plan_of_the_nearest_section_counts(site, people):
    first = factories.section(site.zh_section, "先发", language_plan=Plan.CHINESE_FIRST)
    both = factories.section(first, "同时", language_plan=Plan.TOGETHER)
    again = factories.section(both, "又先发", language_plan=Plan.CHINESE_FIRST)
    due = timezone.now() + HOUR
    made = {
        section.pk: factories.article(section, translation_due_at=due)
        for section in (site.zh_section, first, both, again)
    }
    assert {pk for _kind, pk, _late in tasks_of(people["editor"])} == {made[first.pk].pk, made[again.pk].pk}
    plans = SectionPlans()
    assert plans.of(made[site.zh_section.pk]) == plans.of(made[both.pk]) == Plan.TOGETHER


def test_a_flash_lacks_its_summary_until_readers_have_it(site, people):
    flash = factories.article(site.zh_section, is_flash=True, summary="")
    factories.article(site.zh_section, is_flash=True)
    factories.article(site.zh_section, is_flash=True, summary="", live=False)
    assert tasks_of(people["officer"]) == [(Kind.FLASH, flash.pk, False)]


def test_tasks_are_of_those_who_may_do_them(chinese_first, people, sign_in):
    for role in ("auditor", "moderator", "contributor"):
        assert tasks_of(people[role]) == []
    assert chinese_first.title in sign_in(people["officer"]).get("/admin/").content.decode()


def test_tasks_cost_the_same_however_many(chinese_first, site, people, django_assert_max_num_queries):
    for number in range(5):
        factories.article(site.zh_section, f"快讯{number}", is_flash=True, summary="")
    with django_assert_max_num_queries(5):
        assert len(tasks_of(people["officer"])) == 6
