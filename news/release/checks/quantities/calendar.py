"""Weekdays beside dates: does 5月1日 fall on the day that the text says?"""

import datetime
import re
from collections.abc import Iterator, Sequence

from news.release.checks.quantities.values import Family, Kind, Quantity, Reading

# All that may stand between a date and its weekday: "on Wednesday morning, May 3", 5月3日上午（星期三）
_JOINT = re.compile(
    r"[\s,，、（(日号]*(?:on|the|of|th|st|nd|rd|morning|afternoon|evening|night|上午|下午|晚上|晚|即)?[\s,，（(]*"
)
_OF_A_DATE = (Family.YEAR, Family.MONTH, Family.DAY)


def only_year(quantities: Sequence[Quantity]) -> int | None:
    """The one year that is said beside months; None where there are none or several."""
    years = {int(one.values[0]) for one in quantities if one.family is Family.YEAR and one.attached}
    return years.pop() if len(years) == 1 else None


def wrong_weekdays(reading: Reading, year: int | None) -> Iterator[tuple[Quantity, datetime.date]]:
    """Each weekday that stands beside a date on which it does not fall, with that date; `year` is for dates without one."""
    quantities = [one for one in reading.quantities if one.kind is Kind.DATE]
    for position, weekday in enumerate(quantities):
        if weekday.family is not Family.WEEKDAY:
            continue
        for neighbours in (quantities[:position][::-1], quantities[position + 1 :]):
            date = _date_beside(weekday, neighbours, reading.text, year)
            if date is not None and date.isoweekday() != weekday.values[0]:
                yield weekday, date
            if date is not None:
                break


def _date_beside(
    weekday: Quantity, neighbours: Sequence[Quantity], text: str, year: int | None
) -> datetime.date | None:
    """The date whose parts follow one another, from the weekday away."""
    parts: dict[Family, Quantity] = {}
    last = weekday
    for one in neighbours:
        first, second = sorted((one.span, last.span))
        between = text[first[1] : second[0]]
        is_joined = _JOINT.fullmatch(between) if last is weekday else len(between) <= 5
        if one.family not in _OF_A_DATE or one.family in parts or not is_joined:
            break
        parts[one.family] = last = one
    if Family.MONTH not in parts or Family.DAY not in parts:
        return None
    if Family.YEAR in parts:
        year = int(parts[Family.YEAR].values[0])
    if year is None:
        return None
    try:
        return datetime.date(year, int(parts[Family.MONTH].values[0]), int(parts[Family.DAY].values[0]))
    except ValueError:  # 30 February: another check's business
        return None
