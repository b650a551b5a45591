"""The words that generated articles are made of: Chinese ones as often as people use them, English ones by Zipf's law.

GB 2312 has two levels of characters, common and rarer ones. Ordinary text is made of the first level alone, and *class
words*, which are planted in a known number of articles, of the second alone: no class word occurs anywhere by chance.
"""

import random
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate, cycle

LONGEST = 5  # characters; longer entries of the dictionary are names and sayings
DRAWN = 1 << 19
ENGLISH_WORDS = 20_000


@cache
def chinese() -> list[str]:
    """Half a million running words, drawn by the frequencies in the dictionary of jieba: about 54,000 words, some often.

    Drawing from these with equal chances is six times as fast as drawing from the dictionary by weight.
    """
    words, weights = [], []
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, _part_of_speech = line.rsplit(" ", 2)
        if len(word) <= LONGEST and all(map(is_common, word)):
            words.append(word)
            weights.append(float(frequency))
    return random.Random("chinese").choices(words, cum_weights=list(accumulate(weights)), k=DRAWN)


def is_common(character: str) -> bool:
    return 0xB0 <= lead_byte(character) < 0xD8


def lead_byte(character: str) -> int:
    """The row of GB 2312 in which a character stands, as its encoding has it; 0 for characters of other sets."""
    encoded = character.encode("gb2312", errors="ignore")
    return encoded[0] if len(encoded) == 2 else 0


def rare_characters() -> list[str]:
    """The second level of GB 2312, which ordinary text here never uses: 3,008 characters."""
    return [bytes([row, cell]).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)]


def class_words(rng: random.Random) -> Iterator[str]:
    """Made-up words of two, three and four characters by turns, no two of which share a character."""
    characters = rng.sample(rare_characters(), 3008)
    for length in cycle((2, 3, 2, 4)):
        if len(characters) < length:
            return
        yield "".join(characters.pop() for _ in range(length))


@cache
def english() -> list[str]:
    """Running words: common ones first, then made-up ones that look English, each as often as its rank lets expect."""
    rng = random.Random("english")
    words = dict.fromkeys(COMMON_ENGLISH.split())
    while len(words) < ENGLISH_WORDS:
        syllables = [rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.choice((1, 1, 2)))]
        words["".join(syllables) + rng.choice(ENDINGS)] = None
    weights = [1 / (rank + 2.7) for rank in range(len(words))]
    return rng.choices(list(words), cum_weights=list(accumulate(weights)), k=DRAWN)


COMMON_ENGLISH = """
the of and to in a for on with was is by at that be as from will this are has have its an it were which said new year
province government meeting city development work people public plan water school road bank services health project
support report flood office officials safety local national industry training market farmers companies quality open
reform growth energy river county residents investment construction measures management policy executive conference
departments system education transport employment environment technology science culture trade prices food housing
rural urban hospital railway bridge port power grain emergency prevention control inspection standard budget finance
tax enterprise private foreign digital data research innovation talent youth elderly care insurance pension wages
million billion percent first second third session held chaired stressed agreed discussed reviewed approved issued
notice decision opinion action guideline list before after more than all each must should also and over under between
"""
ONSETS = "b c d f g h l m n p r s t v w st tr pl cr gr".split()
NUCLEI = "a e i o u ea ou ai".split()
CODAS = ["", "n", "r", "l", "s", "m", "nd", "rt", "st", "ck"]
ENDINGS = ["", "", "", "ing", "ed", "tion", "ment", "al", "er", "ity", "ous", "ly"]
