"""Bodies at a real daphne: over the limit, in chunks, without an end, cut off."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.stack import free_port

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 300_000


@pytest.fixture(scope="module")
def daphne():
    """The process and its port."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.core.wired", str(port), str(LIMIT)], cwd=ROOT)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            os.sched_yield()
    yield psutil.Process(process.pid), port
    process.kill()
    process.wait()


def post(port, body, *, language="en", **headers):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", "/", body, {"Accept-Language": language, **headers})
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode()


def written(process):
    return process.io_counters().write_bytes


def test_a_body_within_the_limit_reaches_the_pages(daphne):
    assert post(daphne[1], bytes(LIMIT - 1000))[0] == 200


@pytest.mark.parametrize(("language", "words"), [("en", "The request is larger than"), ("ru", "Запрос больше")])
def test_a_body_over_the_limit_is_refused_in_the_readers_language(daphne, language, words):
    status, page = post(daphne[1], bytes(LIMIT + 1), language=language)

    assert status == 413
    assert words in page


def test_a_body_in_chunks_states_no_length_and_is_refused_all_the_same(daphne):
    pieces = (bytes(50_000) for _ in range(10))

    status, page = post(daphne[1], pieces)

    assert status == 413
    assert "larger than" in page


def test_a_body_without_an_end_is_cut_off(daphne):
    with socket.create_connection(("127.0.0.1", daphne[1]), 30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(1000):
                line.sendall(b"c350\r\n" + bytes(50_000) + b"\r\n")


def test_a_length_of_terabytes_is_cut_off_after_twice_the_limit(daphne):
    before = written(daphne[0])
    with socket.create_connection(("127.0.0.1", daphne[1]), 30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999999\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(1000):
                line.sendall(bytes(50_000))

    assert written(daphne[0]) - before < LIMIT


def test_who_goes_away_in_the_middle_disturbs_nobody(daphne):
    for share in (0, 10, 100_000):
        with socket.create_connection(("127.0.0.1", daphne[1]), 30) as line:
            line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n" + bytes(share))

    assert post(daphne[1], b"hello")[0] == 200


@pytest.mark.parametrize(
    "head",
    [
        b"X-Long: " + b"x" * 100_000,
        b"\r\n".join(b"X-%d: 1" % n for n in range(2000)),
        b"Content-Length: abc",
        b"Content-Length: -5",
        b"Content-Length: 5\r\nContent-Length: 7",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: gzip",
    ],
    ids=["long", "many", "words", "negative", "two", "both", "packed"],
)
def test_heads_of_nonsense_are_refused_by_the_server(daphne, head):
    with socket.create_connection(("127.0.0.1", daphne[1]), 30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\n")
        try:
            line.sendall(head + b"\r\n\r\nhello")
            answer = line.recv(100)
        except ConnectionError:
            answer = b""

    assert answer == b"" or answer.split()[1].startswith(b"4") or answer.split()[1] == b"501"
    assert post(daphne[1], b"hello")[0] == 200
