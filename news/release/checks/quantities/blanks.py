"""Reading a text in turns: what one pattern has read is blank for the next, and nothing moves."""

import re
from collections.abc import Callable, Iterator

from news.release.checks.quantities.values import Quantity


def taken_out(
    text: str,
    pattern: re.Pattern[str],
    quantities_of: Callable[[re.Match[str]], Iterator[Quantity]],
    found: list[Quantity],
) -> str:
    """The text with blanks where `pattern` matched; the quantities are added to `found`. A match that has none stays."""

    def blank(match: re.Match[str]) -> str:
        quantities = list(quantities_of(match))
        found.extend(quantities)
        return " " * len(match.group()) if quantities else match.group()

    return pattern.sub(blank, text)
