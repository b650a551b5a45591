"""What the demo's articles refer to: sections in both languages, and one row each for people, bodies, topics, pictures."""

import io
from typing import Any, NamedTuple

from django.contrib.auth.models import Permission
from django.core.files.images import ImageFile
from wagtail.models import GroupPagePermission, Locale, Page, Site, WorkflowPage

from home.demo import pictures
from home.demo.accounts import account
from home.models import HomePage, SiteSettings
from news import roles
from news.models import MeetingSeries, Official, Post, PressContact, SectionPage, Source, Topic
from portal.models import PortalImage


class World(NamedTuple):
    """What articles refer to, by key."""

    sections: dict[str, SectionPage]
    officials: dict[str, Official]
    series: dict[str, MeetingSeries]
    topics: dict[str, Topic]
    sources: dict[str, Source]
    contacts: dict[str, PressContact]
    pictures: dict[str, PortalImage]


def load_world(data: dict) -> World:
    """Make what is missing of `world.toml`, and give everything by its key."""
    return World(
        sections=load_sections(data["section"]),
        officials=load_officials(data["official"]),
        series=load_rows(MeetingSeries, data["series"], "numbering"),
        topics=load_rows(Topic, data["topic"]),
        sources=load_rows(Source, data["source"]),
        contacts=load_contacts(data["contact"]),
        pictures=load_pictures(data["pictures"]["keys"]),
    )


# --- Rows -----------------------------------------------------------------------------------------------------------
def load_rows(model: Any, rows: list[dict], *extra: str) -> dict:
    return {
        row["key"]: model.objects.get_or_create(
            slug=row["key"],
            defaults={"name_zh": row["zh"], "name_en": row["en"], **{name: row[name] for name in extra}},
        )[0]
        for row in rows
    }


def load_contacts(rows: list[dict]) -> dict[str, PressContact]:
    return {
        row["key"]: PressContact.objects.get_or_create(
            slug=row["key"],
            defaults={
                "name_zh": row["zh"]["name"],
                "name_en": row["en"]["name"],
                "role_zh": row["zh"]["role"],
                "role_en": row["en"]["role"],
                "phone": row["phone"],
                "email": row["email"],
            },
        )[0]
        for row in rows
    }


def load_officials(rows: list[dict]) -> dict[str, Official]:
    officials = {}
    for order, row in enumerate(rows, start=1):
        official = Official.objects.filter(slug=row["key"]).first()
        if official is None:
            official = Official(slug=row["key"], name_zh=row["zh"], name_en=row["en"], order=order * 10)
            official.save()
            for post in row["posts"]:
                Post.objects.create(
                    official=official,
                    title_zh=post["zh"],
                    title_en=post["en"],
                    started=post.get("from"),
                    ended=post.get("to"),
                )
        officials[row["key"]] = official
    return officials


def load_pictures(keys: list[str]) -> dict[str, PortalImage]:
    loaded = {}
    for key in keys:
        image = PortalImage.objects.filter(title=f"demo: {key}").first()
        if image is None:
            image = PortalImage(title=f"demo: {key}", credit="省政府新闻办公室 / Press Office")
            image.file = ImageFile(io.BytesIO(pictures.draw(key)), name=f"{key}.jpg")
            image.save()
        loaded[key] = image
    return loaded


def load_settings() -> None:
    settings = SiteSettings.load()
    if settings.publisher_zh:
        return
    settings.name_zh, settings.name_en = "政府新闻", "Government News"
    settings.place_zh, settings.place_en = "澜川省", "Lanchuan"
    settings.publisher_zh, settings.publisher_en = (
        "澜川省人民政府新闻办公室",
        "Press Office, Lanchuan Provincial Government",
    )
    settings.address_zh, settings.address_en = "临澜市承平路1号", "1 Chengping Road, Linlan"
    settings.phone, settings.email = "0700-1200 4500", "press@lanchuan.example"
    settings.reuse_zh = "本站文字可自由转载，请注明来源和文号。图片另有说明的除外。"
    settings.reuse_en = (
        "Text on this site may be reused freely with its source and document number."
        " Pictures are free to use unless marked."
    )
    settings.site_code, settings.icp_number = "9900000001", "澜ICP备00000001号"
    settings.police_number = "澜公网安备 99000000000001号"
    settings.save()
    Site.objects.filter(is_default_site=True).update(site_name="澜川省政府新闻")


# --- Sections -------------------------------------------------------------------------------------------------------
def load_sections(rows: list[dict]) -> dict[str, SectionPage]:
    """The sections in Chinese by key, each with its English translation beside it."""
    english = Locale.objects.get(language_code="en")
    sections: dict[str, SectionPage] = {}
    home = HomePage.objects.get(locale__language_code="zh-hans")
    for row in rows:
        parent = sections.get(row.get("parent", ""), home)
        section = SectionPage.objects.child_of(parent).filter(slug=row["zh"]["slug"]).first()
        if section is None:
            section = parent.add_child(instance=SectionPage(locale=home.locale, **row["zh"]))
            section.save_revision(user=account("admin")).publish(skip_permission_checks=True)
            translation = section.copy_for_translation(english)
            translation.title, translation.slug, translation.summary = (
                row["en"]["title"],
                row["en"]["slug"],
                row["en"]["summary"],
            )
            translation.draft_title = translation.title
            translation.save()
            translation.save_revision(user=account("admin")).publish(skip_permission_checks=True)
            if row["key"] == "policies":
                for page in (section, translation):
                    WorkflowPage.objects.create(page=Page.objects.get(pk=page.pk), workflow=roles.workflow("two"))
            if row["key"] == "notices":
                let_contributors_write(section)
        sections[row["key"]] = SectionPage.objects.get(pk=section.pk)
    return sections


def let_contributors_write(section: SectionPage) -> None:
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.get_or_create(
        group=roles.group("contributor"), page=Page.objects.get(pk=section.pk), permission=add
    )
