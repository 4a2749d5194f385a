"""What happens at the same moment, with threads on PostgreSQL: one of them wins, and the books are right."""

import random
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.errors import EngineError
from studio.engines.base import Result
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import credits, generations, orders, watch, work
from tests.studio.conftest import PRICE, balance_of
from tests.studio.races import at_once
from tests.studio.test_work import as_if_killed, queued  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def running(generation):
    return work.claim(generation.pk)


def finishing(generation):
    return lambda: work.finish(generation, Result(files=()), ())


def failing(generation):
    return lambda: work.fail(generation, EngineError("No."))


def cancelling(generation):
    return lambda: generations.cancel(Generation.objects.get(pk=generation.pk))


def expiring(generation):
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now())
    return watch.sweep


@pytest.mark.parametrize("other", [cancelling, expiring, failing])
def test_a_finish_and_another_end_settle_the_money_once(alice, place, other):
    for _ in range(8):
        generation = running(place(alice))
        before = balance_of(alice)

        at_once(finishing(generation), other(generation), finishing(generation))

        generation.refresh_from_db()
        assert generation.is_over
        assert balance_of(alice) - before == (0 if generation.status == Status.DONE else PRICE)
        assert generation.entries.filter(kind="return").count() == 1
        assert not list(ledger.faults())


def test_many_workers_claim_one_order_once(alice, place):
    generation = place(alice)

    claimed = at_once(*[lambda: work.claim(generation.pk)] * 12)

    assert sum(row is not None for row in claimed) == 1
    assert Generation.objects.get().attempt == 1


def test_a_cancel_and_a_claim_leave_no_worker_on_a_cancelled_order(alice, place, fake_engine):
    for _ in range(8):
        generation = place(alice)

        at_once(partial(work.run, generation.pk), cancelling(generation))

        generation.refresh_from_db()
        assert generation.is_over
        assert not list(ledger.faults())


def test_two_watches_wake_revive_and_queue_everything_once(alice, place, queued):
    waits, dead, lost = (place(alice) for _ in range(3))
    now = timezone.now()
    Generation.objects.filter(pk=waits.pk).update(
        status=Status.RUNNING, attempt=1, provider_ref="x", ask_after=now, heartbeat_at=now - timedelta(seconds=5)
    )
    as_if_killed(dead)
    Generation.objects.filter(pk=lost.pk).update(created_at=now - timedelta(minutes=2))
    OrmQ.objects.all().delete()
    queued.clear()

    at_once(*[watch.wake_waiting, watch.sweep] * 4)

    assert sorted(queued) == sorted([waits.pk, dead.pk, lost.pk])


def test_everything_at_once_on_one_account_locks_nobody_out(alice, an_ask, place, fake_engine):
    credits.grant(alice, amount=1000, note="a test")
    dice = random.Random(1)

    def one(number):
        def call():
            for _ in range(4):
                generation = orders.order(owner=alice, ask=an_ask(count=2), key=uuid4())[0]
                claimed = work.claim(generation.pk)
                dice.choice([finishing, failing, cancelling])(claimed)()
                credits.grant(alice, amount=1, note=str(number))
            return number

        return call

    done = at_once(*[one(number) for number in range(12)])

    assert None not in done
    assert not list(ledger.faults())
