"""Times of day that a translation drops, adds or changes: 14时30分 as 4:30 p.m., 上午 as afternoon."""

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.quantities.matching import Discrepancy, discrepancies
from news.release.checks.quantities.values import Kind


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """`time-missing`, `time-added` and `time-differs`; the languages are "zh" and "en"."""
    found = discrepancies(source, target, source_lang, target_lang)
    return [_finding(one, source, target) for one in found if one.kind is Kind.TIME]


def _finding(found: Discrepancy, source: str, target: str) -> Finding:
    severity = Severity.WARNING if found.is_doubtful else Severity.ERROR
    source_span = found.source.span if found.source else None
    target_span = found.target.span if found.target else None
    words = {
        "source": source[slice(*source_span)] if source_span else "",
        "target": target[slice(*target_span)] if target_span else "",
    }
    if not target_span:
        code, message = "time-missing", _("The time “%(source)s” is missing from the translation.")
    elif not source_span:
        code, message = "time-added", _("The time “%(target)s” of the translation is not in the original.")
    else:
        code, message = "time-differs", _("The time “%(source)s” became “%(target)s” in the translation.")
    return Finding(code, severity, source_span, target_span, message % words)
