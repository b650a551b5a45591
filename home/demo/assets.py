"""Collect the static files for the demo's server, but only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command

FINGERPRINT = ".fingerprint"


def collect() -> None:
    """Collecting compresses a thousand files: too slow to do again for nothing."""
    note = Path(settings.STATIC_ROOT) / FINGERPRINT
    fingerprint = _fingerprint()
    if note.is_file() and note.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(fingerprint)


def _fingerprint() -> str:
    """Paths, sizes and times of every static file, as one hash; and how they are stored: what tests collect has no manifest."""
    digest = hashlib.sha256(str(type(storages["staticfiles"])).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
