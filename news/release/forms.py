"""Forms of the page editor, with the ways closed on which a text would go public unread."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """A copy is a draft, never published at once and never an alias."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
