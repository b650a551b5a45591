"""The measure of numbers, dates, times and names over pairs in the manner of news, each clean or with a fault that a script
seeded: a figure changed, a month, a surname, a word dropped. What no reader could see as a fault (2024 for 今年 where nothing
says which year that is, a weekday for a day without a year) is marked `invisible` and is no part of the measure."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from news.release.checks.comparing import compare
from news.release.checks.glossary import EMPTY

LINES = Path(__file__).with_name("pairs_news.jsonl").read_text("utf-8").splitlines()
PAIRS = [pair for pair in map(json.loads, LINES) if not pair.get("invisible")]
HAN = re.compile("[一-鿿]")
KINDS = ("number", "date", "time", "name")
FLOORS = {"number": 0.93, "date": 0.95, "time": 0.97, "name": 0.93}


@pytest.fixture(scope="module")
def alarmed() -> list[bool]:
    """For each pair whether anything of numbers, dates, times or names was found in it."""
    found = []
    for pair in PAIRS:
        languages = ("zh", "en") if HAN.search(pair["source"]) else ("en", "zh")
        findings = compare(pair["source"], pair["target"], *languages, EMPTY)
        found.append(any(one.code.startswith(KINDS) for one in findings))
    return found


def test_clean_pairs_raise_few_alarms(alarmed):
    alarms = [pair["source"] for pair, found in zip(PAIRS, alarmed, strict=True) if found and not pair["fault"]]
    assert len(alarms) <= 0.01 * sum(not pair["fault"] for pair in PAIRS), "\n".join(alarms)


@pytest.mark.parametrize("kind", KINDS)
def test_faults_are_found(alarmed, kind):
    missed = defaultdict(list)
    faults = [(pair, found) for pair, found in zip(PAIRS, alarmed, strict=True) if pair["fault"] == kind]
    for pair, found in faults:
        if not found:
            missed[pair["note"]].append(pair["target"])
    assert sum(map(len, missed.values())) <= (1 - FLOORS[kind]) * len(faults), dict(missed)
