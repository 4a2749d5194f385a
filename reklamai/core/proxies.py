"""Who is asking, when proxies stand in front of us: the one place that reads X-Forwarded-For."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
MOST_HOPS = 9


@dataclass(frozen=True, slots=True)
class Trust:
    """Which proxies are believed: so many in a row before us, or those of these networks. Neither: none is."""

    hops: int = 0
    networks: tuple[Network, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hops or self.networks)


def read_trust(text: str) -> Trust:
    """ "2", or "10.0.0.0/8, 127.0.0.1". Raises ValueError."""
    if text.isdecimal():
        if int(text) > MOST_HOPS:
            raise ValueError(f"must be a number of proxies from 0 to {MOST_HOPS}, or their addresses")
        return Trust(hops=int(text))
    try:
        return Trust(networks=tuple(ip_network(each.strip(), strict=False) for each in text.split(",") if each.strip()))
    except ValueError as error:
        raise ValueError("must be a number of proxies, or their addresses parted by commas") from error


def client_address(peer: str, forwarded: str, trust: Trust) -> str:
    """The address of the client; `peer` where no trusted proxy vouches for another.

    Read from the right: each proxy adds the address that it saw at the end, so what stands further left came from
    outside. (daphne's --proxy-headers takes the left-most, which anybody can write: it stays off.)
    """
    named = [address_of(each) for each in forwarded.split(",")] if forwarded else []
    if trust.hops:
        found = named[-trust.hops] if len(named) >= trust.hops else None
        return str(found) if found else peer
    known = address_of(peer)
    while named and known and any(known in network for network in trust.networks):
        nearer = named.pop()
        if nearer is None:
            break
        known, peer = nearer, str(nearer)
    return peer


def address_of(text: str) -> Address | None:
    """The address in "10.0.0.1", "10.0.0.1:443", "[2001:db8::1]:443" or "2001:db8::1"; None for anything else."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        return ip_address(plain)
    except ValueError:
        return None


def came_through(peer: str, trust: Trust) -> bool:
    """Whether the connection is a trusted proxy's. A number of proxies vouches for whoever can reach the port."""
    known = address_of(peer)
    return bool(trust.hops) or bool(known and any(known in network for network in trust.networks))
