"""Traditional characters of numerals, units, dates and the words around them, as the simplified ones that the patterns know.

One for one, so that spans hold. Hong Kong's releases write 三百五十萬元 and 上午十時.
"""

_PAIRS = (
    "億亿萬万兩两個个時时點点間间餘余歲岁週周後后從从約约過过於于達达將将僅仅幾几雙双單单級级號号層层輛辆臺台條条項项戶户組组"
    "對对讓让頭头隻只門门場场輪轮環环線线開开節节張张顆颗棟栋冊册總总區区縣县鄉乡鎮镇國国類类種种處处畝亩頃顷裏里錢钱幣币"
    "盧卢韓韩歐欧鎊镑圓圆農农曆历陽阳紀纪禮礼剛刚內内當当現现漲涨擴扩長长減减獲获較较報报導导島岛徑径這这務务會会廳厅齡龄"
)
_ONLY_TRADITIONAL = frozenset(_PAIRS[::2])
# 〇 is often typed as a circle.
SIMPLIFIED = str.maketrans(_PAIRS[::2] + "○", _PAIRS[1::2] + "〇")


def is_traditional(text: str) -> bool:
    """True where a text has a character that simplified Chinese writes otherwise."""
    return not _ONLY_TRADITIONAL.isdisjoint(text)
