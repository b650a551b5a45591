"""Taking a CSV file into the glossary: first what it would change, then all of it or nothing."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from news.models.glossary import APPROVED_FIELDS, GlossaryTerm
from news.release.terms import csv_files, entries
from news.release.terms.entries import Entry, Register

Author = AbstractBaseUser | AnonymousUser  # nobody signs in anonymously here, but a request may say so
IMPORT = "news.import_term"  # as the audit log calls it
BATCH = 500


class ChangedMeanwhileError(Exception):
    """The glossary is no longer what it was when the plan was made. Nothing was written."""


class Difference(NamedTuple):
    """A field's name as officers know it, and its values as a CSV file has them."""

    label: str
    before: str
    after: str


def label_of(field: str) -> str:
    return str(getattr(GlossaryTerm._meta.get_field(field), "verbose_name", field))


@dataclass(frozen=True)
class Step:
    """One line of the file that makes a new entry, or changes the one that `term` holds."""

    line: int
    entry: Entry
    term: GlossaryTerm | None = None

    @property
    def differences(self) -> list[Difference]:
        before, after = (self.term.entry if self.term else Entry()), self.entry
        return [
            Difference(label_of(name), *(csv_files.as_cell(getattr(entry, name)) for entry in (before, after)))
            for name in entries.FIELDS
            if getattr(before, name) != getattr(after, name)
        ]

    @property
    def loses_approval(self) -> bool:
        if self.term is None or not self.term.is_approved:
            return False
        before = self.term.entry
        return any(getattr(before, name) != getattr(self.entry, name) for name in APPROVED_FIELDS)


@dataclass(frozen=True)
class Plan:
    """What a file would do. With problems it does nothing. `problems` are lines, counted from 1, and sentences."""

    encoding: str
    new: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        return [*self.new, *self.changed]

    @property
    def fingerprint(self) -> str:
        """Another one wherever the plan would do anything else."""
        told = [(step.line, step.entry, (step.term.pk, step.term.entry) if step.term else None) for step in self.steps]
        return hashlib.sha256(repr((told, self.problems)).encode()).hexdigest()


def plan(data: bytes) -> Plan:
    """What the file would change in the glossary as it is now. One query. Raises `csv_files.UnreadableError`."""
    contents = csv_files.read(data)
    made = Plan(contents.encoding, problems=list(contents.problems))
    stored = {term.entry.key: term for term in GlossaryTerm.objects.all()}
    steps: dict[str, Step] = {}
    for row in contents.rows:
        term = stored.get(row.key)
        step = Step(row.line, row.entry(term.entry if term else None), term)
        if first := steps.get(step.entry.key):
            made.problems.append((row.line, _("The same entry is already in line %(line)d.") % {"line": first.line}))
        else:
            steps[step.entry.key] = step
    made.problems.extend(_wrong(steps, stored))
    made.problems.sort()
    for step in steps.values():
        if step.term is None:
            made.new.append(step)
        elif step.differences:
            made.changed.append(step)
    return Plan(made.encoding, made.new, made.changed, len(steps) - len(made.steps), made.problems)


def _wrong(steps: dict[str, Step], stored: dict[str, GlossaryTerm]) -> Iterator[tuple[int, str]]:
    """What is wrong with each line, by itself and beside all that would be in the glossary."""
    kept = [term.entry for key, term in stored.items() if key not in steps]
    register = Register([*kept, *(step.entry for step in steps.values())])
    for step in steps.values():
        for _field, message in (*entries.problems_of(step.entry), *register.problems_of(step.entry)):
            yield step.line, message


# --- Carrying it out --------------------------------------------------------------------------------------------------
def import_file(data: bytes, name: str, user: Author | None, fingerprint: str | None = None) -> Plan:
    """Do what the file says, in one transaction, and log it for each entry. A plan with problems is returned undone.

    `fingerprint`: of the plan that somebody has seen. Raises ChangedMeanwhileError where the file would now do anything else,
    or where somebody else wrote the same entries in the same moment; `csv_files.UnreadableError` as `plan`.
    """
    try:
        with transaction.atomic():
            list(GlossaryTerm.objects.select_for_update().values_list("pk"))
            made = plan(data)
            if fingerprint is not None and made.fingerprint != fingerprint:
                raise ChangedMeanwhileError
            if not made.problems:
                write_steps(made.steps, name, user)
    except IntegrityError as error:
        raise ChangedMeanwhileError from error
    return made


def write_steps(steps: Iterable[Step], name: str, user: Author | None) -> list[GlossaryTerm]:
    """The terms as they are now, new ones as drafts. `name`: of the file, for the log."""
    steps = list(steps)
    terms = []
    for step in steps:
        term = step.term or GlossaryTerm()
        if step.loses_approval:
            term.take_approval_back()
        term.entry = step.entry
        terms.append(term)
    _store(terms)
    _log(list(zip(steps, terms, strict=True)), name, user)
    return terms


def _store(terms: list[GlossaryTerm]) -> None:
    new = [term for term in terms if term._state.adding]
    old = [term for term in terms if not term._state.adding]
    GlossaryTerm.objects.bulk_create(new, batch_size=BATCH)
    fields = [field.name for field in GlossaryTerm._meta.fields if not field.primary_key]
    # Faster by far than `bulk_update`, whose statements grow with the square of the batch.
    GlossaryTerm.objects.bulk_create(
        old, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _log(done: list[tuple[Step, GlossaryTerm]], name: str, user: Author | None) -> None:
    """As `wagtail.log_actions.log` would, in one statement for each batch."""
    kind, together, now = ContentType.objects.get_for_model(GlossaryTerm), uuid.uuid4(), timezone.now()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=kind,
                object_id=str(term.pk),
                label=str(term),
                action=IMPORT,
                data={"file": name, "line": step.line},
                timestamp=now,
                uuid=together,
                user=user,
                content_changed=True,
            )
            for step, term in done
        ],
        batch_size=BATCH,
    )
