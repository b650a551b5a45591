"""What every page of the portal is, and rows that carry both languages' names."""

from contextlib import nullcontext
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import BaseTranslatableField

from portal import locales, slugs
from portal.forms import PortalPageForm
from portal.media import PortalDocument, PortalImage, PortalRendition
from portal.outbox import OutboxEntry
from portal.signals import branch_changed, is_unseen
from portal.tree import PortalPageManager, released_pages, sections_to_read

__all__ = [
    "BilingualRow",
    "Crumb",
    "OutboxEntry",
    "PortalDocument",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "Translation",
]


class Crumb(NamedTuple):
    """One step of a breadcrumb; the last one is the page itself."""

    title: str
    url: str


class Translation(NamedTuple):
    """Where another language's readers go from a page: to its translation, or else to the nearest parent that has one."""

    code: str  # as in html lang: zh-Hans, en
    name: str  # the language by its own name
    url: str
    title: str
    is_same_page: bool


class UntouchedField(BaseTranslatableField):
    """A field that wagtail-localize neither translates nor copies: each language has its own."""


class PortalPage(Page):
    """Breadcrumbs, alternates, readable slugs: what home, sections and articles have in common."""

    slug: str  # Wagtail's field, which has no type
    is_content = False  # True for pages that a section is not empty with

    base_form_class = PortalPageForm
    objects = PortalPageManager()

    override_translatable_fields = [UntouchedField("slug")]

    class Meta:
        abstract = True

    # --- The tree -------------------------------------------------------------------------------------------------
    @cached_property
    def trail(self) -> list[Page]:
        """Home, sections, this page. `portal.routing` fills it in; elsewhere (a preview) it costs one query."""
        parent = self.get_parent()
        above = parent.get_ancestors(inclusive=True).filter(depth__gt=1) if parent else []
        return [*above, self]

    def breadcrumbs(self) -> list[Crumb]:
        """From home to this page, with whole titles."""
        home, *rest = self.trail
        return [Crumb(str(_("Home")), home.url_path), *(Crumb(page.title, page.url_path) for page in rest)]

    @cached_property
    def surroundings(self) -> list[Page]:
        """What every page shows around itself: its trail in other languages, the top sections in its own. One query."""
        other_languages = released_pages().filter(translation_key__in=[page.translation_key for page in self.trail])
        other_languages = other_languages.exclude(locale_id=self.locale_id).select_related("locale")
        sections = sections_to_read(self.trail[0]).select_related("locale")
        pages = other_languages.order_by().union(sections.order_by(), all=True)
        return sorted(pages, key=lambda page: page.path)

    @property
    def top_sections(self) -> list[Page]:
        """The sections below home that have something to read in this page's language."""
        return [page for page in self.surroundings if page.locale_id == self.locale_id]

    @cached_property
    def translations(self) -> list[Translation]:
        """For each other language, this page's released translation or the nearest released parent's."""
        nearness = {page.translation_key: depth for depth, page in enumerate(self.trail)}
        nearest: dict[int, Page] = {}
        for page in self.surroundings:
            if page.locale_id == self.locale_id:
                continue
            best = nearest.get(page.locale_id)
            if best is None or nearness[page.translation_key] > nearness[best.translation_key]:
                nearest[page.locale_id] = page
        return [
            Translation(
                code=locales.HTML_LANG[page.locale.language_code],
                name=locales.OWN_NAMES[page.locale.language_code],
                url=page.url_path,
                title=page.title,
                is_same_page=page.translation_key == self.translation_key,
            )
            for page in nearest.values()
        ]

    def get_view_restrictions(self):
        """Wagtail's rules for this page and its ancestors: no query where `portal.routing` saw that there are none."""
        if all(getattr(page, "has_restriction", True) is False for page in self.trail):
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in self.trail])

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Serve this page; what follows its own address is nobody's, unless a page type says otherwise."""
        if path_components or not self.live:
            raise Http404("No page at this address.")
        return RouteResult(self)

    # --- What others hear of it -----------------------------------------------------------------------------------
    def save(self, *args, **kwargs) -> None:
        if is_unseen(kwargs.get("update_fields")):
            super().save(*args, **kwargs)
            return
        # Part of the transaction under way, if there is one: a savepoint of its own would be for nothing, twice a page.
        with nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic():
            self._save_and_announce(*args, **kwargs)

    def _save_and_announce(self, *args, **kwargs) -> None:
        was_live = self.is_stored_live()
        super().save(*args, **kwargs)
        if self.changed_for_readers(was_live):
            self.announce(self)

    def is_stored_live(self) -> bool:
        """Whether readers have it before this save."""
        return Page.objects.filter(pk=self.pk, live=True).exists()

    def changed_for_readers(self, was_live: bool) -> bool:
        """Whether a save of this page is to be announced."""
        return was_live != self.live

    @classmethod
    def announce(cls, page: Page) -> None:
        """Say, inside the transaction, that `page` may have changed for readers. It is of this type, perhaps a plain `Page`."""
        branch_changed.send(sender=cls, page=page)

    # --- Languages ------------------------------------------------------------------------------------------------
    @property
    def html_lang(self) -> str:
        return locales.HTML_LANG[self.locale.language_code]

    @property
    def prefix(self) -> str:
        return locales.PREFIXES[self.locale.language_code]

    # --- Slugs ----------------------------------------------------------------------------------------------------
    def full_clean(self, *args, **kwargs) -> None:
        self.choose_slug()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.refuse_reserved_slug()

    def minimal_clean(self) -> None:
        self.choose_slug()
        super().minimal_clean()
        self.refuse_reserved_slug()

    def choose_slug(self) -> None:
        """Before the first release, replace an empty slug or a mere placeholder by one made from the title."""
        if not self.title or (self.slug and self.first_published_at):
            return
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if self.locale_id is None and parent_is_known:
            self.locale = self.get_default_locale()
        if self.locale_id is None:
            return
        # A Chinese title on an English page gives no slug; until it has one of its own, its key stands in.
        slug = slugs.slug_for(self.title, self.locale.language_code) or f"untitled-{self.translation_key.hex[:8]}"
        if self.slug_is_placeholder(slug):
            # Without a parent nobody can say which slugs are free; Wagtail asks again when there is one.
            self.slug = self._get_autogenerated_slug(slug) if parent_is_known else slug

    def slug_is_placeholder(self, from_title: str) -> bool:
        """True for what nobody chose: nothing, what the title gives here or in Wagtail's editor (which drops Han), or the
        slug of the page that this one translates, with or without this language's code behind it."""
        if not self.slug.strip("-_"):  # what the editor's slug field leaves of Han characters
            return True
        if self.slug in (from_title, slugify(self.title), f"untitled-{self.translation_key.hex[:8]}"):
            return True
        plain = self.slug.removesuffix(f"-{self.locale.language_code}")
        return Page.objects.filter(translation_key=self.translation_key, slug=plain).exclude(pk=self.pk).exists()

    def refuse_reserved_slug(self) -> None:
        if slugs.is_reserved(self.slug):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is one of the fixed words of this site's addresses. Choose another slug.")
                    % {"slug": self.slug}
                }
            )


class BilingualRow(models.Model):
    """A row that both languages share: one slug, both names. Nothing in it is translated twice."""

    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("The name in addresses, the same in both languages. Made from the English name if left empty."),
    )

    name = locales.Bilingual()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.name_zh or self.name_en  # an import may know one only

    def clean(self) -> None:
        super().clean()
        if not self.slug and self.name_en:
            self.slug = self.free_slug(slugs.slug_for(self.name_en, "en") or "row")

    def free_slug(self, base: str) -> str:
        slug, number = base, 1
        while type(self)._default_manager.filter(slug=slug).exclude(pk=self.pk).exists():
            number += 1
            slug = f"{base}-{number}"
        return slug
