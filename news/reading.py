"""Everything an article's page shows beside its text, gathered in a fixed number of queries."""

from django.db.models import OuterRef, Q, Subquery, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.comments.reading import comments_for
from news.margins import margins_of
from news.models.links import ArticleLink
from news.models.meetings import Participation
from news.models.reference import PressContact, Topic

LINKS_SHOWN = 12
# By direction and relation, in the order readers meet them: first what an article belongs to, then what belongs to it.
LINK_LABELS = {
    ("to", ArticleLink.Relation.MEETING): _("The meeting"),
    ("to", ArticleLink.Relation.POLICY): _("The policy"),
    ("from", ArticleLink.Relation.POLICY): _("Interpretations"),
    ("from", ArticleLink.Relation.MEETING): _("More from this meeting"),
    ("to", ArticleLink.Relation.RELATED): _("Related"),
    ("from", ArticleLink.Relation.RELATED): _("Related"),
}


def reading_context(article, request: HttpRequest) -> dict:
    """Template context of one article; seven to eleven queries, whatever the numbers of rows."""
    saved = bool(article.pk) and not (getattr(request, "is_preview", False) or article.is_earlier_version)
    if saved:
        prefetch_renditions(article)
    margins = margins_of(article, saved)
    return {
        "meeting": article.meeting,
        "margins": margins,
        "people": people_by_role(article, saved) if article.meeting else [],
        "topics": topics_of(article, saved),
        "contacts": contacts_of(article, saved),
        "links": links_of(article, saved),
        "downloads": article.downloads.select_related("document") if saved else article.downloads.all(),
        "comments": comments_for(article),
    }


def prefetch_renditions(article) -> None:
    """The sizes of every picture on the page. One query, where each picture would ask for its own."""
    images = [block.value["image"] for block in article.body if block.block_type == "image"]
    images = [image for image in [article.hero_image, *images] if image]
    prefetch_related_objects(images, "renditions")


def people_by_role(article, saved: bool) -> list[tuple[str, list[Participation]]]:
    """`[("Presided by", [...]), ...]` in the order of the roles, people in their order set by hand."""
    rows = article.participations.select_related("official", "body") if saved else article.participations.all()
    groups: dict[str, list[Participation]] = {}
    for row in rows:
        groups.setdefault(row.role, []).append(row)
    return [(str(label), groups[role]) for role, label in Participation.ROLE_LABELS.items() if role in groups]


def topics_of(article, saved: bool) -> list[Topic]:
    rows = article.article_topics.select_related("topic") if saved else article.article_topics.all()
    return [row.topic for row in rows]


def contacts_of(article, saved: bool) -> list[PressContact]:
    rows = article.article_contacts.select_related("contact") if saved else article.article_contacts.all()
    return [row.contact for row in rows]


def links_of(article, saved: bool) -> list[tuple[str, list]]:
    """`[("Interpretations", [...]), ...]`: released articles of its language that it links to or is linked from.

    Newest first in each group. Links hold between texts, whatever their languages: translation keys are compared.
    """
    if not article.translation_key:
        return []
    articles = type(article).objects.in_language(article.language).released()
    to_it = ArticleLink.objects.filter(article=OuterRef("pk"), target__translation_key=article.translation_key)
    articles = articles.annotate(inward=Subquery(to_it.values("relation")[:1]))
    if saved:
        from_it = ArticleLink.objects.filter(article=article, target__translation_key=OuterRef("translation_key"))
        articles = articles.linked_with(article).annotate(outward=Subquery(from_it.values("relation")[:1]))
        outward = None
    else:
        outward = {row.target.translation_key: row.relation for row in article.links.all() if row.target_id}
        articles = articles.filter(Q(translation_key__in=outward) | Q(inward__isnull=False))
    groups: dict[str, list] = {str(label): [] for label in LINK_LABELS.values()}
    for other in articles.newest_first().distinct()[:LINKS_SHOWN]:
        relation = outward.get(other.translation_key) if outward is not None else other.outward
        label = LINK_LABELS["to", relation] if relation else LINK_LABELS["from", other.inward]
        groups[str(label)].append(other)
    return [(label, others) for label, others in groups.items() if others]
