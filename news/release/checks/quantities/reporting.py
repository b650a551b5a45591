"""A discrepancy as a finding."""

from typing import NamedTuple

from news.release.checks.findings import Finding, Severity
from news.release.checks.quantities.matching import Discrepancy


class Messages(NamedTuple):
    """What to say, with `%(source)s` and `%(target)s` for what stands in either text."""

    missing: str
    added: str
    differs: str


def finding(
    found: Discrepancy, about: str, messages: Messages, source: str, target: str, differs: str = "differs"
) -> Finding:
    """Its code is `about`, a hyphen, and `missing`, `added` or what `differs` says."""
    severity = Severity.WARNING if found.is_doubtful else Severity.ERROR
    source_span = found.source.span if found.source else None
    target_span = found.target.span if found.target else None
    if not target_span:
        kind, message = "missing", messages.missing
    elif not source_span:
        kind, message = "added", messages.added
    else:
        kind, message = differs, messages.differs
    words = {
        "source": source[slice(*source_span)] if source_span else "",
        "target": target[slice(*target_span)] if target_span else "",
    }
    return Finding(f"{about}-{kind}", severity, source_span, target_span, message % words)
