"""English names of Chinese officials with the given name first."""

import re

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.pinyin import letters, spellings


def check(text: str, language: str, glossary: Glossary) -> list[Finding]:
    """Only of officials whose English name is their Chinese one in pinyin. Spans are in the target's place."""
    if language != "en":
        return []
    names = {person.en.casefold() for person in glossary.people}
    findings = []
    for person in glossary.people:
        parts = person.en.split()
        if len(parts) != 2 or letters(parts[0]) not in spellings(person.zh[:-1]) | spellings(person.zh[:1]):
            continue
        turned = " ".join(reversed(parts))
        if turned not in text or turned.casefold() in names:
            continue
        for found in re.finditer(rf"\b{re.escape(turned)}\b", text):
            message = _("“%(found)s” puts the given name first. Write %(name)s.") % {"found": turned, "name": person.en}
            findings.append(Finding("name-order", Severity.ERROR, None, found.span(), message))
    return findings
