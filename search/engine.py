"""Which articles a text finds, best first: Wagtail's stock database search, made safe for whatever readers type."""

import re
from collections.abc import Sequence

from django.db import connection
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from wagtail.search.query import PlainText

from news.models import AgendaItem, ArticlePage, Decision, Meeting
from news.querysets import ArticleQuerySet

# The stock compilers nest one expression in another for each word, and Python's stack has an end.
MAX_WORDS = 40

SEPARATORS = re.compile(r'[\s"“”‘’《》〈〉，。、；：？！,;!?]+')
OUTER_PUNCTUATION = re.compile(r"^[\W_]+|[\W_]+$")
HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# PostgreSQL's parser reads the end of COVID-19 as the number -19, and the stock compiler cuts the word at the hyphen.
HYPHEN_BEFORE_DIGIT = re.compile(r"-\d")


def words_of(text: str) -> list[str]:
    """The words to search for, each once, in order, without the punctuation around them."""
    words = (OUTER_PUNCTUATION.sub("", word) for word in SEPARATORS.split(text))
    return list(dict.fromkeys(word for word in words if word))


def matching(words: Sequence[str], language: str) -> ArticleQuerySet:
    """Articles, released or not, that hold all of the words; the best first, ties in a fixed order.

    At most `MAX_WORDS`, or the compilers may raise RecursionError.

    Filters are added to what comes back, not before: the stock `search()` refuses any that its index has no field for.
    """
    contained = not_in_index(words, language)
    indexed = [word for word in words if word not in contained]
    articles = in_index(indexed) if indexed else title_first(contained)
    return articles.filter(*map(contains, contained))


def not_in_index(words: Sequence[str], language: str) -> Sequence[str]:
    """The words that the stock index cannot find, which are looked for in the texts themselves.

    It holds a whole run of Han as one token, with the Latin words and the figures inside it: no word of a Chinese text
    is found there.
    """
    if language.startswith("zh") or any(map(HAN.search, words)):
        return words
    return [word for word in words if HYPHEN_BEFORE_DIGIT.search(word)]


def contains(word: str) -> Q:
    """The word stands, in this very spelling, in one of the short texts of an article or of its meeting.

    The body is left out: it is JSON, which the two databases escape differently.
    """
    own = Q(title__icontains=word) | Q(summary__icontains=word) | Q(document_number__icontains=word)
    agenda = AgendaItem.objects.filter(article=OuterRef("pk"), text__icontains=word)
    decisions = Decision.objects.filter(article=OuterRef("pk"), text__icontains=word)
    venue = Meeting.objects.filter(article=OuterRef("pk"), venue__icontains=word)
    return own | Q(Exists(agenda)) | Q(Exists(decisions)) | Q(Exists(venue))


def title_first(words: Sequence[str]) -> ArticleQuerySet:
    """All articles, those with every word in the title before the others, newest first among equals."""
    in_title = Q(*(Q(title__icontains=word) for word in words))
    rank = Case(When(in_title, then=Value(1)), default=Value(0), output_field=IntegerField())
    return ArticlePage.objects.order_by(rank.desc(), "-released_at", "-pk")


def in_index(words: Sequence[str]) -> ArticleQuerySet:
    """What the stock backend finds, with its ranking. Every word is quoted, so that none is an operator."""
    text = PlainText(" ".join(words))
    if connection.vendor == "sqlite":
        from search.sqlite import InflectingCompiler

        return InflectingCompiler(ArticlePage.objects.all(), text).search(None, None, None)
    return ArticlePage.objects.search(text).get_queryset()
