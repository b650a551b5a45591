"""What lists know of an article's findings: written down by whoever looks at them, and by the clock."""

from django.core.management import call_command
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from news.models import ArticlePage, AssessedFinding, Assessment, FindingDismissal, Official
from news.release.findings import assessing
from news.release.findings.assessing import assess, assess_some, current, record, rules_now, stale
from news.release.findings.reports import report_on
from news.release.purging import purge
from tests import factories

RULES = "r" * 64


def is_current(article) -> bool:
    return current(Assessment.objects.filter(pk=article.translation_key)).exists()


def saved(page, user, **changes) -> None:
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)


def test_who_looks_at_the_findings_writes_them_down(faulty, people, django_assert_num_queries):
    report = report_on(faulty.zh, people["auditor"])
    [stored] = AssessedFinding.objects.open()
    assert (stored.fingerprint, stored.severity) == (report.open[0].fingerprint, "error")
    assert is_current(faulty.zh)
    row = Assessment.objects.get()
    with django_assert_num_queries(1):  # it is known
        record(faulty.zh.translation_key, row.basis, report.open)
    saved(faulty.en, people["translator"], title="Another title")
    assert not is_current(faulty.zh)
    saved(faulty.zh, people["officer"], body=[])
    saved(faulty.en, people["officer"], body=[])
    report_on(faulty.en, people["officer"])
    assert is_current(faulty.zh)
    assert not AssessedFinding.objects.filter(fingerprint=stored.fingerprint).exists()


def test_half_an_article_is_not_written_down(faulty, people):
    factories.roles.group("officer").page_permissions.filter(page=factories.home("en")).delete()
    report_on(faulty.zh, people["officer"])
    assert not Assessment.objects.exists()


def test_what_was_dismissed_is_not_open_unless_it_is_an_error_by_now(faulty, people):
    [finding] = report_on(faulty.zh, people["editor"]).open
    told = {"translation_key": faulty.zh.translation_key, "fingerprint": finding.fingerprint, "reason": "Right."}
    row = FindingDismissal.objects.create(**told, code=finding.code, severity="error")
    assert not AssessedFinding.objects.open().exists()
    FindingDismissal.objects.filter(pk=row.pk).update(severity="warning")
    assert AssessedFinding.objects.open().exists()


def test_a_segment_that_nobody_has_rendered_counts(site, people):
    chinese = factories.article(site.zh_section, live=False)
    translation = factories.submit_for_translation(chinese, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"])
    translation.save_target(user=people["translator"], publish=False)
    assess(chinese.translation_key, RULES)
    assert is_current(chinese)
    segment = StringTranslation.objects.first()
    segment.data = "The province spends 7 billion yuan."
    segment.save()
    assert not is_current(chinese)
    before = set(AssessedFinding.objects.values_list("fingerprint"))
    assess(chinese.translation_key, RULES)
    assert is_current(chinese)
    assert set(AssessedFinding.objects.values_list("fingerprint")) != before


def test_a_first_release_counts(faulty, people):
    assess(faulty.zh.translation_key, RULES)
    assert is_current(faulty.zh)
    ArticlePage.objects.filter(pk=faulty.zh.pk).update(released_at=timezone.now())
    assert not is_current(faulty.zh)


def test_the_clock_checks_what_nobody_looked_at(faulty, site):
    lone = factories.article(site.en_section, "Only in English")
    call_command("run_releases")
    assert is_current(faulty.zh)
    assert is_current(lone)
    assert AssessedFinding.objects.filter(assessment=faulty.zh.translation_key, severity="error").count() == 1
    before = Assessment.objects.get(pk=lone.translation_key).assessed_at
    call_command("run_releases")
    assert Assessment.objects.get(pk=lone.translation_key).assessed_at == before


def test_the_clock_checks_again_by_other_rules_and_on_another_day(faulty, site, monkeypatch):
    released = factories.article(site.zh_section, "已经发布")
    assert assess_some(seconds=60) == 2
    assert assess_some(seconds=60) == 0
    Official.objects.create(name_zh="某某", name_en="Somebody", slug="somebody")
    assert assess_some(seconds=60) == 2
    day_before = timezone.now() - timezone.timedelta(days=1)
    Assessment.objects.update(assessed_at=day_before)
    assert [page.pk for page in stale(rules_now())] == [faulty.zh.pk]  # of the other one the day is known
    assert assess_some(seconds=60) == 1
    monkeypatch.setattr(assessing, "_program", lambda: b"a new release of the portal")
    assert set(stale(rules_now())) == {faulty.zh, released}


def test_what_changed_comes_first_and_time_is_bounded(faulty, site, people):
    old = factories.article(site.zh_section, "很早的一篇")
    assess(faulty.zh.translation_key, RULES)
    assess(old.translation_key, RULES)
    saved(old, people["officer"], title="又改了一次")
    assert [page.pk for page in stale("s" * 64)] == [old.pk, faulty.zh.pk]
    assert assess_some(seconds=60, most=1) == 1
    assert is_current(old)
    assert assess_some(seconds=-1) == 0


def test_one_article_does_not_stop_the_others(faulty, site, monkeypatch, caplog):
    factories.article(site.zh_section, "另一篇")

    def fail(key, *args):
        if key == faulty.zh.translation_key:
            raise RuntimeError("a check that fails")
        assess(key, *args)

    monkeypatch.setattr(assessing, "assess", fail)
    assert assess_some(seconds=60) == 1
    assert Assessment.objects.count() == 1
    assert "a check that fails" in caplog.text


def test_nothing_is_left_of_an_article_that_is_gone(faulty):
    assess(faulty.zh.translation_key, RULES)
    faulty.en.delete()
    assert not is_current(faulty.zh)
    faulty.zh.delete()
    assess_some(seconds=60)
    assert not Assessment.objects.exists()
    assert not AssessedFinding.objects.exists()


def test_a_purge_takes_what_was_found_in_the_words(faulty, people):
    assess(faulty.zh.translation_key, RULES)
    purge(faulty.zh, "加固", people["administrator"])
    assert not Assessment.objects.exists()
    assert not AssessedFinding.objects.exists()
