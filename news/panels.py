"""The article editor, in the order in which an officer thinks: text, facts, meeting, people and topics, comments, release."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from news.release.findings.panel import FindingsPanel

text_panels = [
    TitleFieldPanel("title", help_text=_("The whole title. It is never cut: lists and breadcrumbs wrap it.")),
    FieldPanel("subtitle"),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("hero_image"),
            FieldPanel("hero_alt"),
            FieldRowPanel([FieldPanel("hero_caption"), FieldPanel("hero_credit")]),
        ],
        heading=_("Picture"),
    ),
    FieldPanel("body"),
    InlinePanel("downloads", heading=_("Downloads"), label=_("Download")),
]

facts_panels = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("dateline")]),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("source"), FieldPanel("is_reprint")]),
            FieldPanel("source_url"),
            FieldRowPanel([FieldPanel("author"), FieldPanel("editor_in_charge")]),
            FieldPanel("document_number"),
        ],
        heading=_("Where it comes from"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "For policies only. A policy is not released without its issuing body and the date it was signed."
                )
            ),
            FieldRowPanel([FieldPanel("issuing_body"), FieldPanel("date_signed")]),
            FieldRowPanel([FieldPanel("index_number"), FieldPanel("validity")]),
        ],
        heading=_("Policy"),
        classname="collapsed",
    ),
]

meeting_panels = [
    HelpPanel(
        content=_(
            "For articles of the kind “meeting”. Dates and people are entered once and hold in both languages; venue, agenda"
            " and decisions are translated. A meeting to come is a released article whose meeting starts in the future."
        )
    ),
    InlinePanel("meetings", heading=_("Meeting"), label=_("Meeting"), max_num=1),
    InlinePanel(
        "participations",
        heading=_("Participants"),
        label=_("Participant"),
        help_text=_("In order of precedence. The post held that day is copied in if you leave it empty."),
    ),
    InlinePanel("agenda_items", heading=_("Agenda"), label=_("Agenda item")),
    InlinePanel("decisions", heading=_("Decisions"), label=_("Decision")),
]

people_panels = [
    InlinePanel("article_topics", heading=_("Topics"), label=_("Topic")),
    InlinePanel("article_contacts", heading=_("Press contacts"), label=_("Press contact")),
    InlinePanel(
        "links",
        heading=_("Articles that belong with it"),
        label=_("Link"),
        help_text=_(
            "The meeting that a speech or a set of photos belongs to, the policy that an interpretation explains."
        ),
    ),
]

comments_panels = [
    FieldPanel("comments_open", help_text=_("Readers' comments appear after a moderator has approved them.")),
]

release_panels = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("language_plan"), FieldPanel("translation_due_at")]),
            FieldPanel("plan_reason"),
            FieldPanel("is_flash"),
        ],
        heading=_("Language plan"),
    ),
    # Not when it goes live: that is the release's affair, for both languages at once.
    FieldPanel("expire_at", help_text=_("From then on readers do not find it any more.")),
    InlinePanel(
        "corrections",
        heading=_("Corrections"),
        label=_("Correction"),
        help_text=_("What this version puts right. Readers see it below the text and on the page of all corrections."),
    ),
    FieldPanel("slug"),
    FieldPanel("search_description"),
]

article_edit_handler = TabbedInterface(
    [
        ObjectList(text_panels, heading=_("Text")),
        ObjectList(facts_panels, heading=_("Facts")),
        ObjectList(meeting_panels, heading=_("Meeting")),
        ObjectList(people_panels, heading=_("People and topics")),
        ObjectList(comments_panels, heading=pgettext_lazy("reader's comment", "Comments")),
        ObjectList(release_panels, heading=_("Release")),
        ObjectList([FindingsPanel()], heading=_("Findings")),
    ]
)
