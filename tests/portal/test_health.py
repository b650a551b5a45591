import pytest
from django.db import connection


def test_alive_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_ready_asks_the_database(client, db, monkeypatch):
    assert client.get("/readyz").status_code == 200

    def down(*args):
        raise RuntimeError("no database")

    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", down)
        assert client.get("/readyz").status_code == 500


@pytest.mark.parametrize("closed", ["/admin/", "/zh/comments/", "/en/comments/"])
def test_robots_are_kept_out_of_forms(closed, client):
    assert f"Disallow: {closed}" in client.get("/robots.txt").content.decode().splitlines()
