"""What a search offers beside its results: how many the other language has; where few were found, what may have been meant."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from search import engine
from search.entries import TooSlowError
from search.facets import Facets
from search.names import Name
from search.query import Query
from search.spelling import FEW, did_you_mean
from search.syntax import Clause, Parsed


@dataclass(frozen=True)
class Advice:
    """For an answer with few results or none. `unknown`: the words that find nothing; `rest`: the query without them, or "".

    `spelling`: the query as it may have been meant, or None.
    """

    unknown: list[str] = field(default_factory=list)
    rest: str = ""
    spelling: str | None = None


def elsewhere(query: Query, facets: Facets) -> list[Query]:
    """The same query in each of the other languages that readers can go to."""
    return [
        replace(query, language=language, section=facets.counterpart(query.section, language))
        for language in facets.other_languages
    ]


def advice(query: Query, parsed: Parsed, total: int, names: Collection[Name]) -> Advice:
    """Nothing is said of what cannot be found out in time."""
    if total > FEW or not parsed.wanted:
        return Advice()
    try:
        unknown = [] if total else engine.finding_nothing(query, parsed)
        meant = did_you_mean(query, parsed, total, names)
    except TooSlowError:
        return Advice()
    rest = [clause for clause in parsed.clauses if clause not in unknown]
    # Where only exclusions are left, nothing is looked for any more.
    is_rest = bool(unknown) and any(not clause.is_negated for clause in rest)
    return Advice([clause.text for clause in unknown], written(rest) if is_rest else "", meant)


def written(clauses: Iterable[Clause]) -> str:
    """Clauses as somebody would type them."""
    return " ".join(map(as_typed, clauses))


def as_typed(clause: Clause) -> str:
    start, end = ("", "") if not clause.is_phrase else ("“", "”") if '"' in clause.text else ('"', '"')
    return ("-" if clause.is_negated else "") + start + clause.text + end
