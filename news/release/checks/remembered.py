"""What a check prepares from a glossary, kept for as long as the next text comes with the same glossary."""

from collections.abc import Callable
from typing import TypeVar

from news.release.checks.glossary import Glossary

Prepared = TypeVar("Prepared")


def remembered(prepare: Callable[[Glossary], Prepared]) -> Callable[[Glossary], Prepared]:
    """Decorates a function of a glossary. The last answer is kept and told by identity: hashing thousands of terms for
    each pair of sentences would cost more than the checks themselves."""
    last: list[tuple[Glossary, Prepared]] = []

    def answer(glossary: Glossary) -> Prepared:
        kept = last[0] if last else None
        if kept is None or kept[0] is not glossary:
            kept = (glossary, prepare(glossary))
            last[:] = [kept]
        return kept[1]

    return answer
