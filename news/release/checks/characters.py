"""Han characters and Latin words, as the checks tell them apart."""

import re

# Unified ideographs, extension A, compatibility ideographs, the planes beyond the first, and 〇.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{HAN}]+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def han_count(text: str) -> int:
    return sum(map(len, HAN_RUN.findall(text)))


def encodable(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can write, replaced one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text
