"""A real bucket for tests: moto's server in a process of its own, and a door before it that can break."""

import contextlib
import http.client
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from botocore.config import Config

from reklamai.settings.env import read
from reklamai.settings.files import file_stores, media_hosts

KEYS = {"AWS_ACCESS_KEY_ID": "studio", "AWS_SECRET_ACCESS_KEY": "a secret of the bucket"}
BUSY = "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
WRONG_KEY = "<Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message></Error>"


@contextlib.contextmanager
def running_moto(host="127.0.0.1"):
    """The address of a moto server, in its own process."""
    with socket.socket() as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", host, "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://{host}:{port}"
        wait_for(address)
        yield address
    finally:
        process.kill()
        process.wait()


def wait_for(address):
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=5).close()  # noqa: S310
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def client_of(address):
    """A plain client, to look into the bucket past our own code."""
    return boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="look", aws_secret_access_key="look",
        config=Config(s3={"addressing_style": "path"}),
    )  # fmt: skip


def settings_for(**environment):
    """What Django's settings are with these variables: those about files, by the project's own functions."""
    env = read({**KEYS, **environment})
    stores = file_stores(env)
    stores["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "STORAGES": stores,
        "MEDIA_HOSTS": media_hosts(env),
        "FILES_ALSO_IN": env.FILES_ALSO_IN,
        "FILES_PROXIED": env.S3_PROXY,
        "S3_LINK_SECONDS": env.S3_LINK_SECONDS,
    }


@dataclass
class Door:
    """Stands before the bucket and breaks what it is told to: `door.next(fault, "PUT", times=2)`."""

    address: str
    seen: list = field(default_factory=list)
    faults: deque = field(default_factory=deque)
    knock: Callable = str
    """Told of every request before it is served."""
    met: threading.Event = field(default_factory=threading.Event)
    """Set once a request has met a fault."""

    def next(self, fault, method, *, times=1, part=""):
        """The next requests of that method whose path holds `part` meet the fault; see `Handler.broken`."""
        self.faults.extend([(fault, method, part)] * times)

    def taken(self, method, path):
        self.seen.append(method)
        self.knock(method)
        for each in list(self.faults):
            if each[1] == method and each[2] in path:
                self.faults.remove(each)
                self.met.set()
                return each[0]
        return None


class Handler(BaseHTTPRequestHandler):
    """Passes a request on to the server's `backend`, unless its door has a fault for it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def handle_expect_100(self):
        return True

    def forward(self):
        fault = self.server.door.taken(self.command, self.path)
        if fault and fault != "cut the answer":
            self.broken(fault)
            return
        self.invite()
        answer, content = self.ask_ahead()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        size = answer.headers.get("Content-Length") if self.command == "HEAD" else str(len(content))
        self.send_header("Content-Length", size or "0")
        self.end_headers()
        if fault:
            self.wfile.write(content[: len(content) // 2])
            self.reset()
        else:
            self.wfile.write(content)

    def ask_ahead(self):
        body = self.rfile.read(self.length)
        given = {name: value for name, value in self.headers.items() if name.lower() != "expect"}
        ahead = http.client.HTTPConnection(self.server.backend, timeout=60)
        with contextlib.closing(ahead):
            ahead.request(self.command, self.path, body=body, headers=given)
            answer = ahead.getresponse()
            return answer, answer.read()

    def broken(self, fault):
        """A pair is that answer; "reset" and "silence" end in the middle of the request's body."""
        if isinstance(fault, tuple):
            status, words = fault
            self.rfile.read(self.length)
            self.send_response_only(status)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words.encode())
            return
        self.invite()
        self.rfile.read(self.length // 2)
        if fault == "silence":
            self.server.over.wait(10)
        self.reset()

    def invite(self):
        """Say "go on" to a client that waits for it before it sends its body."""
        if "100-continue" in self.headers.get("Expect", ""):
            self.send_response_only(100)
            self.end_headers()

    def reset(self):
        self.wfile.flush()
        # With nothing to linger for, close sends RST: the other side sees a reset, not an end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def finish(self):
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    @property
    def length(self):
        return int(self.headers.get("Content-Length") or 0)


for method in ("GET", "PUT", "HEAD", "POST", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.forward)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, backend):
        super().__init__(("127.0.0.1", 0), Handler)
        self.backend = backend.removeprefix("http://")
        self.door = Door(f"http://127.0.0.1:{self.server_port}")
        self.over = threading.Event()

    def handle_error(self, request, client_address):
        """What a broken connection raises on this side is what the test asked for."""


@contextlib.contextmanager
def door_before(backend):
    """A `Door` before the server at `backend`."""
    with Server(backend) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.door
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
