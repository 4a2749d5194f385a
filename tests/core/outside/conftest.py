"""A server on this machine that misbehaves as told."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

BODY = bytes(range(256)) * 400


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append(self.path)
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, *_arguments):
        """A server of a test tells nobody."""


@contextmanager
def serving(answers):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.seen = answers, []
    server.place = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def body(content=BODY, *, status=200, length=None, **headers):
    """An answer with this body; `length` is what the head claims, none for a body that ends with the connection."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if length is not False:
            handler.send_header("Content-Length", str(len(content) if length is None else length))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return answer


def redirect(target):
    return body(b"", status=302, Location=target)


@pytest.fixture
def outside():
    with serving({"/file": body(Content_Type="image/png")}) as server:
        yield server
