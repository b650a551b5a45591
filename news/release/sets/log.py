"""What the audit log calls the steps of a release, on the release and on each of its pages."""

from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from news.models import Release

MAKE, ADD, REMOVE = "release.make", "release.add", "release.remove"
SUBMIT, APPROVE, SEND_BACK, RECALL = "release.submit", "release.approve", "release.send_back", "release.recall"
SCHEDULE, PULL_BACK, CANCEL, VOID = "release.schedule", "release.pull_back", "release.cancel", "release.void"
PUBLISH, FAIL, MISS = "release.publish", "release.fail", "release.miss"


class Cause(StrEnum):
    """Why an approval is void."""

    EDITED = "edited"
    TAKEN_BACK = "taken_back"  # withdrawn or unpublished
    PURGED = "purged"


CAUSES = {
    Cause.EDITED: _("The approval is void: the text was edited"),
    Cause.TAKEN_BACK: _("Back to draft: the article was taken from readers"),
    Cause.PURGED: _("Back to draft: words were removed from every version"),
}
LABELS = {
    MAKE: (_("Make a release"), _("Made the release")),
    ADD: (_("Add to a release"), _("Added an article")),
    REMOVE: (_("Remove from a release"), _("Removed an article")),
    SUBMIT: (_("Submit a release"), _("Submitted the release for review")),
    APPROVE: (_("Approve a release"), _("Approved the release")),
    SEND_BACK: (_("Send a release back"), _("Sent the release back")),
    RECALL: (_("Recall a release"), _("Recalled the release from review")),
    SCHEDULE: (_("Schedule a release"), _("Scheduled the release")),
    PULL_BACK: (_("Pull a release back"), _("Pulled the release back")),
    CANCEL: (_("Cancel a release"), _("Cancelled the release")),
    VOID: (_("Take approval back"), _("The approval is void")),
    PUBLISH: (_("Release"), _("Released together")),
    FAIL: (_("Fail to release"), _("The release failed; nothing was published")),
    MISS: (_("Miss a release"), _("The release was missed and waits for somebody")),
}


class ReleaseFormatter(LogFormatter):
    """The label, and the reason that somebody gave where there is one."""

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data or {}
        message = str(CAUSES[data["cause"]] if data.get("cause") in CAUSES else LABELS[log_entry.action][1])
        reason = data.get("reason") or data.get("article")
        return f"{message}: {reason}" if reason else message


def register(registry: LogActionRegistry) -> None:
    for action, (label, message) in LABELS.items():
        formatter = type("Formatter", (ReleaseFormatter,), {"label": label, "message": message})
        registry.register_action(action)(formatter)


def note(release: Release, action: str, user: User | None, **data: Any) -> None:
    log(release, action, user=user, data=data or None)
