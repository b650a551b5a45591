"""A post that an official did not hold that day."""

import datetime

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.glossary import Glossary
from news.release.checks.offices import beside, held_on, is_called, mentions


def check(text: str, language: str, day: datetime.date | None, glossary: Glossary) -> list[Finding]:
    """Posts that the glossary does not know are passed over: it lists what we must get right, not every title there is.

    Spans are in the target's place: the text that is checked has no source here.
    """
    known = [post for person in glossary.people for post in person.posts]
    findings = []
    for span, person in mentions(text, language, glossary):
        post = beside(text, language, span) if person.posts else None
        if post is None or post.former or not any(is_called(other, post.office, language) for other in known):
            continue
        if any(is_called(held, post.office, language) for held in held_on(person, day)):
            continue
        place = (min(span[0], post.span[0]), max(span[1], post.span[1]))
        message = _("%(name)s was not %(post)s on that day. Check the post.") % {
            "name": text[slice(*span)],
            "post": text[slice(*post.span)],
        }
        findings.append(Finding("name-post", Severity.ERROR, None, place, message))
    return findings
