"""Runs the checks over an article in both languages: each text by itself, and the translation against its source.

About 30 ms for the glossary and as much again for an article: for the page of one article; the rows of
a list have `tallies`.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import TranslationSource

from news.models import ArticlePage, Release
from news.release.checks import untranslated
from news.release.checks.comparing import compare
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary
from news.release.checks.one_text import PageText, review
from news.release.findings.page_findings import PageFinding
from news.release.findings.pairing import Side, Whole, pairs
from news.release.findings.passages import Passage, label, passages_of
from news.release.terms.loading import current_glossary


class Located(NamedTuple):
    """A finding with its place in the order of the article."""

    order: tuple[int, int]
    finding: PageFinding


def findings_of(
    zh: ArticlePage | None, en: ArticlePage | None, day: datetime.date, glossary: Glossary | None = None
) -> list[PageFinding]:
    """What the checks find in an article's texts, as rows or as revisions, in the order of the article.

    Posts and terms are judged for `day`. Without `glossary` it is the glossary of that day, for four queries; beside it
    one for which text is the source, one for each section, and for the child rows of what is no revision.
    """
    pages = {page.prefix: page for page in (zh, en) if page is not None}
    glossary = current_glossary(day) if glossary is None else glossary
    passages = {lang: passages_of(page) for lang, page in pages.items()}
    located: list[Located] = []
    if zh is not None and en is not None:
        source, target = source_first(zh, en)
        located += _between(source, target, passages, glossary)
    for lang, page in pages.items():
        located += _within(page, passages[lang], day, glossary)
    return _each_once(found.finding for found in sorted(located, key=lambda found: found.order))


def _each_once(findings: Iterable[PageFinding]) -> list[PageFinding]:
    """The same words at fault twice are one finding; so is what both a text by itself and the comparison show."""
    once: dict[str, PageFinding] = {}
    for finding in findings:
        once.setdefault(finding.fingerprint, finding)
    compared = {_marked(finding) for finding in once.values() if finding.source_lang}
    return [finding for finding in once.values() if finding.source_lang or _marked(finding) not in compared]


def _marked(finding: PageFinding) -> tuple[str, str, str, Span | None]:
    return finding.code, finding.target_lang, finding.target_text, finding.target_span


def day_of(*pages: ArticlePage | None, release: Release | None = None) -> datetime.date:
    """The day for which an article is judged: of its meeting, else of its first release, past or due, else today.

    Its open release is fetched where nothing else says the day, unless the caller has it.
    """
    there = [page for page in pages if page is not None]
    meetings = (meeting for page in there if page.kind == page.Kind.MEETING for meeting in page.meetings.all())
    said = [*(meeting.start for meeting in meetings), *(page.released_at for page in there)]
    time = next(filter(None, said), None)
    if time is None and there:
        release = release or Release.objects.open().of(there[0].translation_key).first()
        time = release.release_at if release else None
    return timezone.localdate(time or timezone.now())


def source_first(zh: ArticlePage, en: ArticlePage) -> tuple[ArticlePage, ArticlePage]:
    """The page that the other one translates, first: the one that wagtail-localize took its segments from, else the Chinese."""
    english_is_source = TranslationSource.objects.filter(object_id=en.translation_key, locale_id=en.locale_id).exists()
    return (en, zh) if english_is_source else (zh, en)


# --- One text by itself ---------------------------------------------------------------------------------------------
def _within(page: ArticlePage, passages: list[Passage], day: datetime.date, glossary: Glossary) -> Iterator[Located]:
    texts = {passage.field: passage for passage in passages if passage.field in ("title", "summary")}
    others = [passage for passage in passages if passage.field not in texts]
    body_first = sorted(others, key=lambda passage: passage.field != "body")
    rest = Whole(body_first)  # a cut title is the beginning of the body
    text = PageText(
        language=page.prefix,
        **{name: passage.text for name, passage in texts.items()},
        body=rest.text,
        source=_source_of(page),
        released=day,
        has_date=True,  # readers of every article are shown the day of its release
        **_address_of(page),
    )
    orders = {passage: order for order, passage in enumerate(passages)}
    for field, found in review(text, glossary).items():
        for finding in found:
            if field == "body":
                side = rest.locate(page.prefix, finding.target_span)
            else:
                passage = texts.get(field) or _fact(page, field, getattr(text, field))
                side = Side(page.prefix, passage, finding.target_span)
            if side.passage is not None:
                order = orders.get(side.passage, len(orders))  # what is no text comes last
                yield _located(finding, side.passage, order, Side(), side)


def _source_of(page: ArticlePage) -> str:
    if page.source is None:
        return ""
    return page.source.name_zh if page.prefix == "zh" else page.source.name_en


def _address_of(page: ArticlePage) -> dict[str, str]:
    """Nothing for an article that was released: its address is frozen."""
    if page.released_at:
        return {}
    section = page.get_parent()
    return {"slug": page.slug or ""} | (
        {"section_slug": section.slug, "section_title": section.title} if section else {}
    )


def _fact(page: ArticlePage, name: str, text: str) -> Passage:
    """A field that is looked at and not read."""
    if name.startswith("section"):
        place = _("Address of the section") if name == "section_slug" else _("Name of the section")
        return Passage(name, name, name, "section", place, text)
    return Passage(name, name, name, name, label(page, name), text)


# --- Between the languages ------------------------------------------------------------------------------------------
def _between(
    source: ArticlePage, target: ArticlePage, passages: dict[str, list[Passage]], glossary: Glossary
) -> Iterator[Located]:
    langs = source.prefix, target.prefix
    orders = [{passage: order for order, passage in enumerate(passages[lang])} for lang in langs]
    for first, second in pairs(source, target, passages[langs[0]], passages[langs[1]]):
        for finding in _compared(first.text, second.text, *langs, glossary):
            said = first.locate(langs[0], finding.source_span)
            shown = second.locate(langs[1], finding.target_span)
            if said.passage is not None:
                yield _located(finding, said.passage, orders[0][said.passage], said, shown)
            elif shown.passage is not None:
                yield _located(finding, shown.passage, orders[1][shown.passage], said, shown)


def _compared(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """Less what is found in the translation by itself. Where nothing is translated yet, that is all there is to say."""
    if source == target:
        return untranslated.check(source, target, source_lang, target_lang, glossary)
    found = compare(source, target, source_lang, target_lang, glossary)
    return [finding for finding in found if not finding.code.startswith("punctuation")]


def _located(finding: Finding, at: Passage, order: int, source: Side, target: Side) -> Located:
    span = source.span or target.span
    there = source.span if source.passage is at else target.span
    return Located(
        (order, span[0] if span else 0),
        PageFinding(
            code=finding.code,
            severity=_severity(finding, at),
            message=finding.message,
            place=at.place_at(there[0] if there else 0),
            field=at.field,
            source_lang=source.lang,
            source_text=source.passage.text if source.passage else "",
            source_span=source.span,
            target_lang=target.lang,
            target_text=target.passage.text if target.passage else "",
            target_span=target.span,
        ),
    )


def _severity(finding: Finding, at: Passage) -> Severity:
    """A headline may say less than the other language's, or more: that takes a reason, and keeps nothing back."""
    if at.is_condensed and finding.code.endswith(("-missing", "-added")):
        return Severity.WARNING
    return finding.severity
