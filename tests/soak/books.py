"""What must be true when all orders of a soak are over, looked at from outside: rows, money, files, the vendor."""

import time
from collections import Counter

from tests.soak.customer import LOGIN, PRICE

STUCK_AFTER_S = 120
"""Longer than the deadline of 60 s and the longest work: if nothing has ended for so long, nothing will."""
OPEN = "SELECT status, stage, attempt, provider, sent_at FROM studio_generation WHERE status IN ('queued', 'running')"


def wait_until_over(town):
    """Every order has ended; how long that took after the last kill."""
    began = moved = time.monotonic()
    count = 0
    while left := town.query(OPEN):
        if len(left) != count:
            count, moved = len(left), time.monotonic()
        if time.monotonic() - moved > STUCK_AFTER_S:
            raise AssertionError(f"{len(left)} orders are stuck: {left[:5]}\n{town.log.read_text()[-4000:]}")
        time.sleep(0.5)
    return time.monotonic() - began


def check(town, customer, *, balance):
    """Raises AssertionError for anything lost, doubled, stuck or left over; gives the counts for the summary."""
    rows = {str(pk): (status, code, attempt) for pk, status, code, attempt in town.query(
        "SELECT id, status, error_code, attempt FROM studio_generation")}  # fmt: skip
    check_orders(town, customer, rows)
    check_money(town, rows, balance=balance)
    check_vendor(town)
    check_files(town)
    assert town.strangers() == []
    ends = Counter(f"{status} {code}".strip() for status, code, _ in rows.values())
    return {
        "orders": len(rows),
        "ends": dict(ends),
        "attempts": dict(Counter(attempt for *_, attempt in rows.values())),
    }


def check_orders(town, customer, rows):
    placed = {pk for works in customer.placed.values() for pk in works}
    assert placed <= set(rows), "an order that was answered is there"
    doubled = town.query("SELECT key, item, count(*) FROM studio_generation GROUP BY key, item HAVING count(*) > 1")
    assert doubled == []
    assert {status for status, *_ in rows.values()} <= {"done", "failed", "cancelled"}
    # Killed three times, or sent and not answered: what else fails is a fault of ours.
    told = [line for line in town.log.read_text().splitlines() if "generation failed" in line]
    failed = {code for status, code, _ in rows.values() if status == "failed"}
    assert failed <= {"engine", "expired", "interrupted"}, "\n".join(told)
    bare = town.query(
        "SELECT g.id FROM studio_generation g LEFT JOIN studio_asset a ON a.generation_id = g.id"
        " WHERE g.status = 'done' GROUP BY g.id HAVING count(a.id) <> 1"
    )
    assert bare == [], "what is done has its one file"


def check_money(town, rows, *, balance):
    done = sum(status == "done" for status, *_ in rows.values())
    [(now,)] = town.query(
        "SELECT balance FROM studio_creditaccount a JOIN studio_user u ON u.id = a.owner_id WHERE u.email = %s",
        LOGIN["email"],
    )
    assert now == balance - PRICE * done
    checked = town.manage("check_ledger")
    assert checked.returncode == 0, checked.stderr


def check_vendor(town):
    """Whatever was killed, nothing was ever ordered twice."""
    sent = Counter((town.home / "vendor" / "sent").read_text().split())
    assert {order: times for order, times in sent.items() if times > 1} == {}


def check_files(town):
    """After a sweep the store holds the files of rows, whole, and no other."""
    time.sleep(1.1)  # STORE_GRACE_S of the soak: younger files are left alone
    swept = town.manage("sweep")
    assert swept.returncode == 0, swept.stderr
    assert "missing files: 0" in swept.stdout, swept.stdout
    media = town.home / "media"
    stored = {str(path.relative_to(media)): path.stat().st_size for path in media.rglob("*") if path.is_file()}
    assets = town.query("SELECT file, size_bytes, thumbnail FROM studio_asset")
    assert {name: size for name, size, _ in assets} | {small: stored[small] for *_, small in assets if small} == stored
