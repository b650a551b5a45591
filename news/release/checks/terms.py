"""Official terms between the languages: an approved rendering must be there, and no refused one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.release.checks.english_words import Words, compared, place
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.glossary import Glossary, Term
from news.release.checks.remembered import remembered
from news.release.checks.sides import Sides, sides
from news.release.checks.words import tagged

_SMALL_WORDS = frozenset("of and for on in to with by at from".split())
# The last word of a body's name, which stands for it the second time: the ministry.
_BODIES = frozenset(
    "ministry council committee commission bureau department administration government office bank court congress agency"
    " authority conference association procuratorate academy board center centre party army bureaus university".split()
)
# 国务院总理 is the premier, and 最高人民检察院检察长 the procurator-general.
_SAID_BY_TITLE = re.compile("副?总理|国务委员|检察长")


@dataclass(frozen=True)
class Known:
    """A term with its renderings as they are compared."""

    term: Term
    is_body: bool
    approved: tuple[str, ...]
    refused: tuple[str, ...]

    def is_in(self, words: Words) -> bool:
        return any(rendering in words.line for rendering in self.approved) or any(
            _in_other_words(rendering, words.line) for rendering in self.approved
        )


@remembered
def _index(glossary: Glossary) -> dict[str, list[Known]]:
    """The terms by their first two characters, the longest first."""
    index: dict[str, list[Known]] = {}
    known = [(term, False) for term in glossary.terms] + [(body, True) for body in glossary.bodies]
    for term, is_body in known:
        if len(term.zh) > 1:
            approved, refused = (tuple(compared(text).line for text in side) for side in (term.en, term.refused_en))
            index.setdefault(term.zh[:2], []).append(Known(term, is_body, approved, refused))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry.term.zh))
    return index


@remembered
def _longest_english_first(glossary: Glossary) -> list[Known]:
    entries = [entry for entries in _index(glossary).values() for entry in entries]
    return sorted((entry for entry in entries if entry.approved), key=lambda entry: -len(entry.approved[0]))


def check(source: str, target: str, source_lang: str, target_lang: str, glossary: Glossary) -> list[Finding]:
    texts = sides(source, target, source_lang, target_lang)
    if texts is None or not (glossary.terms or glossary.bodies):
        return []
    words = compared(texts.en)
    return list(_into_english(texts, words, glossary) if texts.into_english else _into_chinese(texts, words, glossary))


def _into_english(texts: Sides, words: Words, glossary: Glossary) -> Iterator[Finding]:
    seen = set()
    for span, entry in _occurrences(texts.zh, glossary):
        if entry.term.zh in seen:
            continue
        seen.add(entry.term.zh)
        names = {"chinese": entry.term.zh, "english": entry.term.en[0] if entry.term.en else ""}
        refused = next((found for phrase in entry.refused if (found := _outside(words, phrase, entry.approved))), None)
        if refused:
            yield texts.finding("term-refused", Severity.ERROR, span, refused, _refusal(texts.en, refused, names))
        elif entry.approved and not entry.is_in(words) and not _SAID_BY_TITLE.match(texts.zh, span[1]):
            yield _missing(texts, entry, span, None, _("%(chinese)s is “%(english)s” in English.") % names)


def _into_chinese(texts: Sides, words: Words, glossary: Glossary) -> Iterator[Finding]:
    covered: list[Span] = []
    entries = _longest_english_first(glossary)
    for entry in entries:
        # The preferred rendering alone: the others may render other terms too.
        span = place(words, entry.approved[0])
        if span is None or any(start <= span[0] and span[1] <= end for start, end in covered):
            continue
        covered.append(span)
        names = {"chinese": entry.term.zh, "english": texts.en[slice(*span)]}
        refused = next((word for word in entry.term.refused_zh if word and word in texts.zh), None)
        if refused and entry.term.zh not in texts.zh:
            at = texts.zh.index(refused)
            message = _("“%(english)s” is %(chinese)s in Chinese, not %(found)s.") % {**names, "found": refused}
            yield texts.finding("term-refused", Severity.ERROR, (at, at + len(refused)), span, message)
        elif not any(other.term.zh in texts.zh for other in entries if set(other.approved) & set(entry.approved)):
            yield _missing(texts, entry, None, span, _("“%(english)s” is %(chinese)s in Chinese.") % names)


def _occurrences(zh: str, glossary: Glossary) -> Iterator[tuple[Span, Known]]:
    """The terms in a Chinese text, the longest at each place, none inside another."""
    index, position, boundaries = _index(glossary), 0, None
    while position < len(zh) - 1:
        entry = next(
            (entry for entry in index.get(zh[position : position + 2], ()) if zh.startswith(entry.term.zh, position)),
            None,
        )
        if entry is None:
            position += 1
            continue
        span = (position, position + len(entry.term.zh))
        boundaries = _boundaries(zh) if boundaries is None else boundaries
        if not {*span} <= boundaries:  # 交通运输部 is not in 交通运输部门
            position += 1
            continue
        yield span, entry
        position = span[1]


def _boundaries(zh: str) -> set[int]:
    found, position = {0}, 0
    for word, _tag in tagged(zh):
        position += len(word)
        found.add(position)
    return found


def _outside(words: Words, phrase: str, approved: tuple[str, ...]) -> Span | None:
    """Where a refused phrase stands, unless only as a part of an approved one."""
    if phrase not in words.line:
        return None
    line = words.line
    for rendering in approved:
        if phrase in rendering:
            line = line.replace(rendering, " " + "\0" * (len(rendering) - 2) + " ")
    return place(Words(line, words.places), phrase)


def _in_other_words(rendering: str, line: str) -> bool:
    """The same words in another order (the Finance Ministry), the body by its last word (the ministry), or initials."""
    content = [word for word in rendering.split() if word not in _SMALL_WORDS]
    if len(content) < 2:
        return False
    present = sum(f" {word} " in line for word in content)
    if present == len(content):
        return True
    bodies = [word for word in content if word in _BODIES]
    if bodies and present == sum(f" {word} " in line for word in bodies) > 0:
        return True
    initials = "".join(word[0] for word in content).upper()
    return len(initials) > 1 and re.search(rf" {re.escape(initials)}\w? ", line) is not None


def _refusal(en: str, span: Span, names: dict[str, str]) -> str:
    return _("%(chinese)s is not “%(found)s” in English; the approved term is “%(english)s”.") % {
        **names,
        "found": en[slice(*span)],
    }


def _missing(texts: Sides, entry: Known, zh_span: Span | None, en_span: Span | None, message: str) -> Finding:
    code = "name-missing" if entry.is_body else "term-missing"
    return texts.finding(
        code, Severity.WARNING, zh_span, en_span, message + " " + _("The translation says something else.")
    )
