"""What follows a commit: written with it, done afterwards, once where all goes well and never not at all."""

import datetime

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from portal import outbox
from portal.models import OutboxEntry

pytestmark = pytest.mark.django_db


def later(**ago) -> None:
    """As if the pause after a failure were over."""
    OutboxEntry.objects.update(due_at=timezone.now() - datetime.timedelta(seconds=1), **ago)


def test_one_mail_for_each_address(mailoutbox):
    outbox.mail(["a@example.org", "b@example.org", "a@example.org", ""], "主题\n另一行", "正文")
    assert outbox.deliver() == 2
    assert sorted(message.to[0] for message in mailoutbox) == ["a@example.org", "b@example.org"]
    assert mailoutbox[0].subject == "主题 另一行"
    assert outbox.deliver() == 0


def test_what_is_rolled_back_is_not_sent(mailoutbox):
    with transaction.atomic():
        outbox.mail(["a@example.org"], "主题", "正文")
        transaction.set_rollback(True)
    assert outbox.deliver() == 0
    assert mailoutbox == []


def test_a_server_that_is_away_holds_up_nobody_else(monkeypatch, mailoutbox):
    outbox.mail(["away@example.org", "there@example.org"], "主题", "正文")
    send = django_mail.send_mail

    def sometimes(subject, body, sender, to, **kwargs):
        if to == ["away@example.org"]:
            raise ConnectionRefusedError("no")
        return send(subject, body, sender, to, **kwargs)

    monkeypatch.setattr(outbox, "send_mail", sometimes)
    assert outbox.deliver() == 1
    failed = OutboxEntry.objects.get(done_at=None)
    assert (failed.attempts, "no" in failed.last_error) == (1, True)
    assert failed.due_at > timezone.now()
    assert outbox.deliver() == 0  # not before its turn
    for _hour in range(20):  # a long night
        later()
        outbox.deliver()
    monkeypatch.undo()
    later()
    assert outbox.deliver() == 1
    assert len(mailoutbox) == 2


def test_after_a_week_it_is_given_up_and_after_a_month_forgotten():
    outbox.mail(["a@example.org"], "主题", "正文")
    OutboxEntry.objects.update(created_at=timezone.now() - outbox.TRIED)
    assert outbox.deliver() == 0
    OutboxEntry.objects.update(created_at=timezone.now() - outbox.KEPT)
    assert outbox.forget() == 1


def test_killed_while_sending_it_is_sent_again(monkeypatch, mailoutbox):
    outbox.mail(["a@example.org"], "主题", "正文")

    def killed(**payload):
        raise SystemExit

    monkeypatch.setitem(outbox._handlers, outbox.MAIL, killed)
    with pytest.raises(SystemExit):
        outbox.deliver()
    monkeypatch.undo()
    assert outbox.deliver() == 0
    later()
    assert outbox.deliver() == 1
