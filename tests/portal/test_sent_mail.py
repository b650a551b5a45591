"""The demo's outbox: read by the administrator of a demo, and by nobody else."""

import pytest
from django.core.mail import EmailMessage, get_connection

from tests import factories


@pytest.fixture
def demo(settings, tmp_path):
    settings.SHOW_SENT_MAIL, settings.EMAIL_FILE_PATH = True, tmp_path / "outbox"
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path / "outbox"))
    for number in (1, 2):
        text = f"正文{number} <script>alert(1)</script>"
        EmailMessage(f"标题{number}", text, "a@example.org", ["b@example.org"], connection=connection).send()


@pytest.fixture
def root(sign_in, db):
    return sign_in(factories.user("root", superuser=True))


def test_the_administrator_reads_mail_newest_first(demo, root):
    html = root.get("/admin/outbox/").content.decode()
    assert html.index("标题2") < html.index("标题1")
    assert "正文1" in html
    assert "<script>alert" not in html
    assert "b@example.org" in html
    assert "/admin/outbox/" in root.get("/admin/").content.decode()


def test_an_outbox_with_nothing_in_it(settings, tmp_path, root):
    settings.SHOW_SENT_MAIL, settings.EMAIL_FILE_PATH = True, tmp_path / "none"
    assert root.get("/admin/outbox/").status_code == 200


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_nobody_else_reads_it(role, demo, people, sign_in):
    response = sign_in(people[role]).get("/admin/outbox/")
    assert response.status_code in (302, 403)
    assert "标题" not in response.content.decode()


def test_outside_the_demo_nobody_reads_it(root):
    assert root.get("/admin/outbox/").status_code in (302, 403)
    assert "/admin/outbox/" not in root.get("/admin/").content.decode()
