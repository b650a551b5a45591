"""What has a name in both languages: topics, officials, meeting series. Filters, facets and the lexicon all read it here."""

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, Model, Value

from news.models import MeetingSeries, Official, Topic
from search.analysis import fold
from search.syntax import Lexicon

MODELS: dict[str, type[Model]] = {"topic": Topic, "official": Official, "series": MeetingSeries}
SHORTEST = 2  # characters of a name that the lexicon knows: less is no name but a part of words


class Name(NamedTuple):
    """`kind` is the search page's parameter; `order` that in which officials are listed, 0 elsewhere."""

    kind: str
    pk: int
    slug: str
    zh: str
    en: str
    order: int = 0

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def all_names() -> list[Name]:
    """One query."""
    queries: list[Any] = []
    for kind, model in MODELS.items():
        order = F("order") if model is Official else Value(0, IntegerField())
        rows = model._default_manager.order_by()
        queries.append(rows.values_list(Value(kind), "pk", "slug", "name_zh", "name_en", order))
    return [Name(*row) for row in queries[0].union(*queries[1:], all=True)]


def lexicon_of(names: Iterable[Name]) -> Lexicon:
    return _lexicon(tuple(sorted({(name.zh, name.en) for name in names})))


@functools.lru_cache(maxsize=4)
def _lexicon(pairs: tuple[tuple[str, str], ...]) -> Lexicon:
    others: dict[str, tuple[str, ...]] = {}
    for zh, en in pairs:
        for name, other in ((fold(zh), en), (fold(en), zh)):
            if len(name) >= SHORTEST and other:
                others[name] = (*others.get(name, ()), other)
    return Lexicon(others)
