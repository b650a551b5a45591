"""Names that the translation leaves out: "the deputy director said" for 副主任李春临说.

A translator may say "he", or call somebody otherwise. So this speaks only where the English has no such word, and no name
that could be another writing of the one that is missing.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from news.release.checks.characters import WORD
from news.release.checks.findings import Finding, Severity, Span
from news.release.checks.gaps import has_hole
from news.release.checks.offices import OFFICE
from news.release.checks.pinyin import SURNAMES, letters, spellings
from news.release.checks.sides import Sides
from news.release.checks.transliterations import WORDS
from news.release.checks.two_sided_names import names_of
from news.release.checks.words import tagged

_TITLE = re.compile(
    f"(?:{OFFICE}|总统|首相|外长|外交大臣|国务卿|总干事|教皇|国王|女王|院士|教授|选手|运动员|球员|诗人|作家|导演|演员|医生|律师"
    "|被告人|嫌疑人|司机|创始人|领导人|领袖|候选人|主帅|负责人|经理|主管|先生|女士|同志|得主|获得者|首席执行官|总裁|代表|CEO|教练|主教练|代表团|学者|分析师|经济学家)$"
)
_SAYS = re.compile(
    "(?:\\d+日|周[一二三四五六日])?(?:说|表示|指出|强调|介绍|会见|主持|宣布|认为|告诉|透露|邀请|院士|教授|在|将|为|凭借|击败)"
)
# A name after an office, however the segmenter cuts it: 省长罗东川主持.
_OFFICIAL = re.compile(
    f"(?:{OFFICE}|院士|教授|代表|被告人|得主|获得者)(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=说|表示|指出|强调|介绍|会见|主持|宣布|认为|出席|应邀|作工作报告|在|呼吁|获|死刑|就|向|率|致|答|一行|[0-9]+日)"
)
_INSTEAD = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
# Whom news leaves without a name: "a spokesperson said", "the UN Secretary-General".
_UNNAMED = re.compile(r"\b(?:[Aa]n?|[Tt]he) (?:[\w'’-]+ ){0,5}(?:[Ss]pokes\w+|[Ss]ecretary-[Gg]eneral|UN chief)")
# What the segmenter takes for somebody: 白宫, 白皮书, 于本周, 严正.
_NOBODY = re.compile(
    ".+[宫寺山湖河江海县村镇市州区队号楼路桥港城岛站馆院局厅委制率书观格街雨风人及]|于[本今当近昨上下明].*"
    "|高坝|安保|齐声|齐备|高喊|华为|施政|明哲|汤圆|越冬|洪峰|欧冠|连胜|华氏|柏林|黎明|严正|严肃|严格|明确|安全|平安|高峰|高考|高原|金秋"
    "|金牌|金砖|文物|文旅|文艺|史诗|石化|温泉|温度|温室|方案|方针|方舟|关税|关注|单日|项目|党委|童话|时任|时隔|计划|成立|康复|强台风|车祸"
)
_BYLINE = re.compile("(?:记者|通讯员|编辑|摄影)$")
_SPOKESMAN = re.compile("(?:发言人|秘书长)$")
_INSTEAD_IN_CHINESE = re.compile("[他她]|[一两三]名|[一两三]位")
_LONGEST = 600  # letters of English: in more, somebody is named elsewhere


def check(texts: Sides, found: Sequence[Finding]) -> list[Finding]:
    """`name-missing`; `found` is what is known to be wrong with names already, and makes this one silent."""
    if found or len(texts.en) > _LONGEST:
        return []
    names = sorted(set(_names(texts)))
    if not names:
        return _foreigners(texts)
    if not (texts.into_english and has_hole(texts.en)):
        names = [
            span
            for span in names
            if _is_somebody(texts.zh, span)
            and not (_UNNAMED.search(texts.en) and _SPOKESMAN.search(texts.zh[: span[0]]))
        ]
        if _INSTEAD.search(texts.en):
            return []
        if len(names) <= sum(other.beside is None and not other.is_place for other in names_of(texts).strange):
            return []
    message = _("%(name)s is named in the Chinese text only.")
    return [
        texts.finding("name-missing", Severity.WARNING, span, None, message % {"name": texts.zh[slice(*span)]})
        for span in names
    ]


def _foreigners(texts: Sides) -> list[Finding]:
    """`name-missing` for people whom the English original names in full, and the Chinese translation not at all."""
    if texts.into_english or _INSTEAD_IN_CHINESE.search(texts.zh):
        return []
    message = _("“%(name)s” is named in the English text only.")
    return [
        texts.finding("name-missing", Severity.WARNING, None, span, message % {"name": texts.en[slice(*span)]})
        for span in names_of(texts).unheard()
    ]


def _names(texts: Sides) -> Iterator[Span]:
    """Chinese and foreign names of which nothing is in the English text."""
    named = [letters(word) for word in WORD.findall(texts.en)]
    words = {word.removesuffix("s") for word in named} | set(named)
    people = [word for word, tag in tagged(texts.zh) if tag.startswith("nr") and len(word) in (2, 3)]
    comparison = names_of(texts)
    foreign = [lost.span for lost in comparison.lost_names]
    yield from (span for span in foreign if not _is_called(texts.zh[slice(*span)], words))
    yield from (lost.span for lost in comparison.lost_places if not lost.is_place)
    yield from (
        match.span("name")
        for match in _OFFICIAL.finditer(texts.zh)
        if words.isdisjoint(spellings(match["name"][0]) | spellings(match["name"][1:]) | spellings(match["name"][1]))
        and not comparison.sounds_like(match["name"])
    )
    position = 0
    for word, tag in tagged(texts.zh):
        span = (position, position + len(word))
        position += len(word)
        if not tag.startswith("nr") or tag == "nrt" or len(word) not in (2, 3) or word[0] not in SURNAMES:
            continue
        if (
            word in WORDS
            or _NOBODY.fullmatch(word)
            or any(
                start < span[1] and span[0] < end
                for start, end in (*comparison.runs, *(one for one, _known in comparison.places))
            )
        ):
            continue
        if words.isdisjoint(spellings(word[0]) | spellings(word[1:]) | spellings(word)) or (
            words.isdisjoint(spellings(word[1:]) | spellings(word)) and _are_others(word, people, named)
        ):
            yield span


def _is_called(characters: str, words: set[str]) -> bool:
    """True for a Chinese name with another given name in English: 陶琳, Grace Tao."""
    return len(characters) < 4 and characters[0] in SURNAMES and not words.isdisjoint(spellings(characters[0]))


def _are_others(name: str, people: list[str], named: list[str]) -> bool:
    """True where each "Chen" of the translation is another's than 陈中瑞: Chen Dong's."""
    others = frozenset[str]().union(
        *(spellings(other[1:]) for other in people if other[0] == name[0] and other != name)
    )
    surnames = spellings(name[0])
    return all(
        following in others for surname, following in zip(named, [*named[1:], ""], strict=True) if surname in surnames
    )


def _is_somebody(zh: str, span: Span) -> bool:
    if "、" in (zh[span[0] - 1 : span[0]], zh[span[1] : span[1] + 1]):
        return True
    if _BYLINE.search(zh[: span[0]]):
        return False
    return _TITLE.search(zh[max(0, span[0] - 6) : span[0]]) is not None or _SAYS.match(zh, span[1]) is not None
