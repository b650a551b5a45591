"""A quantity as it was read out of a text: what it is worth, where it stands, how sure it is."""

import re
from enum import IntEnum, StrEnum
from typing import NamedTuple

from news.release.checks.findings import Span


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    TIME = "time"


class Weight(IntEnum):
    """How much it means when nothing answers to a quantity in the other text.

    A translator may write 三国 as "the three countries" or "all of them", but never drops 3.5亿元.
    """

    IDLE = 0  # answers for others, is never missed: the numerals of 一带一路, "one", a flight's number
    WEAK = 1  # missed only where the other text has something else left over to stand in its place
    STRONG = 2  # missed wherever it is missing


class Family(StrEnum):
    """What a quantity is a quantity of, as far as it matters for comparing. Values of one family are compared first."""

    PLAIN = ""
    ORDINAL = "ordinal"
    SAID = "said"  # by a word that is no numeral: both, decade, 双
    PERCENT = "percent"
    POINTS = "percentage points"
    BASIS_POINTS = "basis points"
    FRACTION = "fraction"  # its value is in per cent
    TIMES = "times"
    YUAN = "yuan"
    US_DOLLAR = "US dollar"
    OTHER_MONEY = "money"
    # Measures that translators convert; `CONVERSIONS` says how.
    MU = "mu"
    HECTARE = "hectare"
    ACRE = "acre"
    SQUARE_KILOMETRE = "square kilometre"
    KILOMETRE = "kilometre"
    METRE = "metre"
    MILE = "mile"
    FOOT = "foot"
    INCH = "inch"
    CENTIMETRE = "centimetre"
    KILOWATT = "kilowatt"
    MEGAWATT = "megawatt"
    GIGAWATT = "gigawatt"
    LI = "li"
    JIN = "jin"
    KILOGRAM = "kilogram"
    TONNE = "tonne"
    POUND = "pound"
    CELSIUS = "degree Celsius"
    FAHRENHEIT = "degree Fahrenheit"
    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    # Of dates. The value of a weekday is 1 (Monday) to 7; of a part of a month 1 (early) to 3 (late).
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    WEEKDAY = "weekday"
    DECADE = "decade"
    HALF_YEAR = "half year"
    QUARTER = "quarter"
    PART_OF_MONTH = "part of month"
    # Of times. A clock time is worth its minutes since midnight; half of the day is 1 before noon, 2 after it.
    CLOCK = "clock"
    HALF_DAY = "half day"


SHARES = frozenset({Family.PERCENT, Family.POINTS, Family.FRACTION})
MONEY = frozenset({Family.YUAN, Family.US_DOLLAR, Family.OTHER_MONEY})


class Quantity(NamedTuple):
    """`values` are all that it may be worth, the plain reading first: 增长两倍 is 2 or 3 times."""

    kind: Kind
    family: Family
    values: tuple[float, ...]
    span: Span  # code points, half-open, into the text that was read
    weight: Weight
    about: bool = False  # said to be approximate: "nearly", 余
    attached: bool = False  # a year beside its month, a month beside its day: may be left out
    in_remark: bool = False  # in parentheses
    written: int = 0  # how many figures are written: 4 in 10.20; 0 in words
    scale: float = 1  # what its million or its 亿 multiplied: the 3 of "3 to 5 million" takes it over


class Reading(NamedTuple):
    """Everything that was found in one text, in the order in which it stands."""

    quantities: tuple[Quantity, ...]
    text: str
    # By family: words that may stand in the place of a year, a month or a day ("last year", "on Monday").
    relative: dict[Family, re.Pattern[str]]

    def relatives(self, family: Family) -> int:
        """How many words of the text may stand in the place of a year, a month or a day."""
        pattern = self.relative.get(family)
        return sum(1 for _word in pattern.finditer(self.text)) if pattern else 0


# (one family, the other): what one of the first is in the second.
_ONE_WAY = {
    (Family.BASIS_POINTS, Family.POINTS): 0.01,
    (Family.BASIS_POINTS, Family.PERCENT): 0.01,
    (Family.MU, Family.HECTARE): 1 / 15,
    (Family.MU, Family.ACRE): 0.16474,
    (Family.MU, Family.SQUARE_KILOMETRE): 1 / 1500,
    (Family.HECTARE, Family.ACRE): 2.47105,
    (Family.HECTARE, Family.SQUARE_KILOMETRE): 0.01,
    (Family.SQUARE_KILOMETRE, Family.ACRE): 247.105,
    (Family.KILOMETRE, Family.MILE): 0.62137,
    (Family.KILOMETRE, Family.METRE): 1000,
    (Family.METRE, Family.FOOT): 3.28084,
    (Family.CENTIMETRE, Family.INCH): 0.3937,
    (Family.METRE, Family.CENTIMETRE): 100,
    (Family.MEGAWATT, Family.KILOWATT): 1000,
    (Family.GIGAWATT, Family.KILOWATT): 10**6,
    (Family.GIGAWATT, Family.MEGAWATT): 1000,
    (Family.LI, Family.KILOMETRE): 0.5,
    (Family.LI, Family.MILE): 0.31069,
    (Family.JIN, Family.KILOGRAM): 0.5,
    (Family.JIN, Family.TONNE): 0.0005,
    (Family.KILOGRAM, Family.POUND): 2.20462,
    (Family.TONNE, Family.KILOGRAM): 1000,
    (Family.YEARS, Family.MONTHS): 12,
    (Family.WEEKS, Family.DAYS): 7,
    (Family.DAYS, Family.HOURS): 24,
    (Family.HOURS, Family.MINUTES): 60,
}
CONVERSIONS = _ONE_WAY | {(other, one): 1 / factor for (one, other), factor in _ONE_WAY.items()}
