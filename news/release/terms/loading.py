"""What the checks know, from the database: the glossary's terms, officials with their posts, bodies."""

import datetime
from collections.abc import Callable, Iterable

from news.models import GlossaryTerm, Official, Source
from news.release.checks.glossary import Glossary, Person, Post, Term
from news.release.terms.entries import Entry

GlossaryOf = Callable[[datetime.date], Glossary]


def current_glossary(day: datetime.date) -> Glossary:
    """The glossary of a text of `day`: terms that are approved and valid then, and all officials and bodies. Four queries."""
    return glossary_of(
        GlossaryTerm.objects.in_force(day).entries(),
        people=map(person, Official.objects.prefetch_related("posts")),
        bodies=Source.objects.values_list("name_zh", "name_en"),
    )


def glossary_of(
    entries: Iterable[Entry], people: Iterable[Person] = (), bodies: Iterable[tuple[str, str]] = ()
) -> Glossary:
    """`terms` are the checked ones alone: whatever else is refused is an expression, refused wherever it stands."""
    entries = list(entries)
    return Glossary(
        terms=tuple(term for entry in entries if entry.is_checked for term in entry.terms()),
        people=tuple(people),
        bodies=tuple(Term(zh, (en,)) for zh, en in bodies if zh and en),
        expressions=tuple(
            pair for entry in entries if not (entry.is_checked and entry.is_term) for pair in entry.expressions()
        ),
    )


def person(official: Official) -> Person:
    posts = (
        # A row ends on the day on which somebody else began.
        Post(post.title_zh, post.title_en, post.started, post.ended and post.ended - datetime.timedelta(days=1))
        for post in official.posts.all()
    )
    return Person(official.name_zh, official.name_en, official.order, tuple(posts))
