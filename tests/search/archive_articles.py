"""An article as plain data, and those of the archive that somebody wrote: the demo's, and digests of each year."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from home.demo import bodies, content
from tests import factories

FIRST_YEAR, FIRST_IN_ENGLISH = 2008, 2014
LOADED_ON = datetime.date(2026, 11, 16)  # the day that meetings to come are counted from


@dataclass
class Text:
    """An article in one language; `blocks` is StreamField data."""

    title: str
    summary: str
    blocks: list[dict]
    subtitle: str = ""
    venue: str = ""
    agenda: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


@dataclass
class Article:
    """An article with its texts by language (zh, en). `participants` are dicts with `role` and `official` or `body`."""

    id: str
    kind: str
    section: str
    source: str
    released: datetime.datetime
    texts: dict[str, Text]
    topics: list[str] = field(default_factory=list)
    number: str = ""
    series: str = ""
    session: int | None = None
    start: datetime.datetime | None = None
    participants: list[dict[str, str]] = field(default_factory=list)


def at(day: datetime.date, hour: int = 12) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), factories.NOON.tzinfo)


def paragraphs(*texts: str) -> list[dict]:
    return [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in texts]


def in_english_from(year: int, texts: dict[str, Text]) -> dict[str, Text]:
    return texts if year >= FIRST_IN_ENGLISH else {"zh": texts["zh"]}


# --- The demo's -------------------------------------------------------------------------------------------------------
def demo_articles() -> Iterator[Article]:
    for key, data in content.read_articles().items():
        if data.get("state") in ("draft", "scheduled"):
            continue
        facts = data.get("meeting", {})
        yield Article(
            id=f"demo:{key}",
            kind=data["kind"],
            section=data["section"],
            source=data["source"],
            released=data.get("released") or at(LOADED_ON - datetime.timedelta(days=data.get("released_days_ago", 0))),
            topics=data.get("topics", []),
            number=data.get("document_number", ""),
            series=facts.get("series", ""),
            session=facts.get("session"),
            start=start_of(facts) if facts else None,
            participants=facts.get("participants", []),
            texts={lang: demo_text(key, data[lang]) for lang in ("zh", "en") if lang in data},
        )


def start_of(facts: dict) -> datetime.datetime:
    return facts.get("start") or at(LOADED_ON + datetime.timedelta(days=facts["start_in_days"]))


def demo_text(key: str, text: dict) -> Text:
    blocks = [block for block in text["blocks"] if block.kind != "image"]
    return Text(
        title=text["title"],
        summary=text["summary"],
        blocks=bodies.stream_data(key, blocks, {}),
        subtitle=text.get("subtitle", ""),
        venue=text.get("venue", ""),
        agenda=text.get("agenda", []),
        decisions=text.get("decisions", []),
    )


# --- Written out in archive.toml --------------------------------------------------------------------------------------
def written_out(data: dict) -> Article:
    return Article(
        id=f"text:{data['key']}",
        kind=data["kind"],
        section={"notice": "notices", "figures": "figures"}.get(data["kind"], "news"),
        source="press-office",
        released=at(data["released"]),
        texts={
            lang: Text(data[lang]["title"], data[lang]["summary"], paragraphs(data[lang]["body"]))
            for lang in ("zh", "en")
            if lang in data
        },
    )


# --- Digests ----------------------------------------------------------------------------------------------------------
def digest(year: int, made: list[Article]) -> Article:
    """The titles and summaries of a year, printed again after it: every word of them, and the answer to none."""
    released = min(datetime.date(year + 1, 1, 6), LOADED_ON)
    titles = {"zh": f"{year}年政府新闻摘编", "en": f"The government’s news of {year}: a digest"}
    summaries = {
        "zh": "本年度所发新闻的题目和提要，按发布时间排列。",
        "en": "Headlines and summaries in the order of their release.",
    }
    texts = {}
    for lang, title in titles.items():
        chosen = sorted((a for a in made if a.released.year == year and lang in a.texts), key=lambda a: a.released)
        lines = [f"{article.texts[lang].title}。{article.texts[lang].summary}" for article in chosen]
        texts[lang] = Text(title, summaries[lang], paragraphs(*lines))
    return Article(
        id=f"digest:{year}",
        kind="news",
        section="news",
        source="press-office",
        released=at(released, 20),
        texts=in_english_from(year, texts),
    )
