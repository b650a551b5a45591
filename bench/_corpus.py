"""A press archive as large as asked for, the same for the same seed: 20 years, 36 sections, nine tenths of it Chinese.

Into it are planted words that occur in an exact number of articles, so that a query's cost can be compared between
archives of different sizes: see `Plan`. Articles come one by one, oldest first, in the form of `manage.py
import_articles`.
"""

import datetime
import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import add

from bench import _vocabulary

TODAY = datetime.date(2026, 6, 30)
YEARS = 20
GENERATED = 100_000  # articles at most; a larger archive holds them several times (`_multiply`)
CLASSES = (50, 1_300, 12_000, 32_000)  # articles that hold each word of the class
PAIRED = 12_000  # articles that hold each word of a pair which never meets
SHARES = {50: 0.02, 1_300: 0.1, 12_000: 0.225, 32_000: 0.6}  # of all articles: what a class is held down to
WORDS_PER_CLASS = 10
IN_TITLE = 0.1  # of the planted words

ENGLISH_EACH = 10  # every tenth article is English
MEDIAN_LENGTH = 235  # running words; of 1.65 Han characters each
SPREAD = 0.5  # of the logarithm of the length
THEMED = 5  # every fifth word of an article comes from the few words that it is about

KINDS = (
    *["news"] * 55,
    *["notice"] * 13,
    *["meeting"] * 12,
    *["policy"] * 8,
    *["interpretation"] * 5,
    *["figures"] * 4,
    *["speech"] * 3,
)
SECTIONS = [
    path
    for number in range(1, 13)
    for part, path in enumerate((f"s{number:02}", f"s{number:02}/a", f"s{number:02}/b"))
    for _ in range(60 // (3 * number + part))
]
SOURCES = {
    "zh": "省政府办公厅 省发展改革委 省财政厅 省水利厅 省教育厅 省卫生健康委 省交通运输厅 澜川日报".split(),
    "en": ["General Office", "Department of Finance", "Department of Water Resources", "Lanchuan Daily"],
}
STOPS = {
    "zh": [*[""] * 168, *["，"] * 18, *["。"] * 8, *["、"] * 3, *["。\n\n"] * 3],
    "en": [*[" "] * 182, *[", "] * 8, *[". "] * 7, *[".\n\n"] * 3],
}
END = {"zh": "。", "en": "."}
OTHER_TERMS = ("COVID-19", "5G", "GDP", "PM2.5", "A4")


@dataclass(frozen=True)
class PlantedClass:
    """Words that each occur in exactly `hits` articles; `asked` is what the class is called."""

    asked: int
    hits: int
    words: list[str]


@dataclass(frozen=True)
class Plan:
    """Which made-up words an archive of `size` articles holds. Words depend on the seed alone, places on size and seed.

    Each word stands in Chinese articles only, once in each, between quotation marks: a search engine that cannot take
    Chinese apart finds it there too, so that all are timed on the same hits.
    """

    size: int
    seed: int = 1

    def classes(self) -> list[PlantedClass]:
        words = _vocabulary.class_words(random.Random(f"words {self.seed}"))
        return [PlantedClass(asked, self.hits(asked), list(islice(words, WORDS_PER_CLASS))) for asked in CLASSES]

    def pairs(self) -> list[tuple[str, str]]:
        """Words as common as those of the class of `PAIRED`, two and two, that no article holds both of."""
        words = islice(
            _vocabulary.class_words(random.Random(f"words {self.seed}")),
            WORDS_PER_CLASS * len(CLASSES),
            WORDS_PER_CLASS * (len(CLASSES) + 2),
        )
        return list(zip(words, words, strict=True))

    def hits(self, asked: int) -> int:
        """A class's size here: the same at every size of archive but for small ones, which it would fill."""
        return max(1, min(asked, int(self.size * SHARES[asked])))

    def is_english(self, number: int) -> bool:
        return number % ENGLISH_EACH == ENGLISH_EACH - 1

    def places(self) -> Iterator[tuple[int, str]]:
        """`(number of the article, word)` in the order of the articles."""
        rng = random.Random(f"places {self.seed} {self.size}")
        chinese = [number for number in range(self.size) if not self.is_english(number)]
        words: list[str] = []
        places: list[int] = []  # article * 1,000 + word: small enough to sort for a million articles

        def plant(word: str, articles: list[int]) -> None:
            places.extend(article * 1000 + len(words) for article in articles)
            words.append(word)

        for planted in self.classes():
            for word in planted.words:
                plant(word, rng.sample(chinese, planted.hits))
        for one, other in self.pairs():
            hits = min(self.hits(PAIRED), len(chinese) // 2)
            both = rng.sample(chinese, 2 * hits)
            plant(one, both[:hits])
            plant(other, both[hits:])
        places.sort()
        for place in places:
            yield place // 1000, words[place % 1000]


def articles(plan: Plan, today: datetime.date = TODAY) -> Iterator[dict[str, str]]:
    """Lines for `import_articles`, oldest first, the last one of the day before `today`."""
    rng = random.Random(f"articles {plan.seed} {plan.size}")
    places = plan.places()
    place = next(places, None)
    for number in range(plan.size):
        planted = []
        while place and place[0] == number:
            planted.append(place[1])
            place = next(places, None)
        language = "en" if plan.is_english(number) else "zh"
        yield {
            "id": f"bench-{number:07}",
            "lang": language,
            **text(rng, language, planted),
            "date": moment(number / plan.size, today).isoformat(),
            "section": rng.choice(SECTIONS),
            "source": rng.choice(SOURCES[language]),
            "kind": rng.choice(KINDS),
        }


def moment(share: float, today: datetime.date) -> datetime.datetime:
    """The time at which a share from 0 to 1 of the archive's years has passed, in China."""
    end = datetime.datetime.combine(today, datetime.time(), datetime.timezone(datetime.timedelta(hours=8)))
    return end - (1 - share) * YEARS * datetime.timedelta(days=365.25)


def text(rng: random.Random, language: str, planted: list[str]) -> dict[str, str]:
    """Title, summary and body, with the planted words in them."""
    ordinary = _vocabulary.english() if language == "en" else _vocabulary.chinese()
    length = min(max(int(rng.lognormvariate(math.log(MEDIAN_LENGTH), SPREAD)), 30), 2500)
    theme = rng.choices(ordinary, k=12)
    words = rng.choices(ordinary, k=length)
    words[::THEMED] = rng.choices(theme, k=len(words[::THEMED]))
    in_title = [word for word in planted if rng.random() < IN_TITLE]
    in_body = [word for word in planted if word not in in_title]
    for term in [*(f"“{word}”" for word in in_body), other_term(rng, language), other_term(rng, language)]:
        words[int(rng.random() * length)] += term
    stops = rng.choices(STOPS[language], k=length - 1)
    body = "".join(map(add, words, [*stops, END[language]]))
    return {
        "title": title(rng, language, [*theme, *rng.choices(ordinary, k=4)], in_title),
        "summary": body[: body.find(END[language], 40, 160) + 1].replace("\n\n", "") or body[:80].replace("\n", ""),
        "body": body,
    }


def title(rng: random.Random, language: str, words: list[str], planted: list[str]) -> str:
    chosen = rng.sample(words, rng.randint(6, 10)) + [f"“{word}”" for word in planted]
    rng.shuffle(chosen)
    return " ".join(chosen).capitalize() if language == "en" else "".join(chosen)


def other_term(rng: random.Random, language: str) -> str:
    """A number, a date or a code, as official texts are full of."""
    year, small = rng.randint(2000, 2026), rng.randint(1, 28)
    chinese = (
        f"{year}年{small % 12 + 1}月{small}日",
        f"〔{year}〕{small}号",
        f"{small}.{year % 10}万亿元",
        f"{small}.{year % 10}%",
        f"第{small}次",
    )
    english = (f" {small} May {year}", f" {year}-05-{small:02}", f" {small}.{year % 10} percent", f" {small},000")
    return rng.choice((english if language == "en" else chinese) + OTHER_TERMS)


def natural_words(size: int, hits: int, count: int = WORDS_PER_CLASS) -> list[str]:
    """Words of the dictionary that about so many Chinese articles of an archive hold, as their frequency lets expect."""
    chinese = size * (1 - 1 / ENGLISH_EACH)
    length = MEDIAN_LENGTH * math.exp(SPREAD**2 / 2)
    running = Counter(_vocabulary.chinese())
    length /= running.total()
    far = {
        word: abs(math.log(chinese * (1 - math.exp(-length * times)) / hits))
        for word, times in running.items()
        if len(word) > 1
    }
    return sorted(far, key=far.__getitem__)[:count]
