"""Which addresses may be asked, and what a name stands for at the moment it is asked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from reklamai.core.errors import BadInput, Unreachable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) to the addresses it stands for, as text; raises OSError if it stands for none."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address, which a gateway would reach for us."""

ISATAP = (0x0000_5EFE, 0x0200_5EFE)
"""RFC 5214: what stands before an IPv4 address in the last 64 bits."""
INSIDE = tuple(
    ipaddress.ip_network(each)
    for each in (
        "168.63.129.16/32",  # Azure's own services: a public address that only its machines reach
        "192.0.0.0/24",  # Oracle's metadata at .192; Python before 3.11.10 takes most of it for public
        "192.88.99.0/24",
        "3fff::/20",
        "5f00::/16",
        "64:ff9b:1::/48",  # NAT64 of one's own network
        "fec0::/10",  # site-local, once
    )
)
"""Addresses that answer from a network's inside although `is_global` lets them through on some Python of ours."""
PORTS = frozenset({80, 443, 8080, 8443})
"""What serves the web. A mail, Redis or SSH server makes something of a request that was not meant for it."""


class UnsafeAddress(BadInput):
    """An address that is not on the public internet: inside our own network, or not a place at all."""

    code = "unsafe_address"


def by_system(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says, IPv4 first: many a server has an IPv6 address that nothing reaches."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(row[4][0]) for row in found}, key=lambda text: (":" in text, text))


def is_public(address: IPAddress) -> bool:
    """Whether it lies on the public internet, looked at through every way of wrapping IPv4 into IPv6."""
    inner = unwrapped(address)
    if inner is not None:
        return is_public(inner)
    if any(address.version == network.version and address in network for network in INSIDE):
        return False
    # `is_global` alone lets multicast through, which answers from our own network.
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def unwrapped(address: IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one carries, if it carries one."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if (int(address) >> 32) & 0xFFFF_FFFF in ISATAP:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def checked(host: str, port: int, *, resolve: Resolve = by_system) -> str:
    """The address to connect to, as text. Raises UnsafeAddress, or Unreachable if the name stands for nothing.

    Only PORTS are asked. One private address among public ones is refused too: which of them is used would be the other
    side's choice.
    """
    if port not in PORTS:
        raise UnsafeAddress("Only the ports of the web are asked.", host=host, port=port)
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    except (OSError, UnicodeError) as error:
        raise Unreachable("The address could not be found.", host=host) from error
    if not found:
        raise Unreachable("The address could not be found.", host=host)
    if not all(is_public(address) for address in found):
        raise UnsafeAddress("This address is not on the public internet.", host=host)
    return str(found[0])
