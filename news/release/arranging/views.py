"""In the admin: a translation's paragraphs beside their sources, to be moved, joined and divided."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from news.models import ArticlePage
from news.release.arranging.bodies import Unit, mark_of
from news.release.arranging.changing import RESET, Layout, change, layout_of
from news.release.arranging.order import may_join
from news.release.arranging.paragraphs import divided, is_divided_between, text_of
from news.release.findings.passages import passages_of
from news.release.machine.confirming import ChangedMeanwhileError
from news.release.machine.views import BesideTranslationView, page_to_translate
from news.release.sets.editor import warn_of
from news.release.sets.making import open_release_of
from portal.locales import HTML_LANG
from portal.pagination import whole_number


def arrange_url(translation: Translation) -> str:
    return reverse("news_arrange_paragraphs", args=[translation.pk])


@dataclass
class Sentence:
    """One sentence of a translated paragraph; after `number` a division stands, or may be put."""

    text: str
    number: int
    is_last: bool
    is_divided: bool


@dataclass
class Part:
    """One unit of a group: `source` and `target` are its lines of text."""

    key: str
    kind: str
    source: list[str]
    target: list[str]
    sentences: list[Sentence] = field(default_factory=list)


@dataclass
class Row:
    """A group as the page shows it: one paragraph, made of one part or several."""

    key: str
    number: int
    parts: list[Part]
    may_go_up: bool
    may_go_down: bool
    may_join: bool

    @property
    def anchor(self) -> str:
        return f"paragraph-{mark_of(self.key)}"


class ArrangeView(BesideTranslationView):
    """By POST `action` is one of those of `changing`, with a sentence's number after a hyphen for dividing; `unit` is what
    it is done to, `seen` the fingerprint of what was shown."""

    page_title = gettext_lazy("Arrange paragraphs")
    header_icon = "order"
    template_name = "news/arranging/page.html"

    @cached_property
    def translation(self) -> Translation:
        """One that is under way: the page of one that was stopped is written by hand."""
        found = Translation.objects.select_related("source__locale", "target_locale")
        return get_object_or_404(found, pk=self.kwargs["translation_id"], enabled=True)

    @cached_property
    def page(self) -> ArticlePage:
        page: Page = page_to_translate(self.request, self.translation)
        return get_object_or_404(ArticlePage, pk=page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page  # first: who may not change it learns nothing of it
        context: dict[str, Any] = super().get_context_data(**kwargs) | {
            "edit_url": self.edit_url,
            "subject": self.get_page_subtitle(),
            "source_language": HTML_LANG[self.translation.source.locale.language_code],
            "target_language": HTML_LANG[page.locale.language_code],
        }
        try:
            layout = layout_of(self.translation)
        except LookupError:
            return context
        return context | {"layout": layout, "rows": list(rows_of(layout)), "reset": RESET}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        release = open_release_of(self.page.translation_key)
        if release is not None:
            warn_of(request, release)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.page
        action, _hyphen, number = request.POST.get("action", "").partition("-")
        unit, seen = request.POST.get("unit", ""), request.POST.get("seen", "")
        sentence = whole_number(number) or 0
        try:
            unit = change(page, self.translation, action, unit, seen, cast(User, request.user), sentence)
            messages.success(request, _("Saved as a draft."))
        except ChangedMeanwhileError:
            messages.error(
                request,
                _("Somebody changed the text or the order of its paragraphs meanwhile. This is how it stands now."),
            )
        except (LookupError, Translation.DoesNotExist):
            messages.error(request, _("This cannot be done with this paragraph. Nothing was changed."))
        except ValidationError as error:
            messages.error(request, _("The draft could not be saved: %s") % " ".join(error.messages))
        return HttpResponseRedirect(request.path + (f"#paragraph-{mark_of(unit)}" if unit else ""))


def rows_of(layout: Layout) -> Iterator[Row]:
    others = _others(layout)
    for place, group in enumerate(layout.groups):
        yield Row(
            group[0],
            place + 1,
            [_part(layout, layout.by_key[key], others) for key in group],
            may_go_up=place > 0,
            may_go_down=place + 1 < len(layout.groups),
            may_join=may_join(layout.groups, place, layout.joinable),
        )


def _others(layout: Layout) -> dict[str, tuple[list[str], list[str]]]:
    """{id of a block that is no paragraph: its lines in the source and in the translation}"""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for side, page in enumerate((layout.translation.source.as_instance(), layout.target)):
        for passage in passages_of(page):
            if passage.field == "body":
                block = passage.key.split(".")[1]
                found.setdefault(block, ([], []))[side].append(passage.text)
    return found


def _part(layout: Layout, unit: Unit, others: dict[str, tuple[list[str], list[str]]]) -> Part:
    says = layout.says[unit.key]
    if unit.element is None or says is None:
        block = next(block for block in layout.target.body if block.id == unit.block)
        return Part(unit.key, str(block.block.label), *others.get(unit.block, ([], [])))
    source = [text_of(unit.element.inner or unit.element.html)]
    target = [text_of(part) for part in divided(says.inner or says.html)]
    return Part(unit.key, _("Paragraph"), source, target, list(_sentences(layout, unit)))


def _sentences(layout: Layout, unit: Unit) -> Iterator[Sentence]:
    """Nothing where there is only one, or no segment of its own."""
    row = layout.rows.get(unit.key)
    spans = layout.sentences_of(row) if row else []
    if row is None or len(spans) < 2:
        return
    text = text_of(row.data)
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else end
        yield Sentence(text[start:end], number, following == end, is_divided_between(row.data, end, following))
