"""Articles from another system, released at once and in bulk.

An article is known by its language and its id there: a line that comes again makes nothing new. Where it says something
else than before, the page gets the line's title, summary, text, date, kind, source and translation; its address and section
stay. What somebody has edited, unpublished or drafted here since then stays as they left it.

A line may lack a summary or a source. The page then has an empty `summary`, or no `source`: by that the gaps are found, the
audit log counts them, and the editor asks for both before the next release. A source that is known in one language only is a
row without its other name. The page keeps the time of its first release (`released_at`) beside that of the import
(`first_published_at`), so readers see that it is older than the portal.

Each batch is one transaction with its pages, the admin's search index, what is announced (`articles_changed`, once) and an
entry in the audit log; an import that is interrupted goes on when it is run again. Nobody is notified, and Wagtail's signals
of single pages (`page_published`, `post_save`) are not sent.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from news.archive.lines import BadLine, Line, parse
from news.archive.log import ACTION
from news.archive.sections import Place, Sections
from news.archive.translations import Ident, Keys, stored
from news.models import ArticlePage, Source
from news.signals import articles_changed
from portal import slugs

BATCH_LINES = 500
BATCH_BYTES = 8_000_000
LONGEST_LINE = 16_000_000  # bytes
SOURCES_KEPT = 10_000

PAGE_FIELDS = [field for field in Page._meta.local_concrete_fields if not field.primary_key]
ARTICLE_FIELDS = list(ArticlePage._meta.local_concrete_fields)
COMPARED = ("title", "summary", "kind", "source_id", "released_at", "translation_key")


@dataclass(slots=True)
class Counts:
    """What became of the lines of a file or of a batch."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0  # other than their line, because somebody has worked on them here
    bad: int = 0
    without_summary: int = 0  # of those created or updated
    without_source: int = 0

    def add(self, other: "Counts") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Outcome:
    """What a batch came to, told to others once it is committed."""

    counts: Counts = field(default_factory=Counts)
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Import:
    """One run over one file. `refuse(line number, reason)` hears of each bad line, in order within a batch."""

    name: str  # of the file, for the audit log
    refuse: Callable[[int, str], None]
    sections: Sections = field(default_factory=Sections)
    sources: dict[tuple[str, str], int] = field(default_factory=dict)  # (language, name) -> pk
    counts: Counts = field(default_factory=Counts)
    mark: uuid.UUID = field(default_factory=uuid.uuid4)  # holds the entries in the audit log together

    def run(self, file: BinaryIO) -> Iterator[int]:
        """Import everything; after each batch the number of bytes read so far."""
        for batch in self.batches(file):
            self.store_or_refuse(batch)
            yield file.tell()

    # --- Reading --------------------------------------------------------------------------------------------------
    def batches(self, file: BinaryIO) -> Iterator[list[Line]]:
        """Good lines, in portions that fit in a transaction and in memory. No id comes twice in one of them."""
        batch: dict[Ident, Line] = {}
        size = 0
        for number, raw in raw_lines(file):
            try:
                line = parse(number, raw)
            except BadLine as reason:
                self.counts.bad += 1
                self.refuse(number, str(reason))
                continue
            if line.key in batch or len(batch) >= BATCH_LINES or size + len(raw) > BATCH_BYTES:
                yield list(batch.values())
                batch, size = {}, 0
            batch[line.key] = line
            size += len(raw)
        if batch:
            yield list(batch.values())

    # --- Writing --------------------------------------------------------------------------------------------------
    def store_or_refuse(self, batch: list[Line]) -> None:
        """Store a batch; where the database refuses it, find the lines that it refuses."""
        try:
            outcome = self.commit(batch)
        except DatabaseError as error:
            if not connection.is_usable():
                raise
            if len(batch) == 1:
                outcome = Outcome(refused=[(batch[0].number, f"the database refuses it: {error}".strip())])
            else:
                middle = len(batch) // 2
                self.store_or_refuse(batch[:middle])
                self.store_or_refuse(batch[middle:])
                return
        outcome.counts.bad = len(outcome.refused)
        self.counts.add(outcome.counts)
        for number, reason in outcome.refused:
            self.refuse(number, reason)

    def commit(self, batch: list[Line]) -> Outcome:
        made = self.sections.made
        try:
            with transaction.atomic():
                return self.store(batch)
        except BaseException:
            self.sections.forget(made)
            self.sources.clear()
            raise

    def store(self, batch: list[Line]) -> Outcome:
        """Make or update the pages of a batch, inside a transaction."""
        outcome = Outcome()
        found = (page for pages in stored(line.key for line in batch) for page in pages)
        pages = {(page.language, page.external_id): page for page in found}
        keys = Keys.of(batch, pages)
        changed = self.update([line for line in batch if line.key in pages], pages, keys, outcome)
        created = self.create([line for line in batch if line.key not in pages], keys, outcome)
        index([*changed, *created])
        if changed or created:
            articles_changed.send(sender=ArticlePage, page_ids={page.pk for page in [*changed, *created]})
            self.note(batch, [*changed, *created], outcome.counts)
        return outcome

    def create(self, lines: list[Line], keys: Keys, outcome: Outcome) -> list[ArticlePage]:
        places = self.sections.prepare((line.language, line.section) for line in lines)
        by_place: dict[tuple[str, str], list[tuple[Line, uuid.UUID]]] = {}
        for line in lines:
            place = places[line.language, line.section]
            try:
                if isinstance(place, BadLine):
                    raise place
                by_place.setdefault((line.language, line.section), []).append((line, keys.take(line, None)))
            except BadLine as reason:
                outcome.refused.append((line.number, str(reason)))
        outcome.refused.sort()
        articles: list[ArticlePage] = []
        for at, arrivals in by_place.items():
            place = places[at]
            assert isinstance(place, Place)  # noqa: S101  (for the reader and the type checker)
            articles += self.articles_at(place, arrivals)
        insert(articles)
        for place in places.values():
            if isinstance(place, Place) and place.added:
                Page.objects.filter(pk=place.page.pk).update(numchild=F("numchild") + place.added)
        ReferenceIndex.objects.bulk_create(references(articles))
        outcome.counts.created += len(articles)
        return articles

    def articles_at(self, place: Place, arrivals: list[tuple[Line, uuid.UUID]]) -> list[ArticlePage]:
        """The articles of these lines below one section, not stored yet."""
        wanted = [slugs.slug_for(line.title, line.language) or f"untitled-{key.hex[:8]}" for line, key in arrivals]
        free = self.sections.free_slugs(place.page, wanted)
        now = timezone.now()
        return [
            ArticlePage(
                path=place.next_path(),
                depth=place.page.depth + 1,
                numchild=0,
                locale=place.page.locale,
                language=line.language,
                translation_key=key,
                slug=slug,
                url_path=f"{place.page.url_path}{slug}/",
                draft_title=line.title,
                live=True,
                first_published_at=now,
                last_published_at=now,
                latest_revision_created_at=now,
                external_id=line.external_id,
                body=json.dumps(blocks(line), ensure_ascii=False),
                **self.facts(line),
            )
            for (line, key), slug in zip(arrivals, free, strict=True)
        ]

    def update(
        self, lines: list[Line], pages: dict[Ident, ArticlePage], keys: Keys, outcome: Outcome
    ) -> list[ArticlePage]:
        """Bring pages up to their lines, where these have changed and nobody has worked on the pages here."""
        changed = []
        for line in lines:
            page = pages[line.key]
            try:
                facts = self.facts(line) | {"translation_key": keys.take(line, page)}
            except BadLine as reason:
                outcome.refused.append((line.number, str(reason)))
                continue
            same_text = [block["value"] for block in page.body.raw_data] == list(line.paragraphs)
            if same_text and all(getattr(page, name) == facts[name] for name in COMPARED):
                outcome.counts.unchanged += 1
            elif page.latest_revision_id or page.has_unpublished_changes or not page.live:
                outcome.counts.kept += 1
            else:
                self.rewrite(page, facts, line)
                changed.append(page)
        outcome.counts.updated += len(changed)
        return changed

    def rewrite(self, page: ArticlePage, facts: dict[str, Any], line: Line) -> None:
        fields = facts | {"draft_title": line.title, "last_published_at": timezone.now()}
        fields["body"] = json.dumps(blocks(line), ensure_ascii=False)
        ArticlePage.objects.filter(pk=page.pk).update(**fields)
        for name, value in fields.items():
            setattr(page, name, value)
        ReferenceIndex.create_or_update_for_object(page)

    def facts(self, line: Line) -> dict[str, Any]:
        """The fields of an article that a line fills, but for its text and its place."""
        return {
            "title": line.title,
            "summary": line.summary,
            "kind": line.kind,
            "source_id": self.source_id(line),
            "released_at": line.date,
        }

    def source_id(self, line: Line) -> int | None:
        """The source of this name, made with the one name that is known if there is none."""
        if not line.source:
            return None
        at = (line.language, line.source)
        if at not in self.sources:
            if len(self.sources) >= SOURCES_KEPT:
                self.sources.clear()
            name = "name_en" if line.language == "en" else "name_zh"
            source = Source.objects.filter(Q(name_zh=line.source) | Q(name_en=line.source)).order_by("pk").first()
            if source is None:
                source = Source(**{name: line.source})
                source.slug = source.free_slug(slugs.slug_for(line.source, line.language) or "source")
                source.save()
            self.sources[at] = source.pk
        return self.sources[at]

    def note(self, batch: list[Line], pages: list[ArticlePage], counts: Counts) -> None:
        """Log a batch on the home page of each of its languages."""
        counts.without_summary = sum(not page.summary for page in pages)
        counts.without_source = sum(page.source_id is None for page in pages)
        for language in sorted({page.language for page in pages}):
            here = [page for page in pages if page.language == language]
            data = {
                "file": self.name,
                "lines": [batch[0].number, batch[-1].number],
                "articles": len(here),
                "without_summary": sum(not page.summary for page in here),
                "without_source": sum(page.source_id is None for page in here),
            }
            log(self.sections.home(language), ACTION, uuid=self.mark, data=data)


def raw_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number from 1. Of one that is too long only the beginning, which is no JSON."""
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield number, raw
        while not raw.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
            raw = rest


def blocks(line: Line) -> list[dict[str, str]]:
    return [{"type": "paragraph", "value": html, "id": str(uuid.uuid4())} for html in line.paragraphs]


def insert(articles: list[ArticlePage]) -> None:
    """Insert new articles, whose place in the tree is set, in a few statements; afterwards they have their keys.

    `bulk_create` refuses models of two tables. This is what it does for one, done for each of the two.
    """
    rows = models.QuerySet(Page)._batched_insert(articles, PAGE_FIELDS, None)  # type: ignore[attr-defined]
    for article, (pk,) in zip(articles, rows, strict=True):
        article.pk = article.id = article.page_ptr_id = pk
        article._state.adding = False
        article._state.db = connection.alias
    models.QuerySet(ArticlePage)._batched_insert(articles, ARTICLE_FIELDS, None)  # type: ignore[attr-defined]


def references(articles: list[ArticlePage]) -> list[ReferenceIndex]:
    """What Wagtail's reference index notes of new articles: of all that they could refer to, a line gives them the source."""
    content_type, base, source = (ContentType.objects.get_for_model(model) for model in (ArticlePage, Page, Source))
    path_hash = ReferenceIndex._get_content_path_hash("source")
    return [
        ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=str(article.pk),
            to_content_type=source,
            to_object_id=str(article.source_id),
            model_path="source",
            content_path="source",
            content_path_hash=path_hash,
        )
        for article in articles
        if article.source_id
    ]


def index(pages: list[ArticlePage]) -> None:
    """Give pages to the admin's own search."""
    if pages:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(ArticlePage, pages)
