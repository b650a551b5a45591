"""Months as terms: `m:2026-11`. Every entry has that of its release."""

import datetime

from django.utils import timezone

from search.entries import PAGE_BITS

# How many of the latest months to look in for what is newest, one try after the other, before looking at all.
WINDOWS = (1, 6, 36)


def month_term(day: datetime.date) -> str:
    return f"m:{day.year}-{day.month:02}"


def latest_months(end: int | None, count: int) -> frozenset[str]:
    """The terms of so many months, up to the present one, or to that before which an entry's id lies."""
    last = timezone.localdate()
    if end is not None:
        last = min(last, timezone.localdate(datetime.datetime.fromtimestamp(end >> PAGE_BITS, datetime.UTC)))
    numbers = range(last.year * 12 + last.month - count, last.year * 12 + last.month)
    return frozenset(f"m:{number // 12}-{number % 12 + 1:02}" for number in numbers)
