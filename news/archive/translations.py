"""Which imported articles are each other's translations, whichever of them comes first.

Translations share a `translation_key`. An article's key is made from its own language and id, or from those of the article
that it translates. So both get the same key without having met, in one file or in two that lie a year apart.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from news.archive.lines import BadLine, Line
from news.models import ArticlePage
from news.querysets import ArticleQuerySet
from portal.locales import PREFIXES

NAMESPACE = uuid.UUID("6f6b2c5e-53b5-4c0e-8d5b-6a1f6a0e9b7d")  # never to change

Ident = tuple[str, str]  # language, id in the system that an article came from


def made_key(ident: Ident) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, " ".join(ident))


def original(line: Line) -> Ident | None:
    """The article that a line says it translates: one in the other language."""
    if not line.translation_of:
        return None
    (other,) = PREFIXES.keys() - {line.language}
    return other, line.translation_of


def stored(idents: Iterable[Ident]) -> Iterator[ArticleQuerySet]:
    """The pages that are there already, a query for each language."""
    by_language: dict[str, set[str]] = {}
    for language, external_id in idents:
        by_language.setdefault(language, set()).add(external_id)
    for language, ids in by_language.items():
        # What the index is for, said in its own words: without them no database uses it for a long list.
        yield ArticlePage.objects.exclude(external_id="").filter(language=language, external_id__in=ids)


@dataclass(slots=True)
class Keys:
    """The translation keys of one batch."""

    known: dict[Ident, uuid.UUID]
    holders: dict[tuple[uuid.UUID, str], int | None] = field(default_factory=dict)  # None: a page still to be made

    @classmethod
    def of(cls, batch: list[Line], pages: dict[Ident, ArticlePage]) -> "Keys":
        keys = cls({ident: page.translation_key for ident, page in pages.items()})
        originals = {ident for line in batch if (ident := original(line)) and ident not in keys.known}
        for found in stored(originals):
            for language, external_id, key in found.values_list("language", "external_id", "translation_key"):
                keys.known[language, external_id] = key
        wanted = {keys.wanted(line) for line in batch}
        holders = ArticlePage.objects.filter(translation_key__in=wanted)
        keys.holders = {
            (key, language): pk for key, language, pk in holders.values_list("translation_key", "language", "pk")
        }
        return keys

    def wanted(self, line: Line) -> uuid.UUID:
        """The key that a line asks for: the one its page has, unless it translates another."""
        ident = original(line)
        if ident is None:
            return self.known.get(line.key) or made_key(line.key)
        return self.known.get(ident) or made_key(ident)

    def take(self, line: Line, page: ArticlePage | None) -> uuid.UUID:
        """The key of a line's article, which is `page` or still to be made. Raises BadLine where another one holds it."""
        key = self.wanted(line)
        own = page.pk if page else None
        if page and original(line) not in self.known and page.translation_key != made_key(line.key):
            key = page.translation_key  # what it translates is not here, and somebody has given it a translation
        holder = self.holders.get((key, line.language), own)
        if holder != own or (page is None and (key, line.language) in self.holders):
            raise BadLine(f"{line.translation_of or line.external_id} has another translation in this language")
        self.holders[key, line.language] = own
        self.known[line.key] = key
        return key
