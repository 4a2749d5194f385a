"""The numbers of the day, counted against rows that are known."""

from datetime import timedelta
from decimal import Decimal
from statistics import median
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from studio.models import Generation, Status
from studio.selectors import operations, processes
from studio.services import credits
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def made(alice, now):
    """Gives `made(hours_ago=, seconds=, ...)`: an order as it would be after that."""

    def make(*, hours_ago=1.0, seconds=5, status=Status.DONE, kind="text_to_image", **fields):
        at = now - timedelta(hours=hours_ago)
        ends = {"started_at": at, "finished_at": at + timedelta(seconds=seconds)} if status == Status.DONE else {}
        return Generation.objects.create(
            owner=alice, key=uuid4(), kind=kind, model="draft", provider="local", status=status, created_at=at,
            **{**ends, **fields},
        )  # fmt: skip

    return make


def test_orders_fall_into_the_hours_in_which_they_were_taken(made, now):
    for hours_ago, status in (
        (0, Status.QUEUED),
        (3, Status.DONE),
        (3, Status.DONE),
        (3, Status.FAILED),
        (30, Status.DONE),
    ):
        made(hours_ago=hours_ago, status=status)

    hours = operations.hours(now)

    three_ago = (now - timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    [slot] = [hour for hour in hours if hour.start == three_ago]
    assert slot.states == {"done": 2, "failed": 1}
    assert len(hours) == 25
    assert hours[-1].states == {"queued": 1}
    assert operations.totals(hours) == {"queued": 1, "running": 0, "done": 2, "failed": 1, "cancelled": 0}


def test_times_are_medians_and_95_percents_of_each_kind(made, now):
    took = list(range(1, 102))
    for seconds in took:
        made(seconds=seconds)
    made(kind="text_to_video", seconds=600)
    made(status=Status.FAILED)
    made(hours_ago=30, seconds=9000)

    pictures, clips = operations.times(now)

    assert (pictures.kind, pictures.done, pictures.failed) == ("text_to_image", 101, 1)
    assert pictures.median_s == median(took)
    assert pictures.p95_s == 96  # of 101 evenly spaced values the 95th of a hundred steps
    assert pictures.percent == 99
    assert (clips.median_s, clips.p95_s, clips.percent) == (600, 600, 100)


def test_without_an_end_there_is_no_rate_and_no_time(made, now):
    made(status=Status.QUEUED)

    [found] = operations.times(now)

    assert (found.percent, found.median_s, found.p95_s) == (None, None, None)


def test_a_models_line_tells_what_it_cost_and_what_of_it_stands_still(made, now):
    made(cost=Decimal("0.02"))
    made(cost=Decimal("0.03"))
    made(status=Status.RUNNING, hours_ago=30, heartbeat_at=now - timedelta(minutes=5))

    [found] = operations.times(now, by_model=True)

    assert (found.cost_usd, found.stuck, found.done) == (Decimal("0.05"), 1, 2)


@pytest.mark.parametrize(
    ("done", "failed", "failing"), [(6, 4, True), (7, 3, False), (0, 9, False), (0, 10, True), (20, 0, False)]
)
def test_a_model_is_failing_from_ten_orders_of_which_less_than_seven_in_ten_succeed(made, now, done, failed, failing):
    for _ in range(done):
        made()
    for _ in range(failed):
        made(status=Status.FAILED)

    [found] = operations.times(now)

    assert found.is_failing is failing


def test_money_of_the_day_is_that_of_the_ledger(alice, place, run, now):
    run(place(alice))
    back = place(alice)
    from studio.services import generations

    generations.cancel(back)
    place(alice)
    credits.correct(alice, delta=-3, note="x", made_by=alice)

    found = operations.money(timezone.now())

    assert found == operations.Money(held=10, charged=10, returned=10, granted=100, bought=0, corrected=-3)
    alice.account.refresh_from_db()
    assert alice.account.balance == found.granted + found.bought + found.corrected - found.charged - found.held


LATE = timedelta(seconds=61)


@pytest.mark.parametrize(
    ("ages", "stuck"),
    [
        ({"status": Status.RUNNING, "heartbeat_at": LATE}, True),
        ({"status": Status.RUNNING, "heartbeat_at": timedelta(seconds=5)}, False),
        ({"status": Status.RUNNING, "heartbeat_at": LATE, "sent_at": LATE}, False),
        ({"status": Status.RUNNING, "heartbeat_at": LATE, "sent_at": LATE, "provider_ref": "v-7"}, True),
        ({"status": Status.RUNNING, "heartbeat_at": LATE, "ask_after": -LATE}, False),
        ({"status": Status.RUNNING, "heartbeat_at": LATE, "ask_after": LATE}, True),
        ({"status": Status.RUNNING, "heartbeat_at": timedelta(), "deadline_at": LATE}, True),
        ({"status": Status.QUEUED, "hours_ago": 0.2}, False),
        ({"status": Status.QUEUED, "hours_ago": 0.3}, True),
        ({"status": Status.DONE, "heartbeat_at": LATE}, False),
    ],
)
def test_what_should_move_and_does_not_is_found(made, now, ages, stuck):
    made(**{name: now - value if isinstance(value, timedelta) else value for name, value in ages.items()})

    assert operations.stuck_orders(now).count() == operations.waiting(now).stuck == int(stuck)


def test_the_oldest_that_waits_is_told(made, now):
    made(status=Status.QUEUED, hours_ago=0.1)
    old = made(status=Status.QUEUED, hours_ago=0.2)
    made(status=Status.RUNNING, hours_ago=9, heartbeat_at=now)

    found = operations.waiting(now)

    assert (found.queued, found.running, found.oldest) == (2, 1, old.created_at)


def test_people_and_files_are_counted(alice, bob, place, run, now):
    made = run(place(alice)).result
    type(bob).objects.filter(pk=bob.pk).update(date_joined=now - timedelta(days=3))

    assert operations.people(timezone.now()) == operations.People(new=1, all=2)
    assert operations.stored() == operations.Stored(files=1, bytes=made.size_bytes)


def test_a_queue_tells_who_waits_and_who_is_worked_on(db, now):
    OrmQ.objects.create(key="heavy", payload="", lock=now - timedelta(minutes=2))
    OrmQ.objects.create(key="heavy", payload="", lock=now + timedelta(minutes=9))

    light, heavy = processes.queues([])

    assert (light.name, light.tasks, light.oldest_s) == ("light", 0, 0.0)
    assert (heavy.waiting, heavy.taken, heavy.clusters) == (1, 1, 0)
    assert 120 <= heavy.oldest_s < 130


def test_a_cluster_that_asks_for_work_is_alive_and_one_that_left_is_missing(db):
    import psycopg

    from reklamai.core.dsn import dsn

    with psycopg.connect(dsn(who="reklamai heavy worker-7:123"), autocommit=True) as cluster:
        cluster.execute("SELECT 1")
        found = processes.processes()
        [heavy] = found
        assert (heavy.role, heavy.where, heavy.alive) == ("heavy", "worker-7:123", True)
        assert processes.missing(found) == ["light", "watch"]
        assert [queue.clusters for queue in processes.queues(found)] == [0, 1]


def test_a_cluster_that_said_nothing_for_long_is_not_taken_for_a_living_one(now):
    silent = processes.Process(role="heavy", where="x:1", began=now, beat=now - timedelta(seconds=30), busy=False)

    assert not silent.alive
    assert processes.missing([silent]) == ["light", "heavy", "watch"]


def test_the_numbers_cost_the_same_few_queries_whatever_there_is(made, now):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            operations.hours(now), operations.times(now), operations.waiting(now), operations.money(now)
            operations.people(now), operations.stored(), processes.queues(processes.processes())
        return len(queries)

    before = asked()
    for _each in range(30):
        made()

    assert asked() == before == 9
