"""A portal to search in, and the search page as a reader sees it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from news.models import AgendaItem, ArticlePage, ArticleTopic, Decision, Meeting, Participation, SectionPage
from tests import factories

RELEASED = factories.noon("2026-05-08")
TITLES = {"zh": ("会议", "常务会议", "新闻"), "en": ("Gatherings", "Executive", "News")}


@dataclass
class Portal:
    """Two trees: gatherings with an executive section below it, and news."""

    sections: dict[tuple[str, str], SectionPage] = field(default_factory=dict)

    def plant(self, lang: str) -> None:
        gatherings, executive, news = TITLES[lang]
        self.add_section("gatherings", factories.home(lang), gatherings)
        self.add_section("executive", self.sections[lang, "gatherings"], executive)
        self.add_section("news", factories.home(lang), news)

    def add_section(self, name: str, parent: Page, title: str) -> SectionPage:
        section = factories.section(parent, title, translation_of=self.sections.get(("zh", name)))
        self.sections[parent.prefix, name] = section
        return section

    def release(
        self,
        title: str,
        *,
        lang: str = "en",
        section: str = "news",
        topics=(),
        at: datetime.datetime = RELEASED,
        **fields,
    ) -> ArticlePage:
        """A released article of the kind news. Say `live=False` and the like for one that is not released."""
        fields = {"summary": "Summary.", "body": [], "source": self.source, "released_at": at} | fields
        fields["article_topics"] = [ArticleTopic(topic=topic) for topic in topics]
        return factories.article(self.sections[lang, section], title, **fields)

    def meet(
        self, title: str, *, lang: str = "en", presided=(), agenda=(), decisions=(), facts: dict | None = None, **fields
    ) -> ArticlePage:
        """The released report of a meeting, with its facts."""
        locale = self.sections[lang, "news"].locale
        meeting = Meeting(locale=locale, **({"start": RELEASED, "venue": "Hall of the People"} | (facts or {})))
        return self.release(
            title,
            lang=lang,
            kind=ArticlePage.Kind.MEETING,
            meetings=[meeting],
            participations=[Participation(official=official, role="presided") for official in presided],
            agenda_items=[AgendaItem(locale=locale, text=text) for text in agenda],
            decisions=[Decision(locale=locale, text=text) for text in decisions],
            **fields,
        )

    @cached_property
    def source(self):
        return factories.SourceFactory()


@pytest.fixture
def portal(db: None) -> Portal:
    portal = Portal()
    for lang in TITLES:
        portal.plant(lang)
    return portal


@pytest.fixture
def flood_control(db: None):
    return factories.TopicFactory(slug="flood-control")


@pytest.fixture
def hao_peng(db: None):
    return factories.OfficialFactory(name_zh="郝鹏", name_en="Hao Peng", slug="hao-peng")


@pytest.fixture
def series(db: None):
    return factories.SeriesFactory(slug="executive-meeting")


@dataclass
class Answer:
    status: int
    html: str

    @cached_property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def titles(self) -> list[str]:
        return [link.get_text() for link in self.page.select(".hit h3")]

    @property
    def total(self) -> int:
        digits = filter(str.isdecimal, self.page.select_one(".rail-start .meta span").get_text())
        return int("".join(digits))

    def choices(self, name: str) -> list[str]:
        """What readers may choose of a filter, without what was not found by anything, as they read it."""
        boxes = [label.get_text(strip=True) for label in self.page.select(f"label:has(input[name={name}])")]
        return boxes or [option.get_text() for option in self.page.select(f"#id_{name} option") if option["value"]]

    def wrong(self, name: str) -> str:
        """What is said to be wrong with a field, "" for nothing."""
        messages = self.page.find(id=f"id_{name}_error")
        return messages.get_text(" ", strip=True) if messages else ""


@pytest.fixture
def ask(client: Client) -> Callable[..., Answer]:
    """Search: `ask("flood", section="news")`; the other parameters go into the address as they are."""

    def ask(q: str | None = None, lang: str = "en", **parameters) -> Answer:
        parameters |= {} if q is None else {"q": q}
        response = client.get(f"/{lang}/search/", {name.rstrip("_"): value for name, value in parameters.items()})
        return Answer(response.status_code, response.content.decode())

    return ask
