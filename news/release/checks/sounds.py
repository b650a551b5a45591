"""Whether Chinese characters may spell a foreign name by its sound: 布林肯 and Blinken, 马克龙 and Macron.

Both are brought down to their consonants, in a few classes that Chinese does not tell apart either, and aligned. Vowels
say little: each language that a name comes from writes them otherwise.
"""

import functools
import re
import unicodedata
from itertools import pairwise

from pypinyin import lazy_pinyin

# Classes: P (b p), F (f v w), T (d t), K (g k), S (s z sh ch j), H, L (l r), M, N. In lower case: may as well be silent.
_ENGLISH = (
    ("ch(?![aeiouyrl])", "C"),
    ("c$", "C"),
    ("sch|tch|tsch|ts|tz|zh|sh|ch|cz|sz|dzh|dj|kh(?=i)|cc(?=[ei])", "S"),
    ("ph|ff", "F"),
    ("th|dt|tt|dd", "T"),
    ("ck|cq|qu|gu(?=[ei])|kk|gg", "K"),
    ("kh", "H"),
    ("gh", "g"),
    ("kn(?=[aeiou])|gn|nn", "N"),
    ("ng(?![aeiouy])", "N"),
    ("ng", "Nk"),
    ("mm", "M"),
    ("ll|rr|(?<![a-z])rh", "L"),
    ("bb|pp", "P"),
    ("ss|zz", "S"),
    ("x", "KS"),
    ("c(?=[eiy])", "S"),
    ("g(?=[eiy])", "G"),
    ("[cgkq]", "K"),
    ("j", "J"),
    ("[sz]", "S"),
    ("[dt]", "T"),
    ("[bp]", "P"),
    ("[fv]", "F"),
    ("w", "w"),
    ("h", "h"),
    ("l", "L"),
    ("r", "l"),
    ("m", "M"),
    ("n", "N"),
)
_ENGLISH_SOUND = re.compile("|".join(f"(?P<s{i}>{letters})" for i, (letters, _class) in enumerate(_ENGLISH)))
_INITIALS = (
    ("zh|ch|sh|[zcs]", "S"),
    ("[jqx]", "X"),
    ("[bp]", "P"),
    ("f", "F"),
    ("w", "w"),
    ("[dt]", "T"),
    ("[gk]", "K"),
    ("h", "h"),
    ("[lr]", "L"),
    ("m", "M"),
    ("n", "N"),
)
_HARD = frozenset("加吉基杰金")  # as often before an old g or k as before a j: 加沙, 基辅
_INITIAL = re.compile("|".join(f"(?P<s{i}>{letters})" for i, (letters, _class) in enumerate(_INITIALS)))

# What two classes are apart, in either order; equal ones are 0, all others 1.
_NEAR = {
    frozenset("PF"): 0.5, frozenset("Fw"): 0.1, frozenset("Pw"): 0.6, frozenset("wh"): 0.4, frozenset("Fh"): 0.5,
    frozenset("Gk"): 0.1, frozenset("GK"): 0.2, frozenset("GS"): 0.2, frozenset("GX"): 0.1, frozenset("Gh"): 0.3,
    frozenset("JX"): 0.1, frozenset("JG"): 0.1, frozenset("JS"): 0.2, frozenset("Jh"): 0.2, frozenset("JK"): 0.6,
    frozenset("XS"): 0.1, frozenset("XK"): 0.4, frozenset("Xh"): 0.3, frozenset("XH"): 0.3, frozenset("XT"): 0.6,
    frozenset("ST"): 0.6, frozenset("Ll"): 0.0, frozenset("Hh"): 0.0, frozenset("HK"): 0.3, frozenset("Kk"): 0.0,
    frozenset("Kh"): 0.5, frozenset("gK"): 0.1, frozenset("gh"): 0.2, frozenset("MN"): 0.4, frozenset("LN"): 0.7,
    frozenset("lh"): 0.4, frozenset("CS"): 0.05, frozenset("CX"): 0.05, frozenset("CK"): 0.1, frozenset("Ch"): 0.1,
    frozenset("lX"): 0.7,
}  # fmt: skip
_LEFT_OUT = {
    "l": 0.15,
    "h": 0.2,
    "w": 0.3,
    "g": 0.1,
    "k": 0.2,
    "L": 0.6,
    "N": 0.65,
    "M": 0.7,
    "J": 0.4,
    "T": 0.6,
    "K": 0.7,
}
_AROUND, _MOST_AROUND = 0.25, 0.5
_PUT_IN = {"h": 0.4, "w": 0.2, "L": 0.4, "N": 0.4, "X": 0.8, "K": 0.8, "F": 0.7}


@functools.lru_cache(maxsize=8_000)
def english_sounds(word: str) -> str:
    """The consonants of a word: Trump -> TLMP."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    sounds = "".join(_ENGLISH[int((match.lastgroup or "s0")[1:])][1] for match in _ENGLISH_SOUND.finditer(plain))
    return "".join(sound for before, sound in pairwise("-" + sounds) if sound != before)


@functools.lru_cache(maxsize=8_000)
def syllable(character: str) -> str:
    """How a character is usually read, without its tone."""
    return "".join(lazy_pinyin(character, errors="ignore"))


@functools.lru_cache(maxsize=8_000)
def syllable_sounds(character: str) -> str:
    """The consonants of a character: 林 -> LN, 尔 -> L, 奥 -> nothing."""
    reading = syllable(character)
    if reading == "er":
        return "L"
    initial = _INITIAL.match(reading)
    if character == "若":  # 若塔 is Jota
        return "J"
    if character in _HARD:
        return "GN" if reading.endswith("n") else "G"
    start = _INITIALS[int((initial.lastgroup or "s0")[1:])][1] if initial else ""
    return start + ("N" if reading.endswith(("n", "ng")) else "")


def unlikeness(word: str, characters: str, is_part: bool = False) -> float:
    """How far a word is from `characters`, or from the best stretch of them, for each of its sounds: 0.0 is alike, above
    0.25 is not. What stands around the stretch counts, unless the name `is_part` of the characters."""
    wanted, given = english_sounds(word), "".join(map(syllable_sounds, characters))
    if not wanted or not given:
        return 1.0
    if "-" in word:  # Okonjo-Iweala is 伊维拉
        return min(unlikeness(part, characters, is_part) for part in (word.replace("-", ""), *word.split("-")))
    return _distance(wanted, given, 0.0 if is_part else _AROUND) / len(wanted)


@functools.lru_cache(maxsize=20_000)
def _distance(wanted: str, given: str, around: float) -> float:
    """The cost of `wanted` against the stretch of `given` that is nearest to it: each sound `around` it costs little."""
    previous = [min(around * j, _MOST_AROUND) for j in range(len(given) + 1)]
    for sound in wanted:
        left_out = _LEFT_OUT.get(sound, 0.8)
        current = [previous[0] + left_out]
        for j, other in enumerate(given, start=1):
            current.append(
                min(
                    previous[j - 1] + (0.0 if sound == other else _NEAR.get(frozenset((sound, other)), 1.0)),
                    previous[j] + left_out,
                    current[j - 1] + _PUT_IN.get(other, 0.8),
                )
            )
        previous = current
    return min(cost + min(around * (len(given) - j), _MOST_AROUND) for j, cost in enumerate(previous))
