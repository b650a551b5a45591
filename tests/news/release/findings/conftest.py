"""An article in both languages with one fault between them, and one in each text."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from news.models import ArticlePage
from news.release.findings.collecting import findings_of
from tests import factories
from tests.news.release.checks.house import HOUSE

DAY = datetime.date(2026, 5, 8)


@pytest.fixture(autouse=True)
def in_english(fresh_cache_and_language):
    """Messages in the language of the source; the admin answers in the language of whoever asks."""
    with translation.override("en"):
        yield


@pytest.fixture
def found():
    """`found(zh, en)`: the findings, with a small glossary of the house's own."""
    return lambda zh=None, en=None: findings_of(zh, en, DAY, HOUSE)


@pytest.fixture
def faulty(site, people) -> SimpleNamespace:
    """Drafts by the officer and the translator. Paragraph 2 differs in its number."""
    zh = factories.article(
        site.zh_section,
        live=False,
        slug="fangxun",
        body=[
            ("paragraph", "<p>会议强调，防汛工作关系群众安全。</p>"),
            ("paragraph", "<p>全省投入12亿元加固堤防。</p>"),
        ],
        owner=people["officer"],
    )
    en = factories.article(
        site.en_section,
        "Province prepares for floods",
        translation_of=zh,
        live=False,
        source=zh.source,
        body=[
            {
                "type": "paragraph",
                "id": zh.body[0].id,
                "value": "<p>The meeting stressed that flood control concerns people’s safety.</p>",
            },
            {
                "type": "paragraph",
                "id": zh.body[1].id,
                "value": "<p>The province is spending 1.3 billion yuan on its dykes.</p>",
            },
        ],
        owner=people["officer"],
    )
    zh.save_revision(user=people["officer"])
    en.save_revision(user=people["translator"])
    return SimpleNamespace(zh=ArticlePage.objects.get(pk=zh.pk), en=ArticlePage.objects.get(pk=en.pk))
