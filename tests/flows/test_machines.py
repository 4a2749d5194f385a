"""The studio on machines of their own: web here, heavy work there, light work and watches elsewhere.

Network namespaces part the machines where they can be made (root on Linux); else they are processes with homes of their
own. They share nothing but PostgreSQL over TCP, Redis and a bucket. The long form is in `tests/soak`.
"""

import hashlib
from types import SimpleNamespace

import pytest

from tests.cluster import network
from tests.cluster.page import open_page
from tests.cluster.studio import cluster
from tests.flows.test_supervision import wait_until

pytestmark = pytest.mark.allow_hosts(network.HOSTS)
ORDER = {
    "kind": "text_to_image",
    "model": "draft-picture",
    "prompt": "A cup of coffee in a café, evening",
    "parameters": {"resolution": "720p", "seed": 1},
}

PRICED = "UPDATE studio_cataloguemodel SET entry = jsonb_set(entry, '{price,credits}', %s) WHERE id = 'draft-picture'"
RUNNING = "SELECT FROM studio_generation WHERE status = 'running'"
PRICE = 10
"""20 of the maker's at 0.005 USD; one of ours is 0.01 USD. What is free cannot be charged twice."""


@pytest.fixture(scope="module")
def machines():
    with cluster() as made:
        made.start("web", "web")
        made.start("one", "heavy", HEAVY_WORKERS="1")
        for name in ("third", "fourth"):
            made.start(name, "watch")
        made.start("third", "light", LIGHT_WORKERS="1")
        made.wait_for("web", "one")
        yield made


@pytest.fixture(scope="module")
def story(machines):
    """An order whose machine is killed in the middle, told by the page that watched and by the database."""
    with machines.connection() as database:
        database.execute(PRICED, ["20"])
    with machines.client() as api, open_page(machines, person=0) as page:
        [order] = api.post("generations", json=ORDER).raise_for_status().json()
        with machines.connection() as database:  # the page hears of it later: the picture may be made by then
            wait_until(lambda: database.execute(RUNNING).fetchall())
        machines.network.kill("one")
        machines.start("two", "heavy", HEAVY_WORKERS="1")
        page.wait_for(order["id"], "done", seconds=240)
        order = api.get(f"generations/{order['id']}").json()
        file = api.get(machines.webs["web"] + order["assets"][0]["url"])
        with machines.connection() as database:
            attempts = database.execute("SELECT attempt FROM studio_generation").fetchall()
            money = database.execute("SELECT kind, delta FROM studio_ledgerentry ORDER BY id").fetchall()
        return SimpleNamespace(order=order, states=page.states, file=file, attempts=attempts, money=money)


def test_an_order_whose_machine_is_killed_is_made_once_by_another(story):
    assert story.order["status"] == "done"
    assert len(story.order["assets"]) == 1
    assert story.attempts == [(2,)]


def test_the_page_on_the_web_s_machine_saw_every_step_of_the_others(story):
    assert story.states[-1] == "done"
    assert "running" in story.states[:-1]


def test_the_file_made_on_one_machine_is_served_by_another(story):
    [asset] = story.order["assets"]

    assert story.file.status_code == 200
    assert hashlib.sha256(story.file.content).hexdigest() == asset["sha256"]
    assert story.file.history, "the bucket hands it out, not the web server"


def test_no_machine_kept_a_file_of_its_own(machines, story):
    kept = [path for path in machines.folder.glob("*/media/**/*") if path.is_file()]

    assert kept == []


def test_the_money_of_a_killed_machine_s_order_is_exact(machines, story):
    assert story.order["price"] == PRICE
    assert story.money == [("grant", 100), ("hold", -PRICE), ("return", 0)]
    assert "right" in machines.manage("check_ledger")


def test_both_watches_live_and_neither_ends_the_other(machines, story):
    with machines.connection() as database:
        names = database.execute("SELECT DISTINCT application_name FROM pg_stat_activity").fetchall()

    assert sum(name.startswith("reklamai watch ") for [name] in names) == 2
    assert not any("Traceback" in machines.log(name).read_text() for name in ("third", "fourth"))
