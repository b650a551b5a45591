"""Development: `make dev`. Variables in a `.env` file beside manage.py are read first."""

from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parent.parent.parent / ".env")

from .base import *  # noqa: E402, F403
from .base import STORAGES  # noqa: E402

DEBUG = True
SECRET_KEY = "development-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
AUTH_PASSWORD_VALIDATORS: list = []
SERVE_MEDIA = True
