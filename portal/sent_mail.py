"""The mail that the demo would have sent, kept in files, readable by whoever administers it."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

MESSAGES_SHOWN = 100
SEPARATOR = b"-" * 79  # what Django's file backend writes after each message


class SentMailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request)


def may_read(request: HttpRequest) -> bool:
    return getattr(settings, "SHOW_SENT_MAIL", False) and request.user.is_superuser


def messages() -> list[EmailMessage]:
    """The newest messages first; an empty list where none was written yet."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), reverse=True)[:MESSAGES_SHOWN]
    parts = [part for file in files for part in reversed(file.read_bytes().split(SEPARATOR)) if part.strip()]
    return [email.message_from_bytes(part.lstrip(), policy=default) for part in parts[:MESSAGES_SHOWN]]


def plain_text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return body.get_content() if body else ""


def outbox(request: HttpRequest) -> HttpResponse:
    if not may_read(request):
        raise PermissionDenied
    return render(
        request,
        "portal/admin/outbox.html",
        {
            "page_title": _("Outbox"),
            "header_icon": "mail",
            "mails": [
                {
                    "subject": mail["Subject"],
                    "to": mail["To"],
                    "date": mail["Date"],
                    "text": plain_text(mail),
                }
                for mail in messages()
            ],
        },
    )
