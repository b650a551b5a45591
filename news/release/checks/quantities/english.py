"""The quantities of an English text."""

import re
from collections.abc import Iterator

from news.release.checks.quantities import english_dates
from news.release.checks.quantities.english_numerals import (
    ABBREVIATED,
    CARDINALS,
    MULTIPLIERS,
    NUMBER_WORDS,
    ORDINALS,
    Number,
    numbers_of,
)
from news.release.checks.quantities.ranges import in_passing, shared_units
from news.release.checks.quantities.values import MONEY, SHARES, Family, Kind, Quantity, Reading, Weight

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x00A0: 0x20, 0x202F: 0x20}

_UNITS = {
    Family.BASIS_POINTS: "basis points?|bps",
    Family.POINTS: "percentage points?|percentage-points?|pct points?",
    Family.PERCENT: "%|percent|per cent|per-cent|pct",
    Family.TIMES: "times|fold|x(?![a-z0-9])",
    Family.YUAN: "yuan|RMB|renminbi|CNY",
    Family.US_DOLLAR: "US dollars?|U\\.S\\. dollars?|USD|American dollars?",
    Family.OTHER_MONEY: "(?:Hong Kong|Australian|New Taiwan|Canadian|Singapore) dollars?|euros?|pounds? sterling|yen|won"
    "|rubles?|roubles?|rupees?|francs?",
    Family.MU: "mu",
    Family.HECTARE: "hectares?|ha",
    Family.ACRE: "acres?",
    Family.SQUARE_KILOMETRE: "square kilomet(?:er|re)s?|sq\\.? ?km|km2",
    Family.KILOMETRE: "kilomet(?:er|re)s?|km/h|kmh|kph|kms?",
    Family.KILOWATT: "kilowatts?|kW",
    Family.MEGAWATT: "megawatts?|MW",
    Family.GIGAWATT: "gigawatts?|GW",
    Family.INCH: "inch(?:es)?",
    Family.CENTIMETRE: "centimet(?:er|re)s?|cm",
    Family.METRE: "met(?:er|re)s?",
    Family.MILE: "miles?|mph",
    Family.FOOT: "feet|foot|ft",
    Family.LI: "li",
    Family.JIN: "jin|catties",
    Family.KILOGRAM: "kilograms?|kilos?|kgs?",
    Family.TONNE: "tons?|tonnes?|metric tons?",
    Family.POUND: "pounds?|lbs?",
    Family.FAHRENHEIT: "degrees? Fahrenheit|°F",
    Family.CELSIUS: "degrees?(?: Celsius)?|°C|°",
    Family.MONTHS: "months?",
    Family.YEARS: "years?",
    Family.WEEKS: "weeks?",
    Family.DAYS: "days?",
    Family.HOURS: "hours?|hrs?",
    Family.MINUTES: "minutes?|mins?",
    Family.PLAIN: "decades?|century|centuries|millennia|millennium",
}
_UNIT_FAMILIES = [(family, re.compile(units.lower())) for family, units in _UNITS.items()]
_UNIT = "(?:" + "|".join(_UNITS.values()).lower() + ")(?![a-z])"
_SIGNS = {
    "$": Family.US_DOLLAR,
    "US$": Family.US_DOLLAR,
    "USD": Family.US_DOLLAR,
    "¥": Family.YUAN,
    "RMB": Family.YUAN,
    "CNY": Family.YUAN,
}
_SIGN = "US\\$|HK\\$|NT\\$|A\\$|AU\\$|C\\$|S\\$|R\\$|NZ\\$|USD|RMB|CNY|EUR|GBP|\\$|€|£|¥|Rs\\.?"

_FIGURES = "[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:\\.[0-9]+)?"
_SCALE = "hundred thousand|hundred million|thousand million|hundred billion|" + "|".join(MULTIPLIERS)
_NUMBER = re.compile(
    f"(?:(?<![a-z])(?P<sign>{_SIGN.lower()})\\s?)?(?<![0-9.])(?P<figures>{_FIGURES})"
    f"(?:(?P<ordinal>st|nd|rd|th)\\b|(?:[ -]?(?P<scale>{_SCALE}|mln|bln|bn|mn|tn|trn)|(?P<letter>[mbk]))(?![a-z]))?"
    f"(?:[ -]?(?P<unit>{_UNIT}))?"
    f"|\\b(?P<words>{NUMBER_WORDS})\\b(?:[ -](?P<word_unit>{_UNIT}))?",
)
_BELOW = {"half": 2, "halve": 2, "quarter": 4, "hundredth": 100, "thousandth": 1000} | {
    word: value for word, value in ORDINALS.items() if value > 2
}
_BELOW_TEN = "|".join(list(CARDINALS)[:9])
# a fifth of them, up by a fifth; not: a fifth straight week
_NO_RANK = (
    f"(?! (?:{'|'.join(word for word, value in ORDINALS.items() if value > 2)}) (?!(?:of|in|from|to|more|less|fewer|as|the"
    "|is|are|was|were|had|has|have|each|by|and|or|on|at|between|over|than|for|since|who|that|this|last)\\b)[a-z])"
)
_FRACTION = re.compile(
    f"(?!(?<=and )an?[ -](?:half|quarter))\\b(?P<above>an?{_NO_RANK}|{_BELOW_TEN}|[1-9])[ -]"
    f"(?P<below>(?:{'|'.join(_BELOW)})s?)\\b"
    "(?! (?:of a )?(?:million|billion|trillion|dozen))"
    "|(?<![0-9/.])(?P<over>[1-9])/(?P<under>[1-9][0-9]?)(?![0-9/])"
    # one in five, four out of 10; not: three in two years
    f"|\\b(?P<some>{_BELOW_TEN}|[1-9]) (?:out of|in) (?:every )?(?P<of>{'|'.join(CARDINALS)}|[1-9][0-9]?0?)\\b"
    "(?![,.:]?[0-9]| (?:years|months|days|weeks|hours|minutes|seconds|games|matches|cities|countries|provinces|million"
    "|attempts))",
)
# F-16, COVID-19, G20, A380, 5G: figures in a name.
_NAME = re.compile(
    "https?://\\S+|www\\.\\S+|[\\w.]+@[\\w.]+|24/7|(?<![0-9])9/11(?![0-9])"
    "|(?<![A-Za-z])(?!Q[1-4](?![0-9A-Za-z])|H[12](?![0-9A-Za-z])"
    "|(?:US|HK|NT|RMB|CNY|USD|EUR|GBP|No|Nos|Rs|Mid|Pre|Post|Art|Vol|pp)[-.]?[0-9])"
    "[A-Z][A-Za-z]{0,7}(?:-[A-Za-z]+)?-?[0-9]+(?:[.-][0-9A-Za-z]+)*"
    "|(?<![0-9.,$])[0-9]+[ACDEGHNPRSVX](?![A-Za-z])"
)
# Words that say a number without being one; they answer for it.
_SAID = {
    "both|twice|pairs?|couple|twin|bilateral|dual|bienni(?:um|al)|doubl(?:e|ed|es|ing)|two-?fold|either|neither"
    "|each other": 2.0,
    "tripl(?:e|ed|es|ing)|trebled?|three-?fold|trio|trilateral|several": 3.0,
    "quadrupl(?:e|ed|es|ing)|quartet|semi-?finals?|semifinalists?|fourfold": 4.0,
    "quarter-?finals?": 8.0,
    "decades?": 10.0,
    "fortnight": 14.0,
    "(?:an?|one) decade and a half": 15.0,
    "(?:a|)round[- ]the[- ]clock": 24.0,
    "century|centuries|centenary|centennial|centenarians?": 100.0,
    "millennia|millennium": 1000.0,
    "zero|nil": 0.0,
    "once|single|only": 1.0,
}
_SAID |= {f"{word.removesuffix('y')}ies": value for word, value in CARDINALS.items() if value >= 20}
_SAYING = [(re.compile(f"\\b(?:{words})\\b"), value) for words, value in _SAID.items()]
_ANY_SAID = re.compile("\\b(?:" + "|".join(_SAID) + ")\\b")
_PART_SAID = re.compile("\\b(?:(?P<half>half|halv(?:e|ed|es|ing)|midway)|(?P<quarter>quarters?))\\b")
_ROMAN = re.compile(
    "\\b(?:(?:Chapter|Part|Annex|Section|Article|Title|Volume|Type|Phase|Class|Appendix|Division) "
    "(?P<numbered>[IVX]+)|(?P<alone>[IVX]{2,5}))\\b"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_IDIOM = re.compile(
    "one in a million|second thoughts|square one|eleventh hour|cloud nine|nine-to-five|catch-22|second to none"
    "|nine times out of ten|per second|whole nine yards|sixes and sevens",
)
_ABOUT_BEFORE = re.compile(
    "(?:more than|over|about|around|nearly|almost|some|approximately|roughly|at least|up to|less than"
    "|fewer than|under|close to|exceed(?:s|ed|ing)?|above|below|estimated|as many as|as much as|no less than|upwards of|just"
    "|surpass(?:es|ed|ing)?|top(?:s|ped|ping)|beyond)"
    "(?: an?| the)? (?:us\\$|\\$)?$",
)
_ABOUT_AFTER = re.compile("\\+|-plus|-odd| or so| or more|-some")
_VAGUE = re.compile("(?:several |few |many |couple of |couple |multi-)$")  # several hundred
_ONLY_A_WORD = re.compile("(?:at|of all|and foremost|lady|-hand|[,:])")
_RANGE = re.compile(
    "\\s?(?:[-–—]|to|and|or|,|, and|percent to|% to|to about|to nearly|and about)\\s?(?:about |over |nearly )?",
)
_REMARK = re.compile("[(（][^()（）]*[)）]")


def read(text: str) -> Reading:
    """Every quantity of `text`."""
    folded = text.translate(_HALF_WIDTH)
    found: list[Quantity] = []
    rest = _NAME.sub(lambda match: _without(match, found), folded)
    dates, rest = english_dates.read(rest)
    found += _numbered(rest)
    lowered = rest.lower()
    rest = lowered if len(lowered) == len(rest) else rest  # İ becomes two
    found += _said(rest)
    rest = _IDIOM.sub(lambda match: " " * len(match.group()), rest)
    shares = [_fraction(match) for match in _FRACTION.finditer(rest)]
    rest = _FRACTION.sub(lambda match: " " * len(match.group()), rest)
    numbers = [number for match in _NUMBER.finditer(rest) for number in _numbers(match, rest, folded)]
    counted = shared_units(sorted([*shares, *numbers], key=lambda quantity: quantity.span), folded, _RANGE)
    remarks = [match.span() for match in _REMARK.finditer(folded)]
    # "three quarters" is said, and neither three of anything nor a quarter.
    within = {one for one in found for other in counted if _is_part_of(one, other)}
    everything = [in_passing(quantity, remarks) for quantity in [*found, *dates, *counted] if quantity not in within]
    return Reading(
        tuple(sorted(everything, key=lambda quantity: quantity.span)),
        folded,
        english_dates.RELATIVE,
    )


def _is_part_of(one: Quantity, other: Quantity) -> bool:
    return one.weight is Weight.IDLE and other.span[0] <= one.span[0] and one.span[1] <= other.span[1]


def _without(match: re.Match[str], idle: list[Quantity]) -> str:
    for figures in re.finditer("[0-9]+(?:\\.[0-9]+)?", match.group()):
        span = (match.start() + figures.start(), match.start() + figures.end())
        idle.append(Quantity(Kind.NUMBER, Family.PLAIN, (float(figures.group()),), span, Weight.IDLE))
    return " " * len(match.group())


def _said(text: str) -> Iterator[Quantity]:
    for match in _ANY_SAID.finditer(text):
        value = next(value for pattern, value in _SAYING if pattern.fullmatch(match.group()))
        yield Quantity(Kind.NUMBER, Family.SAID, (value,), match.span(), Weight.IDLE)
    for match in _PART_SAID.finditer(text):
        values = (50.0, 0.5, 2.0, 6.0) if match["half"] else (25.0, 3.0, 4.0)
        yield Quantity(Kind.NUMBER, Family.FRACTION, values, match.span(), Weight.IDLE)


def _numbered(text: str) -> Iterator[Quantity]:
    """Chapter VII, World War II."""
    for match in _ROMAN.finditer(text):
        value = _roman(match["numbered"] or match["alone"])
        yield Quantity(Kind.NUMBER, Family.ORDINAL, (value,), match.span(), Weight.IDLE)


def _roman(numeral: str) -> float:
    values = [_ROMAN_DIGITS[digit] for digit in numeral]
    # IX is 10 less 1.
    return float(sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True)))


def _fraction(match: re.Match[str]) -> Quantity:
    """two-thirds, a quarter, 1/3: in per cent. "a third" may also be the third."""
    if match["over"]:
        over, under = float(match["over"]), float(match["under"])
        return Quantity(Kind.NUMBER, Family.FRACTION, (100 * over / under, over, under), match.span(), Weight.WEAK)
    if match["some"]:
        some, of = (CARDINALS.get(word.lower()) or float(word) for word in (match["some"], match["of"]))
        return Quantity(Kind.NUMBER, Family.FRACTION, (100 * some / of, of, some), match.span(), Weight.WEAK)
    above_word, below_word = match["above"].lower(), match["below"].lower()
    above = 1 if above_word in ("a", "an") else CARDINALS.get(above_word) or int(above_word)
    below = _BELOW.get(below_word) or _BELOW[below_word.removesuffix("s") if below_word != "halves" else "halve"]
    weight = Weight.STRONG if above > 1 else Weight.IDLE if below == 2 else Weight.WEAK
    values = (100 * above / below, float(below), float(above))
    return Quantity(Kind.NUMBER, Family.FRACTION, values, match.span(), weight)


def _numbers(match: re.Match[str], text: str, folded: str) -> Iterator[Quantity]:
    family = _family(match["unit"] or match["word_unit"])
    after = match.end("figures") if match["figures"] else match.end("words")
    about = bool(
        _ABOUT_BEFORE.search(text[max(0, match.start() - 28) : match.start()]) or _ABOUT_AFTER.match(text, after)
    )
    unit = (match["unit"] or match["word_unit"] or "").lower()
    if match["words"]:
        for number in numbers_of(match["words"], match.start("words")):
            kind = Family.ORDINAL if number.is_ordinal else family
            values = _values(number.value, kind, unit)
            if number.is_dozen:
                values += (number.value / 1.2,)
            is_vague = number.scale > 1 and _VAGUE.search(text[max(0, number.start - 12) : number.start])
            is_figurative = is_vague or text.startswith("-figure", number.end)
            weight = Weight.IDLE if is_figurative else _word_weight(number, folded, kind)
            yield Quantity(
                Kind.NUMBER,
                kind,
                values,
                (number.start, number.end),
                weight,
                about or number.is_dozen,
                scale=number.scale,
            )
        return
    figure = float(re.sub("[, ]", "", match["figures"]))
    scale, scale_word = 1.0, (match["scale"] or match["letter"] or "").lower()
    for word in scale_word.split():
        scale *= MULTIPLIERS.get(word) or ABBREVIATED[word]
    sign = match["sign"]
    if sign:
        family = _SIGNS.get(sign.upper(), Family.OTHER_MONEY)
    elif match["ordinal"]:
        family = Family.ORDINAL
    values = _values(figure * scale, family, unit)
    if match["letter"] and not sign:
        values += (figure,)  # 100m, 5k: metres, kilometres
    end = max(match.end("figures"), match.end("scale"), match.end("letter"))
    yield Quantity(
        Kind.NUMBER,
        family,
        values,
        (match.start("figures"), end),
        _figure_weight(match, values[0], family),
        about,
        scale=scale,
        written=sum("0" <= character <= "9" for character in match["figures"]),
    )


def _values(value: float, family: Family, unit: str) -> tuple[float, ...]:
    if unit.startswith("decade"):
        return (value, 10 * value)
    if unit.startswith("centur"):
        return (value, 100 * value)
    if unit.startswith("millenni"):
        return (value, 1000 * value)
    if family is Family.TIMES:
        return (value, value - 1)
    return (value,)


def _family(unit: str | None) -> Family:
    if not unit:
        return Family.PLAIN
    return next(family for family, pattern in _UNIT_FAMILIES if pattern.fullmatch(unit))


def _figure_weight(match: re.Match[str], value: float, family: Family) -> Weight:
    if family in SHARES or family in MONEY or value > 3 or not value.is_integer():
        return Weight.STRONG
    return Weight.WEAK if match["ordinal"] or value <= 1 else Weight.STRONG


def _word_weight(number: Number, text: str, family: Family) -> Weight:
    """ "four provinces" counts; "the two sides", "first" and "the Big Four" may have been said otherwise."""
    if number.value == 1:
        is_phrase = _ONLY_A_WORD.match(text[number.end :].lstrip()) or text[: number.start].endswith("at ")
        return Weight.WEAK if number.is_ordinal and not is_phrase else Weight.IDLE
    if family in SHARES or family in MONEY or number.scale >= 10**6:
        return Weight.STRONG
    following = text[number.end :].lstrip(" -")
    if text[number.start].isupper() and following[:1].isupper():
        return Weight.WEAK  # the Four Comprehensives, the Thirteenth Five-Year Plan
    if number.value <= 3 or number.is_dozen or text[number.start : number.start + 2].lower() in ("a ", "an"):
        return Weight.WEAK
    return Weight.STRONG
