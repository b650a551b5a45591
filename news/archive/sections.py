"""Where imported articles go: sections found by their path or made, and free places and slugs below them.

The tree's own way asks the database several times for each page. Here each section is asked once a batch.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from wagtail.models import Page

from news.archive.lines import BadLine
from news.models import SectionPage
from portal import locales

SLUGS_ASKED = 500  # in one query
NUMBERS_KEPT = 100_000  # of slugs that are taken; a cache, emptied when it is full


@dataclass(slots=True)
class Place:
    """A section that takes articles, as of this batch."""

    page: Page
    last_step: int = 0  # of the last child's path
    added: int = 0  # articles since `Sections.prepare`

    def next_path(self) -> str:
        """The path of one more child, after all others. Raises BadLine when the section is full."""
        if self.last_step >= len(Page.alphabet) ** Page.steplen - 1:
            raise BadLine("the section is full")
        self.last_step += 1
        self.added += 1
        return str(Page._get_path(self.page.path, self.page.depth + 1, self.last_step))


@dataclass(slots=True)
class Sections:
    """The sections of one import. What it remembers holds while nobody deletes or moves a section meanwhile."""

    homes: dict[str, Page] = field(default_factory=dict)  # language -> home page
    known: dict[tuple[str, str], int] = field(default_factory=dict)  # (language, path) -> pk
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)  # (section's pk, slug) -> last number in use
    made: int = 0

    def home(self, language: str) -> Page:
        if language not in self.homes:
            address = f"/{locales.PREFIXES[language]}/"
            found = Page.objects.filter(depth=2, url_path=address).select_related("locale").first()
            if found is None:
                raise BadLine(f"there is no home page at {address}")
            self.homes[language] = found
        return self.homes[language]

    def forget(self, made: int) -> None:
        """After a transaction was rolled back: sections made in it are gone."""
        self.made = made
        self.known.clear()
        self.numbers.clear()

    def prepare(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Place | BadLine]:
        """Find or make the sections of a batch and lock them, so that two imports take no place twice."""
        found: dict[tuple[str, str], Place | BadLine] = {}
        pages: dict[tuple[str, str], Page] = {}
        for language, path in sorted(set(wanted)):
            try:
                pages[language, path] = self.section(language, path)
            except BadLine as reason:
                found[language, path] = reason
        # Only now: a section of the batch may stand in another one.
        for key, page in pages.items():
            below = Page.objects.filter(path__gt=page.path, path__lt=page.path + "Z" * Page.steplen * 2)
            last = below.order_by("-path").values_list("path", flat=True).first()
            step = last[len(page.path) : len(page.path) + Page.steplen] if last else None
            found[key] = Place(page, Page._str2int(step) if step else 0)
        return found

    def section(self, language: str, path: str) -> Page:
        """The section at a path below the home page, locked; made where it is missing, with all above it."""
        locked = Page.objects.select_for_update(no_key=True)
        pk = self.known.get((language, path))
        page = locked.filter(pk=pk).first() if pk else None
        if page is None:
            page = self.home(language)
            for depth in range(1, path.count("/") + 2):
                page = self.child(page, "/".join(path.split("/")[:depth]))
            self.known[language, path] = page.pk
            page = locked.get(pk=page.pk)
        return page

    def child(self, parent: Page, path: str) -> Page:
        slug = path.rpartition("/")[2]
        page = Page.objects.child_of(parent).filter(slug=slug).first()
        if page is None:
            return self.make(parent, path)
        if page.specific_class is not SectionPage:
            raise BadLine(f"{path} is no section")
        return page

    def make(self, parent: Page, path: str) -> Page:
        """A released section with its slug for a title, the translation of the section at the same path, if there is one."""
        now = timezone.now()
        slug = path.rpartition("/")[2]
        title = " ".join(slug.replace("-", " ").replace("_", " ").split()) or slug
        section = SectionPage(
            title=title[0].upper() + title[1:],
            slug=slug,
            locale=parent.locale,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        counterpart = self.counterpart(section, path)
        if counterpart is not None:
            section.translation_key = counterpart.translation_key
        # As it is stored now: treebeard counts children on the row that it is given.
        Page.objects.get(pk=parent.pk).add_child(instance=section)
        self.made += 1
        return Page.objects.get(pk=section.pk)

    def counterpart(self, section: SectionPage, path: str) -> Page | None:
        """The section at the same path in the other language, unless this language has its translation already."""
        others = [f"/{prefix}/{path}/" for prefix in locales.CODES]
        pages = SectionPage.objects.filter(url_path__in=others).exclude(locale_id=section.locale_id)
        for page in pages:
            if not Page.objects.filter(translation_key=page.translation_key, locale_id=section.locale_id).exists():
                return page
        return None

    # --- Slugs ----------------------------------------------------------------------------------------------------
    def free_slugs(self, section: Page, wanted: Sequence[str]) -> list[str]:
        """Each slug, or it with the first free number behind it (`floods-2`), as saving pages one by one would choose."""
        if len(self.numbers) > NUMBERS_KEPT:
            self.numbers.clear()
        counts = Counter(wanted)
        numbers = {slug: self.numbers.get((section.pk, slug), 1) for slug in counts}
        names = Names(section)
        names.ask(numbered(slug, number) for slug, number in numbers.items())
        crowded = [slug for slug, number in numbers.items() if counts[slug] > 1 or numbered(slug, number) in names.used]
        names.ask(numbered(slug, numbers[slug] + ahead) for slug in crowded for ahead in range(counts[slug] + 4))
        chosen = []
        for slug in wanted:
            numbers[slug] = names.first_free(slug, numbers[slug])
            chosen.append(numbered(slug, numbers[slug]))
            if numbers[slug] > 1:
                self.numbers[section.pk, slug] = numbers[slug]
        return chosen


def numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug}-{number}"


class Names:
    """The slugs below one section that are in use, as far as the database was asked, many in one query."""

    def __init__(self, section: Page) -> None:
        self.children = Page.objects.child_of(section)
        self.asked: set[str] = set()
        self.used: set[str] = set()

    def ask(self, candidates: Iterable[str]) -> None:
        unknown = list(set(candidates) - self.asked)
        self.asked.update(unknown)
        for start in range(0, len(unknown), SLUGS_ASKED):
            found = self.children.filter(slug__in=unknown[start : start + SLUGS_ASKED])
            self.used.update(found.values_list("slug", flat=True))

    def first_free(self, slug: str, number: int) -> int:
        """The first number, from `number` on, with which a slug is free; from now on it is used."""
        window = 16
        while True:
            if numbered(slug, number) not in self.asked:
                self.ask(numbered(slug, number + ahead) for ahead in range(window))
                window *= 8
            if numbered(slug, number) not in self.used:
                self.used.add(numbered(slug, number))
                return number
            number += 1
