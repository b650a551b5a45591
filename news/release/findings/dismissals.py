"""Setting a finding aside, for a reason, and taking that back.

A check can be wrong about language. Whoever may change a text may set a warning aside. An error keeps a release back:
that takes somebody who may release the article and wrote none of the words in question.
"""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import PageLogEntry
from wagtail.permissions import policy_registry

from news.models import ArticlePage, FindingDismissal
from news.release.authorship import wrote_or_submitted
from news.release.findings.page_findings import PageFinding

DISMISS, RESTORE = "news.dismiss_finding", "news.restore_finding"  # as the audit log calls them


class Judged(NamedTuple):
    """A finding, and who set it aside: None while it is open."""

    finding: PageFinding
    dismissal: FindingDismissal | None


# --- What is open ---------------------------------------------------------------------------------------------------
def judged(findings: Iterable[PageFinding], translation_key: uuid.UUID) -> list[Judged]:
    """One query. An error is open where what was set aside was a warning."""
    dismissals = {
        (row.fingerprint, row.severity): row
        for row in FindingDismissal.objects.filter(translation_key=translation_key).select_related("by")
    }
    return [Judged(finding, dismissals.get((finding.fingerprint, finding.severity.value))) for finding in findings]


def open_findings(findings: Iterable[PageFinding], translation_key: uuid.UUID) -> list[PageFinding]:
    """Those that nobody set aside. One query."""
    return [finding for finding, dismissal in judged(findings, translation_key) if dismissal is None]


# --- Who may --------------------------------------------------------------------------------------------------------
def refusal(finding: PageFinding, pages: Iterable[ArticlePage], user: User) -> str:
    """Why `user` may not set the finding aside; "" for those who may. `pages` are the article's, in any language."""
    concerned = [page for page in pages if page.prefix in finding.languages]
    if not finding.is_error:
        if any(page.permissions_for_user(user).can_edit() for page in concerned):
            return ""
        return _("Somebody who may change the text decides on this.")
    may_release = [
        policy_registry.get(page).user_has_permission_for_instance(user, "publish", page) for page in concerned
    ]
    if not concerned or not all(may_release):
        return _("An error keeps the release back. Mend it, or ask somebody who may release the article to dismiss it.")
    if any(wrote_or_submitted(page, user) for page in concerned):
        return _("Somebody else has to dismiss this error: you wrote, translated or submitted the text.")
    return ""


def may_restore(pages: Iterable[ArticlePage], user: User) -> bool:
    """Checks become no weaker by it: everybody may who may change the article in one of its languages."""
    return any(page.permissions_for_user(user).can_edit() for page in pages)


# --- Verbs ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def dismiss(finding: PageFinding, pages: Iterable[ArticlePage], user: User, reason: str) -> FindingDismissal:
    """Set aside a finding of the article with these pages. Done twice, the first stands.

    Raises ValidationError without a reason or with one that is too long, PermissionDenied (with what to say) for
    everybody who may not.
    """
    pages = list(pages)
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise ValidationError(_("Say why this is right as it stands."))
    if len(reason) > FindingDismissal.LONGEST_REASON:
        raise ValidationError(
            _("The reason has %(count)d characters; %(most)d are the most.")
            % {"count": len(reason), "most": FindingDismissal.LONGEST_REASON}
        )
    if refused := refusal(finding, pages, user):
        raise PermissionDenied(refused)
    told = {"code": finding.code, "severity": finding.severity.value, "reason": reason, "by": user}
    row, is_new = FindingDismissal.objects.get_or_create(
        translation_key=pages[0].translation_key, fingerprint=finding.fingerprint, defaults=told
    )
    if not is_new and row.severity != finding.severity.value:  # it was a warning then
        FindingDismissal.objects.filter(pk=row.pk).delete()
        row = FindingDismissal.objects.create(
            translation_key=pages[0].translation_key, fingerprint=finding.fingerprint, **told
        )
        is_new = True
    if is_new:
        data = {"code": finding.code, "place": finding.place, "reason": reason, "fingerprint": finding.fingerprint}
        log(_at_fault(finding.languages, pages), DISMISS, user=user, data=data)
    return row


@transaction.atomic
def restore(fingerprint: str, pages: Iterable[ArticlePage], user: User) -> bool:
    """Take a dismissal back. False where there was none. Raises PermissionDenied."""
    pages = list(pages)
    if not may_restore(pages, user):
        raise PermissionDenied(_("Somebody who may change the text decides on this."))
    rows = FindingDismissal.objects.select_for_update().filter(
        translation_key=pages[0].translation_key, fingerprint=fingerprint
    )
    row = rows.first()
    if row is None:
        return False
    row.delete()
    data = {"code": row.code, "reason": row.reason, "fingerprint": fingerprint}
    log(pages[0], RESTORE, user=user, data=data)
    return True


def _at_fault(languages: tuple[str, ...], pages: list[ArticlePage]) -> ArticlePage:
    """The page whose history tells of it: the translation's, or the one that the finding is in."""
    return next(page for page in pages if page.prefix == languages[-1])


# --- The audit log --------------------------------------------------------------------------------------------------
class DismissalFormatter(LogFormatter):
    """An entry's `data`: `code`, `place`, `reason`, `fingerprint`."""

    label = gettext_lazy("Dismiss finding")

    def format_message(self, entry: PageLogEntry) -> str:
        return str(_("Dismissed the finding %(code)s (%(place)s): %(reason)s") % entry.data)


class RestorationFormatter(LogFormatter):
    """An entry's `data`: `code`, `reason` (why it had been dismissed), `fingerprint`."""

    label = gettext_lazy("Restore finding")

    def format_message(self, entry: PageLogEntry) -> str:
        return str(_("Restored the finding %(code)s") % entry.data)


def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action(DISMISS)(DismissalFormatter)
    registry.register_action(RESTORE)(RestorationFormatter)
