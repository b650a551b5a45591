"""Characters that have no place in a comment: they break databases or deceive readers' eyes."""

TAB, NEWLINE = 0x09, 0x0A

_REMOVED = (
    *(code for code in range(0x20) if code not in (TAB, NEWLINE)),  # C0 controls, NUL among them
    *range(0x7F, 0xA0),  # DEL and the C1 controls
    *range(0x202A, 0x202F),  # embeddings and overrides: they show text in another order than it has
    *range(0x2066, 0x206A),  # isolates
    *range(0xD800, 0xE000),  # lone surrogates: no encoding can store them
)
_TABLE = dict.fromkeys(_REMOVED)


def without_controls(text: str) -> str:
    """The text with `\\n` for every line break and without the characters above."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
