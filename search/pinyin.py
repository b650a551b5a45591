"""Chinese words as they are typed: pinyin without tones, and its first letters. Pure Python over pypinyin's tables.

pypinyin's own functions take fifty microseconds a word; a release has ten words and the archive's vocabulary 300,000.
"""

import functools
import unicodedata

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

LONGEST_PHRASE = 4  # characters of the phrases that are looked for within a word
# What speakers of the south, and those who type as they speak, do not tell apart. Initials, then ends of syllables.
SAME_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n", "z": "zh", "c": "ch", "s": "sh", "n": "l"}
SAME_ENDS = {"ang": "an", "eng": "en", "ing": "in", "an": "ang", "en": "eng", "in": "ing"}


@functools.lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[str, ...]:
    """The syllables of a word with their tones, as `zhì`; empty where a character has none."""
    syllables: list[str] = []
    place = 0
    while place < len(word):
        for end in range(min(len(word), place + LONGEST_PHRASE), place + 1, -1):
            if phrase := PHRASES_DICT.get(word[place:end]):
                syllables += [reading[0] for reading in phrase]
                place = end
                break
        else:
            reading = PINYIN_DICT.get(ord(word[place]), "").split(",")[0]
            if not reading:
                return ()
            syllables.append(reading)
            place += 1
    return tuple(syllables)


@functools.lru_cache(maxsize=4_000)
def toneless(syllable: str) -> str:
    """`zhì` -> `zhi`, `lǜ` -> `lv`, as input methods have it."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v").replace("ê", "e")
    return "".join(letter for letter in letters if letter.isascii())


def syllables(word: str) -> list[str]:
    """Without tones; empty where a character has no reading."""
    return [toneless(reading) for reading in readings(word)]


def near(syllable: str) -> list[str]:
    """The syllable, and those that are often taken for it: `lin` -> `lin nin ling ning`."""
    initial = next((known for known in SAME_INITIALS if syllable.startswith(known)), "")
    rest = syllable[len(initial) :]
    starts = [initial, SAME_INITIALS[initial]] if initial else [""]
    end = next((known for known in SAME_ENDS if rest.endswith(known)), "")
    ends = [rest, rest[: len(rest) - len(end)] + SAME_ENDS[end]] if end else [rest]
    return [start + end for start in starts for end in ends]
