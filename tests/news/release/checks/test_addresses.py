"""Which slugs can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.release.checks.addresses import check
from portal.slugs import slug_for

GOOD = "news notices lengths-and-strengths rhythm g20-summit covid-19 cppcc npc-session qianghua-jianshe yaowen 60-libraries xizang"
JUNK = "skgxhxke xkqzjtrw qzwxjk-tgbnhy %e9%83%9d 20171205 5f3a9c2b71d0 xn--fiqs8s asdfgh"


@pytest.mark.parametrize("slug", GOOD.split())
def test_readable(slug):
    assert check(slug) == []


@pytest.mark.parametrize("slug", [*JUNK.split(), "news-" * 30])
def test_junk(slug):
    (found,) = check(slug)
    assert (found.code, found.target_span) == ("slug-junk", (0, len(slug)))


@given(st.text("全省质量工作会议防汛备汛郝鹏强调供给侧结构性改革绿吕女略", min_size=2, max_size=20))
def test_the_portals_own_slugs_are_readable(title):
    assert check(slug_for(title, "zh")) == []
