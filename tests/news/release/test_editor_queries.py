"""What opening localize's translation editor costs in queries of ours."""

import sys
from pathlib import Path

from django.db import connection

from news.models import ArticlePage
from tests import factories

ROOT = Path(__file__).parents[3]
ROOMS = tuple(f"{ROOT / room}/" for room in ("portal", "home", "news", "search"))
# Our part are the queries behind what we hook in. A request passes through our middleware and the check of who may read
# on its way to localize's view; and localize reads texts through our models, with fewer queries than without them.
NOT_OURS = {"__call__", "dispatch", "with_content_json"}


def test_our_part_of_the_translation_editor_stays_within_its_budget(site, people, sign_in):
    chinese = factories.everything(site.zh_section, live=False, owner=people["officer"])
    chinese.save_revision(user=people["officer"])
    translation = factories.submit_for_translation(ArticlePage.objects.get(pk=chinese.pk), user=people["officer"])
    factories.translate_segments(translation, user=people["translator"], but=2)
    translation.save_target(user=people["translator"], publish=False)
    english = ArticlePage.objects.get(translation_key=chinese.translation_key, language="en")
    client, ours = sign_in(people["translator"]), []
    address = f"/admin/pages/{english.pk}/edit/"
    client.get(address)

    def note(execute, sql, *arguments):
        if is_ours(sys._getframe(1)):
            ours.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        editor = client.get(address)
    assert "findings--banner" in editor.content.decode()
    assert 0 < len(ours) <= 60, "\n".join(ours)


def is_ours(frame) -> bool:
    """Whether something that we hook into localize's view is on the stack."""
    while frame:
        if frame.f_code.co_filename.startswith(ROOMS) and frame.f_code.co_name not in NOT_OURS:
            return True
        frame = frame.f_back
    return False
