"""What must happen after a commit (mail, for now): written as a row in the transaction, done from the row afterwards.

A process that is killed between the two loses nothing, since the next run of `deliver` finds the row. An entry is done at
least once: whoever is killed between sending a mail and noting it sends it again.
"""

import datetime
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAIL = "mail"
ATTEMPTS = 8
FIRST_PAUSE = datetime.timedelta(minutes=1)  # doubled after each further failure
KEPT = datetime.timedelta(days=30)  # a mail that was sent is nobody's business for longer

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


def deliver(limit: int = 200) -> int:
    """Do what is due, oldest first, `limit` entries at most. Returns how many were done; failures wait for their next turn."""
    due = OutboxEntry.objects.filter(done_at=None, attempts__lt=ATTEMPTS, due_at__lte=timezone.now())
    return sum(_do(pk) for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:limit]))


def _do(pk: int) -> bool:
    """One entry, unless another process has it or has done it."""
    with transaction.atomic():
        entry = OutboxEntry.objects.select_for_update(skip_locked=True).filter(pk=pk, done_at=None).first()
        if entry is None:
            return False
        entry.attempts += 1
        try:
            _handlers[entry.kind](**entry.payload)
        except Exception as error:  # noqa: BLE001  (whatever a mail server does, the others have their turn)
            logger.warning("Outbox entry %s (%s) failed: %s", entry.pk, entry.kind, error)
            entry.last_error = f"{type(error).__name__}: {error}"[:2000]
            entry.due_at = timezone.now() + FIRST_PAUSE * 2 ** (entry.attempts - 1)
        else:
            entry.done_at, entry.last_error = timezone.now(), ""
        entry.save(update_fields=["attempts", "last_error", "due_at", "done_at"])
        return entry.done_at is not None


def forget_done() -> int:
    """Delete entries that were done long ago. Returns how many."""
    return OutboxEntry.objects.filter(done_at__lt=timezone.now() - KEPT).delete()[0]
