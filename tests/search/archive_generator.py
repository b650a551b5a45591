"""Executive meetings, conferences, policies and news of the archive, made out of the matters of archive.toml."""

import datetime
import random
from collections.abc import Iterator

from tests.search.archive_articles import FIRST_YEAR, Article, Text, at, in_english_from, paragraphs

CITIES = [("临澜市", "Linlan"), ("石梁市", "Shiliang"), ("鹤津市", "Hejin")]
CITIES += [("青堤市", "Qingdi"), ("东渚市", "Dongzhu"), ("芦汀市", "Luting")]
INSTRUMENTS = [("管理办法", "rules on"), ("三年行动方案", "three-year plan for")]
INSTRUMENTS += [("实施意见", "guidelines on"), ("若干措施", "measures on")]
MONTHS_OF_SESSIONS = [1, 3, 4, 5, 7, 9, 10, 12]
HAN_DIGITS = "〇一二三四五六七八九"
ORDINALS = "first second third fourth fifth sixth seventh eighth".split()
LAST_YEAR = 2020  # of the meetings and policies; the demo goes on from there
FLOODS = ("dykes", "waterlogging", "flash-floods", "reservoirs")
ROOMS = [("省政府第一会议室", "Meeting Room 1, Provincial Government")] * 5
ROOMS += [
    ("省防汛指挥中心", "Provincial Flood Control Centre"),
    ("省政府第三会议室", "Meeting Room 3, Provincial Government"),
]


class Generator:
    """Meetings, policies and news about the matters of archive.toml."""

    def __init__(self, matters: list[dict]):
        self.matters = {matter["key"]: matter for matter in matters}
        self.used = dict.fromkeys(self.matters, 0)
        self.random = random.Random("Lanchuan")

    def articles(self) -> Iterator[Article]:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            self.begin(year)
            yield self.flood_conference(year)
            if year >= 2012 and year % 2 == 0:
                yield self.quality_conference(year)
            for session in range(1, 9):
                yield from self.session(year, session)
        for matter in self.matters.values():
            yield from self.news(matter)

    # Choosing
    def begin(self, year: int) -> None:
        """Matters that come up for the first time this year start level with the others."""
        older = [self.used[key] for key, matter in self.matters.items() if matter.get("from", 0) < year]
        self.used |= {key: min(older) for key, matter in self.matters.items() if matter.get("from") == year}

    def pick(self, year: int, *but: str, among: tuple[str, ...] = ()) -> dict:
        """One of the matters of the year that came up least so far."""
        fit = [
            key
            for key, matter in self.matters.items()
            if matter.get("from", FIRST_YEAR) <= year <= matter.get("to", LAST_YEAR) and key not in ("covid", *but)
        ]
        fit = [key for key in fit if not among or key in among]
        least = min(self.used[key] for key in fit)
        chosen = self.random.choice([key for key in fit if self.used[key] == least])
        self.used[chosen] += 1
        return self.matters[chosen]

    def said(self, matter: dict, part: str) -> dict[str, str]:
        """A sentence of a matter in both languages, with the same number and city in both."""
        number, city = self.random.randint(*matter["n"]), self.random.choice(CITIES)
        return {lang: matter[part][lang].format(n=number, place=city[place]) for place, lang in enumerate(("zh", "en"))}

    # Meetings
    def session(self, year: int, session: int) -> Iterator[Article]:
        """An executive meeting, and for every second one the policy that it adopted."""
        if (year, session) == (2020, 2):
            adopted = self.matters["covid"]
        else:
            adopted = self.pick(year, among=FLOODS if session == 3 else ())
        discussed = self.pick(year, adopted["key"])
        passing = self.matters[
            self.random.choice(
                sorted({*FLOODS, "quality", "school-buses", "safety"} - {adopted["key"], discussed["key"]})
            )
        ]
        instrument = INSTRUMENTS[(year + session) % len(INSTRUMENTS)]
        day = datetime.date(year, MONTHS_OF_SESSIONS[session - 1], self.random.randint(4, 26))
        yield self.executive_meeting(day, session, adopted, discussed, passing, instrument)
        if session % 2 and session > 1:
            yield self.policy(day + datetime.timedelta(days=10), session * 4, adopted, instrument)

    def executive_meeting(self, day, session, adopted, discussed, passing, instrument) -> Article:
        official, name, post = chair(day, session)
        texts = {}
        decisions = self.said(adopted, "decision"), self.said(discussed, "decision")
        prose = self.said(adopted, "text"), self.said(discussed, "text"), self.said(passing, "text")
        room = self.random.choice(ROOMS)
        a, b, p = adopted["zh"], discussed["zh"], passing["zh"]
        texts["zh"] = Text(
            title=title_zh(day.year, session, name["zh"], a, b, instrument[0]),
            summary=f"{date_zh(day)}，{post['zh']}{name['zh']}主持召开{day.year}年第{session}次省政府常务会议，审议《澜川省{a}{instrument[0]}》，研究{b}工作。",
            blocks=paragraphs(
                f"会议通过《澜川省{a}{instrument[0]}》。{decisions[0]['zh']}{prose[0]['zh']}",
                f"会议研究了{b}工作。{decisions[1]['zh']}{prose[1]['zh']}",
                f"会议还听取了{p}工作的简要汇报。{prose[2]['zh']}",
            ),
            venue=room[0],
            agenda=[f"审议《澜川省{a}{instrument[0]}》", f"研究{b}工作"],
            decisions=[decision["zh"] for decision in decisions],
        )
        a, b, p = adopted["en"], discussed["en"], passing["en"]
        texts["en"] = Text(
            title=title_en(day.year, session, a, b, instrument[1]),
            summary=f"{post['en']} {name['en']} chaired the {ORDINALS[session - 1]} executive meeting of {day.year} on {date_en(day)}. It adopted the {instrument[1]} {a} and discussed {b}.",
            blocks=paragraphs(
                f"The meeting adopted the {instrument[1]} {a}. {decisions[0]['en']} {prose[0]['en']}",
                f"It discussed {b}. {decisions[1]['en']} {prose[1]['en']}",
                f"A short report on {p} was also heard. {prose[2]['en']}",
            ),
            venue=room[1],
            agenda=[f"{capital(instrument[1])} {a}", capital(b)],
            decisions=[decision["en"] for decision in decisions],
        )
        return Article(
            id=f"exec:{day.year}-{session:02}",
            kind="meeting",
            section="executive",
            source="general-office",
            released=at(day, 17),
            topics=sorted({matter["topic"] for matter in (adopted, discussed) if "topic" in matter}),
            series="executive-meeting-of-the-year",
            session=session,
            start=at(day, 9),
            participants=[
                {"official": official, "role": "presided"},
                {"body": adopted["source"], "role": "reported"},
            ],
            texts=in_english_from(day.year, texts),
        )

    def flood_conference(self, year: int) -> Article:
        first, second = self.pick(year, among=FLOODS), self.matters[FLOODS[year % 4]]
        day = datetime.date(year, 3, self.random.randint(20, 30))
        return self.conference(
            "flood", "flood-conference", "全省防汛抗旱工作会议", "flood and drought control", day, first, second
        )

    def quality_conference(self, year: int) -> Article:
        day = datetime.date(year, 9, self.random.randint(4, 26))
        matters = self.matters["quality"], self.matters["food-safety"]
        return self.conference("quality", "quality-conference", "全省质量工作会议", "quality", day, *matters)

    def conference(self, prefix, series, name_zh, name_en, day, first, second) -> Article:
        decisions, prose = self.said(first, "decision"), (self.said(first, "text"), self.said(second, "text"))
        texts = {
            "zh": Text(
                title=f"{day.year}年{name_zh}在临澜召开，部署{first['zh']}工作",
                summary=f"{day.year}年{name_zh}{day.month}月{day.day}日召开，常务副省长出席并讲话。",
                blocks=paragraphs(decisions["zh"] + prose[0]["zh"], prose[1]["zh"]),
                venue="省水利厅视频会议室" if prefix == "flood" else "临澜会堂",
                agenda=[f"部署{first['zh']}工作"],
                decisions=[decisions["zh"]],
            ),
            "en": Text(
                title=f"Provincial conference on {name_en} of {day.year} turns to {first['en']}",
                summary=f"The {day.year} provincial conference on {name_en} was held on {date_en(day)}.",
                blocks=paragraphs(f"{decisions['en']} {prose[0]['en']}", prose[1]["en"]),
                venue="Video conference room, Department of Water Resources" if prefix == "flood" else "Linlan Hall",
                agenda=[capital(first["en"])],
                decisions=[decisions["en"]],
            ),
        }
        return Article(
            id=f"{prefix}:{day.year}",
            kind="meeting",
            section="joint",
            source=first["source"],
            released=at(day, 18),
            topics=["flood-control" if prefix == "flood" else "quality"],
            series=series,
            session=1,
            start=at(day, 14),
            participants=[{"official": deputy(day)[0], "role": "spoke"}, {"body": first["source"], "role": "reported"}],
            texts=in_english_from(day.year, texts),
        )

    # Policies and news
    def policy(self, day: datetime.date, number: int, matter: dict, instrument: tuple[str, str]) -> Article:
        decision, text = self.said(matter, "decision"), self.said(matter, "text")
        texts = {
            "zh": Text(
                title=f"澜川省人民政府办公厅关于印发澜川省{matter['zh']}{instrument[0]}的通知",
                summary=f"《澜川省{matter['zh']}{instrument[0]}》自印发之日起施行。{decision['zh']}",
                blocks=paragraphs(text["zh"], "各市、县政府每年12月底前将执行情况报省政府办公厅。"),
            ),
            "en": Text(
                title=capital(f"{instrument[1]} {matter['en']}"),
                summary=f"The {instrument[1]} {matter['en']} take effect on the day of issue. {decision['en']}",
                blocks=paragraphs(text["en"], "Cities and counties report every December on what they have done."),
            ),
        }
        return Article(
            id=f"policy:{day.year}-{number}",
            kind="policy",
            section="policies",
            source="general-office",
            released=at(day, 10),
            topics=[matter["topic"]] if "topic" in matter else [],
            number=f"澜政办〔{day.year}〕{number}号",
            texts=in_english_from(day.year, texts),
        )

    def news(self, matter: dict) -> Iterator[Article]:
        """Of one matter, an older piece and a newer one; each mentions another matter in its last sentence."""
        first, last = matter.get("from", FIRST_YEAR), matter.get("to", 2025)
        older = first + self.random.randint(0, 3) if last > first else first
        for year in sorted({older, max(last - self.random.randint(0, 3), older)}):
            news, text = self.said(matter, "news"), self.said(matter, "text")
            other = self.random.choice([m for m in self.matters.values() if m["key"] not in (matter["key"], "covid")])
            texts = {
                "zh": Text(
                    title=news["zh"],
                    summary=text["zh"],
                    blocks=paragraphs(
                        f"这项工作由{matter['zh']}专项资金支持，省政府常务会议曾作研究。",
                        f"当天，检查组还了解了{other['zh']}情况。",
                    ),
                ),
                "en": Text(
                    title=news["en"],
                    summary=text["en"],
                    blocks=paragraphs(
                        f"The province pays for it out of its fund for {matter['en']}, once discussed at an executive meeting.",
                        f"The inspectors also asked about {other['en']}.",
                    ),
                ),
            }
            yield Article(
                id=f"news:{matter['key']}-{year}",
                kind="news",
                section="news",
                source=matter["source"],
                released=at(datetime.date(year, self.random.randint(1, 12), self.random.randint(1, 28))),
                topics=[matter["topic"]] if "topic" in matter else [],
                texts=in_english_from(year, texts),
            )


# --- Wording ----------------------------------------------------------------------------------------------------------
def chair(day: datetime.date, session: int) -> tuple[str, dict[str, str], dict[str, str]]:
    """Who presided, by key, name and post: the governor, and the deputy at every sixth session."""
    if session == 6:
        return deputy(day)
    governors = [
        (datetime.date(2013, 1, 28), "fang-shihuan", "方世桓", "Fang Shihuan"),
        (datetime.date(2018, 1, 30), "xie-linyuan", "谢临渊", "Xie Linyuan"),
        (datetime.date(2022, 1, 21), "guo-yanqiu", "郭砚秋", "Guo Yanqiu"),
    ]
    key, zh, en = next(row[1:] for row in governors if day < row[0])
    return key, {"zh": zh, "en": en}, {"zh": "省长", "en": "Governor"}


def deputy(day: datetime.date) -> tuple[str, dict[str, str], dict[str, str]]:
    post = {"zh": "常务副省长", "en": "Executive Vice-Governor"}
    if day < datetime.date(2018, 2, 1):
        return "yan-zhiheng", {"zh": "严之恒", "en": "Yan Zhiheng"}, post
    return "lu-shoucheng", {"zh": "陆守澄", "en": "Lu Shoucheng"}, post


def title_zh(year: int, session: int, name: str, a: str, b: str, instrument: str) -> str:
    """The habit of the time: numbers in Han until 2010, full-width until 2012, then in figures, then in Han again."""
    if year <= 2010:
        return f"{name}主持召开{han_year(year)}年第{HAN_DIGITS[session]}次省政府常务会议 研究{a}和{b}"
    if year <= 2012:
        return f"省政府召开{full_width(year)}年第{full_width(session)}次常务会议 部署{a}和{b}工作"
    if year <= 2016:
        return f"省政府召开{year}年第{session}次常务会议，研究{a}、{b}等工作"
    return f"省政府{year}年第{HAN_DIGITS[session]}次常务会议通过{a}{instrument}，研究{b}"


def title_en(year: int, session: int, a: str, b: str, instrument: str) -> str:
    if year <= 2016:
        return f"Executive meeting discusses {a} and {b}"
    return f"{capital(ORDINALS[session - 1])} executive meeting of {year} adopts {instrument} {a}"


def han_year(year: int) -> str:
    return "".join(HAN_DIGITS[int(digit)] for digit in str(year))


def full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def date_zh(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def date_en(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def capital(text: str) -> str:
    return text[0].upper() + text[1:]
