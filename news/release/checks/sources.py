"""A page says where its text comes from."""

import re

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity

# A line of the text may say it: 来源：省政府办公厅, Source: Xinhua; and the opening of an agency's report does.
_NAMED = re.compile(
    r"(?:^|[\s.。!！?？”）)])[^\w\n]{0,3}(?:(?:信息|文章|稿件)?来源|供稿(?:单位)?|(?:news )?source)\s*[:：]\s*\w"
    r"|^.{0,20}(?:[（(]记者|新华社.{0,12}电)"
    r"|\((?:xinhua|reuters|ap|afp)\)",
    re.IGNORECASE | re.MULTILINE,
)


def check(source: str, body: str) -> list[Finding]:
    if source.strip() or _NAMED.search(body):
        return []
    return [
        Finding("source-missing", Severity.ERROR, None, None, _("Say where this text comes from: name its source."))
    ]
