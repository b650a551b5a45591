"""Which quantities of a text have no counterpart in its translation.

What says the same is put together in rounds, from the certain to the far-fetched; only then is anything missed. Of what is
left on both sides, things of the same family are taken to belong together: one of them is wrong.
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from news.release.checks.quantities import chinese, chinese_dates, english
from news.release.checks.quantities.likeness import ROUNDS, is_alike, is_converted, is_exact, meaning
from news.release.checks.quantities.values import CONVERSIONS, MONEY, SHARES, Family, Kind, Quantity, Reading, Weight

ENDLESS = re.compile("[0-9０-９一二三四五六七八九十百千万亿〇零两.,]{40,}|[A-Za-z]{60,}")
MOST = 600  # quantities of a text that are compared: more than a hundred paragraphs have
READERS = {"zh": chinese.read, "en": english.read}


class Discrepancy(NamedTuple):
    """A quantity that has no counterpart, or two that should say the same. `unit_only`: the values agree, the units do not."""

    kind: Kind
    source: Quantity | None
    target: Quantity | None
    is_doubtful: bool
    unit_only: bool = False


@lru_cache(maxsize=32)
def read(text: str, language: str) -> Reading:
    """The quantities of a text in "zh" or "en". What is too long for a word or a number is neither, and is passed over."""
    return READERS[language](ENDLESS.sub(lambda found: " " * len(found.group()), text))


@lru_cache(maxsize=16)  # the checks of numbers, dates and times ask for the same pair one after the other
def discrepancies(source: str, target: str, source_lang: str, target_lang: str) -> tuple[Discrepancy, ...]:
    """Where the quantities of two texts disagree. The languages are "zh" or "en"; any other raises KeyError."""
    return tuple(_Comparison(read(source, source_lang), read(target, target_lang)).run())


_PLAIN_WORDS = {Family.WEEKDAY, Family.QUARTER, Family.HALF_YEAR}
_MAY_BE_SAID_OTHERWISE = {Family.YEAR, Family.MONTH, Family.DAY}
_SAY_THE_DAY = {Family.WEEKDAY, Family.DAY, Family.MONTH}
_FIRST_YEAR_OF_NEWS = 1800  # a lower figure is hardly the year that a translator adds
# A year as the old calendar counts it, which a translator turns into ours: 乾隆五十八年.
_ERA = re.compile(
    "(?:洪武|永乐|万历|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝)(?:元|[一二三四五六七八九十]+)年"
)
_ALL_OF_THEM = re.compile(r"\b(?:both|each|same|all|respectively)\b|[均都各皆]|分别|同为|相同")
_NO_MEASURES = SHARES | {Family.PLAIN, Family.BASIS_POINTS}


def _weighed(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[Sequence[Quantity], Sequence[Quantity]]:
    """The quantities of both texts. What only one text says in parentheses may be its own, and is weak: a conversion into
    dollars, the years of a dynasty."""
    if sum(one.in_remark for one in source) == sum(one.in_remark for one in target):
        return source, target
    return _without_remarks(source), _without_remarks(target)


def _without_remarks(quantities: Sequence[Quantity]) -> Sequence[Quantity]:
    return [one._replace(weight=min(one.weight, Weight.WEAK)) if one.in_remark else one for one in quantities]


class _Comparison:
    def __init__(self, source: Reading, target: Reading) -> None:
        self.readings = source, target
        # What answers and is answered first: the sure ones.
        self.left = [
            sorted(quantities, key=lambda quantity: -quantity.weight)
            for quantities in _weighed(source.quantities[:MOST], target.quantities[:MOST])
        ]
        self.pairs: list[tuple[Quantity, Quantity]] = []

    def run(self) -> list[Discrepancy]:
        for is_match in ROUNDS:
            self._pair(is_match)
        units = self._units()
        idle = self._idle()
        self.left = [[one for one in side if one.weight is not Weight.IDLE] for side in self.left]
        self._explain_clock_by_numbers()
        self._explain_repetitions()
        self._explain_conversions()
        self._explain_compounds()
        return units + self._differing() + self._lonely(idle)

    def _idle(self) -> list[Quantity]:
        """The numerals of the source that count nothing, and to which nothing answers: 六稳, 两制, 首, 九一八."""
        return [
            one
            for one in self.left[0]
            if one.weight is Weight.IDLE
            and one.kind is not Kind.TIME
            and (one.values[0] > 1 or one.family is Family.ORDINAL)
        ]

    def _pair(self, is_match: Callable[[Quantity, Quantity], bool]) -> None:
        """Put together what `is_match`, one to one; two idle ones need nobody."""
        sources, targets = self.left
        remaining = []
        for one in sources:
            found = next((other for other in targets if (one.weight or other.weight) and is_match(one, other)), None)
            if found is None:
                remaining.append(one)
            else:
                targets.remove(found)
                self.pairs.append((one, found))
        self.left[0] = remaining

    def _units(self) -> list[Discrepancy]:
        """Equal values, of which one is a percentage and the other none, or one in yuan and the other in dollars."""
        shares = [sum(one.family in SHARES for one in reading.quantities) for reading in self.readings]
        result = []
        for one, other in self.pairs:
            families = {one.family, other.family}
            if families == {Family.PERCENT, Family.POINTS} or families == {Family.YUAN, Family.US_DOLLAR}:
                is_wrong = True
            else:
                is_wrong = families == {Family.PERCENT, Family.PLAIN} and shares[0] != shares[1]
            if is_wrong and one.values[0] == other.values[0]:
                result.append(Discrepancy(Kind.NUMBER, one, other, is_doubtful=True, unit_only=True))
        return result

    def _explain_clock_by_numbers(self) -> None:
        """21:15 may be a result, written 21-15 in the other text; 3:27 the 3分27秒 of a runner."""
        for side, opposite in ((0, 1), (1, 0)):
            for one in [one for one in self.left[side] if one.family is Family.CLOCK]:
                hour, minute = divmod(one.values[0], 60)
                parts = [
                    next(
                        (
                            other
                            for other in self.left[opposite]
                            if other.kind is Kind.NUMBER and other.values[0] == part
                        ),
                        None,
                    )
                    for part in (hour, minute)
                ]
                if all(part is not None for part in parts):
                    self.left[side].remove(one)
                    self.left[opposite] = [other for other in self.left[opposite] if other not in parts]

    def _explain_repetitions(self) -> None:
        """What was said twice may be said once: a repetition alone is not missed, but of exact numbers."""
        # "both up 5.2 percent"
        is_merged = any(_ALL_OF_THEM.search(reading.text) for reading in self.readings)
        for side in (0, 1):
            said = {meaning(pair[side]) for pair in self.pairs}
            self.left[side] = [
                one._replace(weight=Weight.WEAK) if meaning(one) in said and (is_merged or not is_exact(one)) else one
                for one in self.left[side]
            ]

    def _explain_conversions(self) -> None:
        """104 degrees Fahrenheit (40 degrees Celsius): one of the two is enough."""
        for side in (0, 1):
            answered = [pair[1 - side] for pair in self.pairs]
            self.left[side] = [
                one for one in self.left[side] if not any(is_converted(one, other) for other in answered)
            ]

    def _explain_compounds(self) -> None:
        """2小时19分 may be 139 minutes, and 十年六个月 ten and a half years: two measures that make one."""
        for side in (0, 1):
            for one in list(self.left[side]):
                # Either part may have been taken for something else: six months for the half of a year.
                parts = [
                    (other, other.values[0] * factor)
                    for other in self.readings[1 - side].quantities[:MOST]
                    if (factor := 1 if other.family is one.family else CONVERSIONS.get((other.family, one.family)))
                    and one.family not in _NO_MEASURES
                ]
                for (first, more), (second, less) in combinations(parts, 2):
                    is_sum = first.family is not second.family and math.isclose(
                        more + less, one.values[0], rel_tol=0.005
                    )
                    if is_sum and (first in self.left[1 - side] or second in self.left[1 - side]):
                        self.left[side].remove(one)
                        self.left[1 - side] = [other for other in self.left[1 - side] if other not in (first, second)]
                        break

    def _differing(self) -> list[Discrepancy]:
        result = []
        ranked = sorted(
            (
                (unlikeness, first, second)
                for first, one in enumerate(self.left[0])
                for second, other in enumerate(self.left[1])
                if (unlikeness := self._unlikeness(one, other)) is not None
            ),
        )
        taken: tuple[set[int], set[int]] = set(), set()
        for _unlikeness, first, second in ranked:
            if first in taken[0] or second in taken[1]:
                continue
            taken[0].add(first)
            taken[1].add(second)
            one, other = self.left[0][first], self.left[1][second]
            is_doubtful = Weight.STRONG not in (one.weight, other.weight) and one.family not in _PLAIN_WORDS
            result.append(Discrepancy(one.kind, one, other, is_doubtful))
        self.left = [[one for i, one in enumerate(side) if i not in taken[k]] for k, side in enumerate(self.left)]
        return result

    def _unlikeness(self, one: Quantity, other: Quantity) -> float | None:
        """How little two leftovers look like one thing; None where they cannot be."""
        if one.kind is not other.kind or (one.kind is not Kind.NUMBER and one.family is not other.family):
            return None
        distance = abs(self._place(one, 0) - self._place(other, 1))
        if one.kind is not Kind.NUMBER or one.family is other.family:
            return distance
        if (one.family in SHARES) != (other.family in SHARES) or (one.family in MONEY and other.family in MONEY):
            distance += 0.5
        both_strong = one.weight is Weight.STRONG and other.weight is Weight.STRONG
        if not both_strong and Weight.STRONG not in (one.weight, other.weight) and distance > 0.5:
            return None
        return distance + 0.5

    def _place(self, one: Quantity, side: int) -> float:
        last = max((other.span[1] for other in self.readings[side].quantities), default=1)
        return one.span[0] / max(last, 1)

    def _lonely(self, idle: list[Quantity]) -> list[Discrepancy]:
        result = []
        for side in (0, 1):
            for one in self.left[side]:
                if side == 1 and not any(
                    "0" <= character <= "9" for character in self.readings[1].text[slice(*one.span)]
                ):
                    # A number in words is easily a translator's (一家三口 as "a family of three"), unless the source has
                    # a numeral in its place: "the seven heads of state" for 两国元首.
                    if self._contradicts(one):
                        result.append(Discrepancy(one.kind, None, one, is_doubtful=True))
                    alike = [other for other in idle if is_alike(one, other)]
                    if one.weight is Weight.STRONG and alike:
                        result.append(Discrepancy(one.kind, self._nearest(one, alike), one, is_doubtful=True))
                    continue
                if self._is_missed_weekday(one, side):
                    result.append(Discrepancy(one.kind, one, None, is_doubtful=True))
                if one.weight is Weight.STRONG and not self._may_be_left_out(one, side):
                    source, target = (one, None) if side == 0 else (None, one)
                    result.append(
                        Discrepancy(one.kind, source, target, is_doubtful=side == 1 or one.kind is not Kind.NUMBER)
                    )
        return result

    def _keeps_month(self, day: Quantity, side: int) -> bool:
        """True for a day whose month the other text has: "on Friday" stands for both or neither."""
        months = [pair[side] for pair in self.pairs if pair[side].family is Family.MONTH]
        return any(0 <= day.span[0] - month.span[1] <= 2 or 0 <= month.span[0] - day.span[1] <= 2 for month in months)

    def _has_weekday(self, day: Quantity, side: int) -> bool:
        """True for a day that has its weekday beside it."""
        weekdays = (one for one in self.readings[side].quantities if one.family is Family.WEEKDAY)
        return any(-12 <= one.span[0] - day.span[1] <= 4 for one in weekdays)

    def _is_missed_weekday(self, one: Quantity, side: int) -> bool:
        """True for a weekday of the source where nothing in the translation says the day."""
        target = self.readings[1]
        return (
            side == 0
            and one.family is Family.WEEKDAY
            and not any(other.family in _SAY_THE_DAY for other in target.quantities)
            and not target.relatives(Family.DAY)
        )

    def _is_in_brackets(self, one: Quantity, side: int) -> bool:
        """True where the weekday of a date is an addition to it: 四月一日（星期一）."""
        return self.readings[side].text[one.span[1] :].lstrip("日号")[:1] in ("（", "(")

    def _contradicts(self, added: Quantity) -> bool:
        """True for a month or a year that is not the one that the source means: August for 上月 beside 6月."""
        offsets = chinese_dates.AFTER_NAMED.get(added.family)
        source = self.readings[0]
        pattern = source.relative.get(added.family)
        named = {other.values[0] for other in source.quantities if other.family is added.family}
        if not offsets or not pattern or len(named) != 1:
            return False
        words = {match.group() for match in pattern.finditer(source.text)}
        if not words or not words <= offsets.keys():
            return False
        first = named.pop()
        meant = {first, *(first + offsets[word] for word in words)}
        if added.family is Family.MONTH:
            meant = {(month - 1) % 12 + 1 for month in meant}
        return meant.isdisjoint(added.values)

    def _says_no_year(self) -> bool:
        """True where the source dates something and leaves the year to the reader: 前三季度, 18日."""
        families = {quantity.family for quantity in self.readings[0].quantities if quantity.kind is Kind.DATE}
        return bool(families) and Family.YEAR not in families

    def _nearest(self, one: Quantity, idle: list[Quantity]) -> Quantity:
        return min(idle, key=lambda other: abs(self._place(other, 0) - self._place(one, 1)))

    def _may_be_left_out(self, one: Quantity, side: int) -> bool:
        """News drops and adds years, months and days freely: "on Thursday" for 5月3日, "May 3" for 3日. Some word of the
        other text must then say when, more than this text has of such words."""
        if one.kind is not Kind.DATE or one.family not in _MAY_BE_SAID_OTHERWISE:
            return False
        if one.attached:
            return True
        if side == 1 and one.family is Family.YEAR and one.values[0] < _FIRST_YEAR_OF_NEWS:
            return _ERA.search(self.readings[0].text) is not None
        if one.family is Family.DAY and self._keeps_month(one, side):
            return False
        if side == 1 and self._contradicts(one):
            return False
        if one.family is Family.DAY and self._has_weekday(one, side):
            if side == 0 and self._is_in_brackets(one, side):
                return False
            return self.readings[1 - side].relatives(Family.DAY) > 0  # 18日（周五）, "on Friday"
        if side == 1 and one.family is Family.YEAR and self._says_no_year():
            return True
        return self.readings[1 - side].relatives(one.family) > self.readings[side].relatives(one.family)
