"""What stands between a release and its readers, each thing with a sentence that says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from news.models import ArticlePage, Release
from news.release.plans import Plan, section_plan
from news.release.readiness import lacks, untranslated_message, untranslated_segments
from news.release.sets.pages import KEPT, Bundle, bundles, latest
from portal import locales


@dataclass(frozen=True)
class Obstacle:
    """`page` is None where the page itself is what is missing."""

    article: str  # its title
    language: str
    message: str
    page: ArticlePage | None = None

    def __str__(self) -> str:
        return f"{self.article} [{locales.OWN_NAMES.get(self.language, self.language)}]: {self.message}"


def obstacles(release: Release, found: list[Bundle] | None = None) -> list[Obstacle]:
    """Everything that keeps the release back as its drafts are now, article by article. Empty when it may go."""
    found = bundles(release) if found is None else found
    return [obstacle for bundle in found for obstacle in of_bundle(bundle)]


def refuse_unready(release: Release, found: list[Bundle]) -> None:
    """Raise ValidationError with all obstacles."""
    in_the_way = obstacles(release, found)
    if not found:
        raise ValidationError(_("There is no article in this release."))
    if in_the_way:
        raise ValidationError([str(obstacle) for obstacle in in_the_way])


def of_bundle(bundle: Bundle) -> Iterator[Obstacle]:
    drafts = bundle.drafts()
    for language in bundle.missing:
        yield Obstacle(
            bundle.article.title, language, _("There is no page in this language yet. Translate the article.")
        )
    for language in bundle.languages:
        if language in drafts:
            for message in of_draft(bundle.pages[language], drafts[language]):
                yield Obstacle(drafts[language].title, language, message, bundle.pages[language])
    first = next(iter(drafts.values()), None)
    if first is not None:
        for message in plan_lacks(first):
            yield Obstacle(first.title, first.language, message, next(iter(bundle.pages.values())))


def of_draft(page: ArticlePage, draft: ArticlePage) -> Iterator[str]:
    """What keeps one page back, given as its row and as the revision that would be published."""
    untranslated = untranslated_segments(page)
    if untranslated:
        yield untranslated_message(untranslated)
    yield from of_content(page, draft)


def of_content(page: ArticlePage, draft: ArticlePage) -> Iterator[str]:
    """The part that can change by itself between approval and release: what the text refers to, and where the page stands."""
    yield from _incomplete(draft)
    yield from _missing_pictures(page, draft)
    closed = page.get_ancestors().filter(depth__gt=1, live=False).first()
    if closed is not None:
        yield _("The section “%(section)s” above it is not published: nobody could reach the page.") % {
            "section": closed
        }


def _incomplete(draft: ArticlePage) -> Iterator[str]:
    try:
        # What Wagtail keeps by itself, in the database's own constraints, is not asked for again.
        draft.full_clean(exclude=["slug", *KEPT, "hero_image"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield from (labelled(name, message) for message in messages)
        known = set(error.message_dict)
    else:
        known = set()
    for name, message in lacks(draft).items():
        if name not in known:
            yield labelled(name, message)


def labelled(name: str, message: str) -> str:
    """A message with the field's name in front."""
    if name == NON_FIELD_ERRORS:
        return message
    label = ArticlePage._meta.get_field(name).verbose_name
    return _("%(field)s: %(message)s") % {"field": label, "message": message}


def _missing_pictures(page: ArticlePage, draft: ArticlePage) -> Iterator[str]:
    """Pictures that were deleted after they had been chosen, as rows or as files."""
    revision = page.latest_revision
    chosen = revision.content.get("hero_image") if revision else None
    pictures = [draft.hero_image] if draft.hero_image_id or chosen else []
    pictures += [block.value.get("image") for block in draft.body if block.block_type == "image"]
    for picture in pictures:
        if picture is None or not picture.file.storage.exists(picture.file.name):
            yield _("A picture is missing. Choose it again, or take it out.")


def plan_lacks(article: ArticlePage) -> Iterator[str]:
    """A plan of its own that is not explained, or that does not say when English follows."""
    if article.language_plan and article.language_plan != section_plan(article) and not article.plan_reason.strip():
        yield _("Its language plan is not that of its section: say why.")
    if article.language_plan == Plan.CHINESE_FIRST and article.translation_due_at is None:
        yield _("Chinese is released first: say when English is due.")


def of_frozen(page: Page | None, revision_pk: int | None, title: str, language: str) -> list[Obstacle]:
    """What keeps back one page whose revision was approved: empty, or why it can no longer be released."""
    article = page.specific if page else None
    if not isinstance(article, ArticlePage):
        return [Obstacle(title, language, _("The page was deleted after approval."))]
    if revision_pk is None or article.latest_revision_id != revision_pk:
        return [Obstacle(title, language, _("It was edited after approval. Have it reviewed again."), article)]
    draft = latest(article)
    return [Obstacle(title, language, message, article) for message in of_content(article, draft)]
