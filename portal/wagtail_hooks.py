"""What the portal registers with Wagtail."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.documents import refuse_unreleased
from portal.outbox import OutboxMenuItem, outbox

hooks.register("before_serve_document", refuse_unreleased)


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("outbox/", outbox, name="portal_outbox")]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/admin.css"))


@hooks.register("register_reports_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Outbox"), reverse("portal_outbox"), icon_name="mail", order=2000)
