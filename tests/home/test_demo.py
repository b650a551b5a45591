"""The demo province. It takes half a minute to load, so one test asks everything, each question reported by itself."""

import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail_localize.models import StringSegment, TranslationSource

from home.demo import content
from home.demo.accounts import ACCOUNTS
from news.comments.models import Comment
from news.models import ArticlePage, Meeting, Official, Release, SectionPage
from news.release.readiness import in_the_wrong_script
from tests import factories

HOMES = ("zh", "en")


def load() -> str:
    output = io.StringIO()
    call_command("demo", "--no-serve", stdout=output)
    return output.getvalue()


def released(lang: str):
    return ArticlePage.objects.in_language(factories.CODES[lang]).released()


def there_is_enough_of_everything(lang: str):
    sections = SectionPage.objects.filter(locale__language_code=factories.CODES[lang]).live()
    assert sections.count() >= 6
    assert sections.filter(depth__gt=3).count() >= 2
    assert released(lang).count() >= 48
    meetings = Meeting.objects.filter(article__in=released(lang))
    assert meetings.count() >= 16
    assert len({meeting.series_id for meeting in meetings}) >= 4
    assert released(lang).meetings_to_come().exists()
    times = sorted(article.released_at for article in released(lang))
    assert (times[-1] - times[0]).days >= 4 * 365
    assert {kind for (kind,) in released(lang).values_list("kind").distinct()} == set(ArticlePage.Kind.values)


def officials_changed_their_posts():
    assert Official.objects.count() >= 12
    assert sum(official.posts.count() > 1 for official in Official.objects.all()) >= 3


def something_is_not_simply_released():
    keys = {
        lang: set(ArticlePage.objects.in_language(code).values_list("external_id", flat=True))
        for lang, code in factories.CODES.items()
    }
    assert len(keys["zh"] - keys["en"]) == 1  # in Chinese only
    unreleased = ArticlePage.objects.filter(live=False, locale__language_code="zh-hans")
    scheduled = Release.objects.get(state=Release.State.SCHEDULED)
    assert scheduled.frozen_pages().count() == 2
    keys_of_it = set(scheduled.articles.values_list("translation_key", flat=True))
    assert Counter(article.translation_key in keys_of_it for article in unreleased) == {True: 1, False: 1}
    outdated = [
        source
        for source in TranslationSource.objects.all()
        if StringSegment.objects.filter(source=source)
        .annotate_translation(factories._locale("en"))
        .filter(translation__isnull=True)
        .exists()
    ]
    assert len(outdated) >= 1


def english_is_english():
    assert {
        article.slug: in_the_wrong_script(article) for article in released("en") if in_the_wrong_script(article)
    } == {}


def comments_wait_and_stand():
    counts = Counter(Comment.objects.values_list("status", "language"))
    assert {(status, language) for status, language in counts} >= {
        ("approved", "zh-hans"),
        ("approved", "en"),
        ("pending", "zh-hans"),
    }


def every_kind_of_page_is_served(lang: str, client):
    sections = SectionPage.objects.filter(locale__language_code=factories.CODES[lang], live=True)
    articles = [released(lang).filter(kind=kind).newest_first().first() for kind in ArticlePage.Kind]
    for page in [factories.home(lang), *sections, *articles]:
        assert client.get(page.url_path).status_code == 200, page.url_path


def accounts_have_passwords_printed_once(printed_lines: str, client):
    printed = dict(line.split() for line in printed_lines.splitlines() if line.startswith("  "))
    assert set(printed) == set(ACCOUNTS)
    assert len(set(printed.values())) == len(printed)
    assert client.login(username="officer", password=printed["officer"])


def loading_again_changes_nothing():
    tables = [ArticlePage, SectionPage, Official, Comment, Meeting]
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    start = timezone.now()
    assert "nothing changed" in load()
    assert (timezone.now() - start).total_seconds() < 10
    assert [list(model.objects.order_by("pk").values()) for model in tables] == before


@pytest.mark.slow
def test_the_demo(db, client, subtests):
    printed = load()
    questions = [
        *((there_is_enough_of_everything, lang) for lang in HOMES),
        (officials_changed_their_posts,),
        (something_is_not_simply_released,),
        (english_is_english,),
        (comments_wait_and_stand,),
        *((every_kind_of_page_is_served, lang, client) for lang in HOMES),
        (accounts_have_passwords_printed_once, printed, client),
        (loading_again_changes_nothing,),
    ]
    for question, *about in questions:
        with subtests.test(question.__name__):
            question(*about)


@pytest.mark.parametrize(
    ("text", "message"),
    [("title = ", "x.toml"), ('[zh]\nbody = "a"\n[en]\nbody = "## b"', "differ in shape")],
)
def test_a_wrong_file_is_named(text, message, tmp_path):
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(content.ContentError, match=message):
        content.read_article(file)
