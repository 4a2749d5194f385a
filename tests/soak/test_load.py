"""200 open sockets and 50 readers, with orders coming in, for ten minutes: no trouble, and memory that stays flat."""

import asyncio

import httpx
import pytest

from tests.cluster import network
from tests.cluster.load import Load
from tests.cluster.studio import cluster

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800), pytest.mark.allow_hosts(network.HOSTS)]
CROWD = 200
WARM_S = 120
"""Until every worker has worked and every page was read: what is kept for good is kept by then."""
FLAT_SHARE = 0.1


@pytest.fixture(scope="module")
def machines():
    with cluster(people=CROWD, works=60, redis=False) as made:
        for role in ("web", "light", "heavy", "watch"):
            made.start("web" if role == "web" else "work", role)
        made.wait_for("web", "work")
        yield made


def test_two_hundred_that_come_in_one_instant_are_all_answered(machines):
    async def crowd():
        async with httpx.AsyncClient(base_url=machines.webs["web"], timeout=300, limits=httpx.Limits()) as client:
            cookies = [{"Cookie": f"sessionid={person['session']}"} for person in machines.people]
            answers = await asyncio.gather(*(client.get("/library", headers=each) for each in cookies))
            return [answer.status_code for answer in answers]

    assert asyncio.run(crowd()) == [200] * CROWD


def test_ten_minutes_of_sockets_readers_and_orders_bring_no_trouble_and_take_no_more_memory(machines):
    load = Load(sockets=CROWD, readers=50, seconds=600, pause_s=10)

    load.run(machines)

    assert load.troubles == []
    assert load.open_least == CROWD
    assert len(load.pages) > 500
    assert len(load.heard_after(machines)) >= 0.8 * len(load.ordered) > 0
    for role in ("web", "light", "watch"):
        size = load.memory[-1][1][role]
        assert load.growth(role, warm_s=WARM_S) <= FLAT_SHARE * size, (role, load.memory[:: len(load.memory) // 10])
    assert max(sum(each.values()) for _, each in load.connections) < 40
