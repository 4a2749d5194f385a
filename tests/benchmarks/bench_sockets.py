"""Open sockets, page readers and orders on one machine: errors, times, push, memory and connections.

Run: python -m tests.benchmarks.bench_sockets [--seconds 600] [--sockets 200] [--readers 50] [--redis]

Web, light, heavy and watch as a server runs them (`docs/deploy.md`), over a PostgreSQL on TCP and a bucket of moto; the
bell rings through PostgreSQL, or a Redis. Each account has 60 works. The readers, in this process, take the same
processors. Page: from the request to the last byte. Push: from the row's `finished_at` to the card on the socket.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys

import numpy as np

from tests.cluster.load import Load
from tests.cluster.studio import cluster

ROLES = ("web", "light", "heavy", "watch")
WARM_S = 60
"""Until every worker and every page has been used: what is kept for good is kept by then."""


def started(**variables: str) -> Load:
    given = argparse.ArgumentParser()
    given.add_argument("--seconds", type=float, default=600)
    given.add_argument("--sockets", type=int, default=200)
    given.add_argument("--readers", type=int, default=50)
    given.add_argument("--pause", type=float, default=4)
    given.add_argument("--redis", action="store_true")
    asked = given.parse_args()
    load = Load(sockets=asked.sockets, readers=asked.readers, seconds=asked.seconds, pause_s=asked.pause)
    with cluster(people=asked.sockets, works=60, redis=asked.redis, **variables) as machines:
        for role in ROLES:
            machines.start("web" if role == "web" else "work", role)
        machines.wait_for("web", "work")
        load.run(machines)
        tell(load, load.heard_after(machines))
    return load


def tell(load: Load, heard: list[float]) -> None:
    print(f"sockets open at least: {load.open_least} of {load.sockets}; readers: {load.readers}")
    print(f"pages: {len(load.pages)} in {load.seconds:.0f} s, {line([s for _, _, s in load.pages])}")
    for page in sorted({page for _, page, _ in load.pages}):
        print(f"  {page:24} {line([s for _, each, s in load.pages if each == page])}")
    print(f"orders: {len(load.ordered)}, of them told as done: {len(heard)}; push {line(heard)}")
    print(f"troubles: {len(load.troubles)}")
    for when, what in load.troubles[:10]:
        print(f"  at {when:.0f} s: {what}")
    print("MB by minute: " + ", ".join(ROLES))
    for minute in range(int(load.seconds // 60) + 1):
        seen = [each for at, each in load.memory if minute <= at / 60 < minute + 1]
        if seen:
            print(
                f"  {minute:3}: "
                + ", ".join(f"{np.median([each.get(role, 0) for each in seen]):.0f}" for role in ROLES)
            )
    most = {role: max(each.get(role, 0) for _, each in load.connections) for _, one in load.connections for role in one}
    print(f"connections to PostgreSQL at most: {most}, {max(sum(c.values()) for _, c in load.connections)} together")


def line(seconds: list[float]) -> str:
    if not seconds:
        return "none"
    half, most = np.percentile(seconds, [50, 95])
    return f"p50 {1000 * half:.0f} ms, p95 {1000 * most:.0f} ms, worst {1000 * max(seconds):.0f} ms"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # the machines go down with us
    before = os.getloadavg()[0]
    started()
    print(f"load average: {before:.1f} before, {os.getloadavg()[0]:.1f} after, on {os.cpu_count()} processors")
