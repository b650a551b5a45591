"""Pages given as text: what is title, what is section, and what is wrong with them."""

import pytest

from news.release.checks.documents import read
from news.release.checks.glossary import EMPTY

# In the shape in which releases were found: a breadcrumb of nonsense, a title cut off, no date, no source.
TITLE = "Lin Zhiyuan toured the reservoirs of the north and asked every county for a full reconstr"
BODY = "recently, Lin Zhiyuan toured the north. Each county must repair its channels: reconstruction begins at once."


@pytest.mark.parametrize(
    "crumbs",
    [
        f"• Home\n  • xkqzjtrw\n  • {TITLE}\n",
        f"Home • xkqzjtrw • {TITLE}\n",
        "Home › xkqzjtrw\n",
        f"Home > xkqzjtrw > {TITLE}…\n",
    ],
)
def test_an_unreadable_release(crumbs):
    text = f"{crumbs}\n{TITLE}\n\n{BODY}\n\nLeave a Reply"
    document = read(text, "en")
    assert (document.page.title, document.page.section_title) == (TITLE, "xkqzjtrw")
    found = {finding.code: finding.target_span for _field, finding in document.findings(EMPTY)}
    assert set(found) == {"title-cut", "vague-date", "source-missing", "slug-junk"}
    assert [text[slice(*found[code])] for code in ("title-cut", "vague-date", "slug-junk")] == [
        "reconstr",
        "recently",
        "xkqzjtrw",
    ]


def test_a_good_release():
    text = "首页 > 要闻 > 正文\n全省防汛会议召开\n2024年5月6日 来源：省政府\n近日，会议召开。"
    document = read(text, "zh")
    assert document.page.title == "全省防汛会议召开"
    assert not list(document.findings(EMPTY))


@pytest.mark.parametrize("text", ["", "\n \n", "•", "Home", "Home • a", "\ufeffTitle", "\ud800 recently"])
def test_little_or_nothing(text):
    document = read(text, "en")
    for _field, finding in document.findings(EMPTY):
        assert finding.target_span is None or finding.target_span[1] <= len(text)
