"""Our conventions as Django system checks: a rule that is only written down is broken in a year."""

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from portal import locales


@register()
def every_language_has_a_prefix(app_configs, **kwargs) -> list[CheckMessage]:
    return [
        Error(f"The language {code} has no URL prefix.", hint="Add it to portal.locales.", id="portal.E001")
        for code, _name in settings.LANGUAGES
        if code not in locales.PREFIXES or code not in locales.HTML_LANG or code not in locales.OWN_NAMES
    ]


@register()
def pages_are_portal_pages(app_configs, **kwargs) -> list[CheckMessage]:
    """Only `PortalPage` knows breadcrumbs, alternates and release; a page type of another kind would be served without."""
    from wagtail.models import get_page_models

    from portal.models import PortalPage

    return [
        Error(f"{model.__name__} is not a PortalPage.", obj=model, id="portal.E002")
        for model in get_page_models()
        if not issubclass(model, PortalPage) and not model._meta.app_label.startswith("wagtail")
    ]


@register()
def children_are_rows(app_configs, **kwargs) -> list[CheckMessage]:
    """wagtail-localize ignores ManyToMany fields: on a page, ties to other rows are child rows."""
    from portal.models import PortalPage

    return [
        Error(
            f"{model.__name__}.{field.name} is a ManyToManyField.", hint="Use a child row.", obj=model, id="portal.E003"
        )
        for model in apps.get_models()
        if issubclass(model, PortalPage)
        for field in model._meta.local_many_to_many
    ]


@register()
def translations_follow_nobody(app_configs, **kwargs) -> list[CheckMessage]:
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        return [Error("A translation would go live because its source is live.", id="portal.E004")]
    return []
