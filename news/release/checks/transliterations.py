"""Where a Chinese text spells foreign names: runs of the characters that are set aside for sounds (特朗普, 克勒奇达尔奥卢)."""

import re

from news.release.checks.findings import Span
from news.release.checks.offices import OFFICE
from news.release.checks.words import tagged

_SOUNDS = frozenset(
    "阿埃艾爱安昂奥巴白拜班邦包鲍贝本比彼宾波伯勃博卜布步查察昌彻茨措达戴丹道德登邓迪蒂丁东杜顿多厄恩尔法凡范菲费芬丰冯弗夫福富"
    "盖冈高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪胡华怀惠霍基吉加贾简杰捷金京津卡凯坎康考柯科可克肯孔库夸奎坤昆廓拉腊莱赖兰朗劳勒雷"
    "蕾黎礼李里理利莉丽立连廉良列烈琳林隆龙卢鲁路露伦罗洛吕马玛迈麦曼芒茅毛梅美门蒙孟米密苗缪摩莫默姆木穆拿娜纳乃奈南瑙内嫩能尼"
    "涅宁牛纽农努女诺欧帕潘庞培佩彭皮平珀婆蒲朴普漆齐奇契恰千强乔钦琴琼丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申生圣"
    "施什石史士寿舒朔斯丝思松苏素孙所索塔台泰坦汤唐陶特腾滕提甜铁汀廷通图托脱瓦娃万汪旺威韦维伟委温文翁沃乌吴武伍西希锡喜夏香肖"
    "谢辛欣兴修休许雪逊雅亚延扬杨耶叶伊依因英尤雨约云翰呼赞泽扎詹珍芝治忠兹卓子宗祖佐佳琪妮娅斐切孚茵孜舜朱"
)
SOUNDS_CLASS = "".join(sorted(_SOUNDS - set("以和")))
# Those that hardly stand in any other word.
_ONLY_SOUNDS = frozenset("埃奥茨蒂迪厄恩尔弗赫戈勒蕾莉琳玛缪姆娜瑙涅珀茹莎瑟斯韦沃娅伊兹妮鲍耶")
# Where a person is spoken of; two characters that are tagged as a place or a mark need it: 普通, 英里.
_PERSON_BEFORE = re.compile(f"(?:{OFFICE}|总统|首相|外长|国务卿|总干事|教皇|选手|球员|门将|前锋|名将|[·•])$")
_PERSON_AFTER = re.compile(
    "(?:[0-9]+日|周[一二三四五六日])?(?:说|表示|指出|宣布|认为|告诉|在|将|会见|政府|当选|签署|以|率|[·•、和与]|的)"
)
# What stands between a foreigner's title and a verb is the name, however the segmenter cuts it: 总统祖马, 行长卡尼说.
_AFTER_TITLE = re.compile(
    "(?:总统|首相|总理|外长|外交部长|财政部长|财长|防长|国防部长|商务部长|内政部长|国务卿|总干事|秘书长|行长|教皇|国王|检察官|法官|议长"
    "|参议员|众议员|州长"
    f"|市长|大使|特使|发言人|首席执行官|教练|门将|前锋|球星|影星|歌手)(?P<name>[{SOUNDS_CLASS}]{{2,6}}?)"
    "(?=说|表示|指出|宣布|认为|称|告诉|在|将|会见|当选|签署|以|率|和|与|同|就|于|对|周[一二三四五六日]|[0-9]+[日个]|的|，|。|、|等|及|因|发表"
    "|退|当|获|辞|赢|胜|反对|承认|呼吁|感谢|访|抵|到)"
)
# Which the segmenter takes for names.
WORDS = frozenset(
    "英里 文明 西汉 东汉 三农 马拉松 马拉松赛 谢谢 多达 高达 马上 齐聚 孙子 孙女 妻子 儿子 王子 公主 王后"
    " 洪水 洪涝 高温 常住 明年 金融 金属 牛奶 黄金 马路 石油 白酒 和平 文化".split()
)
_NAMES = ("nr", "ns", "nz", "nt")
_LONGEST = 12


def spelt(text: str) -> list[Span]:
    """The runs that may be foreign names, given name and surname apart where a point stands between them."""
    found = _tagged_runs(text)
    for match in _AFTER_TITLE.finditer(text):
        start, end = match.span("name")
        if not any(first < end and start < last for first, last in found):
            found.append((start, end))
    return sorted(found)


def _tagged_runs(text: str) -> list[Span]:
    """The runs as the segmenter cuts and tags them."""
    found: list[Span] = []
    start, end, is_name, is_person, position = 0, 0, False, False, 0
    for word, tag in tagged(text):
        is_tagged = len(word) > 1 and word not in WORDS and tag.startswith(_NAMES)
        if end > start and end != position:
            start = end = position
        if _SOUNDS.issuperset(word) and (len(word) == 1 or is_tagged):
            if end <= start:
                start, is_name, is_person = position, False, False
            end, is_name = position + len(word), is_name or is_tagged
            is_person = is_person or (is_tagged and tag.startswith("nr"))
        else:
            if end > start:
                # 埃/尔多/安以: a word that begins with the end of a name
                _add(found, text, (start, end + (len(word) > 1 and word[0] in _SOUNDS)), is_name, is_person)
            start = end = position + len(word)
        position += len(word)
    if end > start:
        _add(found, text, (start, end), is_name, is_person)
    return found


def _add(found: list[Span], text: str, span: Span, is_name: bool, is_person: bool) -> None:
    length = span[1] - span[0]
    sure = sum(character in _ONLY_SOUNDS for character in text[slice(*span)])
    if length == 2 and not sure and not is_person:
        is_name &= bool(_PERSON_BEFORE.search(text[: span[0]][-6:]) or _PERSON_AFTER.match(text, span[1]))
    if 2 <= length <= _LONGEST and (is_name or (length > 2 and sure > 1)):
        found.append(span)


def widest(text: str, span: Span) -> Span:
    """A run with all that may belong to it: the segmenter sometimes cuts a name in the middle."""
    start, end = span
    while start > 0 and text[start - 1] in _SOUNDS:
        start -= 1
    while end < len(text) and text[end] in _SOUNDS:
        end += 1
    return start, end
