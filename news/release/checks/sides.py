"""A source and its target seen as a Chinese and an English text, whichever of them is the translation."""

from typing import NamedTuple

from news.release.checks.findings import Finding, Severity, Span


class Sides(NamedTuple):
    """Checks that compare the languages work on `zh` and `en`; findings still speak of source and target."""

    zh: str
    en: str
    into_english: bool

    def finding(
        self, code: str, severity: Severity, zh_span: Span | None, en_span: Span | None, message: str
    ) -> Finding:
        """A finding with its spans in the order of source and target."""
        source, target = (zh_span, en_span) if self.into_english else (en_span, zh_span)
        return Finding(code, severity, source, target, message)


def sides(source: str, target: str, source_lang: str, target_lang: str) -> Sides | None:
    """None where the two are not one Chinese and one English text: there is nothing to compare between languages."""
    if (source_lang, target_lang) == ("zh", "en"):
        return Sides(source, target, into_english=True)
    if (source_lang, target_lang) == ("en", "zh"):
        return Sides(target, source, into_english=False)
    return None
