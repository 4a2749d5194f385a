"""kill -9 of anything, 200 times, while orders run. `SOAK_SEED` repeats a run, `SOAK_KILLS` shortens it."""

import os
import random
import secrets
import statistics
import time
from collections import Counter, defaultdict

import pytest

from tests.soak import books
from tests.soak.customer import Customer, prepare
from tests.soak.town import HEALS_WITHIN_S, STARTS_WITHIN_S, running_town

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
LONGEST_PAUSE_S = 3.0
LOOKS = 0.3
"""The share of kills after which it is waited until the studio is whole; after the others the next one just comes."""


@pytest.fixture
def town():
    with running_town() as running:
        yield running


def victim(town, dice):
    """By role first: there are ten backends and one watch."""
    by_role = defaultdict(list)
    for each in town.everyone():
        by_role[each.role].append(each)
    return dice.choice(by_role[dice.choice(sorted(by_role))])


def shoot(town, dice, killed, healed):
    one = victim(town, dice)
    if not one.kill():
        return
    killed[one.role] += 1
    began = time.monotonic()
    if one.role == "supervisor":
        town.process.wait()
        town.start()
        healed[one.role].append(town.wait_until_whole(STARTS_WITHIN_S))
    elif dice.random() < LOOKS:
        town.wait_until_whole(HEALS_WITHIN_S)
        healed[one.role].append(time.monotonic() - began)
    time.sleep(dice.uniform(0, LONGEST_PAUSE_S))


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_two_hundred_kills_lose_double_and_leave_nothing(town):
    seed = int(os.environ.get("SOAK_SEED") or secrets.randbelow(10**6))
    print(f"\nseed {seed}")
    dice = random.Random(seed)
    balance = prepare(town)
    customer = Customer(town, random.Random(seed + 1), pause_s=1.0)
    customer.start()

    killed, healed = Counter(), defaultdict(list)
    while sum(killed.values()) < KILLS:
        shoot(town, dice, killed, healed)
    whole = town.wait_until_whole(HEALS_WITHIN_S)
    customer.over.set()
    customer.join(60)
    over = books.wait_until_over(town)

    counts = books.check(town, customer, balance=balance)
    tell(killed, healed, counts, customer, whole=whole, over=over)


def tell(killed, healed, counts, customer, *, whole, over):
    print(f"kills: {sum(killed.values())}")
    for role, times in sorted(killed.items()):
        took = healed[role]
        told = f"whole after {statistics.median(took):.1f} s (median), {max(took):.1f} s (most)" if took else ""
        print(f"  {role:<12} {times:>3}  {told}")
    print(f"orders: {counts['orders']}, ends: {counts['ends']}, attempts: {counts['attempts']}")
    print(f"requests without an answer, asked again: {customer.unanswered}")
    print(
        f"whole {whole:.1f} s and all orders over {over:.1f} s after the last kill; ledger exact, no file without a row"
    )
