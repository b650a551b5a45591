"""What the news app registers with Wagtail; the things themselves live in modules of their own."""

from django.urls import path
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from news.archive.log import ACTION, ImportFormatter
from news.auditing import ReadablePageViewSet
from news.permissions import ReadingPagePermissionPolicy
from news.release import buttons, purging, renderings, taking_back, unpublishing, versions, withdrawing
from news.release.localize import refuse_alias
from news.release.terms import admin as terms_admin
from news.release.terms.bulk_actions import ApproveTermsBulkAction
from news.viewsets import ReferenceViewSetGroup

register_snippet(ReferenceViewSetGroup)
hooks.register("register_admin_viewset", ReadablePageViewSet)
hooks.register("register_bulk_action", ApproveTermsBulkAction)
hooks.register("register_log_actions", terms_admin.register_log_actions)
for module in (purging, renderings, unpublishing, versions, withdrawing):
    hooks.register("register_log_actions", module.register_log_actions)
hooks.register("register_admin_urls", taking_back.admin_urls)
hooks.register("register_page_header_buttons", buttons.article_buttons)
hooks.register("register_page_listing_more_buttons", buttons.article_buttons)
hooks.register("before_unpublish_page", buttons.ask_about_the_other_language)
hooks.register("before_bulk_action", buttons.no_half_unpublished)
register_permission_policy(Page, ReadingPagePermissionPolicy(Page))


@hooks.register("register_admin_urls")
def no_aliases():
    """Found before localize's address of the same form, since this app is installed before it."""
    return [path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias)]


@hooks.register("construct_page_action_menu")
def no_alias_button(menu_items, request, context):
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_log_actions")
def register_imports(registry):
    registry.register_action(ACTION)(ImportFormatter)
