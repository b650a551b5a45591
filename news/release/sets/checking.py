"""What the checks find in the articles of a release, as its drafts are, judged for the day on which it goes public."""

import datetime

from django.utils import timezone

from news.models import ArticlePage, Release
from news.release.checks.glossary import Glossary
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.dismissals import open_findings
from news.release.findings.page_findings import PageFinding
from news.release.plans import CHINESE, ENGLISH
from news.release.sets.pages import Bundle
from news.release.terms.loading import current_glossary


def open_findings_of(bundle: Bundle, release: Release, glossary: Glossary | None = None) -> list[PageFinding]:
    """Those that nobody set aside; asked once for each bundle. An English text is compared with the Chinese beside it,
    whichever of them this release publishes; a Chinese one that goes first stands by itself."""
    if bundle.findings is None:
        drafts = bundle.drafts()
        zh = drafts.get(CHINESE)
        en = drafts.get(ENGLISH) if ENGLISH in bundle.languages else None
        if CHINESE not in bundle.languages and en is None:
            zh = None
        found = findings_of(zh, en, _day(release, zh, en), glossary)
        bundle.findings = open_findings(found, bundle.article.translation_key)
    return bundle.findings


def glossary_for(release: Release) -> Glossary:
    """One for all articles of a release, which would each fetch it again. Four queries."""
    return current_glossary(timezone.localdate(release.release_at or timezone.now()))


def _day(release: Release, *drafts: ArticlePage | None) -> datetime.date:
    """Of a meeting or an earlier release, as the article says; else the day that this release is scheduled for."""
    there = [draft for draft in drafts if draft is not None]
    says = any(draft.kind == draft.Kind.MEETING or draft.released_at for draft in there)
    return day_of(*there) if says or release.release_at is None else timezone.localdate(release.release_at)
