"""What the news app registers with Wagtail; the things themselves live in modules of their own."""

from django.urls import include, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from news.archive.log import ACTION, ImportFormatter
from news.auditing import ReadablePageViewSet
from news.permissions import ReadingPagePermissionPolicy
from news.release import buttons, purging, renderings, taking_back, translations, unpublishing, versions, withdrawing
from news.release.arranging import admin as arranging_admin
from news.release.findings import admin as findings_admin
from news.release.findings import dismissals
from news.release.localize import refuse_alias
from news.release.machine import admin as machine_admin
from news.release.sets import dashboard, editor
from news.release.sets import log as release_log
from news.release.terms import admin as terms_admin
from news.release.terms.bulk_actions import ApproveTermsBulkAction
from news.viewsets import ReferenceViewSetGroup

register_snippet(ReferenceViewSetGroup)
hooks.register("register_admin_viewset", ReadablePageViewSet)
hooks.register("register_bulk_action", ApproveTermsBulkAction)
hooks.register("register_log_actions", terms_admin.register_log_actions)
hooks.register("register_log_actions", release_log.register)
hooks.register("register_log_actions", dismissals.register_log_actions)
hooks.register("register_admin_urls", findings_admin.urls)
hooks.register("register_page_header_buttons", findings_admin.header_buttons)
hooks.register("register_log_actions", machine_admin.register_log_actions)
hooks.register("register_admin_urls", machine_admin.urls)
hooks.register("before_edit_page", machine_admin.say_what_is_unconfirmed)
hooks.register("register_log_actions", arranging_admin.register_log_actions)
hooks.register("register_admin_urls", arranging_admin.urls)
hooks.register("register_admin_menu_item", dashboard.ReleasesMenuItem)
hooks.register("construct_homepage_panels", dashboard.construct_homepage_panels)
hooks.register("construct_page_action_menu", editor.construct_action_menu)
hooks.register("register_page_header_buttons", editor.buttons)
hooks.register("register_page_listing_more_buttons", editor.buttons)
hooks.register("before_create_page", editor.only_drafts)
hooks.register("after_create_page", editor.go_to_release)
hooks.register("after_edit_page", editor.go_to_release)
hooks.register("before_edit_page", taking_back.tell_withdrawal, order=-2)
hooks.register("before_edit_page", editor.tell_release, order=-1)  # before localize shows its own editor
hooks.register("register_admin_urls", translations.urls)
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


@hooks.register("register_admin_urls")
def release_urls():
    return [path("releases/", include("news.release.sets.urls"))]


@hooks.register("construct_page_action_menu")
def no_alias_button(menu_items, request, context):
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_log_actions")
def register_imports(registry):
    registry.register_action(ACTION)(ImportFormatter)


@hooks.register("register_reports_menu_item")
def translations_menu_item():
    address = reverse("news_translations")
    return translations.TranslationsMenuItem(
        pgettext_lazy("report", "Translations"), address, name="translations", icon_name="site", order=900
    )


@hooks.register("construct_reports_menu")
def one_report_of_translations(request, menu_items):
    """Ours says all that localize's says, article by article."""
    theirs = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != theirs]
