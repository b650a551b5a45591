"""How many findings are open in each of many articles, for somebody who looks at a list of them.

A number tells something of both texts: it is for those who may read the article in all its languages.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage, AssessedFinding, Assessment
from news.release.checks.findings import Severity
from news.release.findings.assessing import current
from news.release.sets.visibility import readable_pages

CHOICES = {
    "errors": _("with errors"),
    "open": _("with open findings"),
    "none": _("without open findings"),
    "unchecked": _("being checked"),
}


class Tally(NamedTuple):
    """Of open findings."""

    errors: int
    warnings: int


def tallies(keys: Iterable[UUID], user: User) -> dict[UUID, Tally | None]:
    """By translation key; None for an article whose texts were not checked yet as they are now. What the user may not read in
    all its languages is not there. Three queries, whatever the number."""
    keys = list(keys)
    hidden = set(unreadable(user).filter(translation_key__in=keys).values_list("translation_key", flat=True))
    checked = current(Assessment.objects.filter(pk__in=keys)).values_list("pk", flat=True)
    found: dict[UUID, Tally | None] = dict.fromkeys(key for key in keys if key not in hidden)
    found |= {key: Tally(0, 0) for key in checked if key in found}
    opened = AssessedFinding.objects.open().filter(assessment__in=keys).order_by().values("assessment")
    errors, warnings = (Count("pk", filter=Q(severity=each.value)) for each in (Severity.ERROR, Severity.WARNING))
    for key, *numbers in opened.annotate(errors=errors, warnings=warnings).values_list(
        "assessment", "errors", "warnings"
    ):
        if found.get(key):
            found[key] = Tally(*numbers)
    return found


def narrowed(articles: QuerySet[ArticlePage], choice: str, user: User) -> QuerySet[ArticlePage]:
    """Those of the articles to which one of `CHOICES` applies, as far as the user may know."""
    checked = Exists(current(Assessment.objects.filter(pk=OuterRef("translation_key"))))
    found = AssessedFinding.objects.open().filter(assessment=OuterRef("translation_key"))
    errors = found.filter(severity=Severity.ERROR.value)
    articles = articles.filter(~Exists(unreadable(user).filter(translation_key=OuterRef("translation_key"))))
    match choice:
        case "errors":
            return articles.filter(Exists(errors), checked)
        case "open":
            return articles.filter(Exists(found), checked)
        case "none":
            return articles.filter(~Exists(found), checked)
    return articles.filter(~checked)


def unreadable(user: User) -> QuerySet[Any]:
    if user.is_superuser:
        return ArticlePage.objects.none()
    return ArticlePage.objects.exclude(pk__in=readable_pages(user).values("pk"))
