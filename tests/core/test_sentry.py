"""Bugs are reported over real HTTP to where SENTRY_DSN says, without anything that must not be read."""

import gzip
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
from django.conf import settings

SITE = """
import sys
import django
from django.conf import settings
settings.configure(
    SECRET_KEY="x" * 50, ROOT_URLCONF="tests.core.broken_urls", ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["reklamai.core.access.AccessLog"], TRUSTED_PROXIES=None, DEFAULT_CHARSET="utf-8",
)
from reklamai.core import proxies, sentry
settings.TRUSTED_PROXIES = proxies.Trust()
sentry.start(sys.argv[1], release="1.2.3")
django.setup()
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
asked = RequestFactory(headers={"Authorization": "Bearer jwt-of-vera-1", "Cookie": "sessionid=session-of-vera"}).post(
    "/broken?token=signed-part", {"prompt": "words in the body"}
)
statuses = []
b"".join(get_wsgi_application()(asked.environ, lambda status, headers: statuses.append(status)))
assert statuses[0].startswith("500"), statuses
import sentry_sdk
sentry_sdk.flush(5)
"""


@pytest.fixture
def vendor():
    """A server that takes Sentry's envelopes; gives (its address, what it got)."""
    got = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packing = self.headers.get("Content-Encoding")
            body = {"gzip": gzip.decompress, "br": brotli.decompress}.get(packing, bytes)(body)
            got.append((self.path, body.decode()))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://public@127.0.0.1:{server.server_port}/7", got
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def report(vendor):
    """The one event that a broken page has sent."""
    address, got = vendor
    done = subprocess.run(
        [sys.executable, "-c", SITE, address], cwd=settings.ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for _path, body in got for line in body.splitlines() if '"exception"' in line]
    assert len(events) == 1, got
    assert got[0][0] == "/api/7/envelope/"
    return events[0]


def test_a_bug_arrives_and_carries_nothing_secret(report):
    [bug] = report["exception"]["values"]
    whole = json.dumps(report)

    assert bug["type"] == "RuntimeError"
    assert bug["stacktrace"]["frames"][-1]["function"] == "broken"
    assert report["release"] == "1.2.3"
    assert report["request"] == {"method": "POST", "url": "http://testserver/broken"}
    for secret in (
        "a can at sunset", "vera@lis.studio", "abcdefgh12345678", "signed-part", "words in the body", "session-of-vera",
        "jwt-of-vera-1",
    ):  # fmt: skip
        assert secret not in whole.replace(bug["stacktrace"]["frames"][-1].get("context_line", ""), ""), secret
    assert all("vars" not in frame for frame in bug["stacktrace"]["frames"])


def test_without_an_address_nothing_of_it_is_loaded():
    code = "import django; django.setup(); import sys; print('sentry_sdk' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "reklamai.settings.test", "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.ROOT, env=environment, capture_output=True, text=True, timeout=60
    )

    assert done.stdout.strip() == "False", done.stderr
