"""Having an engine translate what is missing: whole segments, in one transaction once all answers are there, or nothing."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from news.release.machine.engines import Engine
from news.release.machine.suggestions import Suggestion, bare_segments, fill_in

TRANSLATE = "news.machine_translate"  # as the audit log calls it


@dataclass(frozen=True)
class Outcome:
    """Numbers of segments. `damaged`: the engine lost a name or markup of theirs; `waiting`: not sent, the time was over."""

    filled: int = 0
    damaged: int = 0
    waiting: int = 0


def translate_missing(translation: Translation, page: Page, user: AbstractBaseUser, engine: Engine) -> Outcome:
    """Ask `engine` for the segments of `page` that have no text. Raises EngineError, and nothing is changed.

    No transaction is open while the engine is asked: it may take its time.
    """
    segments = defaultdict(list)
    for segment in bare_segments(translation):
        segments[StringValue(segment.string.data)].append(segment)
    if not segments:
        return Outcome()
    answer = engine.answer(translation.source.locale, translation.target_locale, segments)
    suggestions = [
        Suggestion(segment.string_id, segment.context_id, segment.context.path, text.data)
        for string, text in answer.translations.items()
        for segment in segments[string]
    ]
    return Outcome(store(translation, page, suggestions, user, engine), answer.damaged, answer.waiting)


@transaction.atomic
def store(
    translation: Translation, page: Page, suggestions: list[Suggestion], user: AbstractBaseUser, engine: Engine
) -> int:
    filled = fill_in(translation, suggestions, engine.display_name, user) if suggestions else 0
    if filled:
        log(page, TRANSLATE, user=user, data={"engine": engine.display_name, "segments": filled})
    return filled
