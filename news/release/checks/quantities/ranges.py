"""What a number takes from where it stands: the unit of the next one in a range, or that it is said in parentheses."""

import re

from news.release.checks.quantities.values import SHARES, Family, Quantity

_HIGHEST_SHARE = 1000  # per cent; what grows more is said in times


def shared_units(numbers: list[Quantity], text: str, between: re.Pattern[str]) -> list[Quantity]:
    """The numbers, in the order of the text, each with the scale and the unit of the next one where it lacks its own.

    `between` matches all that may stand between two numbers of a range or a list. The 3 of "3 to 5 million" may be worth
    3 million or 3.
    """
    result = list(numbers)
    for position in range(len(result) - 2, -1, -1):
        number, following = result[position], result[position + 1]
        if not between.fullmatch(text, number.span[1], following.span[0]):
            continue
        if number.scale == 1 and following.scale > 1:
            scaled = tuple(value * following.scale for value in number.values)
            number = number._replace(values=(*scaled, *number.values), scale=following.scale)
        # "more than 30,000, 70 percent of them women" is no list of percentages.
        if number.family is Family.PLAIN and not (following.family in SHARES and number.values[0] > _HIGHEST_SHARE):
            number = number._replace(family=following.family)
        result[position] = number
    return result


def in_passing(quantity: Quantity, remarks: list[tuple[int, int]]) -> Quantity:
    """The quantity, marked where it stands in one of the `remarks`, which are the spans of what is in parentheses."""
    return quantity._replace(in_remark=any(start <= quantity.span[0] < end for start, end in remarks))
