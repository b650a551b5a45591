"""Load the demo province through the models. What is there already stays untouched: loading again changes nothing."""

from collections.abc import Callable

from django.db import transaction

from home.demo import content
from home.demo.releases import external_id, link_article, load_article
from home.demo.world import load_settings, load_world
from home.models import HomePage
from news.models import ArticlePage

LEAD = "2026-10-28-village-clinics-opened"


def load(progress: Callable[[str], None] = lambda line: None) -> int:
    """Load everything that is missing; how many articles were made (in both languages one each)."""
    world = load_world(content.read_world())
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
