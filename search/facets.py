"""What a search can be narrowed to: only what occurs in articles that are released in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from news.models import ArticlePage, ArticleTopic, Meeting, MeetingSeries, Official, Participation, SectionPage, Topic
from news.querysets import ArticleQuerySet
from portal import locales

Choices = Sequence[tuple[str, Any]]  # what stands in the address, what readers see

TOP_SECTION_DEPTH = 3  # of the tree: Wagtail's root, home, sections


@dataclass(frozen=True)
class Facets:
    """The choices of each facet, by its parameter's name, and the sections by their slug paths."""

    choices: dict[str, Choices]
    sections: dict[str, SectionPage]

    def section_named(self, name: str) -> str:
        """The slug path of the section that a slug or the end of a slug path means; the name itself where none does.

        Where sections share a slug it is the highest of them, the first in the tree among equals.
        """
        ending = "/" + name.strip("/")
        known = [path for path in self.sections if f"/{path}".endswith(ending)]
        return min(known, key=lambda path: path.count("/"), default=name)


def facets_in(language: str) -> Facets:
    """The facets of a search in `zh-hans` or `en`. Four queries."""
    articles = ArticlePage.objects.in_language(language).released()
    meetings = articles.filter(kind=ArticlePage.Kind.MEETING)
    sections = sections_with(articles, language)
    topics = ArticleTopic.objects.filter(article__in=articles).values("topic")
    series = Meeting.objects.filter(article__in=meetings).values("series")
    officials = Participation.objects.filter(article__in=meetings).values("official")
    return Facets(
        choices={
            "section": [(path, indented(section)) for path, section in sections.items()],
            "topic": names(Topic.objects.filter(pk__in=topics)),
            "series": names(MeetingSeries.objects.filter(pk__in=series)),
            "official": names(Official.objects.filter(pk__in=officials)),
        },
        sections=sections,
    )


def names(rows: QuerySet[Any]) -> Choices:
    return [(row.slug, row.name) for row in rows]


def sections_with(articles: ArticleQuerySet, language: str) -> dict[str, SectionPage]:
    """The released sections that have one of `articles` below them, by slug path, in the order of the tree."""
    some = articles.filter(path__startswith=OuterRef("path"))
    sections = SectionPage.objects.released().filter(Exists(some), locale__language_code=language).order_by("path")
    home = f"/{locales.PREFIXES[language]}/"
    return {section.url_path.removeprefix(home).strip("/"): section for section in sections}


def indented(section: SectionPage) -> str:
    """The title as a list of options shows a tree: a dash for each section above."""
    return "– " * (section.depth - TOP_SECTION_DEPTH) + section.title
