"""What all doors of the stand-in have in common: reading requests, answering, and breaking off."""

import json
import time
from http.server import BaseHTTPRequestHandler

MADE = (
    "hold", "cut_after", "gateway", "500", "half", "list", "null", "deep", "text", "empty", "endless", "packed",
    "short_body", "drip",
)  # fmt: skip
"""Faults that an order meets only after it was made and billed."""
PAGE = b"<html><h1>error code: 1010</h1></html>"
ODD = {
    "half": (b'{"audio_base64":"SUQz', {}),
    "list": (b"[]", {}),
    "null": (b"null", {}),
    "deep": (b"[" * 200_000, {}),
    "text": (b"not \xff", {}),
    "empty": (b"", {}),
    "gateway": (PAGE, {"status": 502, "kind": "text/html"}),
    "html403": (PAGE, {"status": 403, "kind": "text/html"}),
    "fields": (b'{"detail": [{"loc": ["body", "text"], "msg": "Field required"}]}', {"status": 422}),
    "short_body": (b"ID3", {"length": 1000}),
    "packed": (b"\x1f\x8b", {"Content-Encoding": "gzip"}),
    "redirect": (b"", {"status": 307, "Location": "http://127.0.0.1:9/elsewhere"}),
    "endless": (b"[" * (65 * 2**20), {"length": 10**12}),
}
"""Answers that nobody should be able to do anything with."""
REFUSALS = {
    "429": (429, "too_many_concurrent_requests", "Too many concurrent requests."),
    "busy": (429, "system_busy", "The system is experiencing heavy traffic."),
    "quota": (401, "quota_exceeded", "This request exceeds your quota of 100. You have 3 credits remaining."),
    "unpaid": (402, "payment_required", "A paid plan is needed."),
    "forbidden": (403, "missing_permissions", "The API key is missing the permission text_to_speech."),
    "moderated": (400, "content_moderation", "This text violates our content policy."),
    "long": (400, "max_character_limit_exceeded", "The text is too long."),
    "model": (400, "model_not_found", "A model with model_id x does not exist."),
    "500": (500, "internal_error", "Something went wrong."),
}


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait 40 ms

    @property
    def state(self):
        return self.server.state

    def log_message(self, *_arguments):
        """The journal tells the tests what they need."""

    def do_GET(self):
        self.serve("GET", self.path, b"")

    def do_POST(self):
        self.serve("POST", self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def send(self, content, *, status=200, kind="application/json", length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        if length is not None and length != len(content):
            self.close_connection = True

    def say(self, data, *, status=200, **headers):
        self.send(json.dumps(data).encode(), status=status, **headers)

    def refuse(self, status, code, message):
        self.say({"detail": {"status": code, "message": message}}, status=status)

    def broken(self, fault):
        """Whether this request ends here, in one of the ways that any call may meet."""
        if fault in REFUSALS:
            self.refuse(*REFUSALS[fault])
        elif fault in ODD:
            content, more = ODD[fault]
            self.send(content, **more)
        elif fault in ("cut", "cut_before", "cut_after"):
            self.close_connection = True
            self.connection.shutdown(2)
        elif fault == "drip":
            self.send(b"[", length=10**6)
            while True:
                time.sleep(0.02)  # this is the server's slowness itself
                self.wfile.write(b" ")
        else:
            return False
        return True
