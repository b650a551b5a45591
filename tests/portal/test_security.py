"""Headers, and settings that refuse to start half configured."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

STRONG = secrets.token_urlsafe(64)


def policy(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in parts}


@pytest.mark.parametrize(
    "address", ["/", "/zh/", "/en/", "/zh/search/", "/zh/nothing/", "/zh/comments/{article}/", "{url}"]
)
def test_public_pages_allow_nothing_inline(address, pair, client):
    response = client.get(address.format(article=pair.zh.pk, url=pair.zh.url_path))
    directives = policy(response)
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["frame-ancestors"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/nothing/"])
def test_the_admin_has_a_policy_of_its_own(address, people, sign_in):
    directives = policy(sign_in(people["administrator"]).get(address))
    assert directives["script-src"] == "'self' 'unsafe-inline'"
    assert "blob:" in directives["img-src"]
    assert directives["object-src"] == "'none'"
    assert directives["frame-ancestors"] == "'self'"
    assert "unsafe-eval" not in str(directives)


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    base = {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, *code.split("|")]
    return subprocess.run(
        command, env=kept | base | environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )


GOOD = {"SECRET_KEY": STRONG, "ALLOWED_HOSTS": "press.example"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_without_key_or_hosts(change, named):
    done = run("-c|import django; django.setup()", **(GOOD | change))
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


HEADERS = """
import django; django.setup()
from django.test import Client
response = Client().get("/healthz", secure=True, headers={"host": "press.example"})
print(response.status_code, response["Strict-Transport-Security"])
response = Client().get("/zh/", headers={"host": "press.example"})
print(response.status_code, response["Location"])
from django.conf import settings
print(settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
"""


def test_production_is_https_only_and_nothing_is_said_against_it():
    done = run("manage.py|check|--deploy|--fail-level|WARNING", **GOOD)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    lines = run(f"-c|{HEADERS}", **GOOD).stdout.splitlines()
    assert lines == [
        "200 max-age=31536000; includeSubDomains; preload",
        "301 https://press.example/zh/",
        "False True True",
    ]
