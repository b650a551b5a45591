"""The generated archive: the same for the same seed, and holding each planted word as often as it says."""

import datetime
import json
from itertools import pairwise

import pytest

from bench import _corpus, _vocabulary
from search import analysis

SIZE = 400
PLAN = _corpus.Plan(SIZE)


@pytest.fixture(scope="module")
def articles() -> list[dict[str, str]]:
    return list(_corpus.articles(PLAN))


@pytest.fixture(scope="module")
def texts(articles) -> list[str]:
    return [article["title"] + article["body"] for article in articles]


def test_the_same_seed_gives_the_same_archive(articles):
    assert list(_corpus.articles(PLAN)) == articles
    assert list(_corpus.articles(_corpus.Plan(SIZE, seed=2))) != articles


def test_each_planted_word_is_in_exactly_as_many_articles_as_its_class_says(texts):
    for planted in PLAN.classes():
        assert len(planted.words) == 10
        for word in planted.words:
            assert sum(word in text for text in texts) == planted.hits, word


def test_pairs_never_meet_and_are_common(texts):
    assert len(PLAN.pairs()) == 10
    for one, other in PLAN.pairs():
        assert not any(one in text and other in text for text in texts)
        assert sum(one in text for text in texts) == sum(other in text for text in texts) == PLAN.hits(_corpus.PAIRED)


def test_classes_are_the_same_at_every_size_of_archive_that_has_room_for_them():
    large, larger = _corpus.Plan(100_000), _corpus.Plan(1_000_000)
    assert [planted.hits for planted in large.classes()] == list(_corpus.CLASSES)
    assert large.classes() == larger.classes()
    assert [planted.hits for planted in _corpus.Plan(10_000).classes()] == [50, 1000, 2250, 6000]


def test_no_character_of_a_planted_word_occurs_by_chance(texts):
    words = [word for planted in PLAN.classes() for word in planted.words]
    words += [word for pair in PLAN.pairs() for word in pair]
    characters = "".join(words)
    assert len(set(characters)) == len(characters)
    assert len(set(map(analysis.fold, words))) == len(words)
    assert not set(characters) & set("".join(_vocabulary.chinese()))


def test_planted_words_stand_in_chinese_articles_only(articles):
    english = [article for article in articles if article["lang"] == "en"]
    assert len(english) == SIZE / 10
    assert all(article["body"].isascii() for article in english)


def test_articles_are_what_an_import_takes(articles):
    names = {"id", "lang", "title", "summary", "body", "date", "section", "source", "kind"}
    kinds = set(_corpus.KINDS)
    for article in articles:
        assert set(article) == names
        assert all(article.values())
        assert article["kind"] in kinds
        assert len(article["title"]) < 256
        assert len(article["summary"]) <= 400
        assert not article["body"][0].isspace()
        json.dumps(article).encode()
    assert len({article["id"] for article in articles}) == SIZE


def test_dates_spread_evenly_over_twenty_years(articles):
    dates = [datetime.datetime.fromisoformat(article["date"]) for article in articles]
    gaps = [later - earlier for earlier, later in pairwise(dates)]
    assert max(gaps) - min(gaps) < datetime.timedelta(seconds=1)
    assert dates[0].year == _corpus.TODAY.year - 20
    assert dates[-1].date() < _corpus.TODAY


def test_lengths_are_those_of_news(articles):
    lengths = sorted(
        sum("\u4e00" <= character <= "\u9fff" for character in article["body"])
        for article in articles
        if article["lang"] == "zh"
    )
    assert 350 < lengths[len(lengths) // 2] < 480
    assert lengths[-1] > 900


def test_ordinary_words_are_found_about_as_often_as_expected(texts):
    for hits in (40, 120):
        words = _corpus.natural_words(SIZE, hits)
        found = sorted(sum(word in text for text in texts) for word in words)
        assert hits * 0.6 < found[5] < hits * 1.6
