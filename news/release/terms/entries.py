"""An entry of the glossary as it is written down, and what would be wrong with it. Pure: no database."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from news.release.checks.glossary import Term

LONGEST = {"zh": 120, "en": 200, "origin": 200, "note": 1_000}  # characters
LONGEST_FORM, MOST_FORMS = 200, 30  # of the other and the refused ones
SEPARATOR = "|"  # of the forms in one cell of a file
APPROVED_FORMS = {"zh": ("zh", "other_zh"), "en": ("en", "other_en")}
REFUSED_FORMS = {"zh": "refused_zh", "en": "refused_en"}
CATEGORIES = ("body", "post", "policy", "meeting", "place", "expression", "other")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")

Problem = tuple[str, str]  # the field that is wrong, and a sentence that says how


@dataclass(frozen=True)
class Entry:
    """How one thing is called: the preferred rendering of each language, others that are right, and those that are refused.

    An entry of the category `expression` may lack a language: it then says what not to write in the other one.
    `is_checked`: a release that has it in one language and not in the other is at fault. Days are both included.
    """

    zh: str = ""
    en: str = ""
    other_zh: tuple[str, ...] = ()
    other_en: tuple[str, ...] = ()
    refused_zh: tuple[str, ...] = ()
    refused_en: tuple[str, ...] = ()
    category: str = "other"
    is_checked: bool = False
    origin: str = ""
    note: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    @property
    def key(self) -> str:
        """What tells it from all others: its Chinese where it has any."""
        return folded(self.zh or self.en or next(iter(self.refused_zh + self.refused_en), ""))

    @property
    def is_term(self) -> bool:
        return bool(self.zh and self.en)

    def approved(self, language: str) -> tuple[str, ...]:
        """All that may be written in `zh` or `en`, the preferred rendering first."""
        return (self.zh, *self.other_zh) if language == "zh" else (self.en, *self.other_en)

    def refused(self, language: str) -> tuple[str, ...]:
        return self.refused_zh if language == "zh" else self.refused_en

    def terms(self) -> Iterator[Term]:
        """As the checks know it: one term for each way to say it in Chinese."""
        if self.is_term:
            for zh in self.approved("zh"):
                yield Term(zh, self.approved("en"), self.refused_zh, self.refused_en)

    def expressions(self) -> Iterator[tuple[str, str]]:
        """What is refused, each with what may be said instead."""
        for language, instead in (("zh", self.zh), ("en", self.en)):
            yield from ((refused, instead) for refused in self.refused(language))


FIELDS = tuple(field.name for field in fields(Entry))
LISTS = tuple(field.name for field in fields(Entry) if field.default == ())


def normalized(text: str) -> str:
    """Without spaces at its ends, and with single ones within."""
    return " ".join(text.split())


def folded(form: str) -> str:
    """As forms are compared: capitals are no difference."""
    return normalized(form).casefold()


def forms_of(lines: str) -> tuple[str, ...]:
    """The forms of a text that has one on each line, each once."""
    return tuple(dict.fromkeys(filter(None, map(normalized, lines.splitlines()))))


# --- One entry by itself ----------------------------------------------------------------------------------------------
def problems_of(entry: Entry) -> Iterator[Problem]:
    yield from _incomplete(entry)
    yield from _malformed(entry)
    yield from _in_the_wrong_script(entry)
    for language, field in REFUSED_FORMS.items():
        approved = set(map(folded, entry.approved(language)))
        for form in entry.refused(language):
            if folded(form) in approved:
                yield field, _("“%(form)s” cannot be right and refused in one entry.") % {"form": form}
    if entry.category not in CATEGORIES:
        yield (
            "category",
            _("“%(category)s” is no category. There are: %(categories)s.")
            % {"category": entry.category, "categories": ", ".join(CATEGORIES)},
        )
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        yield "valid_until", _("A term is valid until the day from which it is valid, or later.")


def _incomplete(entry: Entry) -> Iterator[Problem]:
    if entry.category == "expression" and not entry.is_term:
        if not (entry.refused_zh or entry.refused_en):
            yield "zh", _("Write the expression in both languages, or say which expression is refused.")
        for language in ("zh", "en"):
            if entry.approved(language)[1:] and not entry.approved(language)[0]:
                yield language, _("Write the preferred rendering here before there are others.")
        return
    for language in ("zh", "en"):
        if not entry.approved(language)[0]:
            yield language, _("A term has a rendering in both languages.")


def _malformed(entry: Entry) -> Iterator[Problem]:
    too_long = _("“%(start)s…” is too long: at most %(most)d characters.")
    for field, most in LONGEST.items():
        if len(text := getattr(entry, field)) > most:
            yield field, too_long % {"start": text[:20], "most": most}
    for field in LISTS:
        forms = getattr(entry, field)
        for form in forms:
            if len(form) > LONGEST_FORM:
                yield field, too_long % {"start": form[:20], "most": LONGEST_FORM}
            if SEPARATOR in form:
                yield field, _("“%(form)s”: write each form on a line of its own.") % {"form": form}
        if len(forms) > MOST_FORMS:
            yield field, _("These are too many: at most %(most)d.") % {"most": MOST_FORMS}


def _in_the_wrong_script(entry: Entry) -> Iterator[Problem]:
    for field in ("zh", "other_zh", "refused_zh"):
        for form in _forms_in(entry, field):
            if not HAN.search(form):
                yield field, _("“%(form)s” has no Chinese character.") % {"form": form}
    for field in ("en", "other_en", "refused_en"):
        for form in _forms_in(entry, field):
            if HAN.search(form):
                yield field, _("“%(form)s” has Chinese characters in it.") % {"form": form}


def _forms_in(entry: Entry, field: str) -> tuple[str, ...]:
    value = getattr(entry, field)
    return value if field in LISTS else tuple(filter(None, [value]))


# --- Entries beside each other ----------------------------------------------------------------------------------------
def contradictions(entry: Entry, others: Iterable[Entry]) -> Iterator[Problem]:
    """What keeps the entry from standing beside the others. (For many entries at once, make one `Register`.)"""
    others = list(others)
    if entry.key and any(other.key == entry.key for other in others):
        yield "zh" if entry.zh else "en", _("There is an entry for this already.")
    else:
        yield from Register(others).problems_of(entry)


class Register:
    """What is right and what is refused by all entries, to find where two of them contradict each other."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._approved: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        self._refused: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        for entry in entries:
            for language in ("zh", "en"):
                for form in filter(None, entry.approved(language)):
                    self._approved[language, folded(form)][entry.key] = entry
                for form in entry.refused(language):
                    self._refused[language, folded(form)][entry.key] = entry

    def problems_of(self, entry: Entry) -> Iterator[Problem]:
        """Where the entry contradicts another one; entries with its own key are itself."""
        for language, names in APPROVED_FORMS.items():
            for field in names:
                for form in _forms_in(entry, field):
                    known = self._other(self._approved[language, folded(form)], entry)
                    if known and (language == "zh" or not (known.zh and entry.zh)):
                        yield field, _("“%(form)s” is already in the entry “%(other)s”.") % _named(form, known)
                    if refusing := self._other(self._refused[language, folded(form)], entry):
                        yield field, _("“%(form)s” is refused by the entry “%(other)s”.") % _named(form, refusing)
        for language, field in REFUSED_FORMS.items():
            for form in entry.refused(language):
                if known := self._other(self._approved[language, folded(form)], entry):
                    yield field, _("“%(form)s” is right in the entry “%(other)s”.") % _named(form, known)

    @staticmethod
    def _other(found: dict[str, Entry], entry: Entry) -> Entry | None:
        return next((other for key, other in found.items() if key != entry.key), None)


def _named(form: str, other: Entry) -> dict[str, str]:
    return {"form": form, "other": other.zh or other.en or other.key}
