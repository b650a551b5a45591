"""What is asked: queries in groups, by how many articles they find."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from math import log
from typing import NamedTuple

import rjieba

from bench import _corpus

SAMPLED = 20_000  # lines of somebody's own archive that are read for its common words
PAIRS = "pairs that never meet"


class Group(NamedTuple):
    """Queries whose times belong together. `size` is the class they count towards, 0 where they belong to none."""

    name: str
    size: int
    queries: list[str]
    language: str = "zh-hans"


def generated(plan: _corpus.Plan) -> list[Group]:
    """For a generated archive: made-up words in exact numbers, ordinary words of about the same numbers, and the pairs.

    Of the made-up words, those of two characters are looked up as every dictionary word is. The longer ones stand for names
    and terms that no dictionary knows: they are looked for in the texts, which takes much longer.
    """
    pairs = [Group(f"{c.asked:,}", c.asked, [word for word in c.words if len(word) == 2]) for c in plan.classes()]
    longer = [
        Group(f"{c.asked:,}, no dictionary's words", 0, [w for w in c.words if len(w) > 2]) for c in plan.classes()
    ]
    ordinary = [
        Group(f"ordinary words, about {planted.asked:,}", 0, _corpus.natural_words(plan.size, planted.hits))
        for planted in plan.classes()
    ]
    return [*pairs, *longer, Group(PAIRS, 0, [" ".join(pair) for pair in plan.pairs()]), *ordinary]


def by_hits(counts: dict[str, int]) -> list[Group]:
    """Queries sorted into the classes by the hits that each was counted to have; what finds nothing is left out."""
    groups = {size: Group(f"about {size:,}", size, []) for size in _corpus.CLASSES}
    for query, hits in counts.items():
        if hits:
            groups[nearest(hits)].queries.append(query)
    return [group for group in groups.values() if group.queries]


def nearest(hits: int) -> int:
    return min(_corpus.CLASSES, key=lambda size: abs(log(size / hits)))


def common_words(lines: Iterable[dict[str, str]], size: int) -> list[str]:
    """Of somebody's own archive of `size` lines the words whose numbers of articles come nearest to the classes."""
    articles: Counter[str] = Counter()
    jieba = rjieba.Jieba()
    for line in islice(lines, SAMPLED):
        articles.update({word for word in jieba.cut(line["title"] + line["body"]) if len(word) > 1 and is_han(word)})
    share = min(SAMPLED, size) / size
    words: list[str] = []
    for wanted in _corpus.CLASSES:
        far = {word: abs(log(hits / share / wanted)) for word, hits in articles.items() if word not in words}
        words += sorted(far, key=far.__getitem__)[: _corpus.WORDS_PER_CLASS]
    return words


def is_han(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def beginnings(titles: Sequence[str], names: Sequence[tuple[str, str]]) -> list[Group]:
    """What somebody has typed so far: the first characters of titles and names, in Han, by pinyin, by initials, in English."""
    from pypinyin import lazy_pinyin

    han = [title[:length] for title, length in zip(titles, (2, 3, 4, 6) * 10, strict=False) if is_han(title[:6])]
    syllables = [lazy_pinyin(name_zh) for name_zh, _name_en in names]
    return [
        Group("typed in Han", 0, han[:10]),
        Group("typed in pinyin", 0, ["".join(name)[:6] for name in syllables[:10]]),
        Group("typed as initials", 0, ["".join(syllable[0] for syllable in name)[:4] for name in syllables[10:20]]),
        Group("typed in English", 0, [name_en[:4].lower() for _name_zh, name_en in names[20:30]], "en"),
    ]
