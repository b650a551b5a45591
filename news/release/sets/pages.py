"""The pages of a release: for each of its articles and each language of its plan, the page that there is or is not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from wagtail.models import Revision

from news.models import ArticlePage, Release, ReleaseArticle
from news.release.findings.dismissals import Judged
from news.release.localize import newest_text
from news.release.plans import CHINESE, ENGLISH, LANGUAGES, Plan, plan_of


@dataclass
class Bundle:
    """One article of a release, as its drafts are now."""

    article: ReleaseArticle
    plan: str
    languages: tuple[str, ...]  # in which this release publishes it
    pages: dict[str, ArticlePage] = field(default_factory=dict)  # rows by language, released with it or not
    frozen: dict[str, Revision] = field(default_factory=dict, repr=False)  # what was approved, by language
    judged: list[Judged] | None = field(default=None, repr=False)  # of `checking`, once somebody asked
    _drafts: dict[str, ArticlePage] = field(default_factory=dict, repr=False)

    @property
    def to_release(self) -> list[ArticlePage]:
        return [self.pages[language] for language in self.languages if language in self.pages]

    @property
    def missing(self) -> list[str]:
        """Languages of the plan in which nobody has begun a page."""
        return [language for language in self.languages if language not in self.pages]

    def drafts(self) -> dict[str, ArticlePage]:
        """What was approved; else what the latest revisions say, or segments that are newer. By language; read once."""
        if not self._drafts:
            self._drafts = {language: self._draft(language, page) for language, page in self.pages.items()}
        return self._drafts

    def _draft(self, language: str, page: ArticlePage) -> ArticlePage:
        return self.approved[language] if language in self.frozen else newest_text(page) or latest(page)

    @cached_property
    def approved(self) -> dict[str, ArticlePage]:
        """The texts that were frozen, by language."""
        return {
            language: self.pages[language].with_content_json(revision.content)  # type: ignore[no-untyped-call]
            for language, revision in self.frozen.items()
        }


def bundles(release: Release) -> list[Bundle]:
    """One for each article, in the order in which they were added. Two queries, one more for what was approved, and one for
    each plan that a section sets."""
    rows = list(release.articles.order_by("pk"))
    pages = pages_of([row.translation_key for row in rows])
    found = [_bundle(row, pages[row.translation_key]) for row in rows]
    if release.is_frozen or release.state == Release.State.RELEASED:
        revisions = {(row.article_id, row.language): row.revision for row in release.frozen_pages() if row.revision}
        for bundle in found:
            keys = ((language, (bundle.article.pk, language)) for language in bundle.pages)
            bundle.frozen = {language: revisions[key] for language, key in keys if key in revisions}
    return found


def latest(page: ArticlePage) -> ArticlePage:
    """`latest_text` of a page that has its latest revision at hand: read once."""
    if not hasattr(page, "_latest"):
        page._latest = page.latest_text()
    found: ArticlePage = page._latest
    return found


def pages_of(keys: Iterable[UUID], *related: str) -> dict[UUID, dict[str, ArticlePage]]:
    """Rows by translation key and language, with what is `related` to them. Aliases do not count: nobody releases them."""
    found: dict[UUID, dict[str, ArticlePage]] = defaultdict(dict)
    articles = ArticlePage.objects.filter(translation_key__in=list(keys), alias_of=None)
    for page in articles.select_related("locale", "latest_revision__user", *related):
        found[page.translation_key][page.language] = page
    return found


def _bundle(row: ReleaseArticle, pages: dict[str, ArticlePage]) -> Bundle:
    first = pages.get(CHINESE) or pages.get(ENGLISH)
    plan = plan_of(latest(first)) if first else Plan.TOGETHER
    return Bundle(row, plan, _languages(plan, pages), pages)


def _languages(plan: str, pages: dict[str, ArticlePage]) -> tuple[str, ...]:
    """Chinese that goes first is alone until readers have it; what follows is whatever has changed since."""
    if plan != Plan.CHINESE_FIRST:
        return LANGUAGES[plan]
    chinese = pages.get(CHINESE)
    if chinese is None or not chinese.live:
        return (CHINESE,)
    return tuple(_changed(pages)) or (CHINESE,)


def _changed(pages: dict[str, ArticlePage]) -> Iterator[str]:
    for language in (CHINESE, ENGLISH):
        page = pages.get(language)
        if page and (not page.live or page.has_unpublished_changes):
            yield language
