import pytest
from django.test import RequestFactory

from news.comments.privacy import client_address, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        (None, ""),
        ("", ""),
    ],
)
def test_network_hides_the_reader(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("remote", "address"),
    [("203.0.113.77", "203.0.113.77"), ("fe80::1%eth0", "fe80::1"), ("", None), ("unix:", None)],
)
def test_address_is_one_that_every_database_takes(remote, address):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote)) == address


def test_forwarded_addresses_are_not_believed():
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1"}, REMOTE_ADDR="203.0.113.77")
    assert client_address(request) == "203.0.113.77"
