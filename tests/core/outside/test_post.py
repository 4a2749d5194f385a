"""Sending to an address that somebody else chose, over real HTTP to a server that misbehaves as told."""

import socket
import threading
import time
from functools import partial

import pytest

from reklamai.core.outside.addresses import by_system
from reklamai.core.outside.post import post
from reklamai.core.outside.transport import Guarded
from tests.receiver import receiving, reply


@pytest.fixture
def partner():
    with receiving() as server:
        yield server


def send(server, path="/", *, most_s=5.0, resolve=by_system, trusted=True, url=None, **headers):
    guarded = partial(Guarded, trusted=frozenset({server.place} if trusted else ()), resolve=resolve)
    return post(guarded, url or server.url + path, content=b"hello", headers=headers, most_s=most_s, most_chars=500)


def test_what_is_sent_arrives_as_it_is_and_the_answer_is_told(partner):
    partner.answers["/hook"] = lambda handler: reply(handler, 202, b"taken")

    answered = send(partner, "/hook?a=1", Shop="x")

    [call] = partner.calls
    assert (call.path, call.body, call.headers["Shop"], call.headers["Host"]) == (
        "/hook?a=1", b"hello", "x", partner.place,
    )  # fmt: skip
    assert (answered.status, answered.words, answered.trouble, answered.is_good) == (202, "taken", "", True)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(partner, status):
    partner.answers["/"] = lambda handler: reply(handler, status, Location=f"{partner.url}/other")

    answered = send(partner)

    assert (answered.status, answered.is_good) == (status, False)
    assert [call.path for call in partner.calls] == ["/"]


def test_of_a_long_answer_only_the_beginning_is_read(partner):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while len(sent) < 5000:
            handler.wfile.write(b"x" * 65536)
            sent.append(1)

    partner.answers["/"] = endless

    answered = send(partner)

    assert answered.words == "x" * 500
    assert len(sent) < 5000


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_left_at_the_deadline(partner, where):
    gone = threading.Event()

    def drip(handler):
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n"
        if where == "body":
            handler.wfile.write(head)
        try:
            while not gone.wait(0.02):
                handler.wfile.write(b"H" if where == "body" else head[:1])
                handler.wfile.flush()
        except OSError:
            gone.set()

    partner.answers["/"] = drip
    began = time.monotonic()

    answered = send(partner, most_s=0.4)

    assert (answered.status, answered.trouble) == (None, "timeout")
    assert time.monotonic() - began < 20, "the whole would take 80"
    assert gone.wait(30), "and the connection is closed"


def test_zero_bytes_and_broken_letters_in_an_answer_can_be_kept(partner):
    partner.answers["/"] = lambda handler: reply(handler, 500, b"a\0b\xff")

    assert send(partner).words == "ab\N{REPLACEMENT CHARACTER}"


def nonsense(handler):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("answer", [nonsense, hang_up])
def test_what_is_no_http_is_a_bad_answer(partner, answer):
    partner.answers["/"] = answer

    assert send(partner).trouble == "bad_answer"


def test_a_port_where_nobody_is_and_tls_where_there_is_none_are_unreachable(partner):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
    guarded = partial(Guarded, trusted=frozenset({place, partner.place}))

    for url in (f"http://{place}/", f"https://{partner.place}/"):
        answered = post(guarded, url, content=b"", headers={}, most_s=5, most_chars=500)
        assert answered.trouble == "unreachable", url


def test_a_private_address_hears_nothing_whatever_its_name(partner):
    """The name stood for a public address when it was given, and stands for ours when it is sent to."""
    port = partner.server_port
    for host in ("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "hooks.example.com"):
        answered = send(partner, trusted=False, resolve=lambda *_: ["127.0.0.1"], url=f"http://{host}:{port}/")
        assert answered.trouble == "unsafe_address", host
    assert partner.calls == []


def test_a_name_that_stands_for_nothing_is_told_as_such(partner):
    def nothing(host, port):
        raise socket.gaierror

    assert send(partner, trusted=False, resolve=nothing, url="https://gone.example.com/").trouble == "not_found"
