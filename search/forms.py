"""The search form: what the address may ask for, each parameter checked, with what is wrong said beside its field."""

import re
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from news.models import ArticlePage
from search.engine import MAX_WORDS, words_of
from search.facets import Choices, Facets
from search.fields import FIRST_DAY, LAST_DAY, DayField, FlagField, NumberField
from search.query import Query

FORM_ID = "search-form"
MAX_LENGTH = 500  # characters of q
MAX_SESSION = 9999

# PostgreSQL refuses NUL, every encoder a lone surrogate; no other control character is part of what anybody looks for.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

NOT_OFFERED = {
    "invalid_choice": gettext_lazy("Nothing here goes by “%(value)s”: choose from the list. This filter was left out."),
}


def choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, error_messages=NOT_OFFERED)


class SearchForm(forms.Form):
    """Bound to the address. What cannot be read is kept in its field, where a message says why, and filters nothing."""

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
    year = NumberField(label=gettext_lazy("Year"), required=False, least=FIRST_DAY.year, most=LAST_DAY.year)
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
        super().__init__(self.address)
        self.offer("sort", [("relevance", _("Relevance")), ("newest", _("Newest first"))])
        self.offer("kind", [(kind.value, kind.label) for kind in ArticlePage.Kind])
        for name, choices in facets.choices.items():
            self.offer(name, [("", _("Any")), *choices])
        for name in self.fields.keys() - {"q"}:
            # Only q stands inside the form's element, above the results; the filters stand beside them.
            self.fields[name].widget.attrs["form"] = FORM_ID

    def offer(self, name: str, choices: Choices) -> None:
        """Let readers choose. What else they asked for is shown too, but by the widget alone, so it stays invalid."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = choices
        offered = {value for value, _label in choices}
        unknown = [value for value in self.address.getlist(name) if value not in offered]
        field.widget.choices = [*choices, *zip(unknown, unknown, strict=True)]

    def add_prefix(self, field_name: str) -> str:
        """`from` is a word of Python's own, so the field has another name here than in the address."""
        return super().add_prefix(field_name.removesuffix("_"))

    def clean_q(self) -> str:
        """The text to search for, cut where it is too long; a message says so."""
        text = self.cleaned_data["q"]
        head = beginning(text)
        words = words_of(head)
        if head != text or len(words) > MAX_WORDS:
            self.add_error("q", _("This is too long: only its beginning was searched for."))
        elif text and not words:
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
            words=tuple(words_of(asked["q"])[:MAX_WORDS]),
            section=self.facets.sections.get(asked.get("section", "")),
            kinds=tuple(asked.get("kind", ())),
            topic=asked.get("topic", ""),
            official=asked.get("official", ""),
            series=asked.get("series", ""),
            session=asked.get("session"),
            venue=asked.get("venue", ""),
            year=asked.get("year"),
            first_day=asked.get("from_"),
            last_day=asked.get("to"),
            meetings_only=asked.get("meetings", False),
            newest_first=asked.get("sort") == "newest",
        )


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
