"""The form of a comment: the framework's, with its stamp (a time and a hash of it) and its honeypot, in our words."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.crypto import constant_time_compare
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments.forms import CommentForm as FrameworkCommentForm

from news.comments.cleaning import without_controls
from news.comments.models import Comment
from portal import locales

EXPIRED = "expired"
DAMAGED = _("The form arrived damaged. Nothing is lost: send it once more.")
LATEST_TIMESTAMP = 2**40  # seconds; beyond, the framework's arithmetic would overflow


class CommentForm(FrameworkCommentForm):
    """Bound to an article by its address alone: what the form says about its target is never read."""

    content_type = None
    object_pk = None
    url = None

    timestamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LATEST_TIMESTAMP)
    name = forms.CharField(
        label=pgettext_lazy("reader's comment", "Name"),
        help_text=_("Shown beside your comment. A pen name will do."),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Enter a name. A pen name will do.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Never shown. Only the moderators see it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your e-mail address. It is never shown."),
            "invalid": _("Enter an e-mail address such as name@example.com."),
        },
    )
    # A validator instead of `max_length`: its attribute would make browsers cut what is pasted without a word.
    comment = forms.CharField(
        label=pgettext_lazy("reader's comment", "Comment"),
        help_text=format_lazy(_("At most {count} characters, plain text."), count=settings.COMMENT_MAX_LENGTH),
        validators=[
            MaxLengthValidator(
                settings.COMMENT_MAX_LENGTH,
                _("The comment has %(show_value)d characters. At most %(limit_value)d are possible: shorten it."),
            )
        ],
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write your comment.")},
    )
    honeypot = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    field_order = ["name", "email", "comment"]
    data: dict[str, str]

    def __init__(self, target_object, data=None, **kwargs) -> None:
        if data is not None:
            data = {name: without_controls(data[name]) for name in self.base_fields if name in data}
        super().__init__(target_object, data=data, **kwargs)

    # --- Checking -------------------------------------------------------------------------------------------------
    def clean_timestamp(self) -> int:
        try:
            return super().clean_timestamp()
        except ValidationError as error:
            message = _("The form was open for too long. Nothing is lost: read it through and send it again.")
            raise ValidationError(message, code=EXPIRED) from error

    def clean_security_hash(self) -> str:
        """Compare with the stamp of the article that the address names: one article's stamp opens no other."""
        actual = self.cleaned_data["security_hash"]
        expected = self.initial_security_hash(self.data.get("timestamp", ""))
        if not constant_time_compare(actual, expected):
            raise ValidationError("The stamp is not ours.")
        return actual

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def is_forged(self) -> bool:
        """True where no honest reader's browser sends such a form: a broken stamp or a full honeypot."""
        return any(not self.has_error(name, EXPIRED) for name in self.security_errors())

    # --- Storing --------------------------------------------------------------------------------------------------
    def get_comment_create_data(self, site_id: int | None = None) -> dict:
        self.cleaned_data["url"] = ""  # the framework would store a web site of the reader's; we do not ask for one
        return super().get_comment_create_data(site_id) | {
            "status": Comment.Status.PENDING,
            "is_public": False,
            "language": locales.current_code(),
        }

    # --- Showing it again -----------------------------------------------------------------------------------------
    def make_ready_again(self) -> None:
        """Keep what was typed, under a stamp that is good once more and with an empty honeypot.

        What was wrong with those is said about the whole form: readers see no such fields.
        """
        message = self.errors["timestamp"] if self.has_error("timestamp", EXPIRED) else DAMAGED
        for name in (errors := self.security_errors()):
            del self.errors[name]
        if errors:
            self.add_error(None, message)
        self.data = self.data | self.generate_security_data() | {"honeypot": ""}
