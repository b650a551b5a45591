"""`/<lang>/corrections/`: what was put right in released articles, and what was withdrawn, newest first."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Value
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from news.models import ArticleCorrection, ArticlePage, Withdrawal
from portal import locales
from portal.pagination import page_or_404

PER_PAGE = 20
CORRECTION, WITHDRAWAL = range(2)


def corrections(request: HttpRequest) -> HttpResponse:
    page = page_or_404(Paginator(entries(locales.current_code()), PER_PAGE), request)
    page.object_list = with_rows(list(page.object_list))
    return render(request, "news/corrections.html", {"title": _("Corrections and withdrawals"), "entries": page})


def entries(language: str):
    """`(which, day, key)` of everything that readers of a language may know of, newest first. A withdrawal concerns both."""
    released = ArticlePage.objects.in_language(language).released().order_by().values("pk")
    corrected = ArticleCorrection.objects.filter(article__in=released).order_by()
    withdrawn = Withdrawal.objects.order_by()
    columns = ("which", "day", "key")
    return (
        corrected.annotate(which=Value(CORRECTION), day=F("date"), key=F("pk"))
        .values_list(*columns)
        .union(
            withdrawn.annotate(which=Value(WITHDRAWAL), day=TruncDate("at"), key=F("pk")).values_list(*columns),
            all=True,
        )
        .order_by("-day", "-which", "-key")
    )


def with_rows(found: list[tuple[int, Any, int]]) -> list[dict[str, Any]]:
    """The rows of a page's entries, in its order; two queries."""
    keys = {which: [key for kind, _day, key in found if kind == which] for which in (CORRECTION, WITHDRAWAL)}
    corrected = ArticleCorrection.objects.select_related("article").in_bulk(keys[CORRECTION])
    withdrawn = Withdrawal.objects.in_bulk(keys[WITHDRAWAL])
    rows = {CORRECTION: corrected, WITHDRAWAL: withdrawn}
    return [
        {"date": day, "is_withdrawal": which == WITHDRAWAL, "row": rows[which][key]}
        for which, day, key in found
        if key in rows[which]
    ]


urlpatterns = [path("", corrections, name="corrections")]
