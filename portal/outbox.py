"""What must happen after a commit (mail, for now): written as a row in the transaction, done from the row afterwards.

A process that is killed between the two loses nothing, since the next run of `deliver` finds the row. An entry is done at
least once: whoever is killed between sending a mail and noting it sends it again.
"""

import datetime
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAIL = "mail"
FIRST_PAUSE = datetime.timedelta(minutes=1)  # after a failure; doubled after each further one
LONGEST_PAUSE = datetime.timedelta(hours=1)
TRIED = datetime.timedelta(days=7)  # a mail server may be away for a weekend
KEPT = datetime.timedelta(days=30)  # a mail that was sent is nobody's business for longer
LONGEST_RUN = 30.0  # seconds, after which `deliver` leaves the rest to its next run: releases wait behind it

logger = logging.getLogger(__name__)

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}


class OutboxEntry(models.Model):
    """One thing to do. `payload` are the keyword arguments of its kind's handler."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("entry of the outbox")
        verbose_name_plural = _("entries of the outbox")
        indexes = [models.Index(fields=["due_at"], name="portal_outbox_due", condition=Q(done_at=None))]


def handles(kind: str) -> Callable[[Handler], Handler]:
    """A decorator: this function does entries of a kind. What it raises is tried again later."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def post(kind: str, **payload: Any) -> OutboxEntry:
    """Have something done once the transaction under way is committed."""
    return OutboxEntry.objects.create(kind=kind, payload=payload)


def mail(to: Iterable[str], subject: str, body: str) -> None:
    """One mail for each address, so that no reader learns of another and one bad address harms no other."""
    OutboxEntry.objects.bulk_create(
        OutboxEntry(kind=MAIL, payload={"to": address, "subject": subject, "body": body})
        for address in sorted({address for address in to if address})
    )


@handles(MAIL)
def send(to: str, subject: str, body: str) -> None:
    send_mail(" ".join(subject.split()), body, None, [to])


def deliver() -> int:
    """Do what is due, oldest first, for `LONGEST_RUN` at most. Returns how many were done; a failure waits for its turn."""
    end = time.monotonic() + LONGEST_RUN
    done = 0
    for pk in list(_due().order_by("due_at", "pk").values_list("pk", flat=True)):
        if time.monotonic() > end:
            break
        done += _do(pk)
    return done


def _due() -> models.QuerySet[OutboxEntry]:
    now = timezone.now()
    return OutboxEntry.objects.filter(done_at=None, due_at__lte=now, created_at__gt=now - TRIED)


def _do(pk: int) -> bool:
    """One entry, unless another process has it or has done it."""
    entry = _claim(pk)
    if entry is None:
        return False
    try:
        _handlers[entry.kind](**entry.payload)
    except Exception as error:  # noqa: BLE001  (whatever a mail server does, the others have their turn)
        logger.warning("Outbox entry %s (%s) failed, attempt %s: %s", entry.pk, entry.kind, entry.attempts, error)
        entry.last_error = f"{type(error).__name__}: {error}"[:2000]
    else:
        entry.done_at, entry.last_error = timezone.now(), ""
    entry.save(update_fields=["last_error", "done_at"])
    return entry.done_at is not None


@transaction.atomic
def _claim(pk: int) -> OutboxEntry | None:
    """Take an entry for this process, in a transaction of its own: while a mail is being sent no lock is held. Whoever is
    killed meanwhile leaves it due again after a pause."""
    entry = _due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if entry is None:
        return None
    entry.due_at = timezone.now() + min(FIRST_PAUSE * 2 ** min(entry.attempts, 10), LONGEST_PAUSE)
    entry.attempts += 1
    entry.save(update_fields=["attempts", "due_at"])
    return entry


def forget() -> int:
    """Delete what was done, or given up, long ago. Returns how many."""
    return OutboxEntry.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
