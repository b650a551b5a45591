"""How many findings the latest drafts of an article have, written down for lists, which cannot wait for the checks.

Whoever looks at an article's findings leaves them here, and the clock looks at what nobody has looked at since it changed.
A list shows what is written down where the texts are still those that were checked. What changes without them (glossary,
officials' posts, the checks themselves, today's date for what has no date of its own) the clock checks again meanwhile.
"""

import hashlib
import logging
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

from news.models import ArticlePage, AssessedFinding, Assessment, GlossaryTerm, Official, Post, Source
from news.models.glossary import APPROVED_FIELDS
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.page_findings import PageFinding
from news.release.localize import newest_text
from news.release.terms.loading import GlossaryOf, current_glossary
from portal.locales import CODES

MOST = 50  # articles that one run of the clock checks
NONE: set[Any] = {(None, None)}  # what a join has of an assessment without findings

logger = logging.getLogger(__name__)


# --- Of which texts -----------------------------------------------------------------------------------------------------
def basis() -> Concat:
    """Of a queryset with `translation_key`: another string once a draft of the article was saved in either language, a page
    of it came, went or was released for the first time, or a segment of its translation was saved.

    Of what is saved at the same time nothing is missed, as by a comparison of times: what was committed late makes the
    string another one.
    """
    facts = Concat(*_joined(Count("pk"), Count("released_at"), Max("latest_revision_id")))
    return Concat(
        _one_of(ArticlePage.objects.all(), "translation_key", facts),
        *(
            _one_of(rows, key, Concat(Value("/"), _text(Max(changed))))
            for rows, key, changed in (
                (TranslationSource.objects.all(), "object_id", "last_updated_at"),
                (StringTranslation.objects.all(), "context__object_id", "updated_at"),
                (SegmentOverride.objects.all(), "context__object_id", "updated_at"),
            )
        ),
    )


def _one_of(rows: QuerySet[Any], key: str, told: Concat) -> Coalesce:
    ours = rows.filter(**{key: OuterRef("translation_key")}).order_by().values(key)
    return Coalesce(Subquery(ours.annotate(told=told).values("told")), Value("-"), output_field=CharField())


def _joined(*facts: Any) -> list[Any]:
    return [part for fact in facts for part in (_text(fact), Value("."))]


def _text(fact: Any) -> Coalesce:
    return Coalesce(Cast(fact, CharField()), Value("-"))


def with_basis(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    return articles.annotate(basis=basis())


def current(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those of the texts as they are now."""
    return assessments.annotate(now=basis()).filter(basis=F("now"))


# --- Writing down -------------------------------------------------------------------------------------------------------
def texts_of(rows: Iterable[ArticlePage]) -> dict[str, ArticlePage]:
    """The latest drafts of an article, with segments that are newer, by language prefix, Chinese first. `rows` come with
    `with_latest_text`."""
    pages = {row.prefix: row for row in rows}
    return {lang: newest_text(pages[lang]) or pages[lang].latest_text() for lang in CODES if lang in pages}


def record(key: UUID, state: str, found: Iterable[PageFinding], rules: str = "") -> None:
    """Write down what was found in the texts of an article. `state` is their `basis` from before they were read.

    Without `rules` nothing is written where that is known already: one query. Who writes at the same time, writes after.
    """
    severities = {finding.fingerprint: finding.severity.value for finding in found}
    stored = Assessment.objects.filter(pk=key, basis=state).values_list("findings__fingerprint", "findings__severity")
    if not rules and set(stored) == (set(severities.items()) or NONE):
        return
    row = Assessment(pk=key, basis=state, rules=rules)
    with transaction.atomic():
        # It is locked from here on.
        Assessment.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["translation_key"],
            update_fields=["basis", "rules", "assessed_at"],
        )
        AssessedFinding.objects.filter(assessment=key).delete()
        AssessedFinding.objects.bulk_create(
            AssessedFinding(assessment_id=key, fingerprint=fingerprint, severity=severity)
            for fingerprint, severity in severities.items()
        )


def assess(key: UUID, rules: str, glossary_of: GlossaryOf = current_glossary) -> None:
    """Check the latest drafts of an article, and write down what was found. About twenty queries, and up to 0.1 s."""
    rows = list(with_basis(ArticlePage.objects.filter(translation_key=key).with_latest_text()))
    if rows:
        texts = texts_of(rows)
        zh, en = texts.get("zh"), texts.get("en")
        day = day_of(zh, en)
        record(key, rows[0].basis, findings_of(zh, en, day, glossary_of(day)), rules)


# --- By the clock -------------------------------------------------------------------------------------------------------
def assess_some(seconds: float, most: int = MOST) -> int:
    """Check the articles of which nothing is written down, or nothing that is sure to hold still; what was changed last comes
    first. Begins no other one after so many seconds. Returns how many were checked.

    Run by several processes at once, it does some work twice.
    """
    end = time.monotonic() + seconds
    Assessment.objects.filter(~Exists(ArticlePage.objects.filter(translation_key=OuterRef("pk")))).delete()
    rules, glossary_of, count = rules_now(), cache(current_glossary), 0
    for key in stale(rules).values_list("translation_key", flat=True)[:most]:
        if time.monotonic() > end:
            break
        try:
            assess(key, rules, glossary_of)
            count += 1
        except Exception:  # one article does not keep the others from being checked
            logger.exception("the article %s could not be checked; the next run tries again", key)
    return count


def stale(rules: str) -> QuerySet[ArticlePage]:
    """One page each of the articles to check by these rules. Those without a release are checked once a day: they may be
    judged for today, or for a release that was put off, and their addresses may still change."""
    theirs = Assessment.objects.filter(pk=OuterRef("translation_key"))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    is_old = ~Exists(theirs.filter(rules=rules)) | Q(released_at=None) & ~Exists(
        theirs.filter(assessed_at__gte=midnight)
    )
    articles = ArticlePage.objects.one_each().annotate(is_current=Exists(current(theirs)))
    found: QuerySet[ArticlePage] = articles.filter(Q(is_current=False) | is_old)
    return found.order_by("is_current", F("latest_revision_created_at").desc(nulls_last=True), "-pk")


def rules_now() -> str:
    """64 hexadecimal digits: others once the glossary, an official's post, a body or the program of the checks has changed.
    Four queries."""
    digest = hashlib.sha256(_program())
    for rows in (
        GlossaryTerm.objects.filter(status=GlossaryTerm.Status.APPROVED).values_list(*APPROVED_FIELDS),
        Official.objects.values_list("pk", "name_zh", "name_en", "order"),
        Post.objects.values_list("official", "title_zh", "title_en", "started", "ended"),
        Source.objects.values_list("name_zh", "name_en"),
    ):
        digest.update(repr(list(rows.order_by("pk"))).encode())
    return digest.hexdigest()


@cache
def _program() -> bytes:
    """A digest of what the checks are made of."""
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), *(here.parent / "checks").glob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).digest()
