"""A partner's server on this machine: keeps what it was sent, and answers as told."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Call:
    path: str
    headers: dict
    body: bytes


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(Call(self.path, dict(self.headers), body))
        answer = self.server.answers.get(self.path.split("?")[0], 200)
        if callable(answer):
            answer(self)
        else:
            reply(self, answer)
        self.close_connection = True

    def log_message(self, *_arguments):
        """A server of a test tells nobody."""


def reply(handler, status, body=b"", **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Whoever asks may hang up; that is what is tested."""


@contextmanager
def receiving():
    """`calls`, `answers` (a path to a status or a function of the handler), `place`, `url`."""
    server = Server(("127.0.0.1", 0), Handler)
    server.calls, server.answers = [], {}
    server.place = f"127.0.0.1:{server.server_port}"
    server.url = f"http://{server.place}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
