"""Officials, topics and the other reference rows in the Wagtail admin: listings, choosers, previews."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from news.models import MeetingSeries, Official, PressContact, Source, Topic
from news.release.terms.admin import GlossaryTermViewSet


class ReferenceViewSet(SnippetViewSet):
    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["name_zh", "name_en", Column("slug", label=_("Slug"))]
    search_fields = ["name_zh", "name_en", "slug"]
    # Stock search reads a run of Han as one word and finds no part of a name: ask the database instead.
    search_backend_name = None


class OfficialViewSet(ReferenceViewSet):
    model = Official
    icon = "user"
    list_display = ["name_zh", "name_en", "order"]
    ordering = ["order", "name_en"]


class TopicViewSet(ReferenceViewSet):
    model = Topic
    icon = "tag"


class MeetingSeriesViewSet(ReferenceViewSet):
    model = MeetingSeries
    icon = "calendar"
    list_filter = ["numbering"]


class SourceViewSet(ReferenceViewSet):
    model = Source
    icon = "site"


class PressContactViewSet(ReferenceViewSet):
    model = PressContact
    icon = "mail"


class ReferenceViewSetGroup(SnippetViewSetGroup):
    items = (
        OfficialViewSet,
        TopicViewSet,
        MeetingSeriesViewSet,
        SourceViewSet,
        PressContactViewSet,
        GlossaryTermViewSet,
    )
    menu_label = _("Names and lists")
    menu_icon = "list-ul"
    menu_order = 250
