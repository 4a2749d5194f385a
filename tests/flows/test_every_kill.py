"""kill -9 of each kind of process while orders run, and a database that stays away: whole again, nothing lost.

The long version, of 200 kills at random moments, each healed in 30 s, is `make soak`.
"""

import fcntl
import json
import random
import time
import urllib.error
from contextlib import suppress

import pytest

from tests.flows.test_supervision import PATIENCE_S, wait_until
from tests.soak import books
from tests.soak.customer import Customer, prepare
from tests.soak.town import STARTS_WITHIN_S, running_town

AWAY_S = 18
"""Longer than a heartbeat may be old: the living must not be taken for dead when the database is back."""
CLIP = {
    "kind": "text_to_video",
    "model": "draft-clip",
    "prompt": "A cup of coffee in a café, evening",
    "parameters": {"resolution": "720p", "duration": 5},
}


@pytest.fixture(scope="module")
def town():
    with running_town() as running:
        running.balance = prepare(running)
        yield running


@pytest.fixture
def customer(town):
    ordering = Customer(town, random.Random(1), pause_s=1.5)
    yield ordering
    ordering.over.set()


def someone(town, role):
    return next((each for each in town.everyone() if each.role == role), None)


def killed(town, role):
    """As soon as somebody of this role is there, it is there no more."""
    wait_until(lambda: (found := someone(town, role)) is not None and found.kill())


def test_a_kill_of_each_kind_is_healed_and_no_order_is_lost_or_paid_twice(town, customer):
    customer.start()
    wait_until(lambda: len(customer.placed) >= 2)

    for role in ("worker idle", "worker busy", "monitor", "cluster", "web", "watch", "backend", "postmaster"):
        killed(town, role)
    print(f"whole {town.wait_until_whole(PATIENCE_S):.1f} s after the last of them")
    killed(town, "supervisor")
    town.process.wait()
    town.start()
    print(f"whole {town.wait_until_whole(STARTS_WITHIN_S):.1f} s after the next start")
    customer.over.set()
    customer.join(120)
    books.wait_until_over(town)

    counts = books.check(town, customer, balance=town.balance)
    print(counts)
    assert counts["ends"]["done"] >= counts["orders"] / 2


def test_a_database_that_stays_away_costs_no_work_and_is_told_in_clear_words(town, customer):
    order = customer.call("POST", "generations", CLIP)[0]["id"]
    wait_until(lambda: someone(town, "encoder"))

    with (town.place.root / "start.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        someone(town, "postmaster").kill()
        wait_until(lambda: refused(customer)[0] != 200)  # one process may outlive the first by a moment
        until = time.monotonic() + AWAY_S
        said = []
        while time.monotonic() < until:
            with suppress(TimeoutError):
                said.append(refused(customer))
            time.sleep(1)  # somebody who reloads the page
    town.wait_until_whole(PATIENCE_S)
    books.wait_until_over(town)

    assert said
    assert set(said) == {(503, "away")}
    [(status, attempt)] = town.query("SELECT status, attempt FROM studio_generation WHERE id = %s", order)
    assert (status, attempt) == ("done", 1), "what was under way was finished, not begun anew"
    assert town.manage("check_ledger").returncode == 0


def refused(customer):
    """The status and code of an answer that is no success."""
    try:
        customer.call("GET", "credits")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())["error"]["code"]
    return 200, ""
