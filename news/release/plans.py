"""In which languages an article is released: its language plan."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from news.models import ArticlePage

CHINESE, ENGLISH = "zh-hans", "en"


class Plan(models.TextChoices):
    TOGETHER = "together", _("both languages together")
    CHINESE_FIRST = "chinese_first", _("Chinese first, English to follow")
    CHINESE_ONLY = "chinese_only", _("Chinese only")
    ENGLISH_ONLY = "english_only", _("English only")


LANGUAGES: dict[str, tuple[str, ...]] = {
    Plan.TOGETHER: (CHINESE, ENGLISH),
    Plan.CHINESE_FIRST: (CHINESE, ENGLISH),
    Plan.CHINESE_ONLY: (CHINESE,),
    Plan.ENGLISH_ONLY: (ENGLISH,),
}
DEFAULT = Plan.TOGETHER


def section_plan(article: "ArticlePage") -> str:
    """What the sections above say: the nearest that says anything, else both languages together. At most one query."""
    from news.models import SectionPage

    parent = getattr(article, "_cached_parent_obj", None)
    path = article.path[: -article.steplen] if article.path else parent.path if parent is not None else ""
    if not path:
        return DEFAULT
    on_the_way = [path[:end] for end in range(len(path), 0, -article.steplen)]
    above = SectionPage.objects.filter(path__in=on_the_way).exclude(language_plan="")
    return above.order_by("-depth").values_list("language_plan", flat=True).first() or DEFAULT


def plan_of(article: "ArticlePage") -> str:
    return article.language_plan or section_plan(article)
