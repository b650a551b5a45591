"""No public address says anything of what is not released: every address of the portal, in every state of a text.

The addresses come from the URL configuration, so that a new one without a case here fails.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from news.models import ArticleCorrection, ArticlePage, Release
from news.release.plans import Plan
from news.release.sets import making, reviewing, timing
from news.release.versions import open_version
from news.release.withdrawing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "xylophon"  # stands in everything that the text says, shows or is called, and nowhere else
BAIT = "marimba"  # stands beside it: what a curious reader looks for
SOON = timezone.now() + datetime.timedelta(days=2)
PAST = timezone.now() - datetime.timedelta(days=2)


@dataclass
class Secret:
    """A text that nobody may know of, in Chinese or English, and what belongs to it."""

    site: object
    lang: str
    rows: dict = field(default_factory=dict)
    page: ArticlePage | None = None

    @property
    def section(self):
        return self.site.en_section if self.lang == "en" else self.site.zh_section

    def write(self, parent=None, **fields) -> ArticlePage:
        """A meeting with one of everything that an article can show."""
        words = f"{MARK} {BAIT}" if self.lang == "en" else f"防汛会议 {MARK} {BAIT}"
        picture = factories.image(title=f"{MARK} picture", file=factories.get_test_image_file_jpeg(f"{MARK}.jpg"))
        paper = factories.document(title=f"{MARK} plan", file=factories.ContentFile(b"a\n", name=f"{MARK}.csv"))
        official = factories.OfficialFactory(
            name_zh=f"陆{MARK}", name_en=f"Lu {MARK}", posts=[("省长", "Governor", None, None)]
        )
        series = factories.SeriesFactory(name_zh=f"{MARK}会议", name_en=f"{MARK} meeting")
        topic = factories.TopicFactory(name_zh=f"{MARK}专题", name_en=f"{MARK} topic")
        contact = factories.ContactFactory(name_zh=f"{MARK}值班室", name_en=f"{MARK} desk")
        self.page = factories.meeting(
            parent or self.section,
            words,
            official=official,
            series=series,
            **{
                "slug": f"{MARK}-{BAIT}",
                "summary": words,
                "subtitle": words,
                "dateline": MARK,
                "document_number": f"{MARK}〔2026〕12号",
                "hero_image": picture,
                "hero_alt": words,
                "body": [
                    ("paragraph", f"<p>{words}</p>"),
                    ("image", {"image": picture, "alt": MARK, "caption": words, "credit": MARK}),
                    ("document", paper),
                ],
                "article_topics": [factories.ArticleTopic(topic=topic)],
                "article_contacts": [factories.ArticleContact(contact=contact)],
                "downloads": [factories.ArticleDownload(document=paper)],
            }
            | fields,
        )
        self.rows = {"topic": topic.slug, "official": official.slug, "series": series.slug}
        self.rows |= {"document": paper, "image": picture}
        return self.page


def person(name: str, role: str) -> User:
    return User.objects.filter(username=name).first() or factories.user(name, role)


# --- What is not released ---------------------------------------------------------------------------------------------
def draft(secret: Secret) -> None:
    secret.write(live=False)


def in_release(secret: Secret) -> Release:
    """A release of the text alone, written by one officer, with a release's own page and mail."""
    secret.section.language_plan = Plan.ENGLISH_ONLY if secret.lang == "en" else Plan.CHINESE_ONLY
    secret.section.save()
    page, officer = secret.write(live=False), person("author", "officer")
    page.save_revision(user=officer)
    return making.make(page, officer)


def in_review(secret: Secret) -> Release:
    release = in_release(secret)
    return reviewing.submit(release, release.made_by)


def approved(secret: Secret) -> Release:
    return reviewing.approve(in_review(secret), person("reviewer", "editor"))


def scheduled(secret: Secret) -> Release:
    return timing.schedule(approved(secret), person("chief", "editor"), SOON)


def failed(secret: Secret) -> None:
    release = scheduled(secret)
    secret.section.unpublish()
    Release.objects.filter(pk=release.pk).update(release_at=timezone.now())
    call_command("run_releases")
    assert Release.objects.get(pk=release.pk).failure
    secret.section.live = True
    secret.section.save()


def cancelled(secret: Secret) -> None:
    timing.cancel(scheduled(secret), person("manager", "editor"))


def an_edit_of_a_released_text(secret: Secret) -> None:
    """Readers go on reading what was approved; the draft of the correction is nobody's business."""
    page = factories.article(secret.section, "无关 harmless" if secret.lang == "zh" else "Harmless too")
    secret.write(live=False)
    draft = page.get_latest_revision_as_object()
    draft.title = draft.summary = f"{MARK} {BAIT}"
    draft.slug = f"{MARK}-{BAIT}-2"
    draft.save_revision()


def unpublished(secret: Secret) -> None:
    secret.write().unpublish()


def expired(secret: Secret) -> None:
    page = secret.write()
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=PAST)
    call_command("publish_scheduled")


def private(secret: Secret) -> None:
    factories.close(secret.write())


def in_a_private_section(secret: Secret) -> None:
    secret.write(factories.close(factories.section(secret.section, f"{MARK} private")))


def in_an_unpublished_section(secret: Secret) -> None:
    secret.write(factories.section(secret.section, f"{MARK} off", live=False))


def deleted(secret: Secret) -> None:
    secret.write().delete()


def translated_but_not_released(secret: Secret) -> None:
    """The other language is public, and says nothing of what its translation will."""
    secret.write(live=False)
    other = secret.site.zh_section if secret.lang == "en" else secret.site.en_section
    public = factories.article(other, "无关 harmless")
    ArticlePage.objects.filter(pk=public.pk).update(translation_key=secret.page.translation_key)


def commented_on_and_linked_before(secret: Secret) -> None:
    """Others link to it, and people have commented on it; then it is taken back."""
    page = secret.write()
    other = factories.article(secret.section, "无关 harmless")
    other.links = [factories.ArticleLink(target=page, relation="related")]
    other.body = [("paragraph", f'<p><a linktype="page" id="{page.pk}">link</a></p>')]
    other.save()
    factories.comment(page, comment=MARK, user_name=MARK)
    page.unpublish()


def withdrawn(secret: Secret) -> None:
    """Readers had it, in two versions of which one was opened, with a correction and a redirect; then it was withdrawn."""
    page = secret.write()
    secret.rows["addresses"] = [secret.rows["image"].file.url]
    page.corrections = [ArticleCorrection(was=MARK, now=MARK, locale=page.locale)]
    page = factories.release(factories.release(page))
    editor = person("releaser", "editor")
    open_version(page.versions.get(number=2), editor)
    factories.comment(page, comment=MARK, user_name=MARK)
    Redirect.add_redirect(f"/{secret.lang}/old-{BAIT}", redirect_to=page)
    withdraw(page, editor, notice_zh="已撤回。", notice_en="Withdrawn.", reason=MARK)


def an_earlier_version(secret: Secret) -> None:
    """What a released article said before, and says no more. Nobody opened that version to readers."""
    page = secret.write(live=False)
    page = factories.release(page)
    parts = (
        "downloads",
        "article_topics",
        "article_contacts",
        "meetings",
        "participations",
        "agenda_items",
        "decisions",
    )
    slug = f"harmless-{BAIT}"
    clean = {
        "title": "Harmless",
        "summary": "Harmless",
        "subtitle": "",
        "dateline": "",
        "document_number": "",
        "slug": slug,
    }
    factories.release(page, **clean, hero_image=None, hero_alt="", body=[], **{name: [] for name in parts})
    secret.page = ArticlePage.objects.get(pk=page.pk)


STATES = [
    *(draft, in_release, in_review, approved, scheduled, failed, cancelled, an_edit_of_a_released_text),
    *(unpublished, expired, private, in_a_private_section, in_an_unpublished_section),
    *(withdrawn, an_earlier_version),
    *(deleted, translated_but_not_released, commented_on_and_linked_before),
]


# --- What the public can ask for --------------------------------------------------------------------------------------
def places(secret: Secret) -> Iterator[str]:
    """Pages: homes, sections with their archives, and the text's own address with what may follow it."""
    year = timezone.localdate().year
    for section in (secret.site.zh_section, secret.site.en_section):
        yield from (f"/{section.url_path.split('/')[1]}/", section.url_path)
        yield from (f"{section.url_path}{archive}/" for archive in (year, f"{year}/{timezone.localdate().month}", 2026))
    own = secret.page.url_path
    yield from (own, own + "2026/", own + "no-such-page/", own.rstrip("/"), own.upper())
    yield from (f"{own}versions/{number}/" for number in ("1", "2", "3", "x", ""))
    yield f"/{secret.lang}/old-{BAIT}/"
    yield own.replace("/zh/", "/en/") if secret.lang == "zh" else own.replace("/en/", "/zh/")


def searches(secret: Secret) -> Iterator[str]:
    for lang in ("zh", "en"):
        yield from (f"/{lang}/search/{asked}" for asked in ("", f"?q={BAIT}", f"?q={BAIT}&sort=newest", "?meetings=1"))
        yield from (f"/{lang}/search/?{name}={secret.rows[name]}" for name in ("topic", "official", "series"))


def feeds(secret: Secret) -> Iterator[str]:
    yield from (f"/{lang}/search/feed/{asked}" for lang in ("zh", "en") for asked in ("", f"?q={BAIT}"))


def suggestions(secret: Secret) -> Iterator[str]:
    for lang in ("zh", "en"):
        yield from (
            f"/{lang}/search/suggest/?q={typed}" for typed in (BAIT, BAIT[:3], "陆", "lu", "防汛会议", "省政府")
        )


def comment_forms(secret: Secret) -> Iterator[str]:
    yield from (f"/{lang}/comments/{secret.page.pk or 1}/" for lang in ("zh", "en"))


def comment_thanks(secret: Secret) -> Iterator[str]:
    yield from (f"/{lang}/comments/{secret.page.pk or 1}/held/" for lang in ("zh", "en"))


def documents(secret: Secret) -> Iterator[str]:
    paper = secret.rows["document"]
    yield from (f"/documents/{paper.pk}/{name}" for name in (paper.filename, "plan.csv", ""))


def pictures(secret: Secret) -> Iterator[str]:
    """Whoever knows what a file is called does not know where it lies: 128 bits of its path are left to chance."""
    folder, name = secret.rows["image"].file.name.split("/")[-2:]
    assert len(bytes.fromhex(folder)) == 16
    yield from (f"/media/{kind}/{guess}/{name}" for kind in ("images", "renditions") for guess in ("0" * 32, "f" * 32))
    yield from secret.rows.get("addresses", ())


def corrections(secret: Secret) -> Iterator[str]:
    yield from (f"/{lang}/corrections/{page}" for lang in ("zh", "en") for page in ("", "?page=1", "?page=2"))


def password_forms(secret: Secret) -> Iterator[str]:
    yield from (f"/_util/authenticate_with_password/{number}/{secret.page.pk or 1}/" for number in (1, 2))
    yield from (f"/documents/authenticate_with_password/{number}/" for number in (1, 2))
    yield "/_util/login/"


def fixed(*addresses: str) -> Callable[[Secret], Iterator[str]]:
    return lambda secret: iter(addresses)


# Route of the URL configuration -> the addresses that it is tried with. None: for signed-in people only.
SURFACES: dict[str, Callable[[Secret], Iterator[str]] | None] = {
    "": fixed("/", "/?to=zh"),
    "healthz": fixed("/healthz"),
    "readyz": fixed("/readyz"),
    "robots.txt": fixed("/robots.txt"),
    "admin/": None,
    r"^documents/(\d+)/(.*)$": documents,
    r"documents/^(\d+)/(.*)$": documents,
    "documents/authenticate_with_password/<int:restriction_id>/": password_forms,
    r"^media/(?P<path>(?:images|renditions)/[0-9a-f]{32}/[\w.-]{1,120})$": pictures,
    "_util/login/": password_forms,
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": password_forms,
    "search/": searches,
    "corrections/": corrections,
    "search/feed/": feeds,
    "search/suggest/": suggestions,
    "comments/^(?P<page_id>[0-9]{1,9})/$": comment_forms,
    "comments/^(?P<page_id>[0-9]{1,9})/held/$": comment_thanks,
    r"^((?:[\w\-]+/)*)$": places,
}
LANGUAGES = ("zh/", "en/")


def routes(patterns=None, before: str = "") -> Iterator[str]:
    """Every route, as the URL configuration writes it, without the language."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        for language in LANGUAGES:
            route = route.removeprefix(language)
        if route in SURFACES and SURFACES[route] is None:
            yield route
        elif hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_address_has_its_case():
    assert set(routes()) == set(SURFACES)


# --- The test itself --------------------------------------------------------------------------------------------------
@pytest.fixture
def secrets(site) -> list[Secret]:
    """One in each language: whatever is public is asked once for both."""
    factories.article(site.zh_section, "省政府部署 harmless")
    factories.article(site.en_section, "Harmless")
    return [Secret(site, "zh"), Secret(site, "en")]


def addresses(secrets: list[Secret]) -> dict[str, str]:
    """All that the public can ask for, each once, with the name of its surface."""
    return {
        address: surface.__name__
        for surface in filter(None, SURFACES.values())
        for secret in secrets
        for address in surface(secret)
    }


def said(client: Client, address: str) -> str:
    """All that an answer says, but for the address that we asked for ourselves, wherever it is repeated."""
    response = client.handler(
        RequestFactory().get(address).environ
    )  # the client itself would copy every template's context
    assert response.status_code < 500, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = f"{headers}\n{body.decode(errors='replace')}".lower()
    for known in {address.lower(), address.lower().split("?")[0], address.lower().split("?")[-1]}:
        text = text.replace(known, "") if MARK in known else text
    return text


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_said_of_what_is_not_released(secrets, client, state, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for secret in secrets:
            state(secret)
    leaks = []
    for address in addresses(secrets):
        text = said(client, address)
        if MARK in text:
            at = text.index(MARK)
            leaks.append((address, text[max(0, at - 80) : at + 40]))
    assert not leaks


def test_the_same_text_is_seen_once_it_is_released(secrets, client, django_capture_on_commit_callbacks):
    """So that the test above cannot pass for want of looking."""
    with django_capture_on_commit_callbacks(execute=True):
        for secret in secrets:
            secret.write()
    for secret in secrets:
        seen = {surface for address, surface in addresses([secret]).items() if MARK in said(client, address)}
        assert {"places", "searches", "feeds", "suggestions", "comment_forms", "documents"} <= seen
