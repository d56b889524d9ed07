"""The network address of a client, from the socket or from the one header that the proxy sets."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

#: Bits of an IPv6 address that a provider gives to one client, who chooses the others.
CLIENT_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Return the address; empty if there is none, as in a command.

    What the header holds counts only if it is one address: a proxy that adds to what clients send
    is not one that sets it.
    """
    if name := settings.CLIENT_ADDRESS_HEADER:
        header = request.META.get(f"HTTP_{name.upper().replace('-', '_')}", "")
        if address := _plain_address(header):
            return address
    return _plain_address(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """Return the address by which attempts are counted: of IPv6 the client's whole network."""
    address = client_address(request)
    if ":" not in address:
        return address
    network = IPv6Network((address, CLIENT_PREFIX), strict=False)
    return str(network.network_address)


def _plain_address(value: str) -> str:
    """Return an address without zone and in IPv4 where it is one; empty if it is no address."""
    try:
        address = ip_address(value.strip().partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
