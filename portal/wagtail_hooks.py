"""What the portal registers with Wagtail."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.account import NameEmailForm
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy

from portal.documents import refuse_unreleased
from portal.files import ReleasedFilePolicy
from portal.links import ReleasedPageLinkHandler
from portal.media import PortalDocument, PortalImage
from portal.sent_mail import SentMailMenuItem, outbox

hooks.register("before_serve_document", refuse_unreleased)
# Chinese names are kept whole in the first field; Wagtail's account page would save nothing without the second.
NameEmailForm.base_fields["last_name"].required = False
register_permission_policy(PortalImage, ReleasedFilePolicy(PortalImage, "wagtailimages.Image", "uploaded_by_user"))
register_permission_policy(
    PortalDocument, ReleasedFilePolicy(PortalDocument, "wagtaildocs.Document", "uploaded_by_user")
)


@hooks.register("register_rich_text_features", order=10)
def released_links(features):
    """After Wagtail's own, whose handler it replaces."""
    features.register_link_type(ReleasedPageLinkHandler)


@hooks.register("construct_page_chooser_queryset")
def only_pages_one_may_see(pages, request):
    """A chooser lists no draft's title to somebody who cannot open the part of the tree that it is in."""
    return pages.filter(pk__in=policy_registry.get_by_type(Page).explorable_instances(request.user).values("pk"))


@hooks.register("before_bulk_action")
def no_bulk_publishing(request, action_type, objects, action_class_instance):
    """What is released is looked at: one page at a time, where its form says what is missing."""
    if action_type != "publish":
        return None
    messages.error(request, _("Publish pages one by one: each says what it still lacks."))
    return redirect(action_class_instance.next_url or "wagtailadmin_explore_root")


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("outbox/", outbox, name="portal_outbox")]


@hooks.register("insert_global_admin_css")
def admin_css():
    sheets = [(static(f"portal/css/{name}.css"),) for name in ("admin", "releases")]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_reports_menu_item")
def outbox_menu_item():
    return SentMailMenuItem(_("Outbox"), reverse("portal_outbox"), icon_name="mail", order=2000)
