"""Times of day that a translation drops, adds or changes: 14时30分 as 4:30 p.m., 上午 as afternoon."""

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary
from news.release.checks.quantities.matching import Discrepancy, discrepancies
from news.release.checks.quantities.reporting import Messages, finding
from news.release.checks.quantities.values import Kind


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """`time-missing`, `time-added` and `time-differs`; the languages are "zh" and "en"."""
    found = discrepancies(source, target, source_lang, target_lang)
    return [_finding(one, source, target) for one in found if one.kind is Kind.TIME]


def _finding(found: Discrepancy, source: str, target: str) -> Finding:
    messages = Messages(
        missing=_("The time “%(source)s” is missing from the translation."),
        added=_("The time “%(target)s” of the translation is not in the original."),
        differs=_("The time “%(source)s” became “%(target)s” in the translation."),
    )
    return finding(found, "time", messages, source, target)
