"""What Wagtail's index holds of an object, and how it is written: alike in both databases."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, Manager, Model, OuterRef
from django.db.models.functions import Cast
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.search.models import IndexEntry


class Text(NamedTuple):
    text: str
    boost: float | None = None


class Texts(NamedTuple):
    """What an object is found by: its title, all else, and what completes a word that is being typed."""

    title: list[Text]
    body: list[Text]
    completion: list[Text]


def texts_of(item: Any) -> Texts:
    """Each field is read once; related rows cost a query for each relation."""
    texts = Texts([], [], [])
    for field, text in _read(item, item.get_search_fields()):
        if not text:
            continue
        if isinstance(field, AutocompleteField):
            texts.completion.append(Text(text))
        elif field.field_name == "title":
            texts.title.append(Text(text, field.boost))
        else:
            texts.body.append(Text(text, field.boost))
    return texts


def _read(item: Any, fields: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, as_text(field.get_value(item))
        elif isinstance(field, RelatedFields):
            related = field.get_value(item)
            rows = related.all() if isinstance(related, Manager) else [] if related is None else [related]
            for row in rows:
                yield from _read(row, field.fields)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    return force_str(value)


class IndexMixin:
    """Instead of the stock index's way to write: a row that stays the same is left alone, and no other is touched."""

    backend: Any
    entries: Any
    write_connection: Any

    # Column -> how its value stands in SQL.
    columns: dict[str, str]

    def row(self, texts: Texts) -> tuple[str, ...]:
        """The values of `columns`, none of them null."""
        raise NotImplementedError

    def add_items(self, model: type[Model], items: Sequence[Model]) -> None:
        content_type = get_content_type_pk(model)
        rows = {item.pk: (content_type, force_str(item.pk), *self.row(texts_of(item))) for item in items}
        if not rows:
            return
        names = ", ".join(self.columns)
        row = f"(%s, %s, 1.0, {', '.join(self.columns.values())})"
        updates = ", ".join(f"{name} = excluded.{name}" for name in self.columns)
        changes = " OR ".join(f"entry.{name} IS DISTINCT FROM excluded.{name}" for name in self.columns)
        with self.write_connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {IndexEntry._meta.db_table} AS entry (content_type_id, object_id, title_norm, {names})"  # noqa: S608
                f" VALUES {', '.join([row] * len(rows))}"
                f" ON CONFLICT (content_type_id, object_id) DO UPDATE SET {updates} WHERE {changes}",
                [value for values in rows.values() for value in values],
            )

    def delete_stale_model_entries(self, model: type[Model]) -> None:
        """Entries of what is no longer there. (The stock condition, NOT IN, takes quadratic time on a large table.)"""
        there = model._default_manager.filter(pk=Cast(OuterRef("object_id"), model._meta.pk))
        of_model = self.entries.filter(content_type_id__in=get_descendants_content_types_pks(model))
        of_model.filter(~Exists(there))._raw_delete(using=self.write_connection.alias)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: it would read the whole table at each change, for a factor that we do not rank by."""
