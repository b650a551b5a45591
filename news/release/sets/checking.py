"""What the checks find in the articles of a release, as its drafts are, judged for the day on which it goes public."""

from news.models import Release
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.dismissals import Judged, judged
from news.release.findings.page_findings import PageFinding
from news.release.plans import CHINESE, ENGLISH
from news.release.sets.pages import Bundle
from news.release.terms.loading import GlossaryOf


def open_findings_of(bundle: Bundle, release: Release, glossary_of: GlossaryOf) -> list[PageFinding]:
    """Those that nobody set aside."""
    return [finding for finding, dismissal in judged_findings_of(bundle, release, glossary_of) if dismissal is None]


def judged_findings_of(bundle: Bundle, release: Release, glossary_of: GlossaryOf) -> list[Judged]:
    """With who set them aside; asked once for each bundle. An English text is compared with the Chinese beside it,
    whichever of them this release publishes; a Chinese one that goes first stands by itself."""
    if bundle.judged is None:
        drafts = bundle.drafts()
        zh = drafts.get(CHINESE)
        en = drafts.get(ENGLISH) if ENGLISH in bundle.languages else None
        if CHINESE not in bundle.languages and en is None:
            zh = None
        day = day_of(zh, en, release=release)
        found = findings_of(zh, en, day, glossary_of(day))
        bundle.judged = judged(found, bundle.article.translation_key)
    return bundle.judged
