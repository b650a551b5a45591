"""The search form: what the address may ask for, each parameter checked, with what is wrong said beside its field."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from news.models import ArticlePage
from portal.dates import year_name
from portal.locales import PREFIXES
from search.facets import Choices, Facets
from search.fields import FIRST_DAY, LAST_DAY, DayField, FlagField, InputRenderer, NumberField, Options, Select
from search.query import Query
from search.syntax import parse

FORM_ID = "search-form"
MAX_LENGTH = 500  # characters of q
MAX_CLAUSES = 40  # as many as `syntax.parse` takes
MAX_SESSION = 9999
MOST_VALUES = 5  # of one filter that takes a single one; the last counts

# PostgreSQL refuses NUL, every encoder a lone surrogate; no other control character is part of what anybody looks for.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

NOT_OFFERED = {
    "invalid_choice": gettext_lazy("Nothing here goes by “%(value)s”: choose from the list. This filter was left out."),
}


def choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=Select, error_messages=NOT_OFFERED)


class SearchForm(forms.Form):
    """Bound to the address. What cannot be read is kept in its field, where a message says why, and filters nothing.

    A filter takes whatever has a name; `offer_found` has the reader choose among what the search found.
    """

    default_renderer = InputRenderer

    q = forms.CharField(label=gettext_lazy("Search for"), required=False, widget=forms.SearchInput)
    sort = choice(gettext_lazy("Order"))
    kind = forms.MultipleChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_OFFERED,
    )
    section = choice(pgettext_lazy("portal", "Section"))
    topic = choice(gettext_lazy("Topic"))
    year = NumberField(
        label=gettext_lazy("Year"), required=False, least=FIRST_DAY.year, most=LAST_DAY.year, widget=Select
    )
    from_ = DayField(label=gettext_lazy("From"), required=False)
    to = DayField(label=gettext_lazy("To"), required=False)
    meetings = FlagField(label=gettext_lazy("Only meetings, by the date they were held"), required=False)
    series = choice(gettext_lazy("Meeting series"))
    session = NumberField(label=gettext_lazy("Session no."), required=False, least=1, most=MAX_SESSION)
    official = choice(gettext_lazy("Official"))
    venue = forms.CharField(label=gettext_lazy("Venue"), required=False, max_length=200)

    def __init__(self, address: QueryDict, facets: Facets) -> None:
        self.facets = facets
        self.address = readable(address)
        if name := self.address.get("section"):
            self.address["section"] = facets.section_named(name)
        for kind in facets.by_slug.keys() & self.address.keys():
            self.address.setlist(kind, self.address.getlist(kind)[-MOST_VALUES:])
            for slug in set(self.address.getlist(kind)):
                facets.forget_unused(kind, slug)
        super().__init__(self.address)
        # For search/suggest.js.
        self.fields["q"].widget.attrs |= {
            "data-suggest": f"/{PREFIXES[facets.language]}/search/suggest/",
            "data-suggest-label": _("Suggestions"),
        }
        self.offer("sort", [("relevance", _("Relevance")), ("newest", _("Newest first"))])
        self.labels = {"kind": {kind.value: str(kind.label) for kind in ArticlePage.Kind}}
        self.labels |= {name: {c.value: c.label for c in choices} for name, choices in facets.known().items()}
        for name, labels in self.labels.items():
            cast(forms.ChoiceField, self.fields[name]).choices = Options(labels.items())
        self.offer_found({})
        for name in self.fields.keys() - {"q"}:
            # Only q stands inside the form's element, above the results; the filters stand beside them.
            self.fields[name].widget.attrs["form"] = FORM_ID

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the words and their order was asked for."""
        return any(self.address.getlist(self.add_prefix(name)) for name in self.fields.keys() - {"q", "sort"})

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Take these and let readers choose among them."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = list(choices)
        self.show(name, field.choices)

    def offer_found(self, found: dict[str, Choices]) -> None:
        """Let readers choose among what was found, each choice with its count, and what they have chosen already."""
        self.empty = set()
        with_count = _("{name} ({count})")
        for name in (*self.labels, "year"):
            counted = {
                choice.value: with_count.format(name=choice.label, count=f"{choice.number:,}")
                for choice in found.get(name, ())
            }
            for value in self.address.getlist(name):
                if value not in counted and (label := self.label_of(name, value)):
                    counted[value] = label
            self.show(name, [*([] if name == "kind" else [("", _("Any"))]), *counted.items()])
            if not counted and not self.address.getlist(name):
                self.empty.add(name)

    def show(self, name: str, choices: Any) -> None:
        """Also what cannot be read is shown, but by the widget alone, so it stays invalid."""
        shown = {value for value, _label in choices}
        unknown = dict.fromkeys(value for value in self.address.getlist(name) if value not in shown)
        widget = cast(forms.Select, self.fields[name].widget)
        widget.choices = Options([*choices, *((value, value) for value in unknown)])

    def label_of(self, name: str, value: str) -> str:
        if name == "year":
            return year_name(int(value)) if re.fullmatch("[0-9]{4}", value) else ""
        return self.labels[name].get(value, "")

    def add_prefix(self, field_name: str) -> str:
        """`from` is a word of Python's own, so the field has another name here than in the address."""
        return super().add_prefix(field_name.removesuffix("_"))

    def clean_q(self) -> str:
        """The text to search for, cut where it is too long; a message says so."""
        text: str = self.cleaned_data["q"]
        head = beginning(text)
        clauses = parse(head, most=MAX_CLAUSES + 1).clauses
        if head != text or len(clauses) > MAX_CLAUSES:
            self.add_error("q", _("This is too long: only its beginning was searched for."))
        elif text and not clauses:
            self.add_error("q", _("There is no word in this to search for."))
        return head

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", _("This is before the first day. This filter was left out."))

    def query(self, language: str) -> Query:
        """What was asked for, without what could not be read."""
        self.full_clean()
        asked = self.cleaned_data
        return Query(
            language=language,
            text=asked["q"],
            section=self.facets.sections.get(asked.get("section", "")),
            kinds=tuple(asked.get("kind", ())),
            topic=self.pk_of("topic"),
            official=self.pk_of("official"),
            series=self.pk_of("series"),
            session=asked.get("session"),
            venue=asked.get("venue", ""),
            year=asked.get("year"),
            first_day=asked.get("from_"),
            last_day=asked.get("to"),
            meetings_only=asked.get("meetings", False),
            newest_first=asked.get("sort") == "newest",
        )

    def pk_of(self, kind: str) -> int | None:
        """The row whose slug was asked for."""
        name = self.facets.by_slug[kind].get(self.cleaned_data.get(kind, ""))
        return name.pk if name else None


def beginning(text: str) -> str:
    """At most `MAX_LENGTH` characters of the text, without the word that would be cut in two, if there are others."""
    if len(text) <= MAX_LENGTH:
        return text
    head = text[:MAX_LENGTH]
    return head.rpartition(" ")[0] or head


def readable(address: QueryDict) -> QueryDict:
    """The parameters without control characters, and without those that say nothing: a form sends empty fields too."""
    data = QueryDict(mutable=True)
    for name, values in address.lists():
        written = [CONTROLS.sub(" ", value).strip() for value in values]
        data.setlist(name, [value for value in written if value])
    return data
