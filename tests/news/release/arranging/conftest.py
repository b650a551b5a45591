"""An article of four paragraphs in two blocks, with a heading between them, and its English."""

import pytest
from wagtail.users.models import UserProfile

from news.models import ArticlePage
from news.release.arranging.changing import change, layout_of
from tests import factories

BODY = [
    (
        "paragraph",
        "<p>会议强调，全省投入12亿元加固堤防。</p><p>会上<b>通报</b>了5起案例。</p>",
    ),
    ("heading", "下一步"),
    ("paragraph", "<p>会议要求，6月底前完成检查。</p><p>代省长陆守澄出席。</p>"),
]
ENGLISH = (
    "Province prepares for floods",
    "A named person for every stretch of dyke.",
    "The meeting stressed that the province is spending 1.2 billion yuan on its dykes.",
    "Five cases were <b>reported</b> at the meeting.",
    "Next steps",
    "The meeting asked that inspections be finished by the end of June.",
    "Lu Shoucheng, acting governor, attended. He spoke.",
)


@pytest.fixture
def submitted(site, people):
    UserProfile.objects.bulk_create(UserProfile(user=user, preferred_language="en") for user in people.values())
    chinese = factories.article(site.zh_section, live=False, body=BODY)
    translation = factories.submit_for_translation(chinese, user=people["officer"])
    factories.translate_segments(translation, user=people["translator"], texts=ENGLISH)
    translation.save_target(user=people["translator"], publish=False)
    return translation


@pytest.fixture
def english(submitted):
    """`english()`: the latest draft of the translation."""

    def english():
        page = ArticlePage.objects.get(translation_key=submitted.source.object_id, locale=submitted.target_locale)
        return page.get_latest_revision_as_object()

    return english


@pytest.fixture
def do(submitted, english, people):
    """`do("up", 3)`: what the button of the third row does; a number of a sentence may follow."""

    def do(action, place=1, number=0, unit=None):
        layout = layout_of(submitted)
        key = unit or layout.groups[place - 1][0]
        return change(english(), submitted, action, key, layout.fingerprint, people["translator"], number)

    return do
