"""How long an order waits for its worker, and a worker's news for the browser.

Run: python -m tests.benchmarks.bench_latency

The real studio in a folder of its own, nobody else in it. Order to start: from just before the POST to the moment that
the worker writes as the start; each order is cancelled and its worker idle again before the next. Worker to browser:
from just before `progress.changed` in a process of its own to the socket's message with the card.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import numpy as np
from websockets.sync.client import ClientConnection, connect

from tests.processes import family, title
from tests.stack import ROOT, Studio, running_studio

ORDERS, RINGS = 40, 100
GAP_S = 0.3
"""Between two bells: an idle page, not one that still answers the bell before."""
EMAIL, PASSWORD = "demo@reklamai.local", "reklamai-demo"
ORDER = {
    "kind": "text_to_image",
    "model": "draft-picture",
    "prompt": "Чашка кофе у окна",
    "parameters": {"resolution": "720p"},
}


class Client:
    """The sample account's API."""

    def __init__(self, url: str) -> None:
        self.url, self.token = f"{url}/api", ""
        self.token = self.call("POST", "token", {"email": EMAIL, "password": PASSWORD})["access"]

    def call(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        given = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", given, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read())


def until(true: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not come true in time")
        time.sleep(0.05)


def is_idle(studio: Studio) -> bool:
    return not any(" processing " in title(each) for each in family(studio.process.pid))


def order_to_start(studio: Studio, client: Client) -> list[float]:
    """Milliseconds, one for each order."""
    waits = []
    for _ in range(ORDERS):
        began = time.time()
        pk = client.call("POST", "generations", ORDER)[0]["id"]
        until(lambda pk=pk: client.call("GET", f"generations/{pk}")["started_at"])
        started = datetime.fromisoformat(client.call("GET", f"generations/{pk}")["started_at"]).timestamp()
        waits.append(1000 * (started - began))
        client.call("POST", f"generations/{pk}/cancel", {})
        until(lambda: is_idle(studio))
    return waits


@contextmanager
def ringer(studio: Studio) -> Iterator[Callable[[str], str]]:
    """A process like a worker's: `ring("session")` is a signed-in session, `ring(<id>)` rings and says when."""
    environment = {**os.environ, "REKLAMAI_HOME": str(studio.home), "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev"}
    command = [sys.executable, "-m", "tests.benchmarks.bench_latency", "ringer"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**environment, "Q_CLUSTER_NAME": "heavy"}, text=True, bufsize=1,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip

        def ring(word: str) -> str:
            print(word, file=process.stdin, flush=True)
            return process.stdout.readline().strip() if process.stdout else ""

        yield ring
        process.terminate()


def be_ringer() -> None:
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from studio import progress
    from studio.models import Generation, User

    user = User.objects.get(email=EMAIL)
    for line in sys.stdin:
        if line.strip() == "session":
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            print(session.session_key, flush=True)
            continue
        generation = Generation.objects.get(pk=line.strip())
        began = time.time()
        progress.changed(generation)
        print(began, flush=True)


def card_arrives(page: ClientConnection, pk: str) -> float:
    """The moment of the next message with this work's card."""
    while True:
        message = json.loads(page.recv(timeout=30))
        if message["type"] == "card" and message["id"] == f"generation-{pk}" and message["html"]:
            return time.time()


def worker_to_browser(studio: Studio, client: Client) -> list[float]:
    """Milliseconds, one for each bell."""
    pk = client.call("POST", "generations", ORDER)[0]["id"]
    until(lambda: client.call("GET", f"generations/{pk}")["status"] == "done", seconds=120)
    waits = []
    with ringer(studio) as ring:
        headers = {"Cookie": f"sessionid={ring('session')}"}
        where = studio.url.replace("http", "ws") + "/ws/studio"
        with connect(where, origin=studio.url, additional_headers=headers) as page:
            for _ in range(RINGS):
                time.sleep(GAP_S)
                rung = float(ring(pk))
                waits.append(1000 * (card_arrives(page, pk) - rung))
    return waits


def line(name: str, waits: list[float], target: float) -> str:
    half, most = np.percentile(waits, [50, 95])
    return f"{name:18} n={len(waits):3}  p50 {half:6.1f} ms  p95 {most:6.1f} ms  (target p95 {target:.0f} ms)"


def main() -> None:
    load = os.getloadavg()[0]
    with running_studio(LOG_LEVEL="WARNING") as studio:
        client = Client(studio.url)
        until(lambda: is_idle(studio))
        print(line("worker to browser", worker_to_browser(studio, client), 100))
        print(line("order to start", order_to_start(studio, client), 150))
    print(f"load average before: {load:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    be_ringer() if sys.argv[1:] == ["ringer"] else main()
