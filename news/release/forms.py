"""Forms of the page editor, with the ways closed on which one person would write and release a text."""

import json
import re
from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.forms.pages import CopyForm

from portal.forms import PortalPageForm

WHEN_FIELDS = {"go_live_at", "expire_at"}  # to choose when a text is released is not to write it
BLOCK_KEY = re.compile(r'(<[a-z0-9]+) data-block-key=\\"[^"<>\\]*\\"')  # in a tag, as JSON quotes it; never in words


class DraftCopyForm(CopyForm):
    """A copy is a draft, never published at once and never an alias."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class ReleaseForm(PortalPageForm):
    """Knows whether the text was changed by whoever sent the form."""

    @cached_property
    def changed_data(self) -> list[str]:
        """Less a body that differs only by the keys that the rich text editor adds to what it did not write."""
        changed: list[str] = super().changed_data
        if "body" in changed and self._body_text(self["body"].initial) == self._body_text(self["body"].data):
            changed.remove("body")
        return changed

    def _body_text(self, value: object) -> str:
        prepared = self.fields["body"].block.get_prep_value(value)
        return BLOCK_KEY.sub(r"\1", json.dumps(prepared, ensure_ascii=False, sort_keys=True))

    @property
    def changes_the_text(self) -> bool:
        """True where this form would save more than a time of release."""
        rows_changed = any(formset.has_changed() for formset in self.formsets.values())
        return rows_changed or bool(set(self.changed_data) - WHEN_FIELDS)
