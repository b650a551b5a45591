"""Just enough of a portal to search in: two languages, nested sections, and a way to release an article."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.search import index

from home.models import HomePage
from news.models import (
    AgendaItem,
    ArticlePage,
    ArticleTopic,
    Decision,
    Meeting,
    MeetingSeries,
    Official,
    Participation,
    SectionPage,
    Source,
    Topic,
)

RELEASED = datetime.datetime(2026, 5, 8, 8, 30, tzinfo=datetime.UTC)  # 16:30 in Shanghai


@dataclass
class Portal:
    """Two trees: home, meetings with executive meetings below them, news. `release` puts an article into one of them."""

    sections: dict[tuple[str, str], SectionPage] = field(default_factory=dict)
    source: Source | None = None

    def section(self, code: str, name: str) -> SectionPage:
        return self.sections[code, name]

    def add_section(self, parent: Page, name: str, title: str) -> SectionPage:
        code = parent.locale.language_code
        section = parent.add_child(instance=SectionPage(title=title, slug=name, locale=parent.locale))
        if other := next((s for (c, n), s in self.sections.items() if n == name and c != code), None):
            section.translation_key = other.translation_key
            section.save()
        self.sections[code, name] = section
        return section

    def release(self, title: str, *, code: str = "en", section: str = "news", topics=(), at=RELEASED, **fields) -> ArticlePage:
        """A released article of the kind news. Say `live=False` and the like in `fields` for one that is not."""
        parent = self.section(code, section)
        article = ArticlePage(
            **{"title": title, "summary": "Summary.", "source": self.source, "locale": parent.locale, "released_at": at} | fields
        )
        article.article_topics = [ArticleTopic(topic=topic) for topic in topics]
        parent.add_child(instance=article)
        index.insert_or_update_object(article)
        return article

    def meet(self, title: str, *, code: str = "en", presided=(), agenda=(), decisions=(), facts=None, **fields) -> ArticlePage:
        """The released report of a meeting, with its facts."""
        article = self.release(title, code=code, kind=ArticlePage.Kind.MEETING, **fields)
        facts = {"start": RELEASED, "venue": "Hall of the People"} | (facts or {})
        article.meetings = [Meeting(locale=article.locale, **facts)]
        article.participations = [Participation(official=official, role="presided") for official in presided]
        article.agenda_items = [AgendaItem(locale=article.locale, text=text) for text in agenda]
        article.decisions = [Decision(locale=article.locale, text=text) for text in decisions]
        article.save()
        index.insert_or_update_object(article)
        return article


@pytest.fixture
def portal(db: None) -> Portal:
    portal = Portal(source=Source.objects.create(name_zh="省政府办公厅", name_en="General Office", slug="office"))
    for code, titles in {"zh-hans": ("会议", "常务会议", "新闻"), "en": ("Meetings", "Executive", "News")}.items():
        home = HomePage.objects.get(locale__language_code=code)
        meetings = portal.add_section(home, "gatherings", titles[0])
        portal.add_section(meetings, "executive", titles[1])
        portal.add_section(home, "news", titles[2])
    return portal


@pytest.fixture
def flood_control(db: None) -> Topic:
    return Topic.objects.create(name_zh="防汛", name_en="Flood control", slug="flood-control")


@pytest.fixture
def hao_peng(db: None) -> Official:
    return Official.objects.create(name_zh="郝鹏", name_en="Hao Peng", slug="hao-peng")


@pytest.fixture
def series(db: None) -> MeetingSeries:
    return MeetingSeries.objects.create(name_zh="省政府常务会议", name_en="Executive meeting", slug="executive-meeting")


@dataclass
class Answer:
    """A search page as a reader sees it."""

    status: int
    html: str
    page: BeautifulSoup

    @property
    def titles(self) -> list[str]:
        return [link.get_text() for link in self.page.select(".hit h3")]

    @property
    def total(self) -> int:
        return int(self.page.select_one(".rail-start .meta span").get_text().split()[0].removesuffix("篇"))

    def wrong(self, name: str) -> str:
        """What is said to be wrong with a field, "" for nothing."""
        messages = self.page.find(id=f"id_{name}_error")
        return messages.get_text(" ", strip=True).removeprefix("Error: ") if messages else ""


@pytest.fixture
def ask(client: Client) -> Callable[..., Answer]:
    """Search: `ask("flood", section="news")`; parameters go into the address as they are."""

    def ask(q: str | None = None, prefix: str = "en", **parameters) -> Answer:
        parameters |= {} if q is None else {"q": q}
        response = client.get(f"/{prefix}/search/", {name.rstrip("_"): value for name, value in parameters.items()})
        html = response.content.decode()
        return Answer(response.status_code, html, BeautifulSoup(html, "html.parser"))

    return ask
