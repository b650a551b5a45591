"""What is known of an article beside its texts, as the index needs it: topics, the meeting, who took part, what was decided.

The statements are written out. A release waits for them, and Django takes several times as long to say each of them as the
database to answer. For the same reason they go to the database together.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Model
from django.utils import timezone

from news.models import (
    AgendaItem,
    ArticlePage,
    ArticleTopic,
    Decision,
    Meeting,
    MeetingSeries,
    Official,
    Participation,
    Source,
    Topic,
)
from news.models.meetings import ordinal
from search.analysis import index_terms
from search.databases import Row, about, database


def table(model: type[Model]) -> str:
    return model._meta.db_table


# Each is asked for articles, and its first column says of which one a row tells.
TOPICS = f"""
SELECT link.article_id, topic.id, topic.name_zh, topic.name_en
FROM {table(ArticleTopic)} link JOIN {table(Topic)} topic ON topic.id = link.topic_id
WHERE link.article_id IN (%s) ORDER BY link.sort_order, link.id
"""  # noqa: S608
MEETINGS = f"""
SELECT meeting.article_id, meeting.start, meeting.venue, meeting.session, series.id, series.name_zh, series.name_en
FROM {table(Meeting)} meeting LEFT JOIN {table(MeetingSeries)} series ON series.id = meeting.series_id
WHERE meeting.article_id IN (%s) ORDER BY meeting.sort_order, meeting.id
"""  # noqa: S608
PEOPLE = f"""
SELECT person.article_id, person.role, person.official_id, COALESCE(official.name_zh, body.name_zh),
    COALESCE(official.name_en, body.name_en), person.post_zh, person.post_en
FROM {table(Participation)} person
    LEFT JOIN {table(Official)} official ON official.id = person.official_id
    LEFT JOIN {table(Source)} body ON body.id = person.body_id
WHERE person.article_id IN (%s) ORDER BY person.sort_order, person.id
"""  # noqa: S608
ITEMS = "SELECT article_id, text FROM {table} WHERE article_id IN (%s) ORDER BY sort_order, id"
AGENDA, DECISIONS = (ITEMS.format(table=table(model)) for model in (AgendaItem, Decision))


@dataclass
class Facts:
    """`names` rank with an article's title, `lines` above its prose; `held` is the day of the meeting, as in `Entry`."""

    names: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    filters: set[str] = field(default_factory=set)
    counted: list[str] = field(default_factory=list)
    held: int | None = None

    def filter(self, term: str, is_counted: bool = True) -> None:
        self.filters.add(term)
        if is_counted:
            self.counted.append(term)


def moment(stored: datetime.datetime) -> datetime.datetime:
    """A time as the database gives it: SQLite's is in UTC without saying so."""
    return stored if stored.tzinfo else stored.replace(tzinfo=datetime.UTC)


def facts_of(languages: dict[int, str], kinds: dict[int, str], topics: Iterable[Row]) -> dict[int, Facts]:
    """By the article, of which both give the same: topics, found among those of more articles, and of those that report a
    meeting its rows.

    Nobody reads these in an article of another kind.
    """
    facts: dict[int, Facts] = defaultdict(Facts)
    for article, topic, zh, en in topics:
        if article in languages:
            facts[article].filter(f"t:{topic}")
            facts[article].lines.append(en if languages[article] == "en" else zh)
    held = [article for article, kind in kinds.items() if kind == ArticlePage.Kind.MEETING]
    if held:
        questions = [about(statement, held) for statement in (MEETINGS, PEOPLE, AGENDA, DECISIONS)]
        meetings, people, *texts = database().run(questions)
        for article, *meeting in meetings:
            add_meeting(facts[article], languages[article], *meeting)
        for article, *person in people:
            add_person(facts[article], languages[article], *person)
        for article, text in chain(*texts):
            facts[article].lines.append(text)
    return facts


def add_meeting(
    facts: Facts,
    language: str,
    start: datetime.datetime,
    venue: str,
    session: int | None,
    series: int | None,
    series_zh: str | None,
    series_en: str | None,
) -> None:
    day = timezone.localdate(moment(start))
    facts.held = day.toordinal()
    facts.filters |= {"meeting", *(f"v/{term}" for term in index_terms(venue))}
    facts.filter(f"hy:{day.year}")
    # 2017年第3次省政府常务会议; 3rd Executive Meeting 2017: what people ask for, whatever the headline says.
    if language == "en":
        facts.names.append(f"{ordinal(session) if session else ''} {series_en or ''} {day.year}")
    else:
        facts.names.append(f"{day.year}年{f'第{session}次' if session else ''}{series_zh or ''}")
    facts.lines.append(venue)
    if series:
        facts.filter(f"r:{series}")
    if session:
        facts.filter(f"n:{session}", is_counted=False)


def add_person(
    facts: Facts,
    language: str,
    role: str,
    official: int | None,
    name_zh: str | None,
    name_en: str | None,
    post_zh: str,
    post_en: str,
) -> None:
    name, post = (name_en, post_en) if language == "en" else (name_zh, post_zh)
    if name is not None:
        (facts.names if role == Participation.Role.PRESIDED else facts.lines).append(name)
        facts.lines.append(post)
    if official:
        facts.filter(f"o:{official}", is_counted=f"o:{official}" not in facts.filters)
