"""The dates, weekdays and times of a Chinese text."""

import re
from collections.abc import Iterator

from news.release.checks.quantities.blanks import taken_out
from news.release.checks.quantities.chinese_numerals import DIGITS, worth
from news.release.checks.quantities.values import Family, Kind, Quantity, Weight

_AND = r"(?:\s?(?:至|到|[-—–~～]{1,2}|、|和|与|及)\s?)"
_NO_FIGURE = "(?<![0-9.,:-])"
_NO_NUMERAL = "(?<![0-9.零〇一二三四五六七八九十百千万两第前])"
_HAN_YEAR = "[一二][〇零一二三四五六七八九]{3}"
_HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
_HAN_DAY = "(?:三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_YEARS = f"{_NO_FIGURE}(?P<years>[12][0-9]{{3}}(?:{_AND}[0-9]{{2,4}})*|{_HAN_YEAR})年(?![级]|多?的?历史)度?"
_FIRST_OF_RANGE = re.compile(f"份?{_AND}{_MONTH}月")  # the 1月 of 1月至9月
_MONTHS = f"(?P<months>{_NO_FIGURE}{_MONTH}(?:{_AND}{_MONTH})*(?=月)|{_NO_NUMERAL}{_HAN_MONTH}(?=月))月份?"
_DAYS = f"(?P<days>{_DAY}(?:{_AND}{_DAY})*|{_HAN_DAY}(?:{_AND}{_HAN_DAY})*)"

_PART_OF_LIST = re.compile(f"[0-9]+|[十廿{''.join(DIGITS)}]+")
_DATE = re.compile(
    f"{_NO_FIGURE}(?P<iso_year>[12][0-9]{{3}})(?P<mark>[-/.])(?P<iso_month>{_MONTH})(?P=mark)(?P<iso_day>{_DAY})(?![0-9])"
    f"|(?:{_YEARS})?(?:(?:(?<=年)|(?<=前)(?=[0-9]{{1,2}}月[0-9]{{1,2}}日)|{_NO_NUMERAL}){_MONTHS}(?:{_DAYS}[日号](?!线|楼))?)"
    f"|{_YEARS.replace('years', 'lone_years')}"
    f"|{_NO_FIGURE}(?P<lone_days>{_DAY}(?:{_AND}{_DAY})*)日(?!元|圆|内|游|龄|均|间)"
)
_DECADE = re.compile(
    f"(?:(?P<century>[0-9]{{2}}|十九|二十一?)世纪|(?P<last>上个?世纪)|(?P<this>本世纪))?{_NO_FIGURE}"
    "(?P<decade>[0-9]{2}(?:[0-9]{2})?|[二三四五六七八九]?十)年代"
    "|(?P<generation>[5-9]0|[0１1]0)后"
)
_NAMED_DAYS = {
    "九一八": (9, 18), "九·一八": (9, 18), "七七": (7, 7), "七·七": (7, 7), "五四": (5, 4), "五·四": (5, 4), "五卅": (5, 30),
    "一二九": (12, 9), "一二·九": (12, 9), "一·二八": (1, 28),
    "八一三": (8, 13), "八·一三": (8, 13), "三八": (3, 8), "六一": (6, 1), "双十二": (12, 12),
}  # fmt: skip
_NAMED_DAY = re.compile(
    f'(?P<name>{"|".join(_NAMED_DAYS)})(?=[”"』」’]?(?:事变|运动|惨案|抗战|国际|妇女|儿童|青年|精神|事件))'
    f"|(?<![0-9.·])(?P<month>{_MONTH})[·•](?P<day>{_DAY})(?![0-9.·])"
)
_WEEKDAY = re.compile(
    "(?:星期|礼拜)(?P<long>[一二三四五六日天])|(?<![0-9几半])周(?P<short>[一二三四五六日](?:[、和及][一二三四五六日](?![次个天周]))*)"
    "(?![个次年天份岁期届]|到?两|三次)"
)
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_PART = re.compile(
    "(?P<half>[上下])半年|(?<!前)第?(?P<quarter>[一二三四1-4])季度?(?!稻)|(?P<first_quarter>首季)|(?P<part>[上中下])旬"
)
_PARTS = {"上": 1, "中": 2, "下": 3}

_MORNING = "凌晨|清晨|清早|早晨|早上|今早|早间|早|上午|当天上午"
_NOON = "中午|正午|午间"
_EVENING = "下午|午后|傍晚|晚上|晚间|今晚|当晚|昨晚|晚|深夜|夜间|夜里|入夜"
_MIDNIGHT = "午夜|半夜|零点"
_HAN_HOUR = "二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九]"
_TIME = re.compile(
    f"(?:(?P<am>{_MORNING})|(?P<noon>{_NOON})|(?P<pm>{_EVENING})|(?P<midnight>{_MIDNIGHT}))?\\s?"
    "(?:(?<![0-9.,:第])(?P<colon_hour>2[0-4]|1[0-9]|0?[0-9])[:：](?P<colon_minute>[0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9:：])"
    f"|(?:(?<![0-9.,:第])(?P<hour>2[0-4]|1[0-9]|0?[0-9])|(?<![0-9.第一二三四五六七八九十百千万两])(?P<han_hour>{_HAN_HOUR}))"
    "(?P<unit>时(?![间候代期段尚刻速常差])|点)"
    "(?:(?P<minute>[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])分(?!之|钟|别)"
    "|(?P<half>半)|(?P<quarter>[一三])刻|(?P<sharp>钟|整|许))?)"
)
_HALF_DAY = re.compile("(?P<am>上午|早上|清晨|凌晨)|(?P<pm>下午|午后)|(?P<noon>正午)|(?P<midnight>午夜)")
# 5点 alone is a time where a time is expected; 三点建议 and 3000点 are none.
_BEFORE_TIME = re.compile("(?:[日号天在到至从于起晚]|时间)$")
_AFTER_TIME = re.compile("[，。、前后至到起开抵出在许左]|多钟")

_RELATIVE_YEAR = re.compile(
    "[今去明前后同当次上本每翌往近全]年|年[末度]|[朝代]|民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|(?<![0-9])年[初底中内]|[0-9一二两三四五六七八九十]年[前后来间]|以来|此后|那年|周年"
)
_RELATIVE_MONTH = re.compile(
    "[本上下当同次]个?月|(?<![0-9一二三四五六七八九十])月[初底中末内]|[今当本]日|[今昨明当]天|近日|日前"
)
_RELATIVE_DAY = re.compile(
    "[今昨明前后当同次翌本即]日|[今昨明前后当同次一两三几]天|[今昨当次]晚|[今明]早|日前|近日|一日|星期|周[一二三四五六日末]|礼拜|节|小时"
)

# How many months or years after the one that is named these are; 去年 is told from the day of writing, and is not here.
AFTER_NAMED = {
    Family.MONTH: {"上月": -1, "上个月": -1, "下月": 1, "下个月": 1, "同月": 0, "当月": 0},
    Family.YEAR: {"上年": -1, "同年": 0, "当年": 0, "次年": 1, "翌年": 1, "上年末": -1},
}
RELATIVE = {Family.YEAR: _RELATIVE_YEAR, Family.MONTH: _RELATIVE_MONTH, Family.DAY: _RELATIVE_DAY}


def read(text: str) -> tuple[list[Quantity], str]:
    """The dates and times, and the text with blanks in their places."""
    found: list[Quantity] = []
    for pattern, quantities_of in (
        (_DECADE, _decade),
        (_DATE, _date),
        (_WEEKDAY, _weekday),
        (_PART, _part),
        (_TIME, _time),
        (_HALF_DAY, _half_day),
    ):
        text = taken_out(text, pattern, quantities_of, found)
    return found, text


def _value(numeral: str) -> float:
    return float(numeral) if numeral[0] <= "9" else worth(numeral)


def _parts(match: re.Match[str], group: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """The values of a list or a range of figures, each with its span."""
    text, start = match[group] or "", match.start(group)
    for part in _PART_OF_LIST.finditer(text):
        yield _value(part.group()), (start + part.start(), start + part.end())


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    strong, weak = Weight.STRONG, Weight.WEAK
    if match["iso_year"]:
        for group, family in (("iso_year", Family.YEAR), ("iso_month", Family.MONTH), ("iso_day", Family.DAY)):
            attached = family is not Family.DAY
            yield Quantity(Kind.DATE, family, (float(match[group]),), match.span(group), strong, attached=attached)
        return
    for group in ("years", "lone_years"):
        first = 0.0
        for year, span in _parts(match, group):
            first = first or year
            values = (year,) if year > 999 else (first - first % 100 + year, year)
            attached = group == "years"
            yield Quantity(Kind.DATE, Family.YEAR, values, span, strong, attached=attached)
    months_weight = weak if match["months"] and match["months"][0] > "9" and not match["days"] else strong
    for month, span in _parts(match, "months"):
        is_first = span[1] != match.end("months")  # the 1 of 1至9月 is in "the first nine months"
        attached = bool(match["days"]) or is_first or _FIRST_OF_RANGE.match(match.string, span[1] + 1) is not None
        yield Quantity(Kind.DATE, Family.MONTH, (month,), span, months_weight, attached=attached)
    for group in ("days", "lone_days"):
        for day, span in _parts(match, group):
            yield Quantity(Kind.DATE, Family.DAY, (day,), span, strong)


def named_days(text: str) -> Iterator[Quantity]:
    """The dates in the names of days: 九一八, 3·15. Their English names need not say them, but if they do, rightly."""
    for match in _NAMED_DAY.finditer(text):
        month, day = _NAMED_DAYS[match["name"]] if match["name"] else (int(match["month"]), int(match["day"]))
        for family, value in ((Family.MONTH, month), (Family.DAY, day)):
            yield Quantity(Kind.DATE, family, (float(value),), match.span(), Weight.WEAK, attached=True)


def _decade(match: re.Match[str]) -> Iterator[Quantity]:
    if generation := match["generation"]:
        year = 1900 + float(generation) if generation[0] in "56789" else 2000 + float(generation)
        yield Quantity(Kind.DATE, Family.DECADE, (year, float(generation)), match.span("generation"), Weight.WEAK)
        return
    decade = _value(match["decade"])
    if decade < 100:
        if match["century"]:
            decade += 100 * (_value(match["century"]) - 1)
        else:
            decade += 2000 if match["this"] or decade in (10, 20) else 1900
    yield Quantity(Kind.DATE, Family.DECADE, (decade,), match.span(), Weight.STRONG)


def _weekday(match: re.Match[str]) -> Iterator[Quantity]:
    first, *others = [day for day in match["long"] or match["short"] if day in _WEEKDAYS]
    rest = match.end() - 2 * len(others)  # 周二、四、六
    yield Quantity(Kind.DATE, Family.WEEKDAY, (float(_WEEKDAYS[first]),), (match.start(), rest), Weight.WEAK)
    for position, day in enumerate(others):
        span = (rest + 2 * position + 1, rest + 2 * position + 2)
        yield Quantity(Kind.DATE, Family.WEEKDAY, (float(_WEEKDAYS[day]),), span, Weight.WEAK)


def _part(match: re.Match[str]) -> Iterator[Quantity]:
    if match["half"]:
        family, value = Family.HALF_YEAR, 1.0 if match["half"] == "上" else 2.0
    elif match["part"]:
        family, value = Family.PART_OF_MONTH, float(_PARTS[match["part"]])
    else:
        family, value = Family.QUARTER, _value(match["quarter"]) if match["quarter"] else 1.0
    yield Quantity(Kind.DATE, family, (value,), match.span(), Weight.WEAK)


def _time(match: re.Match[str]) -> Iterator[Quantity]:
    group = match.groupdict()
    period = group["am"] or group["noon"] or group["pm"] or group["midnight"]
    hour = group["colon_hour"] or group["hour"] or group["han_hour"]
    exact = group["minute"] or group["half"] or group["quarter"] or group["sharp"]
    weight = Weight.STRONG
    if not group["colon_hour"] and not period and not exact:
        if group["han_hour"]:
            return
        if group["unit"] == "点":
            before, after = match.string[max(0, match.start() - 2) : match.start()], match.end()
            if not _BEFORE_TIME.search(before) or not _AFTER_TIME.match(match.string, after):
                return
            weight = Weight.WEAK
    minutes = 60 * _value(hour)
    if group["colon_minute"] or group["minute"]:
        minutes += _value(group["colon_minute"] or group["minute"])
    elif group["half"] or group["quarter"]:
        minutes += 30 if group["half"] else 15 * _value(group["quarter"])
    yield Quantity(Kind.TIME, Family.CLOCK, _clock(minutes, group), match.span(), weight)


def _clock(minutes: float, group: dict[str, str | None]) -> tuple[float, ...]:
    """The minutes since midnight that the words may mean: 下午2点 is 14:00, 2点 is 2:00 or 14:00."""
    hour = minutes // 60
    if hour > 12 or (hour == 0 and group["colon_hour"]):
        return (minutes % 1440,)
    if group["pm"]:
        if hour == 12:
            return (0.0 + minutes - 720, minutes) if "晚" in group["pm"] or "夜" in group["pm"] else (minutes,)
        late = group["pm"] in ("深夜", "夜间", "夜里")
        return (minutes + 720, minutes) if late else (minutes + 720,)
    if group["am"]:
        return (minutes % 720,) if hour == 12 and group["am"] == "凌晨" else (minutes,)
    if group["noon"]:
        return (minutes if hour >= 10 else minutes + 720,)
    if group["midnight"]:
        return (minutes % 720, minutes)
    if group["colon_hour"] or (group["unit"] == "时" and group["hour"]):
        return (
            (minutes,)
            if hour < 10 and group["colon_hour"] and len(group["colon_hour"]) == 2
            else (minutes, (minutes + 720) % 1440)
        )
    return (minutes, (minutes + 720) % 1440)


def _half_day(match: re.Match[str]) -> Iterator[Quantity]:
    if match["noon"] or match["midnight"]:
        value = 720.0 if match["noon"] else 0.0
        yield Quantity(Kind.TIME, Family.CLOCK, (value,), match.span(), Weight.IDLE)
    else:
        yield Quantity(Kind.TIME, Family.HALF_DAY, (1.0 if match["am"] else 2.0,), match.span(), Weight.WEAK)
