"""What the checks find in the articles of the portal."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from news.models import ArticlePage
from news.release.findings.collecting import day_of, findings_of
from news.release.findings.dismissals import open_findings
from news.release.findings.page_findings import PageFinding, summary_of
from portal.locales import CODES


class Command(BaseCommand):
    help = "Check the latest drafts of all articles, both languages of each together, and tell what is open. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="what readers get, where an article is released")
        parser.add_argument(
            "--lang", choices=sorted(CODES), default="en", help="the language of the answer (default: en)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line for each article with findings")

    def handle(self, *args: Any, **options: Any) -> None:
        articles: dict[Any, dict[str, ArticlePage]] = {}
        for page in ArticlePage.objects.select_related("locale").order_by("pk"):
            if page.prefix in CODES and (page.live or not options["live"]):
                articles.setdefault(page.translation_key, {})[page.prefix] = page
        told: list[PageFinding] = []
        with translation.override(CODES[options["lang"]]):
            for key, pages in articles.items():
                texts = {
                    lang: page if options["live"] else page.get_latest_revision_as_object()
                    for lang, page in pages.items()
                }
                zh, en = texts.get("zh"), texts.get("en")
                findings = open_findings(findings_of(zh, en, day_of(zh, en)), key)
                told += findings
                if findings:
                    self.write(texts.get("zh") or texts["en"], findings, options["json"])
        if not options["json"]:
            errors, warnings = summary_of(told)
            self.stdout.write(f"{len(articles)} articles: {errors} errors, {warnings} warnings.")

    def write(self, page: ArticlePage, findings: list[PageFinding], as_json: bool) -> None:
        if as_json:
            rows = [
                {
                    **{name: getattr(finding, name) for name in ("code", "severity", "message", "place", "field")},
                    "source": _words(finding.source_text, finding.source_span),
                    "target": _words(finding.target_text, finding.target_span),
                }
                for finding in findings
            ]
            self.stdout.write(json.dumps({"page": page.pk, "title": page.title, "findings": rows}, ensure_ascii=False))
            return
        self.stdout.write(f"{page.title} [{page.pk}]")
        for finding in findings:
            self.stdout.write(f"  {finding.severity} {finding.code} [{finding.place}] {finding.message}")


def _words(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[slice(*span)]
