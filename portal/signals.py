"""What pages of the portal announce when readers may be affected, and how Wagtail's ways of changing a page lead here.

Every signal is sent inside the transaction of the change: what a receiver writes is committed or rolled back with it, and
what a receiver raises undoes the change. `PortalPage.save` announces by itself. The ways round it are three: Wagtail moves
and expires pages as plain `Page` rows, restricts reading in a table of its own, and moves in a transaction that ends before
it says so. `QuerySet.update` and `bulk_create` announce nothing: whoever uses them does.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal
from wagtail.actions.move_page import MovePageAction
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageViewRestriction
from wagtail.signals import post_page_move

branch_changed = Signal()
"""`page`: this page and everything below it may have gained or lost readers; it went live, offline, private or elsewhere."""

# Fields of a page that no reader ever meets: what Wagtail writes to a row when it keeps a draft, a lock or a comment.
UNSEEN_FIELDS = frozenset(
    [
        *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision"),
        *("locked", "locked_at", "locked_by", "owner", "numchild", "alias_of_id", COMMENTS_RELATION_NAME),
    ]
)


def is_unseen(update_fields) -> bool:
    """True for a save of fields that readers never meet."""
    return update_fields is not None and UNSEEN_FIELDS.issuperset(update_fields)


def install() -> None:
    """Make Wagtail's moves and restrictions whole transactions, and listen to what goes round `PortalPage.save`."""
    MovePageAction.execute = transaction.atomic(MovePageAction.execute)
    PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
    post_page_move.connect(announce_move)
    pre_save.connect(remember_plain_page, sender=Page)
    post_save.connect(announce_plain_page, sender=Page)
    post_save.connect(announce_restriction, sender=PageViewRestriction)
    post_delete.connect(announce_opening, sender=PageViewRestriction)


def announce(page: Page) -> None:
    """Have a page's type say that it may have changed for readers; silent for types that are not the portal's."""
    if hasattr(page.specific_class, "announce"):
        page.specific_class.announce(page)


def announce_move(sender, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs) -> None:
    if parent_page_before != parent_page_after:  # not for a new order among the same siblings
        announce(instance)


def remember_plain_page(sender, instance: Page, update_fields=None, **kwargs) -> None:
    instance.seen_before = None if is_unseen(update_fields) else _seen(instance)


def announce_plain_page(sender, instance: Page, update_fields=None, **kwargs) -> None:
    if not is_unseen(update_fields) and _seen(instance) != instance.seen_before:
        announce(instance)


def _seen(page: Page) -> tuple[bool, str] | None:
    """What readers meet of a plain row, as it is stored."""
    return Page.objects.filter(pk=page.pk).values_list("live", "title").first()


def announce_restriction(sender, instance: PageViewRestriction, raw: bool = False, **kwargs) -> None:
    if not raw:
        announce(instance.page)


def announce_opening(sender, instance: PageViewRestriction, origin=None, **kwargs) -> None:
    """Not for a restriction that goes with its page."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        announce(instance.page)
