"""What a search can be narrowed to: what filters may name, and how much of what was found each choice holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from news.models import ArticlePage
from portal import locales
from portal.dates import year_name
from portal.tree import HOME_DEPTH, Place, places_to_reach
from search import vocabulary
from search.names import Name, all_names, lexicon_of
from search.syntax import Lexicon

TERMS = {"topic": "t", "official": "o", "series": "r"}  # how the index calls the names' parameters


class Choice(NamedTuple):
    """One way to narrow down: `value` stands in the address, `label` is what readers see."""

    value: str
    label: str
    number: int = 0  # of results


Choices = list[Choice]


@dataclass(frozen=True)
class Facets:
    """What the filters of a search in `language` may name. `pages` are homes and sections of every language, as a tree."""

    language: str
    pages: list[Place]
    names: list[Name]

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon_of(self.names)

    @cached_property
    def sections(self) -> dict[str, Place]:
        """The sections of the language that readers reach, by slug path, in the order of the tree."""
        return {slug_path(page): page for page in self.pages if is_section(page) and page.language == self.language}

    @cached_property
    def homes(self) -> list[Place]:
        return [page for page in self.pages if page.depth == HOME_DEPTH]

    @property
    def other_languages(self) -> list[str]:
        """Those that readers can go to."""
        return [code for code in (home.language for home in self.homes) if code != self.language]

    @cached_property
    def by_slug(self) -> dict[str, dict[str, Name]]:
        """The names by parameter, then by slug."""
        named: dict[str, dict[str, Name]] = {kind: {} for kind in TERMS}
        for name in self.names:
            if name.kind in named:
                named[name.kind][name.slug] = name
        return named

    def forget_unused(self, kind: str, slug: str) -> None:
        """Leave a name out that no released article has: who asks for it must not learn that there is one. One query."""
        name = self.by_slug[kind].get(slug)
        if name and not vocabulary.is_used(f":{TERMS[kind]}:{name.pk}"):
            del self.by_slug[kind][slug]

    def section_named(self, name: str) -> str:
        """The slug path of the section that a slug or the end of a slug path means; the name itself where none does.

        Where sections share a slug it is the highest of them, the first in the tree among equals.
        """
        ending = "/" + name.strip("/")
        known = [path for path in self.sections if f"/{path}".endswith(ending)]
        return min(known, key=lambda path: path.count("/"), default=name)

    def counterpart(self, section: Place | None, language: str) -> Place | None:
        """A section's translation that readers reach, or None."""
        for page in self.pages:
            if section and page.translation_key == section.translation_key and page.language == language:
                return page
        return None

    # --- What was found -----------------------------------------------------------------------------------------------
    def found(self, counts: Counter[str], of_meetings: bool = False) -> dict[str, Choices]:
        """The choices that occur in what was found, from the index's counts of terms. `of_meetings`: years when held."""
        return {
            "section": self.sections_found(counts),
            "kind": [Choice(k.value, str(k.label), n) for k in ArticlePage.Kind if (n := counts[f"k:{k.value}"])],
            "topic": self.names_found("topic", counts, lambda name, count: (-count, self.label(name))),
            "official": self.names_found("official", counts, lambda name, _count: (name.order, name.en)),
            "series": self.names_found("series", counts, lambda name, count: (-count, self.label(name))),
            "year": years_found(counts, "hy:" if of_meetings else "y:"),
        }

    def sections_found(self, counts: Counter[str]) -> Choices:
        """Each with what is in the sections below it."""
        own = [(page.path, counts[f"s:{page.pk}"]) for page in self.sections.values()]
        choices = []
        for path, page in self.sections.items():
            total = sum(count for place, count in own if place.startswith(page.path))
            if total:
                choices.append(Choice(path, self.indented(page), total))
        return choices

    def names_found(self, kind: str, counts: Counter[str], order: Callable[[Name, int], tuple[int, str]]) -> Choices:
        found = [(name, count) for name in self.by_slug[kind].values() if (count := counts[f"{TERMS[kind]}:{name.pk}"])]
        found.sort(key=lambda pair: order(*pair))
        return [Choice(name.slug, self.label(name), count) for name, count in found]

    def label(self, name: Name) -> str:
        return name.in_language(self.language) or name.zh or name.en

    def indented(self, section: Place) -> str:
        """The title as a list of options shows a tree: a dash for each section above."""
        return "– " * (section.depth - HOME_DEPTH - 1) + section.title

    def known(self) -> dict[str, Choices]:
        """All that the filters may name, whether anything has it or not."""
        return {
            "section": [Choice(path, self.indented(page)) for path, page in self.sections.items()],
            **{
                kind: [Choice(slug, self.label(name)) for slug, name in names.items()]
                for kind, names in self.by_slug.items()
            },
        }


def facets_in(language: str) -> Facets:
    """The facets of a search in `zh-hans` or `en`. Two queries."""
    return Facets(language, places_to_reach(), all_names())


def is_section(place: Place) -> bool:
    return place.depth > HOME_DEPTH


def slug_path(section: Place) -> str:
    """Below its home: `meetings/executive`."""
    return section.url_path.removeprefix(f"/{locales.PREFIXES[section.language]}/").strip("/")


def years_found(counts: Counter[str], prefix: str) -> Choices:
    """Newest first."""
    years = sorted((int(term.removeprefix(prefix)) for term in counts if term.startswith(prefix)), reverse=True)
    return [Choice(str(year), year_name(year), counts[f"{prefix}{year}"]) for year in years]


def as_counts(found: Mapping[str, Iterable[Choice]]) -> dict[str, dict[str, int]]:
    """For programs: `{"kind": {"meeting": 12}}`."""
    return {name: {choice.value: choice.number for choice in choices} for name, choices in found.items()}
