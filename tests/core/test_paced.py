"""The web server and a client that reads slowly: over a real socket, in a process of its own."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.stack import ROOT, free_port

MEGABYTE = 1 << 20
BIG = 200
"""Megabytes of the long answer."""


async def app(scope, receive, send):
    """Sends BIG megabytes, a piece at a time; `/short` one word; `/breaks` ends in the middle."""
    assert scope["type"] == "http"
    headers = [(b"content-type", b"application/zip")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/short":
        await send({"type": "http.response.body", "body": b"hello"})
        return
    for number in range(BIG):
        if scope["path"] == "/breaks" and number == 3:
            raise RuntimeError("in the middle")
        await send({"type": "http.response.body", "body": bytes([number]) * MEGABYTE, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(scope="module")
def server():
    port = free_port()
    command = [sys.executable, "-m", "reklamai.core.paced", "-p", str(port), "-v", "0", f"{__name__}:app"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        until(lambda: answers(port))
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def until(true):
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answers(port):
    with contextlib.suppress(OSError):
        return b"hello" in get(port, "/short")
    return False


def opened(port, path):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    return client


def get(port, path):
    with opened(port, path) as client:
        return client.makefile("rb").read()


def test_a_client_that_reads_nothing_costs_no_memory(server):
    port, process = server
    before = process.memory_info().rss

    with opened(port, "/long") as client:
        client.recv(1000)
        until_quiet(process)
        grown = process.memory_info().rss - before

    assert grown < 40 * MEGABYTE


def until_quiet(process):
    """Until the server has nothing to do: a second without work of the processor."""
    quiet, spent = 0, -1.0
    while quiet < 10:
        now = sum(process.cpu_times()[:2])
        quiet, spent = (quiet + 1, now) if now == spent else (0, now)
        time.sleep(0.1)


def test_a_long_answer_arrives_whole_and_in_order(server):
    port, process = server
    before = process.memory_info().rss
    body = get(port, "/long").partition(b"\r\n\r\n")[2]

    counts = [body.count(bytes([number]) * MEGABYTE) for number in (65, 130, BIG - 1)]

    assert counts == [1, 1, 1]
    assert len(body) > BIG * MEGABYTE
    assert process.memory_info().rss - before < 40 * MEGABYTE


def test_other_clients_are_answered_while_one_is_slow(server):
    port, _process = server

    with opened(port, "/long") as slow:
        slow.recv(1000)
        assert b"hello" in get(port, "/short")


def test_a_client_that_leaves_ends_the_answer(server):
    port, process = server
    with opened(port, "/long") as client:
        client.recv(1000)

    until(lambda: not [each for each in process.net_connections("tcp") if each.status == "ESTABLISHED"])

    assert b"hello" in get(port, "/short")


def test_two_answers_may_share_a_connection(server):
    port, _process = server
    ask = b"GET /short HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")
        file = client.makefile("rb")
        read_chunks(file)
        client.sendall(ask)
        words = read_chunks(file)

    assert words == 5


def read_chunks(file):
    """The bytes of one answer in chunks."""
    while file.readline() != b"\r\n":
        pass
    read = 0
    while size := int(file.readline(), 16):
        read += len(file.read(size))
        file.readline()
    file.readline()
    return read


def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(server):
    port, _process = server

    with pytest.raises(ConnectionResetError):
        get(port, "/breaks")

    assert b"hello" in get(port, "/short")


def test_the_studio_is_served_by_it():
    source = Path(ROOT / "reklamai/core/supervisor/run.py").read_text()

    assert "reklamai.core.paced" in source
