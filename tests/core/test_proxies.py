import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from reklamai.core.middleware import ClientAddress
from reklamai.core.proxies import Trust, client_address, read_trust
from reklamai.settings.env import BadEnvironment, read

CLIENT, LIAR, EDGE, INNER = "203.0.113.7", "198.51.100.66", "10.0.0.1", "10.0.0.2"
ONE, TWO, NET = Trust(hops=1), Trust(hops=2), read_trust("10.0.0.0/8, 2001:db8::/32")


@pytest.mark.parametrize(
    ("trust", "peer", "forwarded", "found"),
    [
        (Trust(), CLIENT, LIAR, CLIENT),
        (Trust(), CLIENT, f"{LIAR}, {EDGE}", CLIENT),
        (ONE, EDGE, CLIENT, CLIENT),
        (ONE, EDGE, f"{LIAR}, {CLIENT}", CLIENT),
        (ONE, EDGE, "", EDGE),
        (ONE, EDGE, f"{LIAR}, nonsense", EDGE),
        (TWO, INNER, f"{LIAR},{CLIENT},{EDGE}", CLIENT),
        (TWO, INNER, CLIENT, INNER),
        (NET, CLIENT, LIAR, CLIENT),
        (NET, INNER, f"{LIAR}, {CLIENT}, {EDGE}", CLIENT),
        (NET, INNER, EDGE, EDGE),
        (NET, INNER, f"{CLIENT}, nonsense", INNER),
        (NET, EDGE, f"{CLIENT}:51234", CLIENT),
        (NET, EDGE, "[2001:4860::7]:443", "2001:4860::7"),
        (NET, "2001:db8::9", "2001:4860::7", "2001:4860::7"),
    ],
)
def test_only_what_a_trusted_proxy_has_seen_is_believed(trust, peer, forwarded, found):
    assert client_address(peer, forwarded, trust) == found


@pytest.mark.parametrize("value", ["one", "10.0.0.0/99", "10", "1, 2, x"])
def test_a_setting_that_is_neither_a_number_nor_addresses_stops_the_start(value):
    with pytest.raises(BadEnvironment, match="TRUSTED_PROXIES"):
        read({"TRUSTED_PROXIES": value})


def seen_by(trust, settings, **meta):
    """What the views see of a request with these headers."""
    settings.TRUSTED_PROXIES = trust
    request = RequestFactory().get("/", **meta)
    ClientAddress(lambda _request: HttpResponse())(request)
    return request.META


def test_forwarded_headers_from_outside_are_gone_before_anybody_reads_them(settings):
    meta = seen_by(
        read({}).TRUSTED_PROXIES, settings, REMOTE_ADDR=CLIENT, HTTP_X_FORWARDED_FOR=LIAR,
        HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="evil.example",
    )  # fmt: skip

    assert meta["REMOTE_ADDR"] == CLIENT
    assert not [name for name in meta if "FORWARDED" in name]


def test_a_trusted_proxy_tells_address_and_scheme(settings):
    meta = seen_by(NET, settings, REMOTE_ADDR=EDGE, HTTP_X_FORWARDED_FOR=CLIENT, HTTP_X_FORWARDED_PROTO="https")

    assert (meta["REMOTE_ADDR"], meta["HTTP_X_FORWARDED_PROTO"]) == (CLIENT, "https")
