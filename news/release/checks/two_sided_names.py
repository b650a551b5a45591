"""The names of a Chinese and an English text, and which of them answer each other."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from news.release.checks.capitals import is_common
from news.release.checks.findings import Span
from news.release.checks.gazetteer import Capitalised, Known, in_chinese, in_english, signs, stand_ins
from news.release.checks.pinyin import SURNAME_SOUNDS, letters
from news.release.checks.sides import Sides
from news.release.checks.sounds import english_sounds, syllable, unlikeness
from news.release.checks.transliterations import SOUNDS_CLASS, spelt, widest
from news.release.checks.words import tagged

_ALIKE, _ALIKE_IN_SMALL = 0.28, 0.1  # `unlikeness` of a word with a capital, and of one without: 马拉松, marathon
_DISTINCT = 5  # letters: Park, Chan and Lee are many people's
_GIVEN_ALIKE = 0.1  # the same of a given name before its surname: Narendra is not 莫迪
_CUT = 0.1  # added to the unlikeness with a run that is cut otherwise
_MOST = 60  # names of a text that are compared
_FAR_FROM_SIGN = 120  # the same of abbreviations, which may mean much else
_FAR = 300  # letters of English: names that are farther apart are not each other's
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;\n“”\"(—–-])\s*[“\"'‘(]*$")
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z]{7,}(?![\w'’-])")
_GOES_ON = re.compile(r" (?:(?:de|da|dos|del|van|von|der|den|bin|al|el|la|le|di|of|the) ){0,2}|-")
_STRETCH = re.compile(f"[{SOUNDS_CLASS}当]{{2,}}")
_SPEAKS = re.compile(
    r",? (?:said|says|told|wrote|added)\b|, (?:the|a|an|who|chief|[0-9]|[A-Z])|,? (?:will|has|was|met)\b"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:[Pp]resident|[Pp]remier|[Mm]inister|[Cc]hancellor|[Ss]ecretary|[Gg]overnor|[Mm]ayor|[Ss]enator|[Ss]pokes\w+|[Dd]irector|[Cc]hief"
    r"|[Ff]ounder|[Cc]oach|[Aa]mbassador|[Cc]hairman|[Cc]hair|[Kk]ing|[Pp]rince|[Pp]rincess|[Jj]udge|[Gg]eneral|[Ll]eader|[Ee]nvoy|CEO|Mr\.?|Ms\.?)"
    r" (?:[A-Z][\w'’.-]+ )*\Z"
)
_BETWEEN_PLACES = "、和与及同"
_IN_LIST = re.compile(r"-| and (?:the )?|, and (?:the )?|, (?:the )?|,? as well as (?:the )?|,? along with (?:the )?")
_SAYS = re.compile(
    r"['’]s\b|,? (?:said|says|told|added|was|is|has|had|will|would|also|and|beat|won|met|signed|led|who|wrote|called)\b"
)


class Name(NamedTuple):
    """A name that the other text does not answer. `place` where it is one for certain, None where it may be anything;
    `beside` is the start of a name next to it that is answered: the given name before the surname."""

    span: Span
    is_place: bool | None
    beside: int | None = None
    is_sign: bool = False  # an abbreviation of a place


class Names:
    """The names of both texts, and which of them answer each other."""

    def __init__(self, texts: Sides) -> None:
        self.zh, self.en = texts.zh, texts.en
        self.places = list(in_chinese(self.zh))[:_MOST]
        self.words = in_english(self.en)[:_MOST]
        self.said = {known for _span, known in self.places}

    @cached_property
    def runs(self) -> list[Span]:
        """What the Chinese text spells, but for the places that are known."""
        taken = [span for span, _known in self.places]
        return [run for run in spelt(self.zh) if not any(start < run[1] and run[0] < end for start, end in taken)][
            :_MOST
        ]

    @cached_property
    def sound(self) -> str:
        """How the Chinese text is read: the name of whoever has a Chinese one stands there."""
        return "".join(map(syllable, self.zh))

    @cached_property
    def rendered(self) -> list[tuple[Capitalised, int]]:
        """The English words that are how a run is spelt, each with where the run begins: the likest first, and each name
        of the English text for one name of the Chinese one."""
        group_of = {word.span: number for number, group in enumerate(self.groups) for word in group}
        likes = sorted(
            (cost, word.span, run)
            for word in self.words
            if not is_common(word.word) and self.said.isdisjoint(word.known)
            for run in self.runs
            if (cost := self._unlikeness(word.word, run))
            <= (_ALIKE if self._may_stand_alone(word, run) else _GIVEN_ALIKE)
        )
        words = {word.span: word for word in self.words}
        taken: dict[int, Span] = {}
        found = []
        for _cost, span, run in likes:
            other = taken.setdefault(group_of.get(span, -span[0] - 1), run)
            if other == run or self._is_one_name(other, run):
                found.append((words[span], run[0]))
        return found

    def _may_stand_alone(self, word: Capitalised, run: Span) -> bool:
        """False for a given name before its surname: Chinese leaves out Robert, or puts a point between the two."""
        if word.known and not word.known[0].is_person:
            return False  # Moscow is not 佩斯科夫
        if len(english_sounds(word.word)) < 2 and len(word.word) < 4:
            return False
        following = self.en[word.span[1] : word.span[1] + 2]
        if len(following) < 2 or following[0] != " " or not following[1].isupper() or word.span not in self._given:
            return True
        return self.zh[run[1] : run[1] + 1] in ("·", "•", "・") or self.zh[run[0] - 1 : run[0]] in ("·", "•", "・")

    @cached_property
    def _given(self) -> frozenset[Span]:
        """Where the words stand that another word of the same name follows."""
        return frozenset(word.span for group in self.groups for word in group[:-1])

    def _is_one_name(self, one: Span, other: Span) -> bool:
        """True for a given name and its surname, and for a name that stands there twice."""
        first, second = sorted((one, other))
        return self.zh[slice(*one)] == self.zh[slice(*other)] or self.zh[first[1] : second[0]] in ("·", "•", "・")

    def _unlikeness(self, word: str, run: Span) -> float:
        """That of a word and a run, or the run as it may be where the segmenter cut it too long or too short."""
        start, end = run
        cut = [widest(self.zh, run), *([(start + 1, end), (start, end - 1)] if end - start > 2 else [])]
        return min(
            unlikeness(word, self.zh[start:end]),
            *(unlikeness(word, self.zh[slice(*stretch)]) + _CUT for stretch in cut),
        )

    @cached_property
    def lost_places(self) -> list[Name]:
        """Known names of the Chinese text that the English one does not have, or not as often."""
        found = []
        for span, known in self.places:
            times = sum(known in word.known for word in self.words)
            if times < sum(known is other for _span, other in self.places) and (
                times or not (any(name in self.en for name in known.en) or self._is_read_out(span))
            ):
                found.append(Name(span, not known.is_person))
        return found

    def _is_read_out(self, span: Span) -> bool:
        """True where the English text has the sounds of the characters, with or without spaces: Zhaxi Duojie."""
        return "".join(map(syllable, self.zh[slice(*span)])) in self._plain

    @cached_property
    def _plain(self) -> str:
        return letters(self.en).replace(" ", "")

    @cached_property
    def lost_names(self) -> list[Name]:
        """Names that are spelt in Chinese, and like nothing in English."""
        found = []
        answered = {start for _word, start in self.rendered}
        for run in self.runs:
            characters = self.zh[slice(*run)]
            if run[0] in answered or self._is_read_out(run):
                continue
            if any(unlikeness(small, characters) <= _ALIKE_IN_SMALL for small in _SMALL_WORD.findall(self.en)):
                continue
            if any(unlikeness(one.word + two.word, characters) <= _ALIKE for one, two in self._neighbours()):
                continue
            before = next(
                (other[0] for other in self.runs if other[1] + 1 == run[0] and self.zh[other[1]] in "·•・"), None
            )
            found.append(Name(run, None, before))
        return found

    @cached_property
    def signs(self) -> list[tuple[Span, tuple[Known, ...]]]:
        """The abbreviations of places, each with all that it may stand for."""
        return list(signs(tagged(self.zh)))

    def lost_signs(self) -> Iterator[Name]:
        """Abbreviations of places of which none is in English: 法 of 中法."""
        for span, meant in self.signs:
            if not any(known in word.known for word in self.words for known in meant):
                yield Name(span, True, is_sign=True)

    def is_listed_in_chinese(self, place: Span) -> bool:
        """True for a place in a list of places, whose neighbour the English text has."""
        return any(
            any(known in word.known for word in self.words)
            and (
                (span[1] + 1 == place[0] and self.zh[span[1]] in _BETWEEN_PLACES)
                or (place[1] + 1 == span[0] and self.zh[place[1]] in _BETWEEN_PLACES)
            )
            for span, known in self.places
        )

    def is_listed_in_english(self, place: Span) -> bool:
        """True for a place in a list or a compound (China-Spain), whose neighbour the Chinese text has."""
        meant = stand_ins(self.zh)
        return any(
            word.span != place
            and any(self._is_meant(known, meant) for known in word.known)
            and (
                _IN_LIST.fullmatch(self.en, word.span[1], place[0])
                or _IN_LIST.fullmatch(self.en, place[1], word.span[0])
            )
            for word in self.words
        )

    def _neighbours(self) -> Iterator[tuple[Capitalised, Capitalised]]:
        names = [word for word in self.words if not is_common(word.word)]
        return pairwise(names)

    @cached_property
    def strange(self) -> list[Name]:
        """Names in English that the Chinese text neither spells nor knows."""
        signs = stand_ins(self.zh)
        answered = {word.span: start for word, start in reversed(self.rendered)}
        found = [
            Name(word.span, not word.known[0].is_person)
            for word in self.words
            if word.known and not any(self._is_meant(known, signs) for known in word.known)
        ]
        for group in self.groups:
            if self._is_beside_known(group):
                continue
            beside = next((answered[word.span] for word in group if word.span in answered), None)
            # A surname that is answered speaks for the whole name; where nothing is, the last word is the surname.
            found += [
                Name(word.span, None, beside)
                for word in (group if beside is not None else group[-1:])
                if word.span not in answered and not self._is_said(word.word)
            ]
        return found

    def is_well_known(self, surname: Span) -> bool:
        """True for the name of one person only that stands after a given name, and that nothing in Chinese sounds like."""
        word = self.en[slice(*surname)]
        if len(word) < _DISTINCT or is_common(word) or word.lower() in SURNAME_SOUNDS:
            return False
        if any(unlikeness(word, stretch, is_part=True) <= _ALIKE for stretch in _STRETCH.findall(self.zh)):
            return False
        return any(
            word.span[1] + 1 == surname[0] and not word.known and not is_common(word.word) for word in self.words
        )

    def sounds_like(self, characters: str) -> bool:
        """True where some name in English may be these characters: 彭安杰 is Banga."""
        return any(unlikeness(word.word, characters) <= _ALIKE for word in self.words if not is_common(word.word))

    def follows_answered(self, name: Name) -> bool:
        """True for the word after one that the Chinese text has: the Suk of Yoon Suk Yeol."""
        start = min(
            [name.span[0], *(group[0].span[0] for group in self.groups if name.span in [w.span for w in group])]
        )
        answered = {word.span for word, _start in self.rendered}
        return any(
            word.span[1] + 1 == start and (word.span in answered or not self.said.isdisjoint(word.known))
            for word in self.words
        )

    def unheard(self) -> Iterator[Span]:
        """Names of people in English that nothing in the Chinese text sounds like."""
        names = {word.span: group for group in self.groups for word in group}
        stretches = [match.group() for match in _STRETCH.finditer(self.zh)]
        for name in self.strange:
            group = names.get(name.span, [])
            word = self.en[slice(*name.span)]
            if self.follows_answered(name):
                continue
            if name.is_place or name.beside is not None or (name.is_place is None and len(group) < 2):
                continue
            if not _SPEAKS.match(self.en, name.span[1]) and not _TITLE_BEFORE.search(
                self.en[max(0, (group[0].span[0] if group else name.span[0]) - 40) : name.span[0]]
            ):
                continue
            if not any(unlikeness(word, stretch, is_part=True) <= _ALIKE for stretch in stretches):
                yield name.span

    def _is_beside_known(self, group: list[Capitalised]) -> bool:
        """True for Emmanuel, where 马克龙 stands in the Chinese text and Macron follows; for the Suk Yeol of Yoon Suk Yeol."""
        start, end = group[0].span[0], group[-1].span[1]
        return any(
            (word.span[0] == end + 1 or word.span[1] + 1 == start)
            and any(known.is_person and known in self.said for known in word.known)
            for word in self.words
        )

    def _is_meant(self, known: Known, signs: frozenset[str]) -> bool:
        """True where the Chinese text has this name, or what stands for it; what is said of China goes without saying."""
        if known in self.said or known.zh[0] == "中国" or signs.intersection(known.instead):
            return True
        return any(other in self.zh for other in known.instead if len(other) > 1)

    def may_be(self, name: Name, other: Name) -> bool:
        """True where one name may stand in the place of the other."""
        if name.is_place is not other.is_place and (name.is_place or None not in (name.is_place, other.is_place)):
            return False  # a place is only another place
        if other.beside is not None and other.beside != name.beside:
            return False
        return self.distance(name.span, other.span) <= (_FAR_FROM_SIGN if name.is_sign else _FAR)

    def distance(self, zh: Span, en: Span) -> float:
        """How far two places are apart, in letters of the English text."""
        return abs(zh[0] / len(self.zh) * len(self.en) - en[0])

    def _is_said(self, word: str) -> bool:
        """A Chinese name by its sound, or a word that the Chinese text has in Latin letters."""
        sound = letters(word)
        return sound in self.sound or word in self.zh

    @cached_property
    def groups(self) -> list[list[Capitalised]]:
        """Names as they stand, "Antony Blinken", without titles and places."""
        groups: list[list[Capitalised]] = [[]]
        for word in self.words:
            if groups[-1] and not _GOES_ON.fullmatch(self.en, groups[-1][-1].span[1], word.span[0]):
                groups.append([])
            if not word.known and self._may_be_name(word):
                groups[-1].append(word)
        return [group for group in groups if group]

    def _may_be_name(self, word: Capitalised) -> bool:
        if is_common(word.word) or word.word.isupper() or len(word.word) < 3:
            return False
        if not _BEGINS_SENTENCE.search(self.en[max(0, word.span[0] - 3) : word.span[0]]):
            return True
        after = self.en[word.span[1] : word.span[1] + 2]
        return _SAYS.match(self.en, word.span[1]) is not None or (
            len(after) == 2 and after[0] == " " and after[1].isupper()
        )


@lru_cache(maxsize=4)
def names_of(texts: Sides) -> Names:
    return Names(texts)
