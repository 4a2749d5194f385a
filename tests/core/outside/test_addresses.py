import ipaddress

import pytest

from reklamai.core.errors import Unreachable
from reklamai.core.outside.addresses import UnsafeAddress, by_system, checked, is_public

# The special ranges of RFC 6890 and its successors, each by one address, beside the wrappings of IPv4 in IPv6.
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104  # an address to refuse, not one to listen at
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2001::80ff:fffe",
    "100::1",
    "100.100.100.200",  # Alibaba's metadata
    "168.63.129.16",
    "192.0.0.192",
    "192.88.99.1",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "64:ff9b:1::7f00:1",
    "2606:4700::5efe:a00:1",
    "2606:4700::200:5efe:a00:1",
    "3fff::1",
    "5f00::1",
    "fd00:ec2::254",  # Amazon's metadata
    "fec0::1",
    "4000::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "192.169.0.1",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::5efe:808:808",
    "168.63.129.17",
    "192.0.1.1",
]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_an_address_inside_somebodys_network_is_not_public(text):
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_on_the_internet_is_public(text):
    assert is_public(ipaddress.ip_address(text))


def test_a_name_becomes_the_address_that_was_looked_at():
    assert checked("example.com", 443, resolve=lambda *_: ["93.184.216.34", "2606:4700::1"]) == "93.184.216.34"


@pytest.mark.parametrize("found", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["fe80::1%eth0"]])
def test_one_private_address_spoils_a_name(found):
    with pytest.raises(UnsafeAddress):
        checked("example.com", 443, resolve=lambda *_: found)


@pytest.mark.parametrize("port", [0, 22, 25, 53, 110, 143, 445, 3306, 5432, 6379, 9200, 11211, 65535, 99999])
def test_a_port_that_is_not_the_webs_is_never_asked(port):
    with pytest.raises(UnsafeAddress):
        checked("example.com", port, resolve=lambda *_: ["93.184.216.34"])


# All of these are ways to write 127.0.0.1 that the system's resolver understands.
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "::1"])
def test_no_spelling_of_this_machine_is_let_through(host):
    with pytest.raises(UnsafeAddress):
        checked(host, 80, resolve=by_system)


@pytest.mark.parametrize("trouble", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_stands_for_nothing_is_unreachable(trouble):
    def resolve(host, port):
        raise trouble

    with pytest.raises(Unreachable):
        checked("nowhere.invalid", 80, resolve=resolve)


def test_a_name_without_any_address_is_unreachable():
    with pytest.raises(Unreachable):
        checked("empty.example", 80, resolve=lambda *_: [])
