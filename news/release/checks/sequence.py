"""Officials listed out of their set order."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.offices import CHINESE, ENGLISH, mentions

# What may stand between two names of one list: a comma or an and, and the post of the second.
_BETWEEN = {
    "zh": re.compile(rf"(?:[、，]|和|及|与|以及)(?:[\u4e00-\u9fff]{{0,12}}?{CHINESE.pattern})?"),
    "en": re.compile(rf"(?:, and|,| and) (?:{ENGLISH.pattern} )?", re.IGNORECASE),
}
_FURTHEST = 60  # characters between two names of one list


def check(text: str, language: str, glossary: Glossary) -> list[Finding]:
    """Names that only follow each other in a sentence are no list. Spans are in the target's place."""
    findings = []
    for (before, first), (after, second) in pairwise(mentions(text, language, glossary)):
        between = text[before[1] : after[0]]
        if first.order <= second.order or len(between) > _FURTHEST or not _BETWEEN[language].fullmatch(between):
            continue
        message = _("%(second)s is listed before %(first)s. Put them in the set order.") % {
            "first": text[slice(*before)],
            "second": text[slice(*after)],
        }
        findings.append(Finding("name-sequence", Severity.WARNING, None, (before[0], after[1]), message))
    return findings
