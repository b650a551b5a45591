"""Load the demo province through the models. What is there already stays untouched, so loading again changes nothing."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowPage
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.demo import bodies, content, pictures
from home.demo.accounts import account
from home.models import HomePage, SiteSettings
from news import roles
from news.models import (
    AgendaItem,
    ArticleContact,
    ArticleDownload,
    ArticleLink,
    ArticlePage,
    ArticleTopic,
    Decision,
    Meeting,
    MeetingSeries,
    Official,
    Participation,
    Post,
    PressContact,
    SectionPage,
    Source,
    Topic,
)
from portal.models import PortalDocument, PortalImage

LEAD = "2026-10-28-village-clinics-opened"


class World(NamedTuple):
    """What articles refer to, by key."""

    sections: dict[str, SectionPage]
    officials: dict[str, Official]
    series: dict[str, MeetingSeries]
    topics: dict[str, Topic]
    sources: dict[str, Source]
    contacts: dict[str, PressContact]
    pictures: dict[str, PortalImage]


def load(progress: Callable[[str], None] = lambda line: None) -> int:
    """Load everything that is missing; how many articles were made (in both languages one each)."""
    data = content.read_world()
    world = World(
        sections=load_sections(data["section"]),
        officials=load_officials(data["official"]),
        series=load_rows(MeetingSeries, data["series"], "numbering"),
        topics=load_rows(Topic, data["topic"]),
        sources=load_rows(Source, data["source"]),
        contacts=load_contacts(data["contact"]),
        pictures=load_pictures(data["pictures"]["keys"]),
    )
    load_settings()
    articles = content.read_articles()
    missing = [key for key in articles if not ArticlePage.objects.filter(external_id=external_id(key)).exists()]
    for key in missing:
        with transaction.atomic():
            load_article(key, articles[key], world)
        progress(key)
    for key in missing:
        link_article(key, articles[key])
    lead_with(LEAD)
    return len(missing)


def lead_with(key: str) -> None:
    """Put one article first on both home pages, where no officer has chosen another."""
    for article in ArticlePage.objects.filter(external_id=external_id(key)):
        HomePage.objects.filter(locale=article.locale, lead_article__isnull=True).update(lead_article=article)


def external_id(key: str) -> str:
    return f"demo:{key}"


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
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.get_or_create(
        group=roles.group("contributor"), page=Page.objects.get(pk=section.pk), permission=add
    )


# --- Articles -------------------------------------------------------------------------------------------------------
def load_article(key: str, data: dict, world: World) -> None:
    state = data.get("state", "released")
    page = make_chinese(key, data, world)
    if state == "scheduled":
        schedule(page, data["released_in_days"])
    elif state != "draft":
        release(page, released_time(data))
    if "en" not in data:
        return
    translation = translate(page, key, data, world)
    if state == "scheduled":
        schedule(translation, data["released_in_days"])
    elif state != "draft":
        release(translation, released_time(data))
    if state == "en-outdated":
        correct(page, data["zh"]["corrected"])


def released_time(data: dict) -> datetime.datetime:
    return data.get("released") or timezone.now() - datetime.timedelta(days=data["released_days_ago"])


def text_fields(key: str, text: dict, world: World) -> dict:
    """The fields of an article that each language has its own value of."""
    return {
        "title": text["title"],
        "subtitle": text.get("subtitle", ""),
        "summary": text["summary"],
        "dateline": text["dateline"],
        "author": text.get("author", ""),
        "editor_in_charge": text["editor"],
        "hero_alt": text.get("picture_alt", ""),
        "hero_caption": text.get("picture_caption", ""),
        "hero_credit": text.get("picture_credit", ""),
        "body": bodies.stream_data(key, text["blocks"], {name: image.pk for name, image in world.pictures.items()}),
    }


def make_chinese(key: str, data: dict, world: World) -> ArticlePage:
    policy = data.get("policy", {})
    page = ArticlePage(
        locale=world.sections[data["section"]].locale,
        owner=account("officer"),
        live=False,
        kind=data["kind"],
        source=world.sources[data["source"]],
        is_reprint=data.get("reprint", False),
        source_url=data.get("source_url", ""),
        document_number=data.get("document_number", ""),
        hero_image=world.pictures.get(data.get("picture", "")),
        issuing_body=world.sources.get(policy.get("issuing_body", "")),
        date_signed=policy.get("signed"),
        index_number=policy.get("index_number", ""),
        validity=policy.get("validity", ""),
        external_id=external_id(key),
        **text_fields(key, data["zh"], world),
    )
    page.article_topics = [ArticleTopic(topic=world.topics[topic]) for topic in data.get("topics", [])]
    page.article_contacts = [ArticleContact(contact=world.contacts[contact]) for contact in data.get("contacts", [])]
    page.downloads = [ArticleDownload(document=document) for document in tables_as_documents(data)]
    if "meeting" in data:
        add_meeting(page, data, world)
    world.sections[data["section"]].add_child(instance=page)
    page.save_revision(user=account("officer"))
    return page


def add_meeting(page: ArticlePage, data: dict, world: World) -> None:
    facts, text, locale = data["meeting"], data["zh"], page.locale
    start, end = meeting_times(facts)
    meeting = Meeting(
        series=world.series[facts["series"]],
        session=facts["session"],
        start=start,
        end=end,
        type=facts["type"],
        venue=text["venue"],
        locale=locale,
    )
    people = [
        Participation(
            official=world.officials.get(row.get("official", "")),
            body=world.sources.get(row.get("body", "")),
            role=row["role"],
        )
        for row in facts["participants"]
    ]
    for person in people:
        person.copy_post(meeting)
    page.meetings = [meeting]
    page.participations = people
    page.agenda_items = [AgendaItem(text=line, locale=locale) for line in text.get("agenda", [])]
    page.decisions = [Decision(text=line, locale=locale) for line in text.get("decisions", [])]


def meeting_times(facts: dict) -> tuple[datetime.datetime, datetime.datetime | None]:
    """Start and end; a meeting to come lies a number of days after the day of loading."""
    if "start" in facts:
        return facts["start"], facts.get("end")
    day = timezone.localdate() + datetime.timedelta(days=facts["start_in_days"])
    zone = timezone.get_current_timezone()
    start, end = (
        datetime.datetime.combine(day, datetime.time.fromisoformat(facts[name]), zone) for name in ("at", "until")
    )
    return start, end


def tables_as_documents(data: dict) -> list[PortalDocument]:
    """Each table of the body as a CSV download with both languages' words in its cells."""
    if "en" not in data:
        return []
    documents: list[PortalDocument] = []
    for zh, en in zip(data["zh"]["blocks"], data["en"]["blocks"], strict=True):
        if zh.kind != "table":
            continue
        output = io.StringIO()
        for zh_row, en_row in zip(zh.value["rows"], en.value["rows"], strict=True):
            csv.writer(output).writerow([a if a == b else f"{a} / {b}" for a, b in zip(zh_row, en_row, strict=True)])
        title = f"{zh.value['caption']} / {en.value['caption']}"
        document = PortalDocument(title=title)
        content_file = ContentFile(("\ufeff" + output.getvalue()).encode())
        document.file.save(f"table-{len(documents) + 1}.csv", content_file, save=False)
        document.file_size = content_file.size
        document.save()
        documents.append(document)
    return documents


def release(page: ArticlePage, when: datetime.datetime) -> None:
    """Publish the latest revision as if at `when`: the demo's past is older than the demo."""
    page.get_latest_revision().publish(user=account("editor"), skip_permission_checks=True)
    ArticlePage.objects.filter(pk=page.pk).update(
        released_at=when, first_published_at=when, last_published_at=when, latest_revision_created_at=when
    )
    page.refresh_from_db()


def schedule(page: ArticlePage, days: int) -> None:
    """Approve the latest revision for a time to come, at nine in the morning."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    page = page.get_latest_revision_as_object()
    page.go_live_at = datetime.datetime.combine(day, datetime.time(9), timezone.get_current_timezone())
    page.save_revision(user=account("officer")).publish(user=account("editor"), skip_permission_checks=True)


# --- English --------------------------------------------------------------------------------------------------------
def translate(page: ArticlePage, key: str, data: dict, world: World) -> ArticlePage:
    """The English article, made as translators make it: each segment of the Chinese gets its translation."""
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english)
    texts = english_segments(page, key, data, world)
    translator = account("translator")
    for segment in StringSegment.objects.filter(source=source).order_by("order").select_related("context", "string"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            defaults={
                "data": texts[segment.context.path].pop(0),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": translator,
            },
        )
    translation, _ = source.create_or_update_translation(
        english, user=translator, publish=False, copy_parent_pages=False
    )
    ArticlePage.objects.filter(pk=translation.pk).update(external_id=external_id(key))
    return ArticlePage.objects.get(pk=translation.pk)


def english_segments(page: ArticlePage, key: str, data: dict, world: World) -> dict[str, list[str]]:
    """`{path: [English text, …]}` in order: the segments that wagtail-localize would extract from the English article."""
    text = data["en"]
    draft = ArticlePage(locale=page.locale, kind=page.kind, **text_fields(key, text, world))
    texts: dict[str, list[str]] = {}
    for segment in sorted(
        (s for s in extract_segments(draft) if isinstance(s, StringSegmentValue)), key=lambda s: s.order
    ):
        texts.setdefault(segment.path, []).append(segment.string.data)
    for block in draft.body:
        if block.block_type == "table":  # a cell may be words in Chinese (36所) and a mere number in English
            for row, cells in enumerate(block.value["data"]):
                texts |= {f"body.{block.id}.cell-{row}-{column}": [cell] for column, cell in enumerate(cells)}
    for meeting in page.meetings.all():
        texts[f"meetings.{meeting.translation_key}.venue"] = [text["venue"]]
    for name, lines in (("agenda_items", text.get("agenda", [])), ("decisions", text.get("decisions", []))):
        for row, line in zip(getattr(page, name).all(), lines, strict=True):
            texts[f"{name}.{row.translation_key}.text"] = [line]
    return texts


def correct(page: ArticlePage, correction: dict) -> None:
    """Correct the Chinese after both were released: the English is now out of date, and its source knows which segment."""
    page = page.get_latest_revision_as_object()
    raw = page.body.get_prep_value()
    replaced = _replace(raw, correction["from"], correction["to"])
    page.body = replaced
    page.save_revision(user=account("officer")).publish(user=account("editor"), skip_permission_checks=True)
    TranslationSource.update_or_create_from_instance(ArticlePage.objects.get(pk=page.pk))


def _replace(value, old: str, new: str):
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replace(item, old, new) for item in value]
    if isinstance(value, dict):
        return {name: _replace(item, old, new) for name, item in value.items()}
    return value


# --- Links ----------------------------------------------------------------------------------------------------------
def link_article(key: str, data: dict) -> None:
    """Tie an article to others once all are there; both languages' pages point at the Chinese one, readers are led on."""
    for link in data.get("links", []):
        target = ArticlePage.objects.get(external_id=external_id(link["to"]), language="zh-hans")
        for page in ArticlePage.objects.filter(external_id=external_id(key)):
            ArticleLink.objects.get_or_create(article=page, target=target, defaults={"relation": link["relation"]})
