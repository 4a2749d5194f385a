"""Every two things that can happen to one order, at the same moment, from every state that it can be in.

Not who wins is looked at, but what is true whoever wins: one end, the money of that end, nothing broken on the way.
"""

from datetime import timedelta
from functools import partial
from itertools import combinations_with_replacement
from uuid import uuid4

import pytest
from django.utils import timezone

from reklamai.core.errors import Busy, EngineError
from studio.engines.base import Result, Waiting
from studio.models import Generation, LedgerEntry, Status
from studio.selectors import ledger
from studio.services import bin, credits, generations, watch, work
from tests.studio.conftest import PRICE, balance_of
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = timedelta(minutes=5)


def again(seen):
    return Generation.objects.get(pk=seen.pk)


# Each takes the order as its doer saw it before the race: a page that was open, a worker that holds its attempt.
ACTIONS = {
    "claim": lambda seen: work.claim(seen.pk),
    "finish": lambda seen: work.finish(seen, Result(files=()), ()),
    "fail": lambda seen: work.fail(seen, EngineError("No.")),
    "try again": lambda seen: work.again_or_fail(seen, Busy("Later.", retry_after=0)),
    "wait": lambda seen: work.wait(seen, Waiting("task-1", ask_after=timedelta(0))),
    "wake": lambda seen: watch.wake_waiting(),
    "revive": watch.revive_or_end,
    "requeue": lambda seen: watch.requeue(seen, timezone.now()),
    "expire": watch.expire,
    "cancel": lambda seen: generations.cancel(again(seen)),
    "delete": lambda seen: generations.delete(again(seen)),
    "restore": generations.restore,
    "retry": lambda seen: generations.retry(generation=again(seen), key=uuid4()),
    "purge": lambda seen: bin.purge(),
}


def queued(seen):
    return seen


def running(seen):
    """Claimed, and its worker not heard of for long: what a watch may find beside the worker that lives after all."""
    claimed = work.claim(seen.pk)
    Generation.objects.filter(pk=seen.pk).update(heartbeat_at=timezone.now() - LONG_AGO)
    claimed.refresh_from_db()
    return claimed


def at_a_vendor(seen):
    claimed = work.claim(seen.pk)
    work.wait(claimed, Waiting("task-1", ask_after=timedelta(0)))
    return again(claimed)


def done(seen):
    claimed = work.claim(seen.pk)
    work.finish(claimed, Result(files=()), ())
    return again(claimed)


def binned(seen):
    generations.delete(done(seen))
    return again(seen)


def the_books_are_right(owner, had):
    """To the credit: what is open is held, what is done is charged, all else came back, once."""
    assert list(ledger.faults()) == []
    due = PRICE * Generation.objects.filter(status__in=["queued", "running", "done"]).count()
    assert balance_of(owner) == had - due
    for row in Generation.objects.all():
        assert row.entries.filter(kind="hold").count() == 1
        assert row.entries.filter(kind="return").count() == (1 if row.is_over else 0)
        assert (row.finished_at is not None) == row.is_over


def race(owner, place, start, pair):
    seen = start(place(owner))

    at_once(*[partial(ACTIONS[name], again(seen)) for name in pair])

    row = again(seen)
    assert row.status == Status.DONE or start not in (done, binned), "what is over stays as it ended"


# Which actions can do anything from there; `make soak` runs all 105 pairs from all five states, many times.
POSSIBLE = {
    queued: ("claim", "requeue", "expire", "cancel", "delete", "retry"),
    running: ("claim", "finish", "fail", "try again", "wait", "revive", "expire", "cancel", "delete"),
    at_a_vendor: ("claim", "wake", "finish", "wait", "expire", "cancel", "delete"),
    done: ("finish", "cancel", "delete", "restore", "retry"),
    binned: ("delete", "restore", "retry", "purge"),
}


@pytest.mark.parametrize("start", POSSIBLE)
def test_any_two_things_at_once_leave_one_end_and_its_money(alice, place, start, private_media):
    credits.grant(alice, amount=2000, note="a test")
    had = balance_of(alice)

    for pair in combinations_with_replacement(POSSIBLE[start], 2):
        race(alice, place, start, pair)

    the_books_are_right(alice, had)


def test_a_charge_and_a_return_settle_once(alice, place):
    for number in range(10):
        seen = running(place(alice))
        before = balance_of(alice)

        at_once(*[partial(credits.charge, seen), partial(credits.give_back, seen)] * 3)

        [entry] = LedgerEntry.objects.filter(generation=seen, kind="return")
        assert entry.delta in (0, PRICE)
        assert balance_of(alice) == before + entry.delta, number
        alice.account.refresh_from_db()
        assert alice.account.balance == sum(alice.account.entries.values_list("delta", flat=True))
        credits.grant(alice, amount=PRICE, note="for the next")


def test_retries_under_one_key_are_one_order(alice, place, run):
    failed = place(alice)
    work.fail(work.claim(failed.pk), EngineError("No."))
    for _ in range(5):
        key = uuid4()

        made = at_once(*[partial(generations.retry, generation=again(failed), key=key)] * 4)

        assert len({row.pk for rows in made for row in rows}) == 1
        generations.cancel(made[0][0])
    assert list(ledger.faults()) == []


def test_a_late_result_and_a_cancel_leave_one_end(alice, place):
    """The worker of the first attempt comes back while the second one runs and the owner cancels."""
    for _ in range(8):
        late = running(place(alice))
        watch.revive_or_end(late)
        now = work.claim(late.pk)
        assert now.attempt == late.attempt + 1

        at_once(*[partial(ACTIONS[name], row) for name, row in (("finish", late), ("cancel", now), ("finish", now))])

        row = again(now)
        assert row.status in (Status.DONE, Status.CANCELLED)
        assert row.entries.get(kind="return").delta == (0 if row.status == Status.DONE else PRICE)
    assert list(ledger.faults()) == []


def ended(seen, *, by):
    """As soon as a worker has it, or at once where that may be."""
    row = again(seen)
    if row.status == Status.RUNNING or by in ("cancel", "delete"):
        ACTIONS[by](row)


@pytest.mark.parametrize("other", ["cancel", "expire", "delete", "fail"])
def test_the_files_of_a_race_are_a_rows_or_gone(alice, place, run, private_media, other):
    """With a real file: attached to a row, or nowhere in the store."""
    for _ in range(4):
        seen = place(alice)

        at_once(partial(work.run, seen.pk), partial(ended, seen, by=other))

    stored = {str(path.relative_to(private_media)) for path in private_media.rglob("*") if path.is_file()}
    named = {name for row in Generation.objects.all() for asset in row.assets.all() for name in
             (asset.stored_name, str(asset.thumbnail))}  # fmt: skip
    assert stored == named
    assert list(ledger.faults()) == []
