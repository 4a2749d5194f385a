"""What all doors of the stand-in have in common: reading requests, answering, and breaking off."""

import json
import time
from http.server import BaseHTTPRequestHandler

from tests.providers.replicate_server.state import dumped

THROTTLED = "Request was throttled. Your rate limit resets in ~30s."


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait 40 ms

    @property
    def state(self):
        return self.server.state

    def log_message(self, *_arguments):
        """The journal tells the tests what they need."""

    def do_GET(self):
        self.serve("GET", self.path.split("?")[0], b"")

    def do_POST(self):
        self.serve("POST", self.path.split("?")[0], self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def do_DELETE(self):
        self.serve("DELETE", self.path.split("?")[0], b"")

    def send(self, content, *, status=200, kind="application/json", length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)
        if length is not None and length != len(content):
            self.close_connection = True

    def say(self, data, *, status=200):
        self.send(dumped(data), status=status)

    def refuse(self, status, detail, *, title="", **more):
        """The form of all errors: application/problem+json."""
        body = {"detail": detail, "status": status} | ({"title": title} if title else {}) | more
        self.send(json.dumps(body).encode(), status=status, kind="application/problem+json")

    def hang_up(self):
        """No answer at all, after the request was read."""
        self.close_connection = True
        self.connection.shutdown(2)

    def drip(self):
        """A byte now and then, until nobody listens."""
        self.send(b"[", length=10**6)
        while True:
            time.sleep(0.02)  # this is the server's slowness itself
            self.wfile.write(b" ")

    def broken(self, fault):
        """Whether this request ends here, in one of the ways that any call may meet."""
        pages = {"gateway": 502, "unavailable": 503, "html403": 403}
        if fault in pages:
            self.send(b"<html><h1>error code: 1010</h1></html>", status=pages[fault], kind="text/html")
        elif fault == "429":
            self.refuse(429, THROTTLED)
        elif fault == "500":
            self.refuse(500, "Internal server error")
        elif fault in ("cut", "cut_before", "cut_after"):
            self.hang_up()
        elif fault in GARBLED:
            self.send(GARBLED[fault])
        elif fault == "drip":
            self.drip()
        elif fault == "endless":
            self.send(b"[" * (9 * 2**20), length=10**12)
        else:
            return False
        return True


GARBLED = {
    "half": b'{"id":"zz4ibbonub', "list": b"[]", "null": b"null", "deep": b"[" * 200_000, "text": b"not JSON \xff",
    "shapes": b'{"id":7,"status":["?"],"urls":"x","username":null,"owner":{},"size":"big","key":1}',
}  # fmt: skip
