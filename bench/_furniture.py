"""What an archive's articles refer to: topics, officials, meetings. An import knows nothing of them, facets count them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from wagtail.models import Locale

from bench import _vocabulary
from news.models import ArticlePage, ArticleTopic, Meeting, MeetingSeries, Official, Participation, Topic

TOPICS, OFFICIALS, SERIES = 30, 200, 8
FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
BATCH = 5000

Articles = list[tuple[int, str, int, datetime]]  # id, kind, locale, time of release


def furnish() -> None:
    """Give every second article a topic or two, and each of the kind of meetings a series, a session, a venue and people."""
    rng = random.Random("furniture")
    topics = [Topic.objects.create(slug=f"topic-{n}", **names(rng, 2)) for n in range(TOPICS)]
    series = [MeetingSeries.objects.create(slug=f"series-{n}", **names(rng, 3)) for n in range(SERIES)]
    officials = [Official.objects.create(slug=f"official-{n}", **person(rng)) for n in range(OFFICIALS)]
    venues = {
        locale.pk: ("第一会议室" if locale.language_code != "en" else "Room 1") for locale in Locale.objects.all()
    }
    for articles in batches():
        add_topics(rng, articles, topics)
        add_meetings(rng, articles, series, officials, venues)


def batches() -> Iterator[Articles]:
    last = 0
    rows = ArticlePage.objects.order_by("pk").values_list("pk", "kind", "locale_id", "released_at")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1][0]


def add_topics(rng: random.Random, articles: Articles, topics: list[Topic]) -> None:
    ArticleTopic.objects.bulk_create(
        ArticleTopic(article_id=pk, topic=topic, sort_order=order)
        for pk, *_facts in articles
        for order, topic in enumerate(rng.sample(topics, rng.choice((0, 0, 1, 2))))
    )


def add_meetings(
    rng: random.Random,
    articles: Articles,
    series: list[MeetingSeries],
    officials: list[Official],
    venues: dict[int, str],
) -> None:
    reports = [article for article in articles if article[1] == ArticlePage.Kind.MEETING]
    Meeting.objects.bulk_create(
        Meeting(
            article_id=pk,
            series=rng.choice(series),
            session=rng.randint(1, 99),
            start=released - timedelta(days=1),
            venue=venues[locale],
            locale_id=locale,
        )
        for pk, _kind, locale, released in reports
    )
    Participation.objects.bulk_create(
        Participation(
            article_id=pk,
            official=official,
            role=Participation.Role.ATTENDED if order else Participation.Role.PRESIDED,
            sort_order=order,
        )
        for pk, *_facts in reports
        for order, official in enumerate(rng.sample(officials, 3))
    )


def names(rng: random.Random, words: int) -> dict[str, str]:
    return {
        "name_zh": "".join(rng.choices(_vocabulary.chinese(), k=words)),
        "name_en": " ".join(rng.choices(_vocabulary.english(), k=words)).title(),
    }


def person(rng: random.Random) -> dict[str, str]:
    given = rng.sample([word for word in rng.choices(_vocabulary.chinese(), k=50) if len(word) == 2], 1)[0]
    return {
        "name_zh": rng.choice(FAMILY_NAMES) + given,
        "name_en": " ".join(rng.choices(_vocabulary.english(), k=2)).title(),
    }
