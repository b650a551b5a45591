"""The demo: production's server and DEBUG off, on plain HTTP at a loopback address, mail kept where the admin can read it."""

import secrets

from .base import *  # noqa: F403
from .base import VAR_DIR, env

_secret_file = VAR_DIR / "demo-secret-key"
if not _secret_file.exists():
    _secret_file.write_text(secrets.token_urlsafe(64))
    _secret_file.chmod(0o600)

SECRET_KEY = _secret_file.read_text()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SERVE_MEDIA = True
SHOW_SENT_MAIL = True
