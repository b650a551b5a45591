"""Chinese sounds in Latin letters: what is a syllable, and how a character may be read."""

import functools
import re
from collections.abc import Iterable
from itertools import product

from pypinyin import Style, pinyin

_SYLLABLE = (
    "(?:(?:[zcs]h?|[gkh])(?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|[zcs]h?i"
    "|[bpmf](?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)"
    "|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ü|üe|ue|yu)"
    "|r(?:e|i|ao|ou|an|en|ang|eng|ong|u|ua|uo|ui|uan|un)"
    "|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)"
    "|y(?:a|ao|e|i|in|ing|o|ong|ou|u|ue|uan|un|an|ang|ai)|w(?:u|a|o|ai|ei|an|en|ang|eng)"
    "|ai|an|ang|ao|ei|en|er|ou|a|e|o)"
)
SYLLABLES = re.compile(f"{_SYLLABLE}+")
TWO_SYLLABLES = re.compile(f"(?!{_SYLLABLE}$){_SYLLABLE}{_SYLLABLE}")
_GIVEN_NAME = re.compile(f"(?:(?![aeo]$){_SYLLABLE}){{1,2}}")

# By how many bear them; characters that are hardly ever read as a surname elsewhere than in a name and those that are
# stand together: what follows decides.
SURNAMES = frozenset(
    "鲁王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱丘侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯"
    "庄温牛樊葛邢安齐庞颜倪庹翟殷欧申俞季焦巴祝骆倖路岳詹关梅池涂毕裴霍凌舒左盛柳卓房娄聂翁阮柴符蓝项容华霜靳成岑牟司耿"
    "尚车邬宗詹习郁卜应单鲍宁苗甘辜童包祁章穆景解管桂纪舒屈党隋冉蒲晏邝窦瞿饶鹿迟简连虞谷古冷匡边鞠闻沙楚敖臧娜刁米时计国"
    "巩仇都封储桑满栾商狄茅干佟戚明计伏苟闵师蔚麦冀厉滕农胥仝燕初花越强隆游阳井巫乌寇荆全柏费褚艾区鄂苑支伍来陵宫涂宦屠谌晁仲竺亓芮蔺隗郦濮扈浦茹庾阚桓麻佘郜郗鄢缪郎束楼曲"
)
COMPOUND_SURNAMES = frozenset("欧阳 司马 上官 诸葛 慕容 司徒 令狐 尉迟 皇甫 东方 夏侯 端木 公孙".split())

_ONLY_AS_SURNAMES = {
    "谌": ("chen", "shen"),
    "区": ("ou",),
    "曾": ("zeng",),
    "解": ("xie",),
    "仇": ("qiu",),
    "查": ("zha",),
    "翟": ("zhai",),
    "单": ("shan",),
    "朴": ("piao", "park"),
    "盖": ("ge",),
    "洗": ("xian",),
}


@functools.lru_cache(maxsize=20_000)
def readings(character: str) -> frozenset[str]:
    """The usual readings of a character, without tones; ü in each of its spellings (吕: lv, lu, lü, lyu)."""
    known = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    # Past the second, readings are those of old books: 平 as bian would excuse a slip.
    spoken = set(known[0][:2]) if known else set()
    spoken.update(_ONLY_AS_SURNAMES.get(character, ()))
    for reading in tuple(spoken):
        if reading.startswith(("lv", "nv")):
            spoken |= {reading[0] + sound + reading[2:] for sound in ("u", "ü", "yu")}
    return frozenset(spoken)


SURNAME_SOUNDS = frozenset(sound for character in SURNAMES for sound in readings(character))


def spellings(characters: str) -> frozenset[str]:
    """Every way in which these characters, together, may be read: 长江 -> changjiang, zhangjiang."""
    return frozenset(map("".join, product(*map(readings, characters[:6]))))


def letters(name: str) -> str:
    """A name as it is compared: Xi'an -> xian, Jin-ping -> jinping."""
    return name.lower().replace("'", "").replace("’", "").replace("-", "")


def is_given_name(word: str) -> bool:
    """True for what could be a given name in pinyin: one or two syllables."""
    return _GIVEN_NAME.fullmatch(letters(word)) is not None


def sounds_alike(one: str, other: str) -> bool:
    """True where two strings of characters can be read the same, character by character."""
    return len(one) == len(other) and all(a == b or readings(a) & readings(b) for a, b in zip(one, other, strict=True))


def slip_apart(one: str, others: Iterable[str]) -> bool:
    """True where `one` is one slip from one of `others`: a letter too many, too few, another one, or two swapped."""
    return any(_one_slip(one, other) for other in others)


def _one_slip(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[same:], other[same:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])
