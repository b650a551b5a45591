"""Form fields for parameters of an address, which anybody may write by hand: strict, and clear about what they take."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Databases and time zones have their ends; nothing was released and nobody met beyond these.
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)


class Select(forms.Select):
    """Written out here: Django renders two templates for every option, and a list may have hundreds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, SafeString(" selected") if str(code) in chosen else "", label) for code, label in self.choices),
        )
        attributes = self.build_attrs({"name": name} | self.attrs, attrs)
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


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
