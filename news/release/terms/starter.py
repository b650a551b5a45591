"""The terms that the portal brings along: `starter.csv`, compiled by us from what official English media write.

Its `status` tells those that are firmly established (`approved`) from those that somebody has yet to confirm (`draft`).
"""

import csv
import functools
from pathlib import Path

from django.db import transaction

from news.models.glossary import GlossaryTerm
from news.release.checks.glossary import Glossary
from news.release.terms import csv_files
from news.release.terms.csv_files import Row
from news.release.terms.entries import Register
from news.release.terms.importing import Step, write_steps
from news.release.terms.loading import glossary_of

FILE = Path(__file__).with_name("starter.csv")
APPROVED = GlossaryTerm.Status.APPROVED


@functools.cache
def starter_rows() -> list[tuple[Row, bool]]:
    """The rows, each with whether it is firmly established."""
    data = FILE.read_bytes()
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        is_firm = [row["status"] == APPROVED for row in csv.DictReader(file)]
    return list(zip(csv_files.read(data).rows, is_firm, strict=True))


@functools.cache
def starter_glossary() -> Glossary:
    """What is firmly established in it, without a database."""
    return glossary_of(row.entry() for row, is_firm in starter_rows() if is_firm)


@transaction.atomic
def load_starter() -> int:
    """Add what the glossary lacks, and how much that was. What is firmly established is approved as it comes, by nobody; the
    rest are drafts. Idempotent: what is there already stays as it is, and so does all that an entry of its own contradicts."""
    stored = GlossaryTerm.objects.entries()
    known = {entry.key for entry in stored}
    register = Register(stored)
    missing = [
        (Step(row.line, entry), is_firm)
        for row, is_firm in starter_rows()
        if (entry := row.entry()).key not in known and not any(register.problems_of(entry))
    ]
    terms = write_steps([step for step, _is_firm in missing], FILE.name, None)
    firm = [term for term, (_step, is_firm) in zip(terms, missing, strict=True) if is_firm]
    for term in firm:
        term.mark_approved()
    GlossaryTerm.objects.bulk_update(firm, ["status", "approved_at"], batch_size=100)
    return len(terms)
