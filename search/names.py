"""What has a name in both languages: topics, officials and series, which filters and facets offer too; the glossary's terms."""

import datetime
import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, IntegerField, Model, Value
from django.utils import timezone

from news.models import GlossaryTerm, MeetingSeries, Official, Topic
from search.analysis import fold
from search.syntax import Lexicon

MODELS: dict[str, type[Model]] = {"topic": Topic, "official": Official, "series": MeetingSeries}
TERM = "term"  # the kind of what stands in the glossary
SHORTEST = 2  # characters of a name that the lexicon knows: less is no name but a part of words
MOST_OTHERS = 16  # names in the other language that one is looked for by: “director” stands for many posts


class Name(NamedTuple):
    """`kind` is the search page's parameter, or `TERM`; `order` that in which officials are listed, 0 elsewhere.

    A term has no slug; what else is right for it stands in `other_zh` and `other_en`, one on each line.
    """

    kind: str
    pk: int
    slug: str
    zh: str
    en: str
    order: int = 0
    other_zh: str = ""
    other_en: str = ""

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def all_names() -> list[Name]:
    """With the terms that are approved and valid today. One query."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(timezone.localdate()))
        return [Name(*row) for row in cursor.fetchall()]


@functools.lru_cache(maxsize=1)
def statement(today: datetime.date) -> tuple[str, tuple[Any, ...]]:
    """That of all names with its parameters, kept: making it takes Django several times as long as the database to answer."""
    queries: list[Any] = []
    for kind, model in MODELS.items():
        order = F("order") if model is Official else Value(0, IntegerField())
        rows = model._default_manager.order_by()
        queries.append(rows.values_list(Value(kind), "pk", "slug", "name_zh", "name_en", order, Value(""), Value("")))
    terms = GlossaryTerm.objects.in_force(today).exclude(zh="").exclude(en="").order_by()
    queries.append(
        terms.values_list(Value(TERM), "pk", Value(""), "zh", "en", Value(0, IntegerField()), "other_zh", "other_en")
    )
    written: tuple[str, tuple[Any, ...]] = queries[0].union(*queries[1:], all=True).query.sql_with_params()
    return written


def lexicon_of(names: Iterable[Name]) -> Lexicon:
    return _lexicon(tuple(sorted({(name.zh, name.other_zh, name.en, name.other_en) for name in names})))


@functools.lru_cache(maxsize=4)
def _lexicon(rows: tuple[tuple[str, str, str, str], ...]) -> Lexicon:
    others: dict[str, tuple[str, ...]] = {}
    for zh, other_zh, en, other_en in rows:
        chinese, english = forms(zh, other_zh), forms(en, other_en)
        for names, elsewhere in ((chinese, english), (english, chinese)):
            for name in dict.fromkeys(map(fold, names)):
                if len(name) >= SHORTEST and elsewhere:
                    others[name] = (*others.get(name, ()), *elsewhere)[:MOST_OTHERS]
    return Lexicon(others)


def forms(name: str, others: str) -> list[str]:
    """All that something is called in one language."""
    return [form for form in (name, *others.splitlines()) if form]
