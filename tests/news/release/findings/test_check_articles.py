"""`manage.py check_articles`."""

import io
import json

from django.core.management import call_command

from news.release.findings.collecting import findings_of
from news.release.findings.dismissals import dismiss
from tests import factories
from tests.news.release.findings.conftest import DAY


def answer(*options: str) -> str:
    output = io.StringIO()
    call_command("check_articles", *options, stdout=output)
    return output.getvalue()


def test_what_is_open_is_told(faulty, site, people):
    factories.article(site.zh_section, "省政府召开会议研究部署防汛和", slug="fangxun-2")
    lines = answer().splitlines()
    assert lines[0] == f"{faulty.zh.title} [{faulty.zh.pk}]"
    assert lines[1].startswith("  error number-differs [Paragraph 2] ")
    assert lines[-1] == "2 articles: 2 errors, 0 warnings."
    assert answer("--live").splitlines()[-1] == "1 articles: 1 errors, 0 warnings."
    first = json.loads(answer("--json").splitlines()[0])
    assert first["findings"][0]["source"] == "12亿"
    assert first["findings"][0]["target"] == "1.3 billion"
    [finding] = findings_of(faulty.zh, faulty.en, DAY)
    dismiss(finding, [faulty.zh, faulty.en], people["editor"], "The figure is right.")
    assert "number-differs" not in answer("--lang", "zh")
