"""Hundreds of orders at a faulty KIE while anything of ours is killed. `SOAK_ORDERS`, `SOAK_SEED` as elsewhere."""

import hashlib
import os
import random
import secrets
import threading
import time
from collections import Counter, defaultdict
from uuid import uuid4

import pytest

from tests import stack
from tests.providers.kie_server import running_kie
from tests.providers.kie_server.results import picture
from tests.soak import books
from tests.soak.customer import LOGIN, Customer
from tests.soak.town import HEALS_WITHIN_S, STARTS_WITHIN_S, Town

ORDERS = int(os.environ.get("SOAK_ORDERS", "500"))
PLANS = ("done",) * 12 + (
    "several", "internal", "moderated", "keeps", "unfetched", "expired", "truncated", "mistyped", "private", "never",
)  # fmt: skip
ANEW = {"internal", "unfetched"}
"""Plans whose tasks end without a result and without a price: these alone may be ordered again, three times in all."""
FAULTS = {
    "create": {"429": 0.05, "html403": 0.02, "500": 0.02, "cut_before": 0.02, "cut_after": 0.03, "gateway": 0.02},
    "query": {"cut": 0.05, "429": 0.05, "gateway": 0.03},
    "upload": {"cut": 0.05},
}
PREPARE = """
from studio.models import CatalogueModel, User
from studio.services import credits
CatalogueModel.objects.filter(pk="nano-banana-2").update(enabled=True)
user = User.objects.get(email="demo@reklamai.local")
credits.grant(user, amount=1_000_000, note="a soak")
user.account.refresh_from_db()
print("balance", user.account.balance)
"""


@pytest.fixture
def kie():
    with running_kie(run_s=2.0, late_record_s=0.5, webhook_key="bell-key", scale=1000.0) as kie:
        kie.set(faults=FAULTS, callbacks="double", balance=10.0**6)
        yield kie


@pytest.fixture
def town(tmp_path_factory, kie):
    home = tmp_path_factory.mktemp("kie")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # root's PostgreSQL runs as `nobody`, who must reach it
    town = Town(home)
    town.environment |= {
        "KIE_API_KEY": "kie-key", "KIE_BASE_URL": kie.base_url, "KIE_UPLOAD_URL": kie.upload_url,
        "KIE_WEBHOOK_KEY": "bell-key", "FETCH_TRUSTED_HOSTS": kie.results_host, "PUBLIC_URL": town.url,
    }  # fmt: skip
    town.start()
    try:
        town.wait_until_whole(STARTS_WITHIN_S)
        yield town
    finally:
        stack.end(town.process)


def shoot(town, dice, over):
    """Kill somebody every few seconds; a killed supervisor is started again."""
    killed = Counter()
    while not over.wait(dice.uniform(2, 6)):
        by_role = defaultdict(list)
        for each in town.everyone():
            by_role[each.role].append(each)
        one = dice.choice(by_role[dice.choice(sorted(by_role))])
        if one.kill():
            killed[one.role] += 1
        if one.role == "supervisor":
            town.process.wait()
            town.start()
            town.wait_until_whole(STARTS_WITHIN_S)
    return killed


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_no_order_at_a_faulty_vendor_is_made_twice_paid_for_nothing_or_lost(town, kie):
    seed = int(os.environ.get("SOAK_SEED") or secrets.randbelow(10**6))
    print(f"\nseed {seed}")
    dice, over, killed = random.Random(seed), threading.Event(), []
    balance = int(town.manage("shell", "-c", PREPARE).stdout.split()[-1])
    customer = Customer(town, dice, pause_s=0)
    gun = threading.Thread(target=lambda: killed.append(shoot(town, random.Random(seed + 1), over)))
    gun.start()

    wanted = {}
    try:
        for number in range(ORDERS):
            plan = dice.choice(PLANS)
            words = f"order {number} {{kie:{plan}}}"
            order = {"kind": "text_to_image", "model": "nano-banana-2", "prompt": words}
            [work] = customer.insist("POST", "generations", order, key=str(uuid4()))
            wanted[work["id"]] = (words, plan, work["price"])
    finally:
        over.set()
        gun.join()
    town.wait_until_whole(HEALS_WITHIN_S)
    books.wait_until_over(town)

    rows = {
        str(pk): (status, code)
        for pk, status, code in town.query("SELECT id, status, error_code FROM studio_generation")
    }
    ends = check_orders(town, kie, wanted, rows)
    check_money(town, wanted, rows, balance=balance)
    check_results(town)
    print(f"orders: {len(rows)}, ends: {dict(ends)}")
    print(f"kills: {dict(killed[0])}, requests without an answer: {customer.unanswered}")
    print(f"tasks at the vendor: {len(kie.tasks())}, questions: {len(kie.journal('query'))}")


def check_orders(town, kie, wanted, rows):
    assert set(rows) == set(wanted), "every order that was answered is there, and no other"
    made = Counter(task["words"] for task in kie.tasks())
    for pk, (words, plan, _price) in wanted.items():
        status, code = rows[pk]
        assert made[words] <= (3 if plan in ANEW else 1), f"{words} was made {made[words]} times"
        if plan in ("moderated", "keeps", "mistyped", "private", "never", *ANEW):
            assert status == "failed", f"{words} ended {status} {code}"
        elif status != "done":
            # Not answered when it was sent, or its worker was killed right then: its credits are back.
            assert (status, code) in {
                ("failed", "expired"),
                ("failed", "engine"),
                ("failed", "busy"),
                ("failed", "unreachable"),
            }
    return Counter(f"{status} {code}".strip() for status, code in rows.values())


def check_money(town, wanted, rows, *, balance):
    paid = sum(price for pk, (_words, _plan, price) in wanted.items() if rows[pk][0] == "done")
    [(now,)] = town.query(
        "SELECT balance FROM studio_creditaccount a JOIN studio_user u ON u.id = a.owner_id WHERE u.email = %s",
        LOGIN["email"],
    )
    assert now == balance - paid
    checked = town.manage("check_ledger")
    assert checked.returncode == 0, checked.stderr


def check_results(town):
    """Byte for byte what the vendor served, for every file of every order that is done."""
    found = town.query(
        "SELECT a.sha256, a.position, g.provider_ref FROM studio_asset a"
        " JOIN studio_generation g ON g.id = a.generation_id WHERE g.status = 'done'"
    )
    assert found
    for digest, position, task in found:
        assert digest == hashlib.sha256(picture(f"{task}/{position}.png")).hexdigest()


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_thousand_waiting_orders_hold_up_no_new_one(town, kie):
    """Seeded rows that a vendor has: asked about within its limit, while a new order is sent at once."""
    kie.set(faults={}, callbacks="none", run_s=10.0**6)
    assert town.manage("shell", "-c", PREPARE).returncode == 0
    customer = Customer(town, random.Random(1), pause_s=0)
    [first] = customer.insist("POST", "generations", ask("the pattern"), key=str(uuid4()))
    wait_until_sent(town, first["id"])
    copy_rows(town, first["id"], 2000)
    before, began = len(kie.journal("query")), time.monotonic()
    memory = {each.process.pid: each.process.memory_info().rss for each in town.everyone()}
    starts = []
    for number in range(30):
        [work] = customer.insist("POST", "generations", ask(f"a new one {number}"), key=str(uuid4()))
        starts.append(wait_until_sent(town, work["id"]))

    rate = (len(kie.journal("query")) - before) / (time.monotonic() - began)
    grown = {
        each.role: (each.process.memory_info().rss - memory[each.process.pid]) / 2**20
        for each in town.everyone() if each.process.pid in memory
    }  # fmt: skip
    print(f"\nquestions a second: {rate:.1f}")
    print(f"a new order was sent after {sorted(starts)[15]:.2f} s (median), {max(starts):.2f} s (most)")
    print(f"memory grown by, MB: { {role: round(size) for role, size in grown.items()} }")
    assert rate <= 90
    assert max(grown.values()) < 100
    assert sorted(starts)[27] < 1.0


def copy_rows(town, pk, times):
    """So many more works like that one, each due to be asked about."""
    columns = [name for (name,) in town.query(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'studio_generation'"
        " AND is_generated = 'NEVER'")]  # fmt: skip
    fresh = {
        "id": "gen_random_uuid()", "key": "gen_random_uuid()", "ask_after": "now()",
        "heartbeat_at": "now() - interval '1 minute'", "deadline_at": "now() + interval '1 hour'",
    }  # fmt: skip
    values = ", ".join(fresh.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    town.query(
        f"INSERT INTO studio_generation ({names}) SELECT {values} FROM studio_generation, generate_series(1, %s)"  # noqa: S608
        " WHERE id = %s", times, pk,
    )  # fmt: skip


def ask(words):
    return {"kind": "text_to_image", "model": "nano-banana-2", "prompt": words}


def wait_until_sent(town, pk):
    """Seconds from now until the vendor has it."""
    began = time.monotonic()
    while not town.query("SELECT 1 FROM studio_generation WHERE id = %s AND provider_ref <> ''", pk):
        assert time.monotonic() - began < 30, "the order is not sent"
        time.sleep(0.02)
    return time.monotonic() - began
