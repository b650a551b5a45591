"""Whether two quantities of two languages say the same, from the certain to the far-fetched."""

import math
from collections.abc import Callable, Sequence

from news.release.checks.quantities.values import CONVERSIONS, SHARES, Family, Kind, Quantity, Weight

_LIKE_NUMBERS = {Family.YEAR, Family.DAY, Family.DECADE}


def _same(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind is other.kind
        and one.family is other.family
        and math.isclose(one.values[0], other.values[0], rel_tol=1e-6)
    )


def _same_value(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind is other.kind
        and not _is_rank_of_both(one, other)
        and math.isclose(one.values[0], other.values[0], rel_tol=1e-6)
    )


def _is_rank_of_both(one: Quantity, other: Quantity) -> bool:
    """第二阶段 is not in "both sides"."""
    return {one.family, other.family} == {Family.ORDINAL, Family.SAID}


def _may_be_same(one: Quantity, other: Quantity) -> bool:
    """Under one of their readings. Fractions are rounded: 三分之一 is 33%."""
    if one.kind is not other.kind or (one.kind is Kind.DATE and one.family is not other.family):
        return False
    if _is_rank_of_both(one, other):
        return False
    if one.family is Family.FRACTION and other.family is Family.FRACTION and one.weight and other.weight:
        return math.isclose(one.values[0], other.values[0], rel_tol=0.01)
    tolerance = 0.02 if Family.FRACTION in (one.family, other.family) and one.family in SHARES else 1e-6
    return any(math.isclose(a, b, rel_tol=tolerance) for a in one.values for b in other.values)


def is_converted(one: Quantity, other: Quantity) -> bool:
    factor = CONVERSIONS.get((one.family, other.family))
    if factor is not None:
        exact = one.values[0] * factor
        return abs(exact - other.values[0]) <= max(0.004 * exact, 0.6 * _last_figure(other.values[0]))
    if one.family is Family.CELSIUS and other.family is Family.FAHRENHEIT:
        return abs(one.values[0] * 1.8 + 32 - other.values[0]) < 2
    return one.family is Family.FAHRENHEIT and other.family is Family.CELSIUS and is_converted(other, one)


def _is_rounded(exact: Quantity, rough: Quantity) -> bool:
    """1.08亿 is "more than 100 million", and 38671亿 3.87 trillion; 352 is not "about 340". A translator rounds what the
    source says, and never knows it better."""
    if exact.kind is not Kind.NUMBER or rough.kind is not Kind.NUMBER:
        return False
    figures = _figures(rough.values[0])
    difference = abs(rough.values[0] - exact.values[0])
    if exact.family is Family.FRACTION and rough.family is Family.FRACTION and (rough.about or exact.about):
        return difference <= 0.12 * exact.values[0]  # 近三成, nearly a third
    if figures >= _figures(exact.values[0]) or not rough.values[0]:
        return False
    is_shorter = not rough.written or not exact.written or rough.written < exact.written
    if figures > 1 and is_shorter and difference <= 0.5001 * _last_figure(rough.values[0]):
        return True
    return rough.about and difference < _last_figure(rough.values[0]) and difference <= 0.12 * exact.values[0]


def meaning(one: Quantity) -> tuple[Kind, Family | None, float]:
    return one.kind, one.family if one.kind is Kind.DATE else None, one.values[0]


def is_alike(one: Quantity, other: Quantity) -> bool:
    return one.kind is other.kind and (one.kind is Kind.NUMBER or one.family is other.family)


def is_exact(one: Quantity) -> bool:
    return one.kind is Kind.NUMBER and one.weight is Weight.STRONG and _figures(one.values[0]) > 1


def _figures(value: float) -> int:
    """How many significant figures a value has: 1 for 300, 3 for 1.08 and 1,080,000."""
    return len(f"{value:.9e}".partition("e")[0].replace(".", "").rstrip("0")) or 1


def _last_figure(value: float) -> float:
    """What one more in the last significant figure is worth: 100 for 300, 0.01 for 1.08."""
    return 10.0 ** (math.floor(math.log10(value)) - _figures(value) + 1) if value else 0.0


def _is_same_figure(one: Quantity, other: Quantity) -> bool:
    """A number against a part of a date: 2000人 and "in 2000", 5日 and "the 5th", 1至9月 and "the first nine months"."""
    date, number = (one, other) if one.kind is Kind.DATE else (other, one)
    is_span = date.family is Family.MONTH and number.family is Family.MONTHS
    if number.kind is not Kind.NUMBER or (date.family not in _LIKE_NUMBERS and not is_span):
        return False
    return any(a == b for a in one.values for b in other.values)


# Weak, since they are often left out; but where both texts have one, there is no doubt.


ROUNDS: Sequence[Callable[[Quantity, Quantity], bool]] = (
    _same,
    _same_value,
    _may_be_same,
    is_converted,
    _is_rounded,
    _is_same_figure,
)
