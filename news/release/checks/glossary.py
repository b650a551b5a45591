"""What the checks know of names and terms; whoever calls them fills it, from the database or from a file."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Term:
    """A term with its approved renderings, the preferred one first, and those that are refused."""

    zh: str
    en: tuple[str, ...]
    refused_zh: tuple[str, ...] = ()
    refused_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Post:
    """A post that somebody held, both days included; None where it has no known beginning or end."""

    zh: str
    en: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True)
class Person:
    """An official. `order` is the set order in which officials are listed."""

    zh: str
    en: str
    order: int = 0
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """All of it. `bodies` are departments and other sources; `expressions` are refused wherever they stand, each with what
    may be said instead ("" where nothing may)."""

    terms: tuple[Term, ...] = ()
    people: tuple[Person, ...] = ()
    bodies: tuple[Term, ...] = ()
    expressions: tuple[tuple[str, str], ...] = field(default=())


EMPTY = Glossary()
