"""Where a request comes from, told in a way that its sender cannot choose (R3)."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "::"  # behind a socket without address: all such requests count as one
NETWORK_BITS = 64  # one household or host owns a whole IPv6 network of this size


def client_address(request: HttpRequest) -> str:
    """Return the address of the client.

    Each trusted proxy appends the address it was called from, so the client is the
    entry that the outermost trusted proxy wrote; what stands before it is made up.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = forwarded.split(",") if forwarded else []
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies:
        return valid_address(hops[-proxies])
    return valid_address(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """Return what limits count by: the address, or its network for IPv6."""
    address = ipaddress.ip_address(client_address(request))
    if address.version == 4 or str(address) == UNKNOWN:
        return str(address)
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False))


def valid_address(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return UNKNOWN
    mapped = address.ipv4_mapped if address.version == 6 else None
    return str(mapped or address)
