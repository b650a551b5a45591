"""Check a translation against its source, many of them, or a text by itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.release.checks import documents
from news.release.checks.comparing import LANGUAGES, compare
from news.release.checks.findings import Finding
from news.release.checks.glossary import Glossary
from news.release.terms import csv_files
from news.release.terms.loading import glossary_of
from news.release.terms.starter import starter_glossary

OTHER = {"zh": "en", "en": "zh"}


class Command(BaseCommand):
    help = (
        "Compare a translation with its source: two files of plain text, or with --jsonl every line of a file of"
        " {source, target}. With --text, check one text by itself. Spans are code points, half-open. Uses no database."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", nargs="?", metavar="SOURCE.txt", help="UTF-8")
        parser.add_argument("target", nargs="?", metavar="TARGET.txt", help="UTF-8")
        parser.add_argument("--from", choices=LANGUAGES, help="the source's language (zh, unless --to says otherwise)")
        parser.add_argument("--to", choices=LANGUAGES, help="the translation's language (the other one)")
        parser.add_argument(
            "--jsonl", metavar="FILE", help="JSON lines: source, target, maybe source_lang, target_lang"
        )
        parser.add_argument("--text", metavar="FILE", help="a page as text: a breadcrumb, if any, the title, the body")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of --text (default: en)")
        parser.add_argument(
            "--glossary", metavar="FILE", help="CSV: zh, en, refused_zh, refused_en; | between variants"
        )
        parser.add_argument("--json", action="store_true", help="write JSON, one object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        inputs = [bool(options["source"] or options["target"]), bool(options["jsonl"]), bool(options["text"])]
        if sum(inputs) != 1 or bool(options["source"]) != bool(options["target"]):
            raise CommandError("Name two files, a source and a target; or --jsonl FILE; or --text FILE.")
        glossary = self.glossary(options["glossary"])
        languages = language_pair(options["from"], options["to"])
        if options["jsonl"]:
            self.check_lines(options["jsonl"], languages, glossary)
        elif options["text"]:
            self.check_text(options["text"], options["lang"], glossary, options["json"])
        else:
            self.check_files(options["source"], options["target"], languages, glossary, options["json"])

    def glossary(self, path: str | None) -> Glossary:
        if path is None:
            return starter_glossary()
        try:
            contents = csv_files.read(read_bytes(path))
        except csv_files.UnreadableError as error:
            raise CommandError(f"{path}: {error}") from error
        for line, problem in contents.problems:
            self.stderr.write(f"{path}: line {line}: {problem}")
        # Whoever names a file wants its terms checked, unless a column says of each whether.
        return glossary_of(replace(row.entry(), is_checked=row.values.get("is_checked", True)) for row in contents.rows)

    def check_files(
        self, source: str, target: str, languages: tuple[str, str], glossary: Glossary, as_json: bool
    ) -> None:
        texts = read_text(source), read_text(target)
        findings = compare(*texts, *languages, glossary)
        if as_json:
            self.write_json({"line": 1, "findings": [as_dict(finding) for finding in findings]})
            return
        for finding in findings:
            places = [
                place(text, span) for text, span in zip(texts, (finding.source_span, finding.target_span), strict=True)
            ]
            self.write_finding(finding, " / ".join(part or "-" for part in places))
        self.stdout.write(f"{len(findings)} findings.")

    def check_text(self, path: str, language: str, glossary: Glossary, as_json: bool) -> None:
        text = read_text(path)
        findings = list(documents.read(text, language).findings(glossary))
        if as_json:
            self.write_json(
                {"line": 1, "findings": [{**as_dict(finding), "field": field} for field, finding in findings]}
            )
            return
        for field, finding in findings:
            self.write_finding(finding, f"{field} {place(text, finding.target_span)}".rstrip())
        self.stdout.write(f"{len(findings)} findings.")

    def check_lines(self, path: str, languages: tuple[str, str], glossary: Glossary) -> None:
        """One answer for each line that is not blank; a bad line is answered with what is wrong with it."""
        for number, line in enumerate(read_lines(path), start=1):
            if not line.strip():
                continue
            try:
                pair = read_pair(line, languages)
            except ValueError as error:
                self.write_json({"line": number, "error": str(error)})
                continue
            findings = compare(*pair, glossary)
            self.write_json({"line": number, "findings": [as_dict(finding) for finding in findings]})

    def write_finding(self, finding: Finding, where: str) -> None:
        self.stdout.write(f"{finding.severity} {finding.code} [{where}] {finding.message}")

    def write_json(self, value: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False))


def language_pair(source: str | None, target: str | None) -> tuple[str, str]:
    """From zh to en, unless one of the two says otherwise."""
    source = source or (OTHER[target] if target else "zh")
    target = target or OTHER[source]
    if source == target:
        raise CommandError(f"A translation is in another language than its source; both are said to be {source}.")
    return source, target


def read_bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def read_text(path: str) -> str:
    """With line breaks as they are: spans count every character of the file but a byte order mark."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: byte {error.start} is {error.object[error.start]:#04x}.") from error


def read_lines(path: str) -> Iterator[bytes]:
    try:
        with Path(path).open("rb") as file:
            yield from file
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def read_pair(line: bytes, languages: tuple[str, str]) -> tuple[str, str, str, str]:
    """source, target and their languages. Raises ValueError with what is wrong."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("The line is not UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"The line is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise ValueError("The line is no JSON object.")
    source, target = value.get("source"), value.get("target")
    if not isinstance(source, str) or not isinstance(target, str):
        raise ValueError("source and target must both be there, as strings.")
    source_lang, target_lang = value.get("source_lang"), value.get("target_lang")
    if source_lang is None and target_lang is None:
        return (source, target, *languages)
    pairs = [
        pair
        for pair in (("zh", "en"), ("en", "zh"))
        if source_lang in (pair[0], None) and target_lang in (pair[1], None)
    ]
    if len(pairs) != 1:
        raise ValueError("source_lang and target_lang must be zh and en, or en and zh.")
    return (source, target, *pairs[0])


def as_dict(finding: Finding) -> dict[str, Any]:
    return finding._asdict()


def place(text: str, span: tuple[int, int] | None) -> str:
    """For people: the line, and the words. "" where there is no place."""
    if span is None:
        return ""
    words = " ".join(text[slice(*span)].split())
    return f"line {text.count(chr(10), 0, span[0]) + 1}: {words if len(words) <= 60 else words[:59] + '…'}"
