"""A small glossary, of a province that does not exist, for the tests of checks."""

import datetime

from news.release.checks.glossary import Glossary, Person, Post, Term

BEGAN = datetime.date(2023, 1, 15)
HOUSE = Glossary(
    terms=(
        Term("乡村振兴", ("rural revitalization", "rural vitalization"), ("农村振兴",), ("rural revival",)),
        Term("供给侧结构性改革", ("supply-side structural reform",)),
        Term("交通运输部", ("Ministry of Transport",)),
        Term("群众路线", ("mass line",), (), ("crowd road",)),
    ),
    people=(
        Person(
            "林知远",
            "Lin Zhiyuan",
            1,
            (
                Post("常务副省长", "Executive Vice Governor", None, BEGAN - datetime.timedelta(days=1)),
                Post("省长", "Governor", BEGAN, None),
            ),
        ),
        Person(
            "苏明哲",
            "Su Mingzhe",
            2,
            (Post("常务副省长", "Executive Vice Governor", BEGAN, None), Post("副省长", "Vice Governor")),
        ),
        Person("温恪", "Wen Ke", 3, (Post("省长", "Governor", None, BEGAN - datetime.timedelta(days=1)),)),
        Person("扎西尼玛", "Zhaxi Nima", 4, (Post("省民政厅厅长", "Director of the Department of Civil Affairs"),)),
    ),
    bodies=(Term("省发展和改革委员会", ("Provincial Development and Reform Commission",)),),
    expressions=(("国家级", ""),),
)
