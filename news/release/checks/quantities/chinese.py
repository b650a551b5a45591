"""The quantities of a Chinese text."""

import re
from collections.abc import Iterator

from news.release.checks.quantities import chinese_dates
from news.release.checks.quantities.chinese_numerals import (
    DIGITS,
    FIGURES,
    HAN,
    NUMERAL,
    is_spread,
    readings_of,
    scale_of,
    worth,
)
from news.release.checks.quantities.chinese_phrases import EMPTY_WORD, SET_PHRASE
from news.release.checks.quantities.ranges import in_passing, shared_units
from news.release.checks.quantities.traditional import SIMPLIFIED, is_traditional
from news.release.checks.quantities.values import MONEY, SHARES, Family, Kind, Quantity, Reading, Weight

# Full-width figures, letters and signs become half-width ones, traditional characters simplified ones, one for one.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？；（）"} | SIMPLIFIED

_UNITS = {
    Family.BASIS_POINTS: "个基点 基点",
    Family.POINTS: "个百分点 百分点",
    Family.PERCENT: "% ％",
    Family.TIMES: "倍",
    Family.US_DOLLAR: "美元 美金",
    Family.OTHER_MONEY: "欧元 英镑 日元 港元 港币 卢布 韩元 新台币 台币 澳元 加元 加拿大元 新元 新加坡元 卢比 "
    "法郎 比索 里拉 雷亚尔 兰特 "
    "泰铢 越南盾 澳门元 林吉特",
    Family.YUAN: "元人民币 人民币 元 块钱",
    Family.MU: "亩",
    Family.HECTARE: "公顷",
    Family.SQUARE_KILOMETRE: "平方公里 平方千米",
    Family.ACRE: "英亩",
    Family.KILOMETRE: "公里 千米",
    Family.METRE: "米",
    Family.MILE: "英里",
    Family.FOOT: "英尺",
    Family.KILOWATT: "千瓦 kW",
    Family.MEGAWATT: "兆瓦 MW",
    Family.GIGAWATT: "吉瓦 GW",
    Family.INCH: "英寸",
    Family.CENTIMETRE: "厘米",
    Family.LI: "里",
    Family.JIN: "斤",
    Family.KILOGRAM: "公斤 千克",
    Family.TONNE: "吨",
    Family.POUND: "磅",
    Family.CELSIUS: "摄氏度 ℃ °C",
    Family.FAHRENHEIT: "华氏度",
    Family.YEARS: "年 周年 周岁 岁",
    Family.MONTHS: "个月 个多月",
    Family.WEEKS: "周 个星期 星期",
    Family.DAYS: "天",
    Family.HOURS: "小时 个小时 个多小时",
    Family.MINUTES: "分钟",
}
_AS_IN_HONG_KONG = {Family.YUAN: Family.OTHER_MONEY}
# Words after which even a single Han numeral counts something, and after which a translator keeps it.
_COUNTERS = (
    "平方米 立方米 毫米 厘米 海里 克 毫克 千瓦时 秒 世纪 个 名 位 人次 人 户 家 件 项 座 条 艘 架 辆 台 套 份 部 篇 届 次 批 "
    "所 支 枚 起 例 宗 头 只 匹 株 棵 根 块 张 册 卷 首 幅 颗 粒 栋 幢 列 节 门 场 轮 吨级 度 小时 分钟 级 期 号 层"
)
# And those with which numerals are often part of a name, or stand for "all".
_LOOSE_COUNTERS = (
    "国 省 市 县 区 乡 镇 村 方 地 大 类 种 中全会 点 步 处 口 道 段 线 环 条线 组 对 双 "
    "间 片 把 月 日 季度 成 折 比 分 旬"
)
_FAMILY = {unit: family for family, units in _UNITS.items() for unit in units.split()}
_STRICT = frozenset(_COUNTERS.split()) | frozenset(_FAMILY) - {"周", "里", "星期"}
_ANY_UNIT = "|".join(
    sorted({*_FAMILY, *_COUNTERS.split(), *_LOOSE_COUNTERS.split()}, key=lambda unit: (-len(unit), unit))
)
_MORE = "余|多(?!少|数|样|元|边)|来(?=[个名位人家户件项座年天])"

_FRACTION = re.compile(
    f"百分之(?P<percent>{NUMERAL})|千分之(?P<permille>{NUMERAL})"
    f"|(?P<below>{NUMERAL})分之(?P<above>{NUMERAL})"
    f"|每(?P<of>{NUMERAL})[个名位人户家].{{1,12}}?有(?P<some>{NUMERAL})(?=[个名位人户家])"
    f"|(?<![0-9.{''.join(DIGITS)}十百千万两])(?P<tenths>[0-9]|[一二两三四五六七八九])成(?P<half>半|五)?"
    "(?!为|立|功|员|长|果|分|本|年|都|人|熟|绩|效|就|交|品|型|因|语|套|形|群|全|了|风|材|婚|名|像)"
    f"|(?P<fold>{FIGURES}|[一二三四五六七八九])折(?!叠|腾|断|射|旧|价|算|返|磨|服|合|中|线)"
)
_PLAN = re.compile(
    '(?<![一二三四五六七八九十个])(十?[一二三四五六七八九]|十)五(?=[”"’』」]|规划|计划|时期|期间|开局|收官|末|以来|的)'
)
# 国办发〔2017〕47号; letters make a name of figures: G20, F-16, COVID-19, 5G.
_NAME = re.compile("[A-Za-z]+-?[0-9]+(?:[.-][0-9A-Za-z]+)*|[0-9]+[A-Z](?![A-Za-z])|[0-9]+[·•][0-9]+")
_NUMBER = re.compile(
    f"(?P<ordinal>第)?(?P<numeral>{NUMERAL})(?P<more>{_MORE})?(?P<spread>几)?(?P<half>个?半(?!年|月|径|岛|导))?"
    f"(?P<unit>{_ANY_UNIT})?(?P<and_half>半)?"
)
_ABOUT_BEFORE = re.compile(
    "(?:近|约|逾|超|超过|达|不足|不到|将近|大约|至少|上|过|高达|突破|接近|大概|仅"
    "|少于|多于|低于|高于|几乎|突破了|超过了)$"
)
_WORTH = {"旬": 10, "季度": 3, "世纪": 100}  # years, months (前三季度, the first nine months), years
_COUNTED_BEFORE = re.compile("(?:每|近|逾|约)$")
_ABOUT_AFTER = re.compile("左右|以上|以下|上下|[余多]|[^，。；]{0,4}(?:左右|以上|上下)")
_GROWTH = re.compile("(?:增长|增加|提高|上升|上涨|高出|扩大|增|涨|多)了?[近约逾超]?过?$")
_NUMERAL_CHARACTER = re.compile(f"[0-9]+(?:\\.[0-9]+)?|{HAN}+")
_SECONDS = re.compile("[0-9.]+秒")
_OTHER_NUMERAL = re.compile("[半双周首番]")
_VAGUE = frozenset("几数")
# 9秒83, 1米85, 3块5: the unit stands where the point does.
_UNIT_AS_POINT = re.compile("(?<![0-9.])([0-9]{1,3})(?:秒|米|块)([0-9]{1,2})(?![0-9.])")
_HALF = re.compile("半(?P<century>个?世纪)?")
_REMARK = re.compile("[(（][^()（）]*[)）]")
_PAIRED = re.compile("双|翻了?(?P<times>[一两二三四五六七八0-9])?番")
_FIRST = re.compile("首(?=[日次款阶颗艘架枚部个位轮批场家台座天期季例届任架条站])")
_RANGE = re.compile(r"\s*(?:至|到|[-—–~～]{1,2}|、|或|和|与|及|，|比)\s*[近约超第]?(?:增长|下降|提高)?\s*")


def read(text: str) -> Reading:
    """Every quantity of `text`."""
    folded = text.translate(_HALF_WIDTH)
    found: list[Quantity] = []
    if not _NUMERAL_CHARACTER.search(folded) and not _OTHER_NUMERAL.search(folded):
        dates, _rest = chinese_dates.read(folded)
        return _reading(folded, dates)
    rest = EMPTY_WORD.sub(lambda match: " " * len(match.group()), folded)
    rest = _blanked(_NAME, _blanked(SET_PHRASE, rest, found), found)
    plans = [
        Quantity(Kind.NUMBER, Family.ORDINAL, (worth(plan.group(1)),), plan.span(1), Weight.WEAK)
        for plan in _PLAN.finditer(rest)
    ]
    rest = _PLAN.sub(lambda plan: " " * len(plan.group()), rest)
    dates, rest = chinese_dates.read(rest)
    for match in _UNIT_AS_POINT.finditer(rest):
        value = float(f"{match[1]}.{match[2]}")
        found.append(Quantity(Kind.NUMBER, Family.PLAIN, (value,), match.span(), Weight.STRONG))
    rest = _UNIT_AS_POINT.sub(lambda match: " " * len(match.group()), rest)
    shares = [share for match in _FRACTION.finditer(rest) if (share := _share(match))]
    rest = _FRACTION.sub(lambda match: " " * len(match.group()), rest)
    rest = _PAIRED.sub(lambda match: " " * len(match.group()), rest)
    numbers = [number for match in _NUMBER.finditer(rest) for number in _number(match, rest)]
    counted = shared_units(sorted([*shares, *numbers], key=lambda quantity: quantity.span), folded, _RANGE)
    remarks = [remark.span() for remark in _REMARK.finditer(folded)]
    if is_traditional(text):  # there 元 is the dollar of Hong Kong
        counted = [one._replace(family=_AS_IN_HONG_KONG.get(one.family, one.family)) for one in counted]
    everything = [*found, *plans, *chinese_dates.named_days(folded), *dates, *counted, *_doubles(folded)]
    return _reading(folded, [in_passing(quantity, remarks) for quantity in everything])


def _reading(folded: str, quantities: list[Quantity]) -> Reading:
    return Reading(
        tuple(sorted(quantities, key=lambda quantity: quantity.span)),
        folded,
        chinese_dates.RELATIVE,
    )


def _blanked(pattern: re.Pattern[str], text: str, idle: list[Quantity]) -> str:
    """The text without what `pattern` matches; the numerals in there are added to `idle`."""

    def blank(match: re.Match[str]) -> str:
        for numeral in _NUMERAL_CHARACTER.finditer(match.group()):
            span = (match.start() + numeral.start(), match.start() + numeral.end())
            value = worth(numeral.group()) if not numeral.group()[0].isdigit() else float(numeral.group())
            idle.append(Quantity(Kind.NUMBER, Family.PLAIN, (value,), span, Weight.IDLE))
            if set(numeral.group()) <= DIGITS.keys() and len(numeral.group()) > 1:  # 五一: 5 and 1
                idle.extend(
                    Quantity(Kind.NUMBER, Family.PLAIN, (float(DIGITS[digit]),), span, Weight.IDLE)
                    for digit in numeral.group()
                )
        return " " * len(match.group())

    return pattern.sub(blank, text)


def _doubles(text: str) -> Iterator[Quantity]:
    for match in _HALF.finditer(text):
        values = (50.0,) if match["century"] else (50.0, 0.5, 30.0, 6.0)
        yield Quantity(
            Kind.NUMBER, Family.PLAIN if match["century"] else Family.FRACTION, values, match.span(), Weight.IDLE
        )
    for match in _FIRST.finditer(text):
        yield Quantity(Kind.NUMBER, Family.ORDINAL, (1.0,), match.span(), Weight.IDLE)
    for match in _PAIRED.finditer(text):
        times = match.group("times")
        count = worth(times) if times else 1.0
        family = Family.TIMES if match.group() != "双" else Family.SAID
        yield Quantity(Kind.NUMBER, family, (2.0**count, 100.0, count), match.span(), Weight.IDLE)


def _share(match: re.Match[str]) -> Quantity | None:
    """百分之三十五, 三分之二, 三成半, 八折: in per cent."""
    group = match.groupdict()
    strong = Weight.STRONG
    if group["percent"]:
        return Quantity(Kind.NUMBER, Family.PERCENT, (worth(group["percent"]),), match.span(), strong)
    if group["permille"]:
        permille = worth(group["permille"])
        return Quantity(Kind.NUMBER, Family.FRACTION, (permille / 10, permille), match.span(), strong)
    if group["below"]:
        below, above = worth(group["below"]), worth(group["above"])
        if not below:
            return None
        weight = strong if below > 2 else Weight.WEAK
        return Quantity(Kind.NUMBER, Family.FRACTION, (100 * above / below, below), match.span(), weight)
    if group["of"]:
        of, some = worth(group["of"]), worth(group["some"])
        if not of:
            return None
        return Quantity(Kind.NUMBER, Family.FRACTION, (100 * some / of, of, some), match.span(), Weight.WEAK)
    if group["tenths"]:
        tenths = worth(group["tenths"]) + (0.5 if group["half"] else 0)
        return Quantity(Kind.NUMBER, Family.FRACTION, (10 * tenths, tenths), match.span(), Weight.WEAK, about=True)
    fold = worth(group["fold"])
    fold = fold * 10 if fold < 10 else fold
    return Quantity(Kind.NUMBER, Family.FRACTION, (fold, 100 - fold, fold / 10), match.span(), Weight.WEAK)


def _number(match: re.Match[str], text: str) -> Iterator[Quantity]:
    numeral, unit = match["numeral"], match["unit"]
    value = worth(numeral)
    is_vague = match["spread"] or is_spread(numeral) or text[match.start() - 1 : match.start()] in _VAGUE
    if is_vague and not "0" <= numeral[0] <= "9":  # 三四百, 二十几, 数百: where it lies, not what it is
        for reading in readings_of(numeral):
            yield Quantity(Kind.NUMBER, Family.PLAIN, (worth(reading),), match.span("numeral"), Weight.IDLE)
        return
    half = 0.5 if match["half"] or (match["and_half"] and unit) else 0
    before = text[max(0, match.start() - 8) : match.start()]
    family = Family.ORDINAL if match["ordinal"] else _FAMILY.get(unit or "", Family.PLAIN)
    scale = scale_of(numeral)
    about = bool(match["more"] or _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, match.end("numeral")))
    values = [value + half * (scale if scale > 1 else 1)] if half else [value]
    if half:
        values.append(value)
    if family is Family.TIMES:
        values += [100 * value, 100 * value - 100]
        if _GROWTH.search(before):
            values += [value + 1, 100 * value + 100]
    elif family is Family.YEARS and 10 <= value < 100 and numeral[0].isdigit():
        values += [1900 + value, 2000 + value]  # 98年, 08年
    elif unit == "分" and (before.endswith("小时") or _SECONDS.match(text, match.end())):
        family = Family.MINUTES
    elif unit in _WORTH and not (match["ordinal"] and unit == "世纪"):
        values.append(_WORTH[unit] * value)
    weight = _weight(match, value, family, before)
    yield Quantity(
        Kind.NUMBER,
        family,
        tuple(values),
        (match.start("numeral"), match.end("numeral")),
        weight,
        about,
        scale=scale,
        written=sum("0" <= character <= "9" for character in numeral),
    )


def _weight(match: re.Match[str], value: float, family: Family, before: str) -> Weight:
    """Figures count; a Han numeral counts when a measure word follows it or nobody would write it otherwise."""
    numeral, unit = match["numeral"], match["unit"] or ""
    if "0" <= numeral[0] <= "9":
        if family in SHARES or family in MONEY or value > 1 or "." in numeral:
            return Weight.STRONG
        return Weight.WEAK
    if match["ordinal"]:
        return Weight.STRONG if value > 3 else Weight.WEAK
    if len(numeral) == 1 and numeral in "百千万亿" and _COUNTED_BEFORE.search(before):
        return Weight.STRONG  # 每百户, 近千家
    if value == 1 or (len(numeral) == 1 and numeral in "百千万亿零〇"):
        return Weight.IDLE
    if len(numeral) == 1:
        if unit in _STRICT:
            return Weight.STRONG if value > 3 else Weight.WEAK
        return Weight.WEAK if unit else Weight.IDLE
    if numeral[0] in DIGITS and numeral[-1] in "百千万亿":
        return Weight.STRONG
    if unit in _STRICT or (len(numeral) > 2 and any(character in "十百千万亿" for character in numeral)):
        return Weight.STRONG
    return Weight.WEAK if unit or "十" in numeral else Weight.IDLE
