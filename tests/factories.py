"""Rows and pages for tests, with what a release needs and nothing more."""

import datetime
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.embeds.blocks import EmbedValue
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Locale, Page, PageViewRestriction, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from home.models import HomePage
from news import roles
from news.comments.models import Comment
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
    ReleasedVersion,
    SectionPage,
    Source,
    Topic,
)
from portal.models import PortalDocument, PortalImage

CODES = {"zh": "zh-hans", "en": "en"}
SUMMARIES = {"zh": "每段堤防都要公布一名责任人。", "en": "A named person for every stretch of dyke."}
BODIES = {"zh": [("paragraph", "<p>正文。</p>")], "en": [("paragraph", "<p>Text.</p>")]}
VENUES = {"zh": "省政府第一会议室", "en": "Conference Room 1"}
AGENDAS = {"zh": "防汛备汛", "en": "Getting ready for floods"}
DECISIONS = {"zh": "5月15日起进入主汛期值守。", "en": "Flood watch starts on 15 May."}
CHILD_ROWS = (
    *("downloads", "meetings", "participations", "agenda_items", "decisions"),
    *("article_topics", "article_contacts", "links", "corrections"),
)
NOON = datetime.time(12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def noon(day: str) -> datetime.datetime:
    """Noon in the site's time zone on an ISO day."""
    return datetime.datetime.combine(datetime.date.fromisoformat(day), NOON)


class RowFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


class SourceFactory(RowFactory):
    name_zh, name_en = "省政府办公厅", "General Office"
    slug = factory.Sequence(lambda n: f"source-{n}")

    class Meta:
        model = Source


class TopicFactory(RowFactory):
    name_zh, name_en = "防汛", "Flood control"
    slug = factory.Sequence(lambda n: f"topic-{n}")

    class Meta:
        model = Topic


class SeriesFactory(RowFactory):
    name_zh, name_en = "省政府常务会议", "Executive meeting"
    slug = factory.Sequence(lambda n: f"series-{n}")

    class Meta:
        model = MeetingSeries


class ContactFactory(RowFactory):
    name_zh, name_en = "新闻值班室", "Duty desk"
    slug = factory.Sequence(lambda n: f"contact-{n}")

    class Meta:
        model = PressContact


class OfficialFactory(RowFactory):
    name_zh, name_en = "陆守澄", "Lu Shoucheng"
    slug = factory.Sequence(lambda n: f"official-{n}")

    class Meta:
        model = Official

    @factory.post_generation
    def posts(official, create, posts, **kwargs):  # noqa: N805
        """`posts=[(zh, en, started, ended), …]` with ISO days or None."""
        for zh, en, started, ended in posts or []:
            Post.objects.create(official=official, title_zh=zh, title_en=en, started=started, ended=ended)


def user(username: str, *role_keys: str, superuser: bool = False):
    made = get_user_model().objects.create_user(username, f"{username}@example.org", "secret", is_superuser=superuser)
    made.groups.set([roles.group(key) for key in role_keys])
    return made


def home(lang: str) -> HomePage:
    """The home page of a language, as the migrations made it, or made now where a test has flushed it away."""
    found = HomePage.objects.filter(locale__language_code=CODES[lang]).first()
    return found or _make_homes()[lang]


def _make_homes() -> dict[str, HomePage]:
    from wagtail.models import Site as WagtailSite

    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=_locale("zh"))
    chinese = root.add_child(instance=HomePage(title="首页", slug="zh", locale=_locale("zh")))
    english = root.add_child(
        instance=HomePage(title="Home", slug="en", locale=_locale("en"), translation_key=chinese.translation_key)
    )
    WagtailSite.objects.create(hostname="localhost", root_page=chinese, is_default_site=True)
    return {"zh": chinese, "en": english}


def _locale(lang: str) -> Locale:
    return Locale.objects.get_or_create(language_code=CODES[lang])[0]


def section(parent: Page, title: str = "要闻", translation_of: Page | None = None, **fields: Any) -> SectionPage:
    made = SectionPage(title=title, locale=parent.locale, **fields)
    if translation_of:
        made.translation_key = translation_of.translation_key
    return parent.add_child(instance=made)


def article(
    parent: Page, title: str = "省政府部署防汛工作", translation_of: Page | None = None, **fields: Any
) -> ArticlePage:
    """A released article; `live=False` for a draft, `released_at` for an older one."""
    released_at = fields.pop("released_at", None)
    defaults: dict[str, Any] = {
        "summary": SUMMARIES[parent.specific.prefix],
        "body": BODIES[parent.specific.prefix],
        "source": fields.get("source") or SourceFactory(),
        "locale": parent.locale,
    }
    made = ArticlePage(title=title, **(defaults | fields))
    if translation_of:
        made.translation_key = translation_of.translation_key
    if made.live:
        made.first_published_at = made.last_published_at = released_at or timezone.now()
        made.released_at = released_at
    with disable_reference_index_auto_update():  # at every save of the page and of each of its rows: here once
        parent.add_child(instance=made)
    ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(pk=made.pk))
    return made


def meeting(
    parent: Page, title: str = "省政府第38次常务会议部署防汛", start: datetime.datetime | None = None, **fields: Any
) -> ArticlePage:
    """A released article that reports a meeting, presided by one official, with one agenda item and one decision."""
    series, session = fields.pop("series", None), fields.pop("session", 38)
    official = fields.pop("official", None) or OfficialFactory(posts=[("省长", "Governor", "2022-01-21", None)])
    locale, prefix = parent.locale, parent.specific.prefix
    facts = Meeting(
        series=series or SeriesFactory(),
        session=session,
        start=start or noon("2026-05-08"),
        venue=VENUES[prefix],
        locale=locale,
    )
    presided = Participation(official=official, role=Participation.Role.PRESIDED)
    presided.copy_post(facts)
    rows = {
        "meetings": [facts],
        "participations": [presided],
        "agenda_items": [AgendaItem(text=AGENDAS[prefix], locale=locale)],
        "decisions": [Decision(text=DECISIONS[prefix], locale=locale)],
    }
    made = article(parent, title, **{"kind": ArticlePage.Kind.MEETING, **rows, **fields})
    return ArticlePage.objects.get(pk=made.pk)


def everything(parent: Page, title: str = "省政府第39次常务会议", **fields: Any) -> ArticlePage:
    """A released meeting article with one of everything that an article can show."""
    picture, paper = image(), document()
    return meeting(
        parent,
        title,
        session=39,
        hero_image=picture,
        hero_alt="A river",
        document_number="澜政办〔2026〕12号",
        subtitle="Sub",
        dateline="Linlan",
        author="Jiang Huaizhou",
        body=[
            ("heading", "First"),
            ("paragraph", "<p>Text.</p>"),
            ("list", {"ordered": True, "items": ["<p>Item</p>"]}),
            ("quote", {"text": "Words", "attribution": "Lu Shoucheng"}),
            ("image", {"image": picture, "alt": "A dyke", "caption": "Dyke", "credit": ""}),
            ("image", {"image": image(), "alt": "A sluice", "caption": "", "credit": "Press Office"}),
            ("table", {"data": [["Year", "km"], ["2026", "12"]], "first_row_is_table_header": True}),
            ("key_figures", [{"figure": "12", "label": "kilometres"}]),
            ("embed", EmbedValue("https://video.example/1")),
            ("document", paper),
            ("heading", "Second"),
        ],
        article_topics=[ArticleTopic(topic=TopicFactory()), ArticleTopic(topic=TopicFactory())],
        article_contacts=[ArticleContact(contact=ContactFactory())],
        downloads=[ArticleDownload(document=paper)],
        links=[ArticleLink(target=article(parent, "Speech at the meeting"), relation="related")],
        **fields,
    )


def close(page: Page, **fields: Any) -> Page:
    """Make a page private: who wants to read it has to sign in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def hidden(parent: Page, word: str) -> list[ArticlePage]:
    """Articles that no citizen can reach, each for another reason, with `word` in all their titles."""
    off, private = section(parent, f"{word} off", live=False), close(section(parent, f"{word} private"))
    soon = timezone.now() + datetime.timedelta(days=2)
    scheduled = article(parent, f"{word} scheduled", live=False, go_live_at=soon)
    scheduled.save_revision(approved_go_live_at=soon)
    return [
        article(parent, f"{word} draft", live=False),
        scheduled,
        close(article(parent, f"{word} closed")),
        article(off, f"{word} below an unpublished section"),
        article(section(off, f"{word} nested"), f"{word} two levels below it"),
        article(private, f"{word} below a private section"),
        meeting(off, f"{word} meeting to come", start=soon, live=True),
        meeting(parent, f"{word} meeting held", start=noon("2026-05-01"), live=False),
    ]


def form_of(article: ArticlePage | None = None, **fields: Any) -> dict[str, str]:
    """What the editor's browser sends for an article without child rows; `fields` are what the officer typed."""
    at_hand = article or ArticlePage(title="新闻", summary=SUMMARIES["zh"], body=BODIES["zh"])
    names = ("title", "slug", "subtitle", "summary", "kind", "source_url", "hero_alt")
    blocks = [
        {"id": block.id or "", "type": block.block_type, "value": block.value, "order": str(order), "deleted": ""}
        for order, block in enumerate(at_hand.body)
    ]
    for block in blocks:
        block["value"] = rich_text(block["value"].source) if block["type"] == "paragraph" else block["value"]
    data = {
        **{name: getattr(at_hand, name) for name in names},
        "source": str(at_hand.source_id or SourceFactory().pk),
        "comments_open": "on",
        "body": {str(number): block for number, block in enumerate(blocks)} | {"count": str(len(blocks))},
        **{name: inline_formset([]) for name in CHILD_ROWS},
    }
    return nested_form_data(data | fields)


def submit_for_translation(page: Page, user=None) -> Translation:
    """What “Translate this page” does."""
    translate_object(page, [_locale("en")], user=user)
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=_locale("en"))


def translate_segments(translation: Translation, user=None, but: int = 0, texts: tuple[str, ...] = ()) -> None:
    """Give every segment but the last few an English text of its own: of `texts`, in order, or a mere placeholder."""
    segments = list(StringSegment.objects.filter(source=translation.source).order_by("order"))
    for number, segment in enumerate(segments[: len(segments) - but]):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={
                "data": texts[number] if texts else f"English {segment.order}",
                "last_translated_by": user,
                "translation_type": "manual",
            },
        )


def release(page: ArticlePage, day: str = "", user=None, **fields: Any) -> ArticlePage:
    """Release a new text of an article; as if at noon of a day, or now."""
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user).publish()
    if day:
        version = ReleasedVersion.objects.filter(article=page.pk).first()
        ReleasedVersion.objects.filter(pk=version.pk).update(released_at=noon(day))
    return ArticlePage.objects.get(pk=page.pk)


def release_translation(translation: Translation, user=None) -> None:
    """Render what was translated and publish it, as a release of its page does."""
    translation.save_target(user=user, publish=False)
    page = ArticlePage.objects.get(translation_key=translation.source.object_id, locale_id=translation.target_locale_id)
    page.get_latest_revision().publish()


def comment(on: ArticlePage, approved: bool = True, **fields: Any) -> Comment:
    decision = (
        {"status": "approved", "is_public": True, "decided_at": timezone.now()} if approved else {"is_public": False}
    )
    if approved:
        decision["decided_by"] = fields.pop("decided_by", None) or moderator()
    defaults = {
        "user_name": "周女士",
        "user_email": "zhou@example.org",
        "comment": "新医生什么时候能来？",
        "language": on.language,
    }
    return Comment.objects.create(
        content_type=ContentType.objects.get_for_model(ArticlePage),
        object_pk=str(on.pk),
        site=Site.objects.get_or_create(pk=1, defaults={"domain": "localhost", "name": "localhost"})[0],
        **(defaults | decision | fields),
    )


def moderator():
    return get_user_model().objects.filter(username="moderator").first() or user("moderator", "moderator")


def image(**fields: Any) -> PortalImage:
    return PortalImage.objects.create(**({"title": "澜水", "file": get_test_image_file_jpeg()} | fields))


def document(**fields: Any) -> PortalDocument:
    return PortalDocument.objects.create(
        **({"title": "方案", "file": ContentFile(b"a,b\n1,2\n", name="plan.csv")} | fields)
    )
