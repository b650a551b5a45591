"""Dates and weekdays that a translation drops, adds or changes, and weekdays on which a date does not fall."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.quantities.calendar import only_year, wrong_weekdays
from news.release.checks.quantities.matching import Discrepancy, discrepancies, read
from news.release.checks.quantities.reporting import Messages, finding
from news.release.checks.quantities.values import Family, Kind


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    """`date-missing`, `date-added`, `date-differs` and `date-weekday`; the languages are "zh" and "en"."""
    found = discrepancies(source, target, source_lang, target_lang)
    findings = [_finding(one, source, target) for one in found if one.kind is Kind.DATE]
    reported = {finding.target_span for finding in findings} | {finding.source_span for finding in findings}
    contradictions = _contradictions(source, target, source_lang, target_lang)
    return findings + [one for one in contradictions if (one.source_span or one.target_span) not in reported]


def _finding(found: Discrepancy, source: str, target: str) -> Finding:
    is_weekday = bool(found.source and found.source.family is Family.WEEKDAY)
    messages = Messages(
        missing=_("The date “%(source)s” is missing from the translation."),
        added=_("The date “%(target)s” of the translation is not in the original."),
        differs=_("The weekday “%(source)s” became “%(target)s” in the translation.")
        if is_weekday
        else _("The date “%(source)s” became “%(target)s” in the translation."),
    )
    return finding(found, "date", messages, source, target, differs="weekday" if is_weekday else "differs")


def _contradictions(source: str, target: str, source_lang: str, target_lang: str) -> Iterator[Finding]:
    """A weekday which is not that of the date beside it, in either text. A date without a year takes that of the other text."""
    sides = (source, source_lang), (target, target_lang)
    readings = [read(text, language) for text, language in sides]
    year = only_year([*readings[0].quantities, *readings[1].quantities])
    message = _("%(date)s does not fall on the weekday that stands beside it, “%(weekday)s”.")
    for side, (text, _language) in enumerate(sides):
        for weekday, date in wrong_weekdays(readings[side], year):
            spans = (weekday.span, None) if side == 0 else (None, weekday.span)
            words = {"date": date.isoformat(), "weekday": text[slice(*weekday.span)]}
            yield Finding("date-weekday", Severity.ERROR, spans[0], spans[1], message % words)
