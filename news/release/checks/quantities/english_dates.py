"""The dates, weekdays and times of an English text."""

import re
from collections.abc import Iterator

from news.release.checks.quantities.blanks import taken_out
from news.release.checks.quantities.values import Family, Kind, Quantity, Weight

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\\.|(?=[ ,-])))"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,][0-9]|%|:| ?[ap]\.?m\b)"
_AND = r"(?:, and |, | and | or | to | through | until |\s?[-–—]\s?)"
_DAYS = f"{_DAY}(?:{_AND}{_DAY}(?! (?:people|percent|per cent|million|billion|countries)))*"
_YEAR = "(?:1[0-9]{3}|20[0-9]{2}|2100)"
# "May" and "March" are months where nothing else is meant: beside a preposition, a year or another month.
_NOT_BEFORE_MARCH = "".join(f"(?<!{word} )" for word in ("who", "it", "we", "they", "Theresa", "Mrs", "Ms"))
_ALONE = (
    "(?<![A-Za-z])(?!Jan [A-Z][a-z])(?:(?!May|March|MARCH|MAY)"
    + _MONTH
    + "|(?<=[a-z ] )"
    + _NOT_BEFORE_MARCH
    + "March(?! [a-z]*ward)|(?<=[a-z ] )(?<!Theresa )(?<!Brian )May"
    "|(?<=[a-z]-)(?:March|May))(?![a-z])(?!'s|’s(?: government| premiership| deal))"
)

_THEN = "(?:,?\\s+(?:of\\s+)?"  # opens the group of a year that may follow
_COUNTED = (
    "people|yuan|dollars?|metres?|meters?|km|kilomet|square|tons?|tonnes?|percent|per cent|points?|mu|hectares?|million"
    "|billion|thousand|households|jobs|families|cases|companies|enterprises|students|years"
)
_DATE = re.compile(
    f"(?<![0-9./-])(?P<iso_year>{_YEAR})(?P<mark>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=mark)"
    "(?P<iso_day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    f"|(?<![0-9.,$€£-])(?P<days1>{_DAYS})(?:\\s+(?:day\\s+)?of)?,?\\s+(?P<month1>{_MONTH})(?![a-z])"
    f"{_THEN}(?P<year1>{_YEAR})(?![0-9]))?"
    f"|(?<![A-Za-z])(?P<month2>{_MONTH})(?![a-z])\\s+(?:the\\s+)?(?P<days2>{_DAYS})"
    f"{_THEN}(?P<year2>{_YEAR})(?![0-9]|,[0-9]))?"
    f"|(?<![A-Za-z])(?P<month3>{_MONTH})(?![a-z]),?\\s+(?:of\\s+)?(?P<year3>{_YEAR})(?![0-9]|,[0-9])"
    f"|(?P<month4>{_ALONE})"
    f"|(?<![0-9A-Za-z.,$€£¥/#-])(?P<year4>{_YEAR})(?:(?P<span>\\s?[-–—/]\\s?| to | and )(?P<year5>{_YEAR}|[0-9]{{2}}))?"
    f"(?![0-9A-Za-z%]|[.,][0-9]|[- ](?:{_COUNTED})\\b)"
)
_DECADE = re.compile("(?<![0-9])(?P<full>(?:1[0-9]|20)[0-9]0)['’]?s\\b|(?<![0-9])(?P<short>['’‘]?[1-9]0)['’]?s\\b")
_WEEKDAY = re.compile(
    "\\b(?:(?P<long>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?P<short>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\.(?=[ ,]))"
)
_WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
_PART = re.compile(
    "\\b(?P<half>first|second|latter) half\\b|\\bH(?P<h>[12])\\b|\\b(?P<six>first|last) (?:six|6) months"
    "|\\b(?P<quarter>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))[ -]quarter\\b|\\bQ(?P<q>[1-4])\\b"
    "|\\b(?P<q_after>[1-4])Q"
    f"|\\b(?P<part>early|mid|middle of|late|end of|beginning of)[ -](?=(?:{_MONTH})(?![a-z])|(?:this|last|next) month)",
    re.IGNORECASE,
)
_RANK = {"first": 1, "second": 2, "latter": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_PARTS = {"early": 1, "beginning of": 1, "mid": 2, "middle of": 2, "late": 3, "end of": 3}

_MERIDIEM = "(?P<{}>[apAP])\\.?\\s?[mM]\\b\\.?"
_PHRASE = " (?:in the (?P<{}>morning|afternoon|evening)|at (?P<{}>night))"
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_BEFORE_TIME = "|".join(
    f"(?<=[{word[0].upper()}{word[0]}]{word[1:]} )" for word in "at by from before after until around about".split()
)
_TIME = re.compile(
    f"(?<![0-9.,:])(?:(?P<h1>2[0-4]|1[0-9]|0?[0-9])[:.](?P<m1>[0-5][0-9])\\s?{_MERIDIEM.format('x1')}"
    f"|(?P<h2>2[0-4]|1[0-9]|0?[0-9]):(?P<m2>[0-5][0-9])(?![0-9]|[:.][0-9])(?:{_PHRASE.format('p2', 'n2')})?"
    f"|(?P<h3>1[0-9]|0?[1-9])\\s?{_MERIDIEM.format('x3')}"
    f"|(?:{_BEFORE_TIME})(?P<h7>1[0-2]|[1-9])(?:{_PHRASE.format('p7', 'n7')})"
    f"|(?P<h4>1[0-2]|0?[1-9])(?: o['’]clock)(?:{_PHRASE.format('p4', 'n4')})?"
    f"|(?P<h5>[01][0-9]|2[0-3])(?P<m5>[0-5][0-9])(?= (?:GMT|UTC|hours|hrs|local time|Beijing time)))"
    f"|\\b(?P<past>[Hh]alf|[Qq]uarter) (?P<to>past|to) (?P<h8>{'|'.join(_HOURS)}|1[0-2]|[1-9])\\b"
    f"|\\b(?P<h6>{'|'.join(_HOURS)}) (?:o['’]clock|a\\.m\\.|p\\.m\\.)(?:{_PHRASE.format('p6', 'n6')})?",
)
_HINTS_AT_TIME = re.compile(
    "[0-9][:.][0-9]|[0-9]\\s?[apAP]\\.?\\s?[mM]|clock|GMT|UTC|time|h(?:ou)?rs|in the |at night| past | to "
)
_HALF_DAY = re.compile("(?P<am>[Mm]orning)|(?P<pm>[Aa]fternoon)|(?P<noon>\\b[Nn]oon|midday)|(?P<midnight>[Mm]idnight)")

_RELATIVE_YEAR = re.compile(
    "\\b(?:this|last|next|previous|same|following|past|each|that|every|preceding|prior|current|coming|a) years?\\b"
    "|years? (?:ago|earlier|later)|year-end|since then"
    "|\\b(?:first|second|latter|third|fourth) (?:half|quarter)",
    re.IGNORECASE,
)
_RELATIVE_MONTH = re.compile(
    "\\b(?:this|last|next|previous|same|following|past|each|that|every|preceding|current|coming) months?\\b"
    "|months? (?:ago|earlier|later)|day\\b",
    re.IGNORECASE,
)
_RELATIVE_DAY = re.compile(
    "day\\b|night\\b|days\\b|\\b(?:morning|afternoon|evening|recently|weekend|hours?)\\b|\\b(?:Mon|Tues?|Wed|Thurs?|Fri)\\.",
    re.IGNORECASE,
)

RELATIVE = {Family.YEAR: _RELATIVE_YEAR, Family.MONTH: _RELATIVE_MONTH, Family.DAY: _RELATIVE_DAY}


def read(text: str) -> tuple[list[Quantity], str]:
    """The dates and times, and the text with blanks in their places."""
    found: list[Quantity] = []
    for pattern, quantities_of in (
        (_PART, _part),
        (_TIME, _time),
        (_DECADE, _decade),
        (_DATE, _date),
        (_WEEKDAY, _weekday),
        (_HALF_DAY, _half_day),
    ):
        if pattern is not _TIME or _HINTS_AT_TIME.search(text):
            text = taken_out(text, pattern, quantities_of, found)
    return found, text


def _month(name: str) -> float:
    return float(_MONTHS.index(name[:3].lower()) + 1)


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    group = match.groupdict()
    strong = Weight.STRONG
    if group["iso_year"]:
        for name, family in (("iso_year", Family.YEAR), ("iso_month", Family.MONTH), ("iso_day", Family.DAY)):
            attached = family is not Family.DAY
            yield Quantity(Kind.DATE, family, (float(match[name]),), match.span(name), strong, attached=attached)
        return
    for name in ("days1", "days2"):
        for day in re.finditer("[0-9]+", group[name] or ""):
            span = (match.start(name) + day.start(), match.start(name) + day.end())
            yield Quantity(Kind.DATE, Family.DAY, (float(day.group()),), span, strong)
    for name in ("month1", "month2", "month3", "month4"):
        if group[name]:
            attached = name in ("month1", "month2")
            weight = Weight.WEAK if name == "month4" and group[name] in ("May", "March") else strong
            yield Quantity(Kind.DATE, Family.MONTH, (_month(group[name]),), match.span(name), weight, attached=attached)
    for name in ("year1", "year2", "year3", "year4"):
        if group[name]:
            attached = name != "year4"
            yield Quantity(Kind.DATE, Family.YEAR, (float(group[name]),), match.span(name), strong, attached=attached)
    if last := group["year5"]:
        year = float(last) if len(last) == 4 else float(group["year4"][:2] + last)
        yield Quantity(Kind.DATE, Family.YEAR, (year, float(last)), match.span("year5"), strong)


def _decade(match: re.Match[str]) -> Iterator[Quantity]:
    if match["full"]:
        yield Quantity(Kind.DATE, Family.DECADE, (float(match["full"]),), match.span(), Weight.STRONG)
        return
    years = float(match["short"].lstrip("'’‘"))
    weight = Weight.WEAK if match["short"][0] in "'’‘" else Weight.IDLE  # in his 30s
    yield Quantity(Kind.DATE, Family.DECADE, (1900 + years, years), match.span(), weight)


def _weekday(match: re.Match[str]) -> Iterator[Quantity]:
    value = float(_WEEKDAYS[(match["long"] or match["short"])[:3].lower()])
    yield Quantity(Kind.DATE, Family.WEEKDAY, (value,), match.span(), Weight.WEAK)


def _part(match: re.Match[str]) -> Iterator[Quantity]:
    group = match.groupdict()
    if half := group["half"] or group["h"] or group["six"]:
        family, value = Family.HALF_YEAR, 2.0 if half.lower() in ("second", "latter", "last", "2") else 1.0
    elif quarter := group["quarter"] or group["q"] or group["q_after"]:
        family, value = Family.QUARTER, float(_RANK.get(quarter.lower()) or quarter[0])
    else:
        family, value = Family.PART_OF_MONTH, float(_PARTS[group["part"].lower()])
    yield Quantity(Kind.DATE, family, (value,), match.span(), Weight.WEAK)


def _time(match: re.Match[str]) -> Iterator[Quantity]:
    group = match.groupdict()
    hour_text = next(group[name] for name in ("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8") if group[name])
    hour = float(hour_text) if hour_text.isdigit() else float(_HOURS.index(hour_text.lower()) + 1)
    minute = float(group["m1"] or group["m2"] or group["m5"] or 0)
    if group["past"]:
        minute = (30.0 if group["past"].lower() == "half" else 15.0) * (1 if group["to"].lower() == "past" else -1)
    half = (group["x1"] or group["x3"] or "").lower()
    part = (group["p2"] or group["p4"] or group["p6"] or group["p7"] or "").lower()
    if part or group["n2"] or group["n4"] or group["n6"] or group["n7"]:
        half = "a" if part == "morning" or (not part and hour < 5) else "p"
    minutes = 60 * hour + minute
    values: tuple[float, ...]
    if half and hour <= 12:
        values = (minutes % 720 + (720 if half == "p" else 0),)
    elif hour > 12 or group["h5"] or hour == 0 or hour_text.startswith("0"):
        values = (minutes % 1440,)
    else:
        values = (minutes, (minutes + 720) % 1440)
    yield Quantity(Kind.TIME, Family.CLOCK, values, match.span(), Weight.STRONG)


def _half_day(match: re.Match[str]) -> Iterator[Quantity]:
    if match["noon"] or match["midnight"]:
        value = 720.0 if match["noon"] else 0.0
        yield Quantity(Kind.TIME, Family.CLOCK, (value,), match.span(), Weight.IDLE)
    else:
        yield Quantity(Kind.TIME, Family.HALF_DAY, (1.0 if match["am"] else 2.0,), match.span(), Weight.WEAK)
