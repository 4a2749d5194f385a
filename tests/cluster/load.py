"""People at their pages: open sockets, readers and orders, with what they met and what the processes took."""

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx
import psutil
import websockets

from tests.processes import family

PAGES = ("/create/image", "/library", "/library?q=кофе", "/library?favourite=on", "/usage", "/settings")
ORDER = {
    "kind": "text_to_image",
    "model": "draft-picture",
    "prompt": "Чашка кофе у окна",
    "parameters": {"resolution": "720p"},
}
LOOK_EVERY_S = 5
BEGIN_WITHIN_S, ALL_IN_S = 10, 60
"""Sockets and readers come one after another: a crowd that comes in one instant is `test_load`'s other test."""


@dataclass
class Load:
    """So many of each, for so long. Times are seconds, memory is MB."""

    sockets: int = 200
    readers: int = 50
    seconds: float = 600
    pause_s: float = 4.0
    """Between two pages of one reader, on average."""
    order_every_s: float = 10.0
    pages: list = field(default_factory=list)
    """(when, page, seconds)"""
    troubles: list = field(default_factory=list)
    """(when, what): answers other than 200, lines that broke."""
    cards: list = field(default_factory=list)
    """(order, state, moment by the wall clock)"""
    ordered: list = field(default_factory=list)
    memory: list = field(default_factory=list)
    """(when, {role: MB})"""
    connections: list = field(default_factory=list)
    """(when, {role: connections to PostgreSQL})"""
    open_now: int = 0
    open_least: int | None = None

    def run(self, machines):
        """Let them in, and look on until the time is over."""
        self.began = time.monotonic()
        asyncio.run(self.everybody(machines))

    def now(self):
        return time.monotonic() - self.began

    async def everybody(self, machines):
        url = machines.webs["web"]
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
            people = machines.people
            tasks = [asyncio.create_task(self.page(url, people[n % len(people)], n)) for n in range(self.sockets)]
            tasks += [asyncio.create_task(self.reader(client, people[n % len(people)], n)) for n in range(self.readers)]
            tasks += [asyncio.create_task(self.orders(client, people)), asyncio.create_task(self.looks(machines))]
            await asyncio.sleep(self.seconds)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def page(self, url, person, number):
        """A socket that stays; one that breaks is a trouble, and comes back like a browser's."""
        await asyncio.sleep(number * BEGIN_WITHIN_S / max(1, self.sockets))
        headers = {"Cookie": f"sessionid={person['session']}"}
        while True:
            try:
                where = url.replace("http", "ws") + "/ws/studio"
                async with websockets.connect(
                    where, origin=url, additional_headers=headers, open_timeout=150, ping_timeout=60
                ) as socket:
                    await self.listen(socket)
            except (OSError, websockets.WebSocketException, TimeoutError) as error:
                self.troubles.append((self.now(), f"socket: {error!r}"))
                await asyncio.sleep(1)

    async def listen(self, socket):
        self.open_now += 1
        try:
            async for text in socket:
                message = json.loads(text)
                if message["type"] == "card":
                    self.cards.append((message["id"].removeprefix("generation-"), message["state"], time.time()))
        finally:
            self.open_now -= 1

    async def reader(self, client, person, number):
        dice = random.Random(number)
        await asyncio.sleep(dice.uniform(0, BEGIN_WITHIN_S))
        while True:
            page = dice.choice(PAGES)
            began = time.monotonic()
            await self.ask(client, "GET", page, headers={"Cookie": f"sessionid={person['session']}"})
            self.pages.append((self.now(), page, time.monotonic() - began))
            await asyncio.sleep(dice.expovariate(1 / self.pause_s))

    async def orders(self, client, people):
        for number in range(10**9):
            await asyncio.sleep(self.order_every_s)
            person = people[number % min(len(people), self.sockets)]
            headers = {"Authorization": f"Api-Key {person['key']}"}
            answer = await self.ask(client, "POST", "/api/generations", expected=202, json=ORDER, headers=headers)
            if answer is not None:
                self.ordered.append(answer.json()[0]["id"])

    async def ask(self, client, method, address, *, expected=200, **content):
        try:
            answer = await client.request(method, address, **content)
        except httpx.HTTPError as error:
            self.troubles.append((self.now(), f"{address}: {error!r}"))
            return None
        if answer.status_code != expected:
            self.troubles.append((self.now(), f"{address}: {answer.status_code}"))
            return None
        return answer

    async def looks(self, machines):
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self.memory.append((self.now(), memory(machines)))
            self.connections.append((self.now(), await asyncio.to_thread(connections, machines)))
            if self.now() > ALL_IN_S:
                self.open_least = min(self.open_now, self.open_now if self.open_least is None else self.open_least)

    def heard_after(self, machines):
        """Seconds from the row's own `finished_at` to the card on the page, one for each finished order."""
        with machines.connection() as database:
            rows = database.execute("SELECT id::text, finished_at FROM studio_generation WHERE id = ANY(%s::uuid[])",
                                    [self.ordered]).fetchall()  # fmt: skip
        ends = {pk: at.timestamp() for pk, at in rows if at}
        first = {}
        for pk, state, at in self.cards:
            if state == "done" and pk in ends:
                first.setdefault(pk, at - ends[pk])
        return list(first.values())

    def growth(self, role, *, warm_s):
        """MB from the first minute after `warm_s` to the last: medians of both."""
        last = self.memory[-1][0]
        early = [each[role] for at, each in self.memory if warm_s <= at < warm_s + 60]
        late = [each[role] for at, each in self.memory if at > last - 60]
        return sorted(late)[len(late) // 2] - sorted(early)[len(early) // 2]


def memory(machines):
    """MB of the resident memory of each role, of all its processes."""
    found = Counter()
    for _machine, process in machines.network.groups:
        for each in family(process.pid):
            with contextlib.suppress(psutil.NoSuchProcess):
                found[machines.roles[process.pid]] += each.memory_info().rss / 2**20
    return dict(found)


def connections(machines):
    """PostgreSQL's connections by what they call themselves."""
    with machines.connection() as database:
        rows = database.execute("SELECT application_name FROM pg_stat_activity WHERE datname = 'studio'").fetchall()
    return dict(Counter((name or "-").removeprefix("reklamai ").split(" ")[0] for [name] in rows))
