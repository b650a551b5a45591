"""The inflections of English words.

SQLite's stock index holds words as they were written, so a query asks for all their forms.
"""

ENDINGS = ("s", "es", "d", "ed", "ing")
SHORTEST_STEM = 3  # letters
VOWELS = "aeiou"


def forms(word: str) -> set[str]:
    """`word` in lower case with what English makes of it: plan, plans, planned, planning; policy, policies.

    Some forms are no words. They find nothing, which is harmless; a form left out would hide an article.
    """
    word = word.lower()
    if not (word.isascii() and word.isalpha()) or len(word) < SHORTEST_STEM:
        return {word}
    return {word}.union(*map(inflections, stems(word)))


def stems(word: str) -> set[str]:
    """What the word may be an inflection of, itself included: planned -> planned, planne, plann, plan."""
    found = {word}
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < SHORTEST_STEM or stem == word or word.endswith("ss"):
            continue
        found.add(stem)
        if ending == "ing":
            found.add(stem + "e")
        if ending in ("ed", "ing") and stem[-1] == stem[-2] and len(stem) > SHORTEST_STEM:
            found.add(stem[:-1])
    if word.endswith(("ies", "ied")) and len(word) > SHORTEST_STEM + 1:
        found.add(word[:-3] + "y")
    return found


def inflections(stem: str) -> set[str]:
    found = {stem, stem + "s", stem + "es", stem + "ed", stem + "ing"}
    if stem.endswith("e"):
        found |= {stem + "d", stem[:-1] + "ing"}
    if stem.endswith("y"):
        found |= {stem[:-1] + "ies", stem[:-1] + "ied"}
    if stem[-1] not in VOWELS + "wxy" and stem[-2] in VOWELS:
        found |= {stem + stem[-1] + "ed", stem + stem[-1] + "ing"}
    return found
