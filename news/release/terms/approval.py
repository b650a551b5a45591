"""Approving a term: by somebody else than those who wrote it, as with every text (docs/adr/0006)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from news.models.glossary import GlossaryTerm
from news.release.terms.importing import IMPORT, Author

APPROVE = "news.approve_term"  # as the audit log calls it
WRITING = ("wagtail.create", "wagtail.edit", IMPORT)


def wrote(term: GlossaryTerm, user: Author) -> bool:
    """True where `user` wrote any of the entry since it was last approved."""
    entries = ModelLogEntry.objects.for_instance(term)
    last = entries.filter(action=APPROVE).order_by("-pk").values_list("pk", flat=True).first()
    return entries.filter(action__in=WRITING, content_changed=True, user=user, pk__gt=last or 0).exists()


@transaction.atomic
def approve(term: GlossaryTerm, user: Author) -> GlossaryTerm:
    """The row as it is now. Approved twice, it is approved once: the first approval stands.

    Raises PermissionDenied where `user` wrote it, and where it says something else by now than `term` does;
    GlossaryTerm.DoesNotExist where it was deleted meanwhile.
    """
    stored = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    if stored.is_approved:
        return stored
    if stored.entry != term.entry:
        raise PermissionDenied(_("“%(term)s” was changed meanwhile. Read it again.") % {"term": term})
    if wrote(stored, user):
        raise PermissionDenied(_("Somebody else has to approve “%(term)s”: you wrote it.") % {"term": term})
    stored.mark_approved(user)
    stored.save(update_fields=["status", "approved_at", "approved_by"])
    log(stored, APPROVE, user=user)
    return stored
