"""Form fields for parameters of an address, which anybody may write by hand: strict, and clear about what they take."""

import datetime
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Databases and time zones have their ends; nothing was released and nobody met beyond these.
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)


class Options(BaseChoiceIterator):
    """Pairs of a value and its label, which Django takes as they are: it would look for groups in each of hundreds."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


class Select(forms.Select):
    """Written out here: Django renders two templates for every option, and a list may have hundreds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        choices: Any = self.choices
        options = "".join(
            f'<option value="{escape(code)}"{" selected" if code in chosen else ""}>{escape(label)}</option>'
            for code, label in choices
        )
        attributes = flatatt(self.build_attrs({"name": name} | self.attrs, attrs))
        return mark_safe(f"<select{attributes}>{options}</select>")  # noqa: S308  (each part is escaped)


class InputRenderer(DjangoTemplates):
    """Inputs written out: a page has twenty, and each takes Django two templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if "type" not in widget or widget.get("wrap_label"):
            return super().render(template_name, context, request)
        value = {} if widget["value"] is None else {"value": widget["value"]}
        attributes = {"type": widget["type"], "name": widget["name"], **value, **widget["attrs"]}
        written = (
            f" {name}" if value is True else f' {name}="{escape(str(value))}"'
            for name, value in attributes.items()
            if value is not False
        )
        return mark_safe(f"<input{''.join(written)}>")  # noqa: S308  (escaped just here)


class NumberField(forms.IntegerField):
    """A whole number between two others. Text input: a browser's number input does not show what it cannot read."""

    widget = forms.TextInput({"inputmode": "numeric"})

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        message = format_lazy(
            _("Enter a whole number from {least} to {most}. This filter was left out."), least=least, most=most
        )
        super().__init__(
            min_value=least,
            max_value=most,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
            **kwargs,
        )


class DayField(forms.DateField):
    """An ISO 8601 date. Text input, for the same reason."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Enter a date that exists, such as 2026-05-08. This filter was left out.")
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=forms.TextInput({"inputmode": "numeric", "placeholder": "2026-05-08"}),
            validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
            **kwargs,
        )


class FlagInput(forms.CheckboxInput):
    """A checkbox that sends `1`."""

    def __init__(self) -> None:
        super().__init__(check_test=lambda value: value == "1")

    def format_value(self, value: Any) -> str:
        return "1"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was written, so that the field can refuse it."""
        return data.get(name, "")


class FlagField(forms.Field):
    """`1` or nothing."""

    widget = FlagInput

    def clean(self, value: str) -> bool:
        if value not in ("", "1"):
            raise ValidationError(_("This can only be 1. This filter was left out."))
        return value == "1"
