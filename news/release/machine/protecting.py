"""What an engine must not touch: markup, and the names that the house has approved.

A fragment goes out as HTML in which each approved name is an element of its own, `<span id="t1" translate="no">`, with its
rendering in the other language inside: both kinds of engine leave such elements alone. What comes back is taken only where
every element is there again.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail_localize.strings import StringValue

from news.models import GlossaryTerm, Official, Source
from news.release.terms.entries import folded
from portal.locales import is_mostly_han

SHORTEST = {"zh": 2, "en": 3}  # characters: a shorter form stands inside too many words
ROOMY = 500, 12  # an answer of more characters than 500 and 12 for each one sent is no translation
INLINE = re.compile(r"[A-Za-z0-9]")
Elements = Counter[tuple[str, tuple[tuple[str, str], ...]]]


class Names:
    """Approved names of one language with their renderings in the other."""

    def __init__(self, pairs: Iterable[tuple[str, str]], source: str) -> None:
        """`pairs` are (form in `source`, rendering); of two pairs with one form the first counts."""
        self.renderings: dict[str, str] = {}
        for form, rendering in pairs:
            if len(form) >= SHORTEST[source] and rendering:
                self.renderings.setdefault(folded(form), rendering)
        longest_first = sorted(self.renderings, key=len, reverse=True)
        choices = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        bounded = rf"(?<!\w)(?:{choices})(?!\w)" if source == "en" else choices
        self.pattern = re.compile(bounded, re.IGNORECASE) if choices else None

    def rendering(self, form: str) -> str:
        return self.renderings[folded(form)]


@dataclass
class Protected:
    """A fragment as it is sent. `html` holds `elements`; `renderings` are those of its names, by their element's id."""

    html: str
    elements: Elements
    renderings: dict[str, str] = field(default_factory=dict)
    target: str = "en"

    def restored(self, answer: str) -> StringValue | None:
        """The translated fragment; None where `answer` lost an element, brought one along or is no translation."""
        room, factor = ROOMY
        if not answer.strip() or len(answer) > room + factor * len(self.html):
            return None
        soup = BeautifulSoup(answer.strip(), "html.parser")
        if any(type(text) is not NavigableString for text in soup.find_all(string=True)):
            return None  # a comment or a declaration
        if _elements(soup) != self.elements:
            return None
        for identifier, rendering in self.renderings.items():
            element = soup.find("span", id=identifier)
            if not isinstance(element, Tag):
                return None
            element.replace_with(_spaced(element, rendering) if self.target == "en" else rendering)
        if self.target == "en" and is_mostly_han(soup.get_text()) and soup.get_text().strip():
            return None
        return StringValue(str(soup)) if soup.get_text(strip=True) else None


def approved_names(source: str, target: str, day: datetime.date) -> Names:
    """The glossary's terms in force on `day`, officials and bodies, `source` and `target` being `zh` and `en`. Three queries.

    Expressions are left to the engine: they are inflected, and put at the place that the sentence gives them.
    """
    entries = GlossaryTerm.objects.in_force(day).entries()
    terms = [
        (form, entry.approved(target)[0])
        for entry in entries
        if entry.is_term and entry.category != "expression"
        for form in entry.approved(source)
    ]
    columns = f"name_{source}", f"name_{target}"
    rows = [*Official.objects.values_list(*columns), *Source.objects.values_list(*columns)]
    return Names([*terms, *rows], source)


def protect(html: str, names: Names, target: str) -> Protected:
    soup = BeautifulSoup(html, "html.parser")
    renderings: dict[str, str] = {}
    for text in soup.find_all(string=True) if names.pattern else []:
        _mark(soup, text, names, renderings)
    return Protected(str(soup), _elements(soup), renderings, target)


def _mark(soup: BeautifulSoup, text: NavigableString, names: Names, renderings: dict[str, str]) -> None:
    """Put an element in place of each name within one piece of text."""
    assert names.pattern is not None  # noqa: S101
    pieces: list[NavigableString | Tag] = []
    end = 0
    for match in names.pattern.finditer(text):
        identifier = f"t{len(renderings) + 1}"
        renderings[identifier] = names.rendering(match[0])
        element = soup.new_tag("span", attrs={"id": identifier, "translate": "no"})
        element.string = renderings[identifier]
        pieces += [NavigableString(text[end : match.start()]), element]
        end = match.end()
    if pieces:
        text.replace_with(*pieces, NavigableString(text[end:]))


def _elements(soup: BeautifulSoup) -> Elements:
    return Counter((tag.name, tuple(sorted(_attributes(tag.attrs)))) for tag in soup.find_all(True))


def _attributes(attrs: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    return ((name, str(value)) for name, value in attrs.items())


def _spaced(element: Tag, rendering: str) -> str:
    """With a space towards an English word that the engine wrote close up."""
    before, after = str(element.previous_sibling or "")[-1:], str(element.next_sibling or "")[:1]
    left = " " if INLINE.match(before) else ""
    return f"{left}{rendering}{' ' if INLINE.match(after) else ''}"
