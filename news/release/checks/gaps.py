"""Holes in an English text, where a name was taken out: "Premier and Prime Minister Albanese", "was invented by in 1040".

A hole alone is poor English and no finding; beside a name that the Chinese text has and the English has not it says where.
"""

import re

_OFFICE = (
    "(?:President|Premier|Prime Minister|Chancellor|Governor|Mayor|Minister|Secretary|Chairman|Chairwoman|Director-General"
    "|Secretary-General|Ambassador|Colonel|General|Captain|Professor|Chief Executive|CEO"
    "|[Ss]pokes(?:person|man|woman)|[Cc]oach|[Aa]stronauts?|[Ff]ounder"
    "|[Aa]cademician|[Ll]aureate|[Pp]oet|[Ww]riter|[Ss]inger|[Aa]ctor|[Aa]ctress|[Dd]irector|[Ll]eader|[Cc]andidate|[Oo]fficial|[Pp]layer|[Ss]wimmer)"
)
_VERB = (
    "(?:said|says|told|met|won|beat|defeated|announced|signed|stressed|noted|pointed|called|arrived|attended|visited|chaired"
    "|presided|delivered|made|was|is|has|had|will|swept|took|claimed|finished|set|added|held|urged|expressed|thanked)"
)
_HOLES = re.compile(
    # A sentence that begins small; but "e-commerce" may, and so may what follows "U.S. " or "Sept. ".
    r"\A[\"“]?(?!de |von |van |al-|e-|i[A-Z])[a-z]"
    r"|(?<![A-Z.])(?<! [A-Z][a-z])(?<! [A-Z][a-z]{2})(?<! [A-Z][a-z]{3})[.!?] (?=[a-z]{2,} )"
    r"|\bby (?:in|has|have|had|was|were|is|said)\b|\b(?:of|with|including|between) (?:said|has|have|had|was|won|met)\b"
    rf"|\b[A-Z][\w'’-]+ and (?:{_VERB}|spent)\b"
    r"|\A(?:The|An?|[A-Z]\w+'s) [a-z][^,.;]{3,80}, (?:was|is|has|will|won|met|called|urged|announced)\b"
    rf"|\A(?:During|In|On|At|After|Before|Since|From|As) [^,.;]{{3,80}}, {_VERB}\b"
    r"|\b(?:by|with|of|and|including|between) *(?:[,.;]|\Z)|,  *,| {2,}|\( *\)"
)
_BARE_OFFICE = re.compile(rf"(?<![\w-]){_OFFICE}(?=(?: to (?:the )?[A-Z]\w+)?,? (?:{_VERB}|and|on|in|at|spokes\w+)\b)")
_NEEDS_NO_NAME = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|as|of|by|elected|named|appointed)\b(?:[ ,][\w'’-]+){0,6} ?\Z", re.IGNORECASE
)
_BEFORE = 80  # letters in which an article before an office is looked for


def has_hole(text: str) -> bool:
    """True where the text breaks off, or names an office without its article and without its holder."""
    return _HOLES.search(text) is not None or any(
        not _NEEDS_NO_NAME.search(text[max(0, office.start() - _BEFORE) : office.start()])
        for office in _BARE_OFFICE.finditer(text)
    )
