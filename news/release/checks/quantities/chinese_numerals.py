"""What a Chinese numeral is worth, in Han characters, in figures or in both: 三千二百, 二〇一七, 3.5亿, 两万多, 3亿5000万."""

import re

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}

HAN_DIGIT = f"[{''.join(DIGITS)}]"
# 千 and 兆 of 千瓦, 千克, 兆帕 belong to the unit.
MULTIPLIER = "(?:[十廿卅百万亿]|千(?![瓦克米卡赫帕伏])|兆(?![瓦赫帕字比焦]))"
HAN = f"(?:{HAN_DIGIT}|{MULTIPLIER})"
# 1,240,500, as the United Nations write it also 1 240 500.
FIGURES = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_SCALED = f"(?:{FIGURES})[余多]?{MULTIPLIER}+(?:[余多]{MULTIPLIER}+)?"
# 3.5亿, 3亿5000万, 1200余万, 3万多; 三千二百, 两千多万, 三点五.
NUMERAL = f"(?:{_SCALED}(?:零?{_SCALED})*|{FIGURES}|{HAN}+(?:[余多]{MULTIPLIER}+)?(?:点{HAN_DIGIT}+{MULTIPLIER}*)?)"

_LAST_UNITS = re.compile("[百千万亿兆]+$")
_DECIMALS = re.compile(f"{HAN_DIGIT}+")
_TOKEN = re.compile(rf"[0-9][0-9,， ]*(?:\.[0-9]+)?|{HAN}")
# 三四百, 七八个: two digits side by side before a unit, or at the end, say "three or four".
_SPREAD = re.compile("[一二两三四五六七八](?=[二三四五六七八九](?:[十百千万亿]|$))")


def worth(numeral: str) -> float:
    """The value of what `NUMERAL` matches; 余 and 多 are passed over."""
    whole, point, rest = numeral.partition("点")
    if point and (decimals := _DECIMALS.match(rest)):
        scale = _count(rest[decimals.end() :]) if decimals.end() < len(rest) else 1
        return float(f"{_count(whole):.0f}.{_in_figures(decimals.group())}") * scale
    if all(character in DIGITS for character in numeral):
        return float(_in_figures(numeral))
    return _count(numeral)


def scale_of(numeral: str) -> float:
    """What the numeral's last units multiply figures by: 1e8 for 3.5亿, 1e12 for 26万亿, 1 for 350."""
    trailing = _LAST_UNITS.search(numeral)
    return _count(trailing.group()) if trailing else 1


def is_spread(numeral: str) -> bool:
    """True for 三四百 and 七八: the number is not known, only where it lies."""
    return _SPREAD.search(numeral) is not None and not (len(numeral) > 2 and set(numeral) <= DIGITS.keys())


def readings_of(numeral: str) -> list[str]:
    """三四百 -> 三百, 四百; any other numeral is its only reading."""
    if spread := _SPREAD.search(numeral):
        at = spread.start()
        return [numeral[: at + 1] + numeral[at + 2 :], numeral[:at] + numeral[at + 1 :]]
    return [numeral]


def _in_figures(digits: str) -> str:
    return "".join(str(DIGITS[character]) for character in digits)


def _count(numeral: str) -> float:
    total, section, last_scale, last_unit = 0.0, 0.0, 0, 0
    digit: float | None = None
    for token in _TOKEN.findall(numeral):
        if token in TENS:
            section += (1 if digit is None else digit) * TENS[token]
            digit, last_unit = None, TENS[token]
        elif token in SCALES:
            section += digit or 0
            scale = SCALES[token]
            if scale > last_scale:  # 一万五千亿: everything so far is multiplied
                total = (total + section or 1) * scale
            else:  # 3亿5000万: another part is added
                total += (section or 1) * scale
            section, digit, last_scale, last_unit = 0, None, scale, scale
        elif token in DIGITS:
            # 一万三: the digit takes the place below the last unit, unless 零 or another unit says otherwise.
            last_unit = 0 if DIGITS[token] == 0 else last_unit
            digit = DIGITS[token]
        else:
            digit, last_unit = float(re.sub("[,， ]", "", token)), 0
    if digit and last_unit >= 100:
        digit *= last_unit / 10
    return total + section + (digit or 0)
