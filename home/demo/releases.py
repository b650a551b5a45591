"""The demo's articles: written in Chinese, translated segment by segment, released at the time their file says."""

import csv
import datetime
import io

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale
from wagtail.utils.file import hash_filelike
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.demo import bodies
from home.demo.accounts import account
from home.demo.world import World
from news.models import (
    AgendaItem,
    ArticleContact,
    ArticleDownload,
    ArticleLink,
    ArticlePage,
    ArticleTopic,
    Decision,
    Meeting,
    Participation,
    Release,
)
from news.release.findings.dismissals import dismiss
from news.release.plans import Plan
from news.release.sets import making, reviewing, timing
from news.release.sets.checking import open_findings_of
from news.release.sets.pages import bundles
from news.release.terms.loading import current_glossary
from portal.models import PortalDocument


def external_id(key: str) -> str:
    return f"demo:{key}"


# --- Articles -------------------------------------------------------------------------------------------------------
def load_article(key: str, data: dict, world: World) -> None:
    state = data.get("state", "released")
    page = make_chinese(key, data, world)
    pages = [page, translate(page, key, data, world)] if "en" in data else [page]
    if state == "scheduled":
        schedule(page, data["released_in_days"])
    elif state != "draft":
        for each in pages:
            release(each, released_time(data))
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
        language_plan="" if "en" in data else Plan.CHINESE_ONLY,
        plan_reason="" if "en" in data else "只关系本省居民的事项。",
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
        document.file_size, document.file_hash = content_file.size, hash_filelike(content_file)
        document.save()
        documents.append(document)
    return documents


def release(page: ArticlePage, when: datetime.datetime) -> None:
    """Publish the latest revision as if at `when`: the demo's past is older than the demo."""
    page.get_latest_revision().publish(user=account("editor"), skip_permission_checks=True)
    page.backdate(when)


def schedule(page: ArticlePage, days: int) -> None:
    """Take both languages through review, for nine in the morning of a day to come."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    made = making.make(page, account("officer"))
    at = datetime.datetime.combine(day, datetime.time(9), timezone.get_current_timezone())
    timing.schedule(made, account("officer"), at)
    settle(made)
    reviewing.submit(made, account("officer"))
    reviewing.approve(made, account("editor"))


def settle(made: Release) -> None:
    """The editor, who wrote none of it, has looked at what the checks say of a free translation."""
    for bundle in bundles(made):
        for finding in open_findings_of(bundle, made, current_glossary):
            dismiss(finding, bundle.pages.values(), account("editor"), "已对照原文核对，译法无误。")


# --- English --------------------------------------------------------------------------------------------------------
def translate(page: ArticlePage, key: str, data: dict, world: World) -> ArticlePage:
    """The English article, made as translators make it: each segment of the Chinese gets its translation."""
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english)
    texts = english_segments(page, key, data, world)
    translator = account("translator")
    for segment in StringSegment.objects.filter(source=source).order_by("order").select_related("context", "string"):
        StringTranslation.objects.update_or_create(  # memory has offered what an earlier article said
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            defaults={
                "data": texts[segment.context.path].pop(0),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
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
