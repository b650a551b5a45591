"""What an article says, as the segments that are translated: the measure of whether two texts are the same."""

import difflib
import hashlib
from itertools import zip_longest

from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def segments_of(page: Page) -> list[str]:
    """The translatable texts of a page, or of a revision as an object, in the order of its fields."""
    return [segment.string.data for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]


def digest_of(page: Page) -> str:
    """SHA-256 of the page's text, in hexadecimal: 64 characters. Pictures, times and people are not part of it."""
    return hashlib.sha256("\x00".join(segments_of(page)).encode()).hexdigest()


def moved(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Which segments differ, `(old, new)`, with "" on one side where one was added or is gone."""
    changes: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            changes += zip_longest(old[i:j], new[k:m], fillvalue="")
    return changes
