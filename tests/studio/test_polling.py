"""The poller: vendors are asked within their limits, and only what has ended goes to a worker."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from reklamai.core.errors import Busy, Rejected, Unreachable
from studio.engines.base import Waiting
from studio.models import Generation, Status
from studio.services import late, polling, work
from tests.studio.conftest import PRICE, FakeEngine, balance_of, picture_result

pytestmark = pytest.mark.django_db(transaction=True)


class PeekedEngine(FakeEngine):
    """A vendor that has the job at once and says what `answers` says of it."""

    def __init__(self):
        super().__init__()
        self.answers, self.asked = {}, []

    def run(self, job, report):
        self.runs.append(job)
        if job.provider_ref:
            return self.does(job, report) if self.does else picture_result(job)
        report.sending()
        report.accepted(f"task-{job.id}")
        return Waiting(f"task-{job.id}", timedelta(0), "waiting")

    def peek(self, entry, provider_ref, *, waited_s, desk):
        self.asked.append((provider_ref, waited_s))
        answer = self.answers.get(provider_ref, Waiting(provider_ref, timedelta(seconds=8), "generating"))
        if isinstance(answer, Exception):
            raise answer
        return answer


ENGINE = PeekedEngine()


def peeked_engine_of_tests():
    return ENGINE


@pytest.fixture
def vendor(settings, fake_engine):
    from studio.engines import tables

    ENGINE.__init__()
    settings.ENGINES = {**settings.ENGINES, "fake": "tests.studio.test_polling.peeked_engine_of_tests"}
    settings.PEEKED = ("fake",)
    tables.loaded.cache_clear()
    return ENGINE


@pytest.fixture
def at_vendor(vendor, place, alice):
    """An order that a vendor has, due to be asked about."""

    def make():
        generation = place(alice)
        work.run(generation.pk)
        now = timezone.now()
        Generation.objects.filter(pk=generation.pk).update(ask_after=now, heartbeat_at=now - timedelta(seconds=3))
        generation.refresh_from_db()
        return generation

    return make


def fresh(generation):
    return Generation.objects.get(pk=generation.pk)


def test_a_running_order_is_asked_about_and_waits_on(at_vendor, vendor):
    generation = at_vendor()

    assert polling.poll() == 1

    row = fresh(generation)
    assert (row.status, row.stage) == (Status.RUNNING, "generating")
    assert timedelta(seconds=6) < row.ask_after - timezone.now() <= timedelta(seconds=8)
    assert len(vendor.runs) == 1  # no worker was needed
    assert polling.poll() == 0  # and nobody asks before the pause is over


@pytest.mark.parametrize(("share", "percent"), [(0.42, 42), (0.0, 10), (1.7, 100)])
def test_a_share_that_a_vendor_tells_is_shown_and_never_falls(at_vendor, vendor, share, percent):
    generation = at_vendor()
    Generation.objects.filter(pk=generation.pk).update(progress=10)
    vendor.answers[generation.provider_ref] = Waiting(
        generation.provider_ref, timedelta(seconds=8), "weights", share=share
    )

    polling.poll()

    assert (fresh(generation).stage, fresh(generation).progress) == ("weights", percent)


def test_an_ended_order_goes_to_a_worker_and_is_charged_once(at_vendor, vendor, alice):
    generation = at_vendor()
    vendor.answers[generation.provider_ref] = None

    polling.poll()
    work.run(generation.pk)

    assert fresh(generation).status == Status.DONE
    assert balance_of(alice) == 100 - PRICE


def test_a_vendor_in_trouble_is_asked_again_later(at_vendor, vendor):
    generation = at_vendor()
    vendor.answers[generation.provider_ref] = Unreachable("away")

    polling.poll()

    row = fresh(generation)
    assert (row.status, row.stage) == (Status.RUNNING, "waiting")
    assert row.ask_after > timezone.now() + timedelta(seconds=20)


def test_the_limit_ends_the_round_and_costs_no_order_its_turn(at_vendor, vendor):
    orders = [at_vendor() for _ in range(3)]
    for generation in orders:
        vendor.answers[generation.provider_ref] = Busy("not our turn", limit="fake.query", retry_after=0.4)

    assert polling.poll() == 0

    vendor.answers.clear()
    assert polling.poll() == 3


def test_an_order_that_was_not_even_asked_about_keeps_its_turn(at_vendor, vendor, monkeypatch):
    monkeypatch.setattr(polling, "AT_ONCE", 1)  # so that the first refusal comes before the second question
    orders = [at_vendor() for _ in range(3)]
    for generation in orders:
        vendor.answers[generation.provider_ref] = Busy("not our turn", limit="fake.query", retry_after=0.4)

    assert polling.poll() == 0
    assert len(vendor.asked) == 1

    vendor.answers.clear()
    assert polling.poll() == 3


def test_two_pollers_ask_about_an_order_once(at_vendor, vendor):
    generation = at_vendor()
    now = timezone.now()
    one, other = (next(iter(polling.due(now))) for _ in range(2))

    taken = [polling.leased(one, now), polling.leased(other, now)]

    assert taken == [True, False]
    assert fresh(generation).status == Status.RUNNING


def test_a_poller_that_died_holds_nothing_for_long(at_vendor, vendor):
    generation = at_vendor()
    now = timezone.now()
    assert polling.leased(next(iter(polling.due(now))), now)

    assert not polling.due(now).exists()
    assert polling.due(now + timedelta(seconds=21)).get() == generation


def expired(generation):
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now())
    from studio.services import watch

    watch.sweep()
    row = fresh(generation)
    assert (row.status, row.error_code) == (Status.FAILED, "expired")
    return row


def test_what_a_vendor_brings_after_the_deadline_is_given_free(at_vendor, vendor, alice):
    generation = expired(at_vendor())
    assert balance_of(alice) == 100
    vendor.answers[generation.provider_ref] = None
    Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())

    assert polling.poll() == 1
    late.fetch(generation.pk)

    row = fresh(generation)
    assert (row.status, row.result.kind) == (Status.FAILED, "picture")
    assert balance_of(alice) == 100
    late.fetch(generation.pk)  # a second worker brings nothing twice
    assert len(row.results) == 1


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        ({"camerawork": {"grain": 0.5}, "post": ["grain"]}, "The look"),
        ({"sound": {"prompt": "rain", "type": "ambient"}}, "The sound"),
    ],
)
def test_what_came_late_says_what_of_it_is_missing(at_vendor, vendor, plan, missing):
    generation = at_vendor()
    Generation.objects.filter(pk=generation.pk).update(plan=plan, language="en")
    expired(generation)

    late.fetch(generation.pk)

    row = fresh(generation)
    assert row.result.kind == "picture"
    assert set(row.notes) == {"not_finished"}
    assert row.notes["not_finished"].startswith(missing)


def test_a_late_failure_ends_the_asking(at_vendor, vendor):
    generation = expired(at_vendor())
    vendor.does = lambda job, report: (_ for _ in ()).throw(Rejected("failed there too"))

    late.fetch(generation.pk)

    row = fresh(generation)
    assert (row.status, row.ask_after) == (Status.FAILED, None)


def test_an_expired_order_is_forgotten_after_a_day(at_vendor, vendor):
    generation = expired(at_vendor())
    Generation.objects.filter(pk=generation.pk).update(
        ask_after=timezone.now(), finished_at=timezone.now() - timedelta(hours=25)
    )

    assert not polling.due(timezone.now()).exists()


def test_the_round_ends_when_it_is_told(at_vendor, vendor):
    over = threading.Event()
    thread = threading.Thread(target=polling.go_round, args=(over,))
    thread.start()

    over.set()
    thread.join(timeout=5)

    assert not thread.is_alive()
