"""The index's own tables. Nobody writes them but `search.index`; on SQLite an FTS5 table stands beside them."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast, Length


class TermsField(models.TextField):  # type: ignore[type-arg]
    """What an article is found by: a tsvector without positions on PostgreSQL, words between spaces on SQLite."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Sorted by the bytes of UTF-8 on both databases, so that a prefix is one range of an index."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class IndexState(models.Model):
    """One row: which version of the analyzer made the index, and whether it is being made anew."""

    version = models.IntegerField()
    is_rebuilding = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"version {self.version}"


class ChangedPage(models.Model):
    """An article that changed while the index was being made anew, to be read again before the new one serves."""

    page_id = models.IntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.page_id)


class IndexEntry(models.Model):
    """See `search.entries.Entry`."""

    id = models.BigIntegerField(primary_key=True)
    page_id = models.IntegerField(unique=True)
    language = models.CharField(max_length=10)
    held = models.IntegerField(null=True)
    facets = models.TextField()
    head = models.TextField()
    terms = TermsField()
    text = models.TextField()
    plain = models.TextField()

    class Meta:
        db_table = "search_entry"
        indexes = [models.Index(fields=["language", "-id"], name="search_entry_newest")]

    def __str__(self) -> str:
        return f"{self.language} {self.page_id}"


class Word(models.Model):
    """How many released articles of a language hold a word in their titles. See `search.vocabulary`.

    A word may have several rows; their sum is the number. `magnitude` is how many digits `articles` has: the frequent words
    of a prefix are found without reading the others, and most changes of `articles` touch no index.
    """

    language = models.CharField(max_length=10)
    text = BytewiseField(max_length=40)
    pinyin = BytewiseField(max_length=80)
    initials = BytewiseField(max_length=20)
    articles = models.IntegerField()
    magnitude = models.GeneratedField(
        expression=Length(Cast("articles", models.TextField())),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        db_table = "search_word"
        indexes = [
            models.Index(fields=["text", "language"], name="search_word_itself"),
            models.Index(fields=["language", "magnitude", "text"], name="search_word_text"),
            models.Index(fields=["language", "magnitude", "pinyin"], name="search_word_pinyin"),
            models.Index(fields=["language", "magnitude", "initials"], name="search_word_initials"),
        ]

    def __str__(self) -> str:
        return self.text
