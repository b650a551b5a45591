"""Numbers that a translation drops, adds or changes: 3.5亿元 as 3.5 billion yuan, 35% as 53 percent."""

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary
from news.release.checks.quantities.matching import Discrepancy, discrepancies
from news.release.checks.quantities.reporting import Messages, finding
from news.release.checks.quantities.values import Kind


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """`number-missing`, `number-added` and `number-differs`; the languages are "zh" and "en"."""
    found = discrepancies(source, target, source_lang, target_lang)
    return [_finding(one, source, target) for one in found if one.kind is Kind.NUMBER]


def _finding(found: Discrepancy, source: str, target: str) -> Finding:
    messages = Messages(
        missing=_("The number “%(source)s” is missing from the translation."),
        added=_("The number “%(target)s” of the translation is not in the original."),
        differs=_("The unit of “%(source)s” is another one in the translation, “%(target)s”.")
        if found.unit_only
        else _("The number “%(source)s” became “%(target)s” in the translation."),
    )
    return finding(found, "number", messages, source, target)
