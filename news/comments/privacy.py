"""What is kept of a reader's network address, and how much of it moderators see."""

import ipaddress

from django.http import HttpRequest

# Networks of this size hide one reader among many, yet show whether a flood comes from one place.
PREFIX_LENGTHS = {4: 24, 6: 48}  # IP version: bits


def client_address(request: HttpRequest) -> str | None:
    """The address that the request came from; None behind a socket that has none."""
    address = request.META.get("REMOTE_ADDR", "").partition("%")[0]  # PostgreSQL knows no zones (fe80::1%eth0)
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def network_of(address: str | None) -> str:
    """`203.0.113.0/24` for 203.0.113.9, `2001:db8:1::/48` for an IPv6 address, empty where there is none."""
    if not address:
        return ""
    bits = PREFIX_LENGTHS[ipaddress.ip_address(address).version]
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
