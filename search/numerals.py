"""Chinese numerals and English ordinals as figures: 第三次 = 第3次 = third, 二〇一七年 = 2017年."""

import re

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = f"[{''.join(DIGITS)}{''.join(UNITS)}]+"
# Only where it counts something: after 第, or before a word for what is counted. 一带一路 holds no number.
COUNTING = re.compile(f"(?<=第){_NUMERAL}|{_NUMERAL}(?=[年月日号次届期])")

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
ORDINALS = {word: number for number, word in enumerate(_ONES + _TEENS, start=1)}
ORDINALS |= {word: number * 10 for number, word in enumerate(_TENS, start=2)}
FIGURE_ORDINAL = re.compile("([0-9]{1,4})(?:st|nd|rd|th)")


def in_arabic(text: str) -> str:
    """The text with the Chinese numerals that count something written in figures."""
    return COUNTING.sub(lambda found: value_of(found.group()), text)


def value_of(numeral: str) -> str:
    """二〇一七 -> 2017 (digit by digit), 三十八 -> 38, 两千零五 -> 2005."""
    if not set(numeral) & UNITS.keys():
        return "".join(str(DIGITS[character]) for character in numeral)
    total, digit = 0, 0
    for character in numeral:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return str(total + digit)


def as_han(text: str) -> str:
    """The figures of a text in Chinese numerals: years digit by digit (2017年), other numbers up to 9,999 counted."""
    return re.sub("[0-9]+(?=年)|(?<![0-9.,])[0-9]{1,4}(?![0-9.,])", lambda found: _han(found.group()), text)


def _han(figures: str) -> str:
    if len(figures) == 4 and figures[0] in "12":
        return "".join("〇一二三四五六七八九"[int(figure)] for figure in figures)
    number, parts = int(figures), ""
    if number == 0 or number > 9999:
        return figures
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            parts += "一二三四五六七八九"[digit - 1] + unit
        elif parts and not parts.endswith("零") and number:
            parts += "零"
    return parts.removeprefix("一") if parts.startswith("一十") else parts


def ordinal_of(word: str) -> int | None:
    """third, 3rd -> 3; None for what is no ordinal. (twenty-first comes as two words.)"""
    if found := FIGURE_ORDINAL.fullmatch(word):
        return int(found.group(1))
    return ORDINALS.get(word)
