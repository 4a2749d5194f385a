"""Machines that are killed, started anew and cut off, over and over, while orders come in: each ends right, once."""

import random
import time

import pytest

from tests.cluster import network
from tests.cluster.network import Parted, wait_until
from tests.cluster.studio import cluster

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600), pytest.mark.allow_hosts(network.HOSTS)]
ORDERS, KILLS, PRICE = 40, 12, 10
WORKERS = ("one", "two")
PRICED = "UPDATE studio_cataloguemodel SET entry = jsonb_set(entry, '{price,credits}', '20') WHERE id = 'draft-picture'"
OPEN = "SELECT count(*) FROM studio_generation WHERE status IN ('queued', 'running')"
ORDER = {
    "kind": "text_to_image",
    "model": "draft-picture",
    "prompt": "A cup of coffee in a café, evening",
    "parameters": {"resolution": "720p"},
}


@pytest.fixture
def machines():
    with cluster(redis=True, SIGNUP_CREDITS="1000") as made:
        made.start("web", "web")
        for name in WORKERS:
            made.start(name, "heavy", HEAVY_WORKERS="1")
            made.start(name, "watch")
        made.start("third", "light", LIGHT_WORKERS="1")
        made.wait_for("web", *WORKERS)
        with made.connection() as database:
            database.execute(PRICED)
        yield made


def ask(machines, question):
    with machines.connection() as database:
        return database.execute(question).fetchall()


def all_over(machines):
    return ask(machines, OPEN) == [(0,)]


def check_books(machines, orders):
    """Everything that must be true when all is over; returns the states."""
    states = dict(ask(machines, "SELECT status, count(*) FROM studio_generation GROUP BY 1"))
    [[balance]] = ask(machines, "SELECT balance FROM studio_creditaccount")
    assert sum(states.values()) == orders
    assert balance == 1000 - PRICE * states.get("done", 0)
    assert ask(machines, "SELECT count(*) FROM studio_asset") == [(states.get("done", 0),)]
    assert "right" in machines.manage("check_ledger")
    return states


def test_every_order_ends_right_though_machine_after_machine_is_killed(machines):
    dice = random.Random(5)
    with machines.client() as api:
        for number in range(ORDERS):
            api.post("generations", json=ORDER).raise_for_status()
            if number % (ORDERS // KILLS) == 0:
                dead = dice.choice(WORKERS)
                machines.network.kill(dead)
                machines.start(dead, "heavy", HEAVY_WORKERS="1")
                machines.start(dead, "watch")
            time.sleep(dice.uniform(0, 2))  # people do not order in step with our kills
    wait_until(lambda: all_over(machines), seconds=900)

    states = check_books(machines, ORDERS)

    # An order that three machines in a row died over is given up, with its credits back.
    assert states.get("done", 0) >= 0.9 * ORDERS


def test_a_machine_that_was_cut_off_in_a_render_comes_back_and_nothing_is_made_twice(machines):
    assert isinstance(machines.network, Parted), "needs an account that may make network namespaces"
    machines.network.kill("two")
    with machines.client() as api:
        api.post("generations", json=ORDER).raise_for_status()
        wait_until(lambda: ask(machines, "SELECT status FROM studio_generation") == [("running",)])
        machines.network.cut("one")
        machines.start("two", "heavy", HEAVY_WORKERS="1")
        machines.start("two", "watch")
        wait_until(lambda: all_over(machines), seconds=180)
        machines.network.join("one")
        machines.network.kill("two")
        api.post("generations", json=ORDER).raise_for_status()
        wait_until(lambda: all_over(machines), seconds=300)

    assert check_books(machines, 2) == {"done": 2}
    assert ask(machines, "SELECT attempt FROM studio_generation ORDER BY created_at LIMIT 1") == [(2,)]
