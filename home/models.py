"""The home page of each language, and what the whole site says about itself."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from news.models import ArticlePage, SectionPage, Topic
from portal import locales
from portal.models import PortalPage
from portal.tree import sections_to_read

LATEST_PER_SECTION = 3
MEETINGS_SHOWN = 4


class HomePage(PortalPage):
    """The lead story, the latest of each section, meetings to come and past."""

    lead_article = models.ForeignKey(
        ArticlePage,
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The newest article with a picture leads while this is empty or not released."),
    )
    summary = models.CharField(
        _("summary"), max_length=255, blank=True, help_text=_("What this site is, for search engines.")
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.SectionPage"]
    template = "home/home_page.html"

    content_panels = [*Page.content_panels, PageChooserPanel("lead_article", "news.ArticlePage"), FieldPanel("summary")]
    promote_panels: list = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def choose_slug(self) -> None:
        """A home page's slug is its language's prefix, so that paths in the tree are paths on the site."""
        if self.locale_id:
            self.slug = locales.PREFIXES[self.locale.language_code]

    def refuse_reserved_slug(self) -> None:
        if self.locale_id and self.slug != locales.PREFIXES[self.locale.language_code]:
            raise ValidationError({"slug": _("A home page's slug is its language's prefix.")})

    def articles(self):
        return ArticlePage.objects.in_language(self.locale.language_code).released().select_related("source", "locale")

    def lead(self) -> ArticlePage | None:
        """The chosen lead while it is released, else the newest article with a picture, else the newest."""
        articles = self.articles().select_related("hero_image")
        chosen = articles.filter(pk=self.lead_article_id).first() if self.lead_article_id else None
        return (
            chosen
            or articles.filter(hero_image__isnull=False).newest_first().first()
            or articles.newest_first().first()
        )

    def sections_with_latest(self) -> list[tuple[SectionPage, list[ArticlePage]]]:
        """Top sections that have something to read, each with its latest articles. One query a section and one more."""
        return [
            (section, list(section.articles().newest_first().select_related("locale")[:LATEST_PER_SECTION]))
            for section in sections_to_read(self, SectionPage)
        ]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        articles = self.articles()
        return super().get_context(request, *args, **kwargs) | {
            "lead": self.lead(),
            "sections": self.sections_with_latest(),
            "meetings_to_come": articles.meetings_to_come()[:MEETINGS_SHOWN],
            "meetings_past": articles.meetings_past()[:MEETINGS_SHOWN],
            "topics": Topic.objects.filter(article_topics__article__in=articles.order_by())
            .annotate(count=models.Count("article_topics", distinct=True))
            .order_by("-count", "name_en"),
        }


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting):
    """Who publishes this site: masthead, footer, registrations."""

    name_zh = models.CharField(_("name of the site in Chinese"), max_length=60, default="政府新闻")
    name_en = models.CharField(_("name of the site in English"), max_length=80, default="Government News")
    place_zh = models.CharField(_("place in Chinese, on the title slip"), max_length=6, blank=True)
    place_en = models.CharField(_("place in English"), max_length=60, blank=True)
    publisher_zh = models.CharField(_("sponsoring body in Chinese"), max_length=80, blank=True)
    publisher_en = models.CharField(_("sponsoring body in English"), max_length=120, blank=True)
    address_zh = models.CharField(_("address in Chinese"), max_length=160, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reuse_zh = models.CharField(_("terms of reuse in Chinese"), max_length=255, blank=True)
    reuse_en = models.CharField(_("terms of reuse in English"), max_length=255, blank=True)
    site_code = models.CharField(_("site code (网站标识码)"), max_length=10, blank=True)
    icp_number = models.CharField(_("ICP number (ICP备案号)"), max_length=40, blank=True)
    police_number = models.CharField(_("police filing number (公安机关备案号)"), max_length=40, blank=True)

    name = locales.Bilingual()
    place = locales.Bilingual()
    publisher = locales.Bilingual()
    address = locales.Bilingual()
    reuse = locales.Bilingual()

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("place_zh"), FieldPanel("place_en")]),
                    FieldRowPanel([FieldPanel("publisher_zh"), FieldPanel("publisher_en")]),
                ],
                heading=_("Masthead"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("address_zh"), FieldPanel("address_en")]),
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                    FieldRowPanel([FieldPanel("reuse_zh"), FieldPanel("reuse_en")]),
                    MultiFieldPanel(
                        [FieldPanel("site_code"), FieldPanel("icp_number"), FieldPanel("police_number")],
                        heading=_("Registrations"),
                    ),
                ],
                heading=_("Footer"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")
