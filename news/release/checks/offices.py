"""Posts as they stand beside names: 省长郝鹏, 郝鹏省长, Governor Hao Peng, Hao Peng, governor of Qinghai."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from news.release.checks.findings import Span
from news.release.checks.glossary import Glossary, Person, Post

OFFICE = (
    "省委书记|市委书记|县委书记|区委书记|党委书记|党组书记|总书记|书记|国家主席|主席|委员长|国务院总理|总理|国务委员|省长|市长"
    "|州长|县长|区长|镇长|乡长|村长|部长|厅长|局长|司长|处长|科长|署长|行长|院长|校长|检察长|审计长|秘书长|主任|主委|会长|所长"
    "|台长|社长|理事长|董事长|总经理|参谋长|司令员|政治委员|政委|大使|总领事|发言人|巡视员|专员|委员|常委"
)
CHINESE = re.compile(f"(?P<former>原|前|时任|候任)?代?(?P<office>(?:常务)?副?(?:{OFFICE}))")
ENGLISH = re.compile(
    r"(?<![\w-])(?P<former>former |then |ex-|late )?(?:acting |party )?(?P<office>(?:executive )?(?:(?:deputy|vice)[ -])?"
    r"(?:governor|mayor|secretary[ -]general|secretary|president|premier|prime minister|chairman|chairwoman|chairperson"
    r"|minister|director[ -]general|director|commissioner|chief|magistrate|ambassador|spokesperson|spokesman|spokeswoman))"
    r"(?!\w)",
    re.IGNORECASE,
)
_LESSER = re.compile(r"(?:副|(?:vice|deputy)[ -])$", re.IGNORECASE)
_BEFORE = 40  # characters before a name in which its post is looked for


class Beside(NamedTuple):
    """A post beside a name, without what stands before it (acting, 常务 stays)."""

    office: str
    span: Span
    former: bool


def offices(text: str, language: str) -> Iterator[Beside]:
    pattern = CHINESE if language == "zh" else ENGLISH
    for found in pattern.finditer(text):
        yield Beside(found["office"], found.span("office"), found["former"] is not None)


def beside(text: str, language: str, name: Span) -> Beside | None:
    """The post that stands directly before or after a name."""
    start = max(0, name[0] - _BEFORE)
    between = "" if language == "zh" else " "
    for office, (begin, end), former in offices(text[start : name[0]], language):
        if text[start + end : name[0]] == between:
            return Beside(office, (start + begin, start + end), former)
    after = re.compile(r"" if language == "zh" else r",? (?:the )?").match(text, name[1])
    position = after.end() if after else name[1]
    found = (CHINESE if language == "zh" else ENGLISH).match(text, position)
    if found is None or (language == "en" and position == name[1]):
        return None
    return Beside(found["office"], found.span("office"), found["former"] is not None)


def held_on(person: Person, day: datetime.date | None) -> list[Post]:
    """The posts held on a day; every post ever held where the day is not known."""
    if day is None:
        return list(person.posts)
    return [
        post
        for post in person.posts
        if (post.first_day is None or post.first_day <= day) and (post.last_day is None or day <= post.last_day)
    ]


def is_called(post: Post, office: str, language: str) -> bool:
    """True where a post may be called so: 省长 for 青海省省长, and not for 副省长."""
    full = (post.zh if language == "zh" else post.en).lower().replace("-", " ")
    office = office.lower().replace("-", " ")
    at = full.rfind(office) if language == "zh" else full.find(office)
    if at < 0 or (language == "zh" and at + len(office) != len(full)):
        return False
    return not _LESSER.search(full[:at])


def mentions(text: str, language: str, glossary: Glossary) -> list[tuple[Span, Person]]:
    """Where officials are named in full, in the order of the text; the longest name where one holds another."""
    found: list[tuple[Span, Person]] = []
    for person in sorted(glossary.people, key=lambda person: -len(person.zh if language == "zh" else person.en)):
        name = person.zh if language == "zh" else person.en
        if not name or name not in text:
            continue
        bound = "" if language == "zh" else r"\b"
        for match in re.finditer(bound + re.escape(name) + bound, text):
            if not any(start < match.end() and match.start() < end for (start, end), _person in found[:_MANY]):
                found.append((match.span(), person))
    return sorted(found, key=lambda mention: mention[0])


_MANY = 200  # mentions that are looked through for overlaps
