"""A finding in an article: what is wrong, where, in which words."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from news.release.checks.findings import Severity, Span
from news.release.findings.excerpts import excerpt
from portal.locales import CODES, HTML_LANG


@dataclass(frozen=True)
class PageFinding:
    """`message` and `place` are in the language that was active. Spans are code points, half-open, into the text beside
    them; None where there is no counterpart. What is found in one text by itself is in the target's place, and the source
    is empty. `field` is the article's field or relation, or `section`."""

    code: str
    severity: Severity
    message: str
    place: str
    field: str
    source_lang: str  # "zh", "en", or "" for a finding in one text
    source_text: str
    source_span: Span | None
    target_lang: str
    target_text: str
    target_span: Span | None

    @cached_property
    def fingerprint(self) -> str:
        """64 hexadecimal digits. The same for the same words, wherever they stand; another one once a word of them changes."""
        told = (
            *(self.code, self.source_lang, self.source_text, self.source_span),
            *(self.target_lang, self.target_text, self.target_span),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def anchor(self) -> str:
        """The id of its element on the page of findings."""
        return f"finding-{self.fingerprint[:16]}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the texts that it is about."""
        return tuple(filter(None, (self.source_lang, self.target_lang)))

    # --- For templates ------------------------------------------------------------------------------------------------
    @property
    def source_excerpt(self) -> SafeString:
        return excerpt(self.source_text, self.source_span)

    @property
    def target_excerpt(self) -> SafeString:
        return excerpt(self.target_text, self.target_span)

    @property
    def excerpts(self) -> list[tuple[str, SafeString]]:
        """[(html lang, safe HTML)], the Chinese first, for as many sides as have words."""
        sides = [(self.source_lang, self.source_excerpt), (self.target_lang, self.target_excerpt)]
        return [(HTML_LANG[CODES[lang]], html) for lang, html in sorted(sides, reverse=True) if lang and html]


def summary_of(findings: Iterable[PageFinding]) -> tuple[int, int]:
    """(errors, warnings)."""
    severities = [finding.severity for finding in findings]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)
