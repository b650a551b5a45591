"""A meeting's facts."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from news.models import Meeting, Participation
from news.models.meetings import ordinal
from tests import factories


def test_ordinals():
    numbers = [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 23, 101, 111, 112]
    assert " ".join(map(ordinal, numbers)) == "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"


@pytest.mark.parametrize(
    ("numbering", "language", "name"),
    [
        ("term", "zh-hans", "省政府常务会议 · 第38次"),
        ("term", "en", "Executive meeting · 38th session"),
        ("year", "zh-hans", "省政府常务会议 · 2026年第38次"),
        ("year", "en", "Executive meeting · 38th session of 2026"),
    ],
)
def test_sessions_are_numbered_per_term_or_per_year(numbering, language, name, db):
    series = factories.SeriesFactory(numbering=numbering)
    new_years_day = timezone.datetime(2025, 12, 31, 17, tzinfo=timezone.get_fixed_timezone(0))  # 2026 in Shanghai
    with translation.override(language):
        assert str(Meeting(series=series, session=38, start=new_years_day)) == name
        assert Meeting(series=series, start=new_years_day).name == series.name
        assert Meeting(start=new_years_day).name == ""


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"end": factories.noon("2026-05-07")}, "end"),
        ({"session": 3, "series": None}, "series"),
        ({"venue": ""}, "venue"),
        ({"session": -1}, "session"),
    ],
)
def test_impossible_meetings_are_refused(fields, wrong, site):
    meeting = factories.meeting(site.zh_section).meeting
    for name, value in fields.items():
        setattr(meeting, name, value)
    with pytest.raises(ValidationError) as refused:
        meeting.full_clean()
    assert list(refused.value.message_dict) == [wrong]


def test_a_participant_is_an_official_or_a_body(site):
    article = factories.meeting(site.zh_section)
    official, body = factories.OfficialFactory(), factories.SourceFactory()
    for parties in ({}, {"official": official, "body": body}):
        with pytest.raises(ValidationError):
            Participation(article=article, **parties).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Participation.objects.create(article=article, **parties)
    assert str(Participation(official=official)) == "陆守澄"
    assert str(Participation(body=body)) == body.name_zh


def test_only_articles_of_the_kind_show_a_meeting(site):
    article = factories.meeting(site.zh_section)
    assert article.meeting.venue == factories.VENUES["zh"]
    article = type(article).objects.get(pk=article.pk)
    article.kind = "news"
    assert article.meeting is None


def test_a_meeting_to_come_is_announced_as_such(site, read):
    soon = factories.meeting(site.en_section, "To come", start=timezone.now() + timezone.timedelta(days=1))
    held = factories.meeting(site.en_section, "Held")
    assert "to come" in read(soon.url_path).select_one(".kind").get_text()
    assert "to come" not in read(held.url_path).select_one(".kind").get_text()


@pytest.mark.parametrize(
    ("lang", "end", "words"),
    [
        ("zh", "2026-05-08", "2026年5月8日 12:00"),
        ("en", "2026-05-08", "8 May 2026, 12:00 to 14:00"),
        ("en", "2026-05-09", "8 May 2026, 12:00 to 9 May 2026, 14:00"),
    ],
)
def test_when_it_began_and_ended(lang, end, words, site, read):
    article = factories.meeting({"zh": site.zh_section, "en": site.en_section}[lang], "Meeting")
    Meeting.objects.filter(article=article).update(end=factories.noon(end) + timezone.timedelta(hours=2))
    times = [row.dd.get_text(" ", strip=True) for row in read(article.url_path).select(".facts dl > div")]
    assert any(words in time for time in times)
