"""What a check found: where, how grave it is, and what to say about it."""

from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]  # code points, half-open, into the text that was given


class Severity(StrEnum):
    """An error keeps a release back; a warning asks for a reason."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """`code` begins with what it is about (`number-missing`, `date-differs`). A span is None where there is no counterpart.

    `message` is a sentence in the reader's language.
    """

    code: str
    severity: Severity
    source_span: Span | None
    target_span: Span | None
    message: str
