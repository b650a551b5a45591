"""Addresses that a reader can read: pinyin words for Chinese titles, the title's words for English ones."""

import functools
import re

import rjieba
from django.utils.text import slugify
from pypinyin import lazy_pinyin

from portal.locales import is_mostly_han

MAX_LENGTH = 70  # characters; longer titles are cut between words

# The fixed words of our URLs: a page may not sit where they lead. docs/urls.md and tests/portal/test_slugs.py keep watch.
RESERVED = frozenset(
    "admin comments corrections documents feed healthz media meetings metrics officials parallel readyz robots.txt search"
    " sitemap.xml static suggest topics versions zh en".split()
)
YEAR_OR_MONTH = re.compile(r"\d{1,4}")


def is_reserved(slug: str) -> bool:
    """True for the fixed words of our URLs, and for what would read as a year or a month of an archive."""
    return slug in RESERVED or YEAR_OR_MONTH.fullmatch(slug) is not None


def slug_for(title: str, language: str) -> str:
    """A slug for `title`, ASCII, at most `MAX_LENGTH` characters, never reserved; "" where nothing can be read from it.

    Chinese is segmented into words and each word written in pinyin: 防汛会议 -> fangxun-huiyi.
    """
    if not language.startswith("zh") and is_mostly_han(title):
        return ""  # not translated yet: the figures in it make no slug
    title = re.sub(r"(?<=\d)\.(?=\d)", "-", re.sub(r"(?<=\d),(?=\d)", "", title))  # 5.4 is not 54, 1,340 is 1340
    if language.startswith("zh"):
        title = " ".join(word if word.isascii() else spoken(word) for word in rjieba.cut(title))
    else:
        title = re.sub(r"[’']", "", title)
    words = slugify(title).split("-")
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    slug = slug or words[0][:MAX_LENGTH]
    return f"{slug}-1" if slug and is_reserved(slug) else slug


@functools.lru_cache(maxsize=50_000)
def spoken(word: str) -> str:
    """A Chinese word in pinyin without tones. Kept, for an import asks for the same words again and again."""
    return "".join(lazy_pinyin(word))
