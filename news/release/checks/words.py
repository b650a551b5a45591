"""The words of a Chinese text as the segmenter cuts and tags them, kept for the checks that ask one after the other."""

from functools import lru_cache

import rjieba

Tagged = tuple[str, str]  # a word and its part of speech, as jieba calls it


@lru_cache(maxsize=8)
def tagged(text: str) -> tuple[Tagged, ...]:
    return tuple(rjieba.tag(text))
