"""kill -9 in the middle of a render, through the real thing: the order is made in the end, once, for its price."""

import json
import os
import signal
import time
import urllib.request
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest

from reklamai.core.embedded import place_for
from tests.flows.test_supervision import is_over, manage, titled, under, wait_until
from tests.processes import title

PRICE = 10
"""Credits for a clip while these tests run: 20 of the maker's at 0.005 USD; one of ours is 0.01 USD."""

PATIENCE_S = 240
"""A machine that does nothing else is done after 30: 20 until the watch knows that the worker is dead."""


def call(studio, method, path, body=None, token=""):
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{studio.url}/api/{path}", method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.loads(answer.read() or "null")


@contextmanager
def database(studio):
    where = f"host={place_for(studio.home).sockets} user=postgres dbname=reklamai"
    with psycopg.connect(where, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def client(studio):
    """The sample account's API, with a price on clips: what is free cannot be charged twice."""
    login = {"email": "demo@reklamai.local", "password": "reklamai-demo"}
    token = call(studio, "POST", "token", login)["access"]
    priced = "UPDATE studio_cataloguemodel SET entry = jsonb_set(entry, '{price,credits}', %s) WHERE id = 'draft-clip'"
    with database(studio) as connection:
        connection.execute(priced, ["20"])
        yield SimpleNamespace(
            get=lambda path: call(studio, "GET", path, token=token),
            post=lambda path, body=None: call(studio, "POST", path, body or {}, token=token),
        )
        connection.execute(priced, ["0"])


@pytest.fixture
def clip(studio, client):
    """A 5 s clip that is being encoded: its id, its worker, and the balance before it was ordered."""
    before = client.get("credits")["balance"]
    order = {
        "kind": "text_to_video",
        "model": "draft-clip",
        "prompt": "A cup of coffee in a café, evening",
        "parameters": {"resolution": "720p", "duration": 5, "seed": 1},
    }
    pk = client.post("generations", order)[0]["id"]
    wait_until(lambda: encoders(studio, pk), seconds=PATIENCE_S)
    at_this, *started = at_work(studio, pk)
    return SimpleNamespace(pk=pk, worker=at_this, before=before, processes=[at_this, *started])


def worker(studio, pk):
    return next(iter(titled(studio, f" processing generation-{pk}")), None)


def at_work(studio, pk):
    """The worker on this order with everything that it has started."""
    found = worker(studio, pk)
    return [found, *under(found)] if found else []


def encoders(studio, pk):
    return [each for each in at_work(studio, pk) if "ffmpeg" in title(each)]


def gone(processes):
    return all(map(is_over, processes))


def main_of(worker):
    """The qcluster that this worker belongs to: the process right under the guard."""
    line = [worker, *worker.parents()]
    guard = next(n for n, each in enumerate(line) if "guard.py" in title(each))
    return line[guard - 1]


def made_by_another(studio, client, clip):
    """Wait for the end; everything that must be true then."""
    wait_until(lambda: client.get(f"generations/{clip.pk}")["status"] not in ("queued", "running"), seconds=PATIENCE_S)
    order = client.get(f"generations/{clip.pk}")
    assert order["status"] == "done", order["error"]
    assert [(each["kind"], each["duration_s"]) for each in order["assets"]] == [("clip", pytest.approx(5, abs=0.1))]
    assert client.get("credits") == {"balance": clip.before - PRICE, "held": 0}
    with database(studio) as connection:
        attempts = connection.execute("SELECT attempt FROM studio_generation WHERE id = %s", [clip.pk]).fetchone()
        money = connection.execute(
            "SELECT kind, delta FROM studio_ledgerentry WHERE generation_id = %s ORDER BY id", [clip.pk]
        ).fetchall()
    assert attempts == (2,)
    assert money == [("hold", -PRICE), ("return", 0)]
    assert gone(clip.processes)
    checked = manage(studio, "check_ledger")
    assert checked.returncode == 0, checked.stderr


def test_a_worker_killed_in_a_render_loses_no_order_and_no_credit(studio, client, clip):
    clip.worker.kill()

    made_by_another(studio, client, clip)


@pytest.mark.soak  # a cluster is one of what `test_every_kill` kills each time
def test_a_cluster_killed_in_a_render_loses_no_order_and_no_credit(studio, client, clip):
    main = main_of(clip.worker)
    assert "qcluster" in title(main)

    os.kill(main.pid, signal.SIGKILL)

    made_by_another(studio, client, clip)


def test_a_cancelled_render_stops_and_its_worker_lives_on(studio, client, clip):
    running = encoders(studio, clip.pk)

    began = time.monotonic()
    assert client.post(f"generations/{clip.pk}/cancel")["status"] == "cancelled"
    wait_until(lambda: gone(running))
    print(f"stopped in {time.monotonic() - began:.2f} s")

    assert clip.worker.is_running(), "the worker itself goes on to the next order"
    assert client.get("credits") == {"balance": clip.before, "held": 0}
    assert client.get(f"generations/{clip.pk}")["assets"] == []
