"""The index's own tables. Nobody writes them but `search.store`."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast, Length


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
    """See `search.entries.Entry`. While it is fresh, `segment` is 0 and its terms are here, with the text below them."""

    id = models.BigIntegerField(primary_key=True)
    page_id = models.IntegerField(unique=True)
    language = models.CharField(max_length=10)
    held = models.IntegerField(null=True)
    facets = models.TextField()
    head = models.TextField()
    terms = models.TextField()
    text = models.TextField()
    plain = models.TextField()
    segment = models.BigIntegerField()
    place = models.IntegerField()

    class Meta:
        db_table = "search_entry"
        indexes = [models.Index(fields=["segment"], name="search_entry_fresh", condition=models.Q(segment=0))]

    def __str__(self) -> str:
        return f"{self.language} {self.page_id}"


class Segment(models.Model):
    """See `search.postings.Segment`; arrays as `search.postings.ARRAYS` says, facets between spaces."""

    key = models.BigIntegerField(primary_key=True)
    facets = models.TextField()
    ids = models.BinaryField()
    held = models.BinaryField()
    codes = models.BinaryField()
    starts = models.BinaryField()
    long = models.BinaryField()

    class Meta:
        db_table = "search_segment"

    def __str__(self) -> str:
        return str(self.key)


class Posting(models.Model):
    """Where a term stands in a segment. See `search.postings`."""

    pk = models.CompositePrimaryKey("term", "segment")
    term = BytewiseField(max_length=80)
    segment = models.BigIntegerField()
    docs = models.BinaryField()
    offsets = models.BinaryField()

    class Meta:
        db_table = "search_posting"

    def __str__(self) -> str:
        return f"{self.term} in {self.segment}"


class GonePlace(models.Model):
    """A place of a segment whose entry has been replaced or removed."""

    pk = models.CompositePrimaryKey("segment", "place")
    segment = models.BigIntegerField()
    place = models.IntegerField()

    class Meta:
        db_table = "search_gone"

    def __str__(self) -> str:
        return f"{self.place} in {self.segment}"


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
