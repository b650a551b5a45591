"""What stands between a release and its readers, each thing with a sentence that says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Revision

from news.models import ArticlePage, FrozenPage, Release
from news.models.articles import KEPT
from news.release.findings.page_findings import PageFinding, summary_of
from news.release.machine.confirming import unconfirmed_message, unconfirmed_segments
from news.release.plans import Plan, section_plan
from news.release.readiness import lacks, untranslated_message, untranslated_segments
from news.release.renderings import wants_update
from news.release.sets.checking import open_findings_of
from news.release.sets.pages import Bundle, bundles
from news.release.terms.loading import GlossaryOf, current_glossary
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
    glossary_of = cache(current_glossary)
    return [obstacle for bundle in found for obstacle in of_bundle(bundle, release, glossary_of)]


def refuse_unready(release: Release, found: list[Bundle]) -> None:
    """Raise ValidationError with all obstacles."""
    in_the_way = obstacles(release, found)
    if not found:
        raise ValidationError(_("There is no article in this release."))
    if in_the_way:
        raise ValidationError([str(obstacle) for obstacle in in_the_way])


def of_bundle(bundle: Bundle, release: Release, glossary_of: GlossaryOf) -> Iterator[Obstacle]:
    """What keeps one article back: what is missing, and what the checks found."""
    yield from _of_pages(bundle)
    yield from _of_findings(open_findings_of(bundle, release, glossary_of), bundle)


def _of_pages(bundle: Bundle) -> Iterator[Obstacle]:
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


def _of_findings(findings: list[PageFinding], bundle: Bundle) -> Iterator[Obstacle]:
    """An error has to be corrected or set aside by somebody who may release; a warning asks for a reason at least."""
    errors, warnings = summary_of(findings)
    language = bundle.languages[-1]
    if errors:
        message = ngettext(
            "The checks found %(count)d error. Correct it, or have it set aside.",
            "The checks found %(count)d errors. Correct them, or have them set aside.",
            errors,
        )
        yield Obstacle(bundle.article.title, language, message % {"count": errors}, bundle.pages.get(language))
    if warnings:
        message = ngettext(
            "The checks have %(count)d warning. Correct it, or give a reason.",
            "The checks have %(count)d warnings. Correct them, or give a reason for each.",
            warnings,
        )
        yield Obstacle(bundle.article.title, language, message % {"count": warnings}, bundle.pages.get(language))


def of_draft(page: ArticlePage, draft: ArticlePage) -> Iterator[str]:
    """What keeps one page back, given as its row and as the revision that would be published."""
    untranslated = untranslated_segments(page)
    if untranslated:
        yield untranslated_message(untranslated)
    unconfirmed = unconfirmed_segments(page)
    if unconfirmed:
        yield unconfirmed_message(unconfirmed)
    if wants_update(page):
        yield _("The original was changed after this translation. Update the translation.")
    yield from _incomplete(draft)
    yield from _missing_pictures(draft, page.latest_revision)
    yield from _closed_section(page)


def _closed_section(page: ArticlePage) -> Iterator[str]:
    closed = page.get_ancestors().filter(depth__gt=1, live=False).first()
    if closed is not None:
        message = _("The section “%(section)s” above it is not published: nobody could reach the page.")
        yield message % {"section": closed}


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
    yield from _incomplete_blocks(draft)
    for relation in get_all_child_relations(ArticlePage):
        for row in getattr(draft, relation.get_accessor_name()).all():
            yield from _incomplete_row(row, relation.field.name)


def _incomplete_blocks(draft: ArticlePage) -> Iterator[str]:
    """Blocks of the body that the editor saved as they were: a picture without its alternative text."""
    try:
        draft.body.stream_block.clean(draft.body)
    except StreamBlockValidationError as error:
        for number in sorted(error.block_errors):
            name = draft.body[number].block.label
            message = _("Block %(number)d (%(name)s) is not complete.") % {"number": number + 1, "name": name}
            yield labelled("body", message)


def _incomplete_row(row: Model, parent: str) -> Iterator[str]:
    """A row of the article, whose editor's form asked for nothing while it saved a draft."""
    try:
        row.full_clean(exclude=[parent], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            named = row._meta if name == NON_FIELD_ERRORS else row._meta.get_field(name)
            label = getattr(named, "verbose_name", name)
            yield from (_("%(field)s: %(message)s") % {"field": label, "message": message} for message in messages)


def labelled(name: str, message: str) -> str:
    """A message with the field's name in front."""
    if name == NON_FIELD_ERRORS:
        return message
    label = ArticlePage._meta.get_field(name).verbose_name
    return _("%(field)s: %(message)s") % {"field": label, "message": message}


def _missing_pictures(draft: ArticlePage, revision: Revision | None) -> Iterator[str]:
    """Pictures that were deleted after they had been chosen, as rows or as files."""
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


def since_approval(frozen: FrozenPage, draft: ArticlePage | None) -> list[Obstacle]:
    """Why a page that was approved can no longer be released: empty for most. `draft` is its frozen revision as an object.

    Whether the text is valid is not asked here: publishing it does that.
    """
    if draft is None or frozen.revision_id is None:
        messages = [_("The page, or its approved version, was deleted after approval.")]
    elif draft.latest_revision_id != frozen.revision_id:
        messages = [_("It was edited after approval. Have it reviewed again.")]
    elif draft.path[: -draft.steplen] != frozen.place:
        messages = [
            _("It was moved to another section after approval. Pull the release back and have it reviewed again.")
        ]
    else:
        messages = [*_missing_pictures(draft, frozen.revision), *_closed_section(draft)]
    return [Obstacle(frozen.title, frozen.language, message, draft) for message in messages]
