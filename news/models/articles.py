"""The article: a release, a notice, a policy, the report of a meeting. One model, since readers find them in one place."""

import datetime
import re
from functools import cached_property

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from news import rows
from news.blocks import BodyBlock
from news.models.meetings import Meeting
from news.models.reference import Source
from news.models.versions import ReleasedVersion
from news.panels import article_edit_handler
from news.querysets import ArticleManager
from news.release.forms import DraftCopyForm
from news.release.permissions import ReleasePermissionTester
from news.release.plans import Plan
from news.release.readiness import lacks
from news.release.versions import open_one, show
from news.signals import say_changed
from portal import locales
from portal.forms import PortalPageForm
from portal.models import PortalImage, PortalPage

VERSION_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


# Of a page whatever its revision says: `with_content_json` takes them from the row.
KEPT = ("alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner")
CHOSEN = ("source", "hero_image", "issuing_body")  # what its revision says


class ArticleForm(PortalPageForm):
    """The editor's form. It saves drafts, which may lack anything but a title."""

    def clean(self) -> dict:
        cleaned = super().clean()
        self.copy_posts()
        return cleaned

    def copy_posts(self) -> None:
        """Fill in the posts held on the day of the meeting while officer and editor can still see and change them."""
        meetings, people = self.formsets.get("meetings"), self.formsets.get("participations")
        if not meetings or not people or not meetings.is_valid():
            return
        meeting = next((form.instance for form in meetings if form.has_changed() or form.instance.pk), None)
        if meeting is None or not meeting.start:
            return
        for form in people:
            if form.is_valid() and not form.cleaned_data.get("DELETE"):
                form.instance.copy_post(meeting)


class ArticlePage(PortalPage):
    """One article in one language. Its translation is another page with the same `translation_key`."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        MEETING = "meeting", _("meeting")
        NOTICE = "notice", _("notice")
        POLICY = "policy", _("policy")
        INTERPRETATION = "interpretation", _("interpretation")
        SPEECH = "speech", _("speech")
        FIGURES = "figures", _("figures")

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        AMENDED = "amended", _("amended")
        REPEALED = "repealed", _("repealed")
        EXPIRED = "expired", pgettext_lazy("policy", "expired")

    # Text
    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences, shown in lists, in search and above the text. A flash may do without."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"))
    hero_image = models.ForeignKey(
        PortalImage, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hero_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What somebody who cannot see the picture needs to know."),
    )
    hero_caption = models.CharField(_("caption"), max_length=255, blank=True)
    hero_credit = models.CharField(_("credit"), max_length=120, blank=True)

    # Facts
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.NEWS)
    dateline = models.CharField(
        _("dateline"), max_length=60, blank=True, help_text=_("The place the text was written: 临澜, Linlan.")
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, on_delete=models.PROTECT, related_name="articles"
    )
    is_reprint = models.BooleanField(_("reprint"), default=False, help_text=_("The text first appeared at the source."))
    source_url = models.URLField(_("address of the original"), blank=True, max_length=500)
    author = models.CharField(_("author"), max_length=120, blank=True)
    editor_in_charge = models.CharField(_("editor in charge"), max_length=120, blank=True)
    document_number = models.CharField(
        _("document number"), max_length=80, blank=True, db_index=True, help_text=_("As printed: 青政办〔2017〕12号.")
    )

    # Policies
    issuing_body = models.ForeignKey(
        Source, verbose_name=_("issuing body"), null=True, blank=True, on_delete=models.PROTECT, related_name="policies"
    )
    date_signed = models.DateField(_("date signed"), null=True, blank=True)
    index_number = models.CharField(_("index number"), max_length=80, blank=True)
    validity = models.CharField(_("validity"), max_length=10, choices=Validity.choices, blank=True)

    # Comments
    comments_open = models.BooleanField(_("comments open"), default=True)

    # Languages
    language_plan = models.CharField(
        _("language plan"),
        max_length=16,
        choices=Plan.choices,
        blank=True,
        help_text=_("As the section says, if left empty."),
    )
    plan_reason = models.CharField(
        _("why not as the section says"),
        max_length=255,
        blank=True,
        help_text=_("Only for another plan than the section's."),
    )
    translation_due_at = models.DateTimeField(
        _("English due"), null=True, blank=True, help_text=_("Only where Chinese is released first.")
    )
    is_flash = models.BooleanField(
        _("flash"), default=False, help_text=_("Released with title, text and source alone; the rest follows.")
    )

    # Set by the system
    released_at = models.DateTimeField(
        _("first released"),
        null=True,
        editable=False,
        db_index=True,
        help_text=_(
            "When the public could first read it. Only an import may carry an older time than the first publication here."
        ),
    )
    external_id = models.CharField(
        _("identifier in the system it came from"), max_length=200, blank=True, editable=False
    )
    language = models.CharField(_("language"), max_length=10, editable=False, default="", db_index=True)

    comments = GenericRelation("comments.Comment", object_id_field="object_pk")

    is_content = True
    parent_page_types = ["news.SectionPage"]
    subpage_types: list = []
    template = "news/article_page.html"
    copy_form_class = DraftCopyForm
    base_form_class = ArticleForm
    edit_handler = article_edit_handler
    objects = ArticleManager()
    preview_modes = [("", _("This page"))]

    # A copy is a new text: it was never released, and no import knows it.
    exclude_fields_in_copy = ["released_at", "external_id", "comments", "versions", "renderings", "corrections"]

    override_translatable_fields = [
        *PortalPage.override_translatable_fields,
        SynchronizedField("document_number"),
        SynchronizedField("index_number"),
        SynchronizedField("plan_reason"),
    ]

    # For the admin alone, which looks for what a page is called, as it is being typed. Readers' search has its own
    # index, of everything that they read.
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("summary", boost=1.5),
        index.SearchField("document_number"),
        index.AutocompleteField("document_number"),
        index.FilterField("kind"),
        index.FilterField("language"),
        index.FilterField("released_at"),
    ]

    search_auto_update = False  # search.listeners does it, in half the time

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["language", "-released_at"], name="news_article_lang_released")]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "external_id"],
                condition=~Q(external_id=""),
                name="news_article_external_id_per_language",
                violation_error_message=_("Another article in this language already has this identifier."),
            )
        ]

    # --- What it is -----------------------------------------------------------------------------------------------
    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting that this article reports or announces, or None."""
        if self.kind != self.Kind.MEETING:
            return None
        return next(
            iter(self.meetings.select_related("series") if self.pk and not self.is_preview else self.meetings.all()),
            None,
        )

    is_preview = False
    is_earlier_version = False  # set on what `news.release.versions` shows of a revision

    @property
    def date(self):
        """The time readers see: the first release, or this moment while there was none."""
        return self.released_at or timezone.now()

    @property
    def is_older_than_here(self) -> bool:
        """True for an import: it was released elsewhere before it came to this portal."""
        return bool(self.released_at and self.first_published_at and self.released_at < self.first_published_at)

    @property
    def accepts_comments(self) -> bool:
        """Open here and in every section above. No query after `for_reading`, else one, or two without the trail."""
        from news.models.sections import SectionPage

        if not (self.live and self.comments_open):
            return False
        if hasattr(self, "is_closed_above"):
            return not self.is_closed_above
        above = [page.pk for page in self.trail[:-1]]
        return not SectionPage.objects.filter(pk__in=above, comments_open=False).exists()

    # --- How it changes -------------------------------------------------------------------------------------------
    def clean_fields(self, exclude=None) -> None:
        """Without asking, at every save, whether rows are there that nobody typed, or that are at hand."""
        super().clean_fields(exclude={*(exclude or ()), *KEPT, *filter(self.has_at_hand, CHOSEN)})

    def has_at_hand(self, name: str) -> bool:
        """Whether the row that a foreign key points to was fetched already."""
        return name in self._state.fields_cache and getattr(self, f"{name}_id") is not None

    def validate_unique(self, exclude=None) -> None:
        """Of what nobody types, the database itself refuses doubles."""
        super().validate_unique(exclude={*(exclude or ()), "path", "translation_key", "locale"})

    def validate_constraints(self, exclude=None) -> None:
        if self.external_id:  # the only one is about it
            super().validate_constraints(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.live:
            missing = lacks(self)
            if not self.summary.strip():
                missing.pop("summary", None)  # an import may lack it; a release asks for it
            if missing:
                raise ValidationError(missing)

    def save(self, *args, **kwargs):
        self.language = self.locale.language_code if self.locale_id else self.language
        if self.live and self.released_at is None:
            self.released_at = self.first_published_at or timezone.now()
        with rows.kept(self):
            return super().save(*args, **kwargs)

    def is_stored_live(self) -> bool:
        return self.live or super().is_stored_live()  # one that is live is announced in any case

    def changed_for_readers(self, was_live: bool) -> bool:
        return was_live or self.live

    @classmethod
    def announce(cls, page: Page) -> None:
        say_changed(page.pk)

    @transaction.atomic
    def save_revision(self, *args, **kwargs):
        """Whoever edits takes back what was approved: a release publishes what somebody has read."""
        from news.release.sets.reviewing import void

        kwargs["approved_go_live_at"] = None  # of its own; the release has one
        kwargs["overwrite_revision"] = None  # a reviewer may have it on the screen, and readers an earlier one
        revision = super().save_revision(*args, **kwargs)
        void(self.translation_key, kwargs.get("user"), self.title)
        return revision

    @transaction.atomic
    def backdate(self, when: datetime.datetime) -> None:
        """Give a released article the time at which it was first released elsewhere; as if it had been published here then."""
        ArticlePage.objects.filter(pk=self.pk).update(
            released_at=when, first_published_at=when, last_published_at=when, latest_revision_created_at=when
        )
        self.refresh_from_db()
        self.announce(self)

    def with_content_json(self, content):
        """What the system set stays as it is, whichever revision is looked at or published."""
        chosen = {
            name for name in CHOSEN if self.has_at_hand(name) and getattr(self, f"{name}_id") == content.get(name)
        }
        parents = rows.parents_of(self)
        stored = rows.unchanged(self, content, parents)
        known = {*KEPT, *chosen, *stored}  # by the page itself: each would be looked up, once a row
        left = {name: value for name, value in content.items() if name not in known}
        article = super().with_content_json(rows.without_what_is_known(left, parents))
        rows.settle(article, parents.keys() & left.keys())
        article.released_at = self.released_at
        article.external_id = self.external_id
        article.language = self.language
        article.live_revision_id = self.live_revision_id
        article.go_live_at = None  # the release says when, for all of its pages
        if not article.slug or self.first_published_at is None:
            article.slug = article.slug or self.slug
        for name in ("locale", "content_type", "owner"):  # what is at hand need not be fetched again
            if name in self._state.fields_cache and getattr(self, f"{name}_id") == getattr(article, f"{name}_id"):
                setattr(article, name, getattr(self, name))
        for name in chosen:
            setattr(article, name, getattr(self, name))
        article._prefetched_objects_cache = stored
        article._cached_parent_obj = self.get_parent()
        return article

    def latest_text(self) -> "ArticlePage":
        """As `get_latest_revision_as_object`, without fetching this page again, nor the revision where it is at hand."""
        if not self.has_unpublished_changes or self.latest_revision is None:
            return self
        return self.with_content_json(self.latest_revision.content)

    # A release has the section's reviews; a workflow of Wagtail's would publish the page by itself at its end.
    has_workflow = False
    current_workflow_state = None

    def get_workflow(self) -> None:
        return None

    def permissions_for_user(self, user) -> ReleasePermissionTester:
        return ReleasePermissionTester(user, self)

    # --- How it is read -------------------------------------------------------------------------------------------
    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """`versions/<n>/` is an earlier version, where an editor opened it to readers."""
        if self.live and len(path_components) == 2 and path_components[0] == "versions":
            number = path_components[1]
            found = open_one(self, int(number)) if VERSION_NUMBER.fullmatch(number) else None
            if found is None:
                raise Http404("No such version is open to readers.")
            return RouteResult(self, kwargs={"version": found})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args, version: ReleasedVersion | None = None, **kwargs) -> HttpResponse:
        return show(self, version, request) if version else super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from news.reading import reading_context

        return super().get_context(request, *args, **kwargs) | reading_context(self, request)

    def get_admin_display_title(self) -> str:
        """The title with its language, since both languages' pages meet in one list."""
        return f"{super().get_admin_display_title()} [{locales.OWN_NAMES.get(self.language, self.language)}]"
