"""Numbers that a translation drops, adds or changes: 3.5亿元 as 3.5 billion yuan, 35% as 53 percent."""

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.quantities.matching import Discrepancy, discrepancies
from news.release.checks.quantities.values import Kind


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """`number-missing`, `number-added` and `number-differs`; the languages are "zh" and "en"."""
    found = discrepancies(source, target, source_lang, target_lang)
    return [_finding(one, source, target) for one in found if one.kind is Kind.NUMBER]


def _finding(found: Discrepancy, source: str, target: str) -> Finding:
    severity = Severity.WARNING if found.is_doubtful else Severity.ERROR
    source_span = found.source.span if found.source else None
    target_span = found.target.span if found.target else None
    words = {
        "source": source[slice(*source_span)] if source_span else "",
        "target": target[slice(*target_span)] if target_span else "",
    }
    if found.unit_only:
        code, message = "number-differs", _("The unit of “%(source)s” is another one in the translation, “%(target)s”.")
    elif not target_span:
        code, message = "number-missing", _("The number “%(source)s” is missing from the translation.")
    elif not source_span:
        code, message = "number-added", _("The number “%(target)s” of the translation is not in the original.")
    else:
        code, message = "number-differs", _("The number “%(source)s” became “%(target)s” in the translation.")
    return Finding(code, severity, source_span, target_span, message % words)
