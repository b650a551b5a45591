"""Tests: everything in memory, cheap hashes, no manifest."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .base import *  # noqa: F403
from .base import STORAGES, WAGTAILLOCALIZE_MACHINE_TRANSLATOR

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
_files = TemporaryDirectory(prefix="portal-tests-")  # removed when the process ends
MEDIA_ROOT = Path(_files.name) / "media"
STORAGES = STORAGES | {
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(Path(_files.name) / "documents"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SERVE_MEDIA = True
WHITENOISE_AUTOREFRESH = True
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = WAGTAILLOCALIZE_MACHINE_TRANSLATOR | {"OPTIONS": {"API_URL": ""}}
