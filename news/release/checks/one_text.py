"""All checks of one page by itself, field by field."""

import datetime
from dataclasses import dataclass

from news.release.checks import (
    addresses,
    expressions,
    homophones,
    name_order,
    posts,
    punctuation,
    sequence,
    sources,
    titles,
    vague_dates,
)
from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary

TEXTS = ("title", "summary", "body")
NAMED = ("slug", "section_slug", "section_title")


@dataclass(frozen=True)
class PageText:
    """A page in one language ("zh", "en") as plain text. `released` is the day for which posts are judged; `has_date`
    says whether readers are shown a date beside the text."""

    language: str
    title: str = ""
    summary: str = ""
    body: str = ""
    slug: str = ""
    section_slug: str = ""
    section_title: str = ""
    source: str = ""
    released: datetime.date | None = None
    has_date: bool = False


def review(page: PageText, glossary: Glossary) -> dict[str, list[Finding]]:
    """`{field of PageText: findings}`, without the fields that are in order. Spans are code points in the field, in the
    target's place; None where the field has nothing to mark."""
    findings = {name: _of_text(getattr(page, name), page, glossary) for name in TEXTS}
    findings["title"] += titles.check(page.title, page.language, page.body)
    if not page.has_date and not any(vague_dates.names_a_day(getattr(page, name)) for name in TEXTS):
        for name in TEXTS:
            findings[name] += vague_dates.check(getattr(page, name), page.language)
    findings |= {name: addresses.check(getattr(page, name)) for name in NAMED}
    findings["source"] = sources.check(page.source, page.body)
    return {name: found for name, found in findings.items() if found}


def _of_text(text: str, page: PageText, glossary: Glossary) -> list[Finding]:
    if not text:
        return []
    return [
        *punctuation.check(text, page.language),
        *expressions.check(text, page.language, glossary),
        *homophones.check(text, page.language, glossary),
        *posts.check(text, page.language, page.released, glossary),
        *sequence.check(text, page.language, glossary),
        *name_order.check(text, page.language, glossary),
    ]
