"""A past to search in: the demo's articles and about 400 made-up ones from 2008 to 2026, in both languages.

`articles()` gives them as plain data; the same ones at each call, since every choice is drawn from a seed. `load()`
makes released pages of them. External identifiers are the same in both languages:

    demo:<key>              the demo's article of that file       exec:2017-03          third executive meeting of 2017
    policy:2017-12          澜政办〔2017〕12号                    news:school-buses-2012  news of one matter in one year
    flood:2017, quality:2016  the conference of that year         text:keeper           an article of archive.toml
    digest:2017             what 2017 brought, at its end

Executive meetings were counted by the year until 2020, and are counted by the term in the demo, from 2021 on. English
texts begin with 2014, as such portals' English pages do.
"""

import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model
from django.utils import timezone
from wagtail.models import Page

from home.demo import content
from home.demo.world import load_officials, load_rows
from news.models import (
    AgendaItem,
    ArticlePage,
    ArticleTopic,
    Decision,
    Meeting,
    MeetingSeries,
    Participation,
    SectionPage,
    Source,
    Topic,
)
from news.signals import articles_changed
from tests import factories
from tests.search.archive_articles import FIRST_YEAR, LOADED_ON, Article, Text, at, demo_articles, digest, written_out
from tests.search.archive_generator import Generator

OURS = tomllib.loads((Path(__file__).parent / "archive.toml").read_text(encoding="utf-8"))
DAY = at(LOADED_ON, 23)  # when the searches are made: what is new today would be old when the tests run next year


def articles() -> list[Article]:
    """The demo's released articles, the generated ones, and for each year a digest of what it brought."""
    made = [*demo_articles(), *Generator(OURS["matter"]).articles(), *map(written_out, OURS["article"])]
    return [*made, *(digest(year, made) for year in range(FIRST_YEAR, LOADED_ON.year + 1))]


# --- Pages ------------------------------------------------------------------------------------------------------------
def load() -> dict[tuple[str, str], int]:
    """Released pages of all articles below the two homes; the page of each by language and external identifier."""
    return Loader().load(articles())


class Loader:
    """Makes what articles refer to, then the articles in bulk: saved one by one they would take a minute."""

    def __init__(self) -> None:
        world = content.read_world()
        self.officials = load_officials(world["official"]) | load_officials(OURS["official"])
        self.series = load_rows(MeetingSeries, world["series"] + OURS["series"], "numbering")
        self.topics = load_rows(Topic, world["topic"])
        self.sources = load_rows(Source, world["source"])
        self.sections: dict[tuple[str, str], SectionPage] = {}
        for row in world["section"]:
            for lang in ("zh", "en"):
                parent = self.sections.get((lang, row.get("parent", ""))) or factories.home(lang)
                self.sections[lang, row["key"]] = factories.section(
                    parent, **row[lang], translation_of=self.sections.get(("zh", row["key"]))
                )
        self.content_type = ContentType.objects.get_for_model(ArticlePage)

    def load(self, articles: list[Article]) -> dict[tuple[str, str], int]:
        pages = {}
        for article in articles:
            key = uuid.uuid4()
            for lang, text in article.texts.items():
                pages[lang, article.id] = self.page(article, self.sections[lang, article.section], text, key)
        self.insert(list(pages.values()))
        rows: dict[Any, list] = {}
        for (lang, name), page in pages.items():
            article = next(article for article in articles if article.id == name)
            for row in self.rows(page, article, article.texts[lang]):
                rows.setdefault(type(row), []).append(row)
        for model, made in rows.items():
            model.objects.bulk_create(made)
        articles_changed.send(ArticlePage, page_ids={page.pk for page in pages.values()})
        return {name: page.pk for name, page in pages.items()}

    def page(self, article: Article, section: SectionPage, text: Text, key: uuid.UUID) -> ArticlePage:
        section.numchild += 1
        slug = article.id.replace(":", "-")
        page = ArticlePage(
            path=SectionPage._get_path(section.path, section.depth + 1, section.numchild),
            depth=section.depth + 1,
            content_type=self.content_type,
            translation_key=key,
            locale=section.locale,
            language=section.locale.language_code,
            title=text.title,
            draft_title=text.title,
            slug=slug,
            url_path=f"{section.url_path}{slug}/",
            live=True,
            first_published_at=article.released,
            last_published_at=article.released,
            released_at=article.released,
            subtitle=text.subtitle,
            summary=text.summary,
            body=text.blocks,
            kind=article.kind,
            source=self.sources[article.source],
            document_number=article.number,
            external_id=article.id,
        )
        if article.kind == ArticlePage.Kind.POLICY:
            page.issuing_body = self.sources["general-office"]
            page.date_signed = timezone.localdate(article.released)
        return page

    def insert(self, pages: list[ArticlePage]) -> None:
        """The rows of `Page` together, then those of the article's own table, raw: without signals' work or parents."""
        names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
        parents = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in names}) for page in pages)
        for page, parent in zip(pages, parents, strict=True):
            page.pk = page.id = page.page_ptr_id = parent.pk
            page.save_base(raw=True, force_insert=True)
        for section in self.sections.values():
            articles = sum(page.path.startswith(section.path) and page.depth == section.depth + 1 for page in pages)
            Page.objects.filter(pk=section.pk).update(numchild=F("numchild") + articles)

    def rows(self, page: ArticlePage, article: Article, text: Text) -> Iterator[Model]:
        for topic in article.topics:
            yield ArticleTopic(article=page, topic=self.topics[topic])
        if not article.start:
            return
        facts = {"series": self.series[article.series], "session": article.session, "start": article.start}
        meeting = Meeting(article=page, venue=text.venue, locale=page.locale, **facts)
        yield meeting
        for place, row in enumerate(article.participants):
            official, body = self.officials.get(row.get("official", "")), self.sources.get(row.get("body", ""))
            person = Participation(article=page, official=official, body=body, role=row["role"], sort_order=place)
            person.copy_post(meeting)
            yield person
        for place, line in enumerate(text.agenda):
            yield AgendaItem(article=page, text=line, locale=page.locale, sort_order=place)
        for place, line in enumerate(text.decisions):
            yield Decision(article=page, text=line, locale=page.locale, sort_order=place)
