"""Weights of a person trained at Replicate, through the whole hall, against the stand-in over HTTP."""

from datetime import timedelta
from decimal import Decimal

import httpx
import pytest
from django.utils import timezone

from reklamai.core.errors import Cancelled
from reklamai.providers.replicate.answers import Task
from soulids.lora_engine import LoraEngine, waiting
from soulids.lora_names import model_of
from soulids.models import RemoteErasure, SoulLora
from soulids.selectors.loras import lora_of
from soulids.services import remote
from studio.models import Generation, Status
from studio.services import generations, late, watch, work
from studio.services.jobs import job_for
from studio.services.reporting import Reporter
from tests.providers.replicate_server.plans import log
from tests.soulids.at_vendor import PRICE, album_there, later, rich, training  # noqa: F401
from tests.studio.at_replicate import replicate, ring, server, step, tasks_of, worked  # noqa: F401
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db


def there(replicate, order):
    """What the vendor has of this order: (its model, files)."""
    kept = replicate.kept()
    return [name for name in kept["models"] if name == f"acme/{model_of(str(order.pk))}"], kept["files"]


def test_photos_become_weights_that_orders_can_use(replicate, training, album, rich):
    order = worked(training)

    lora = SoulLora.objects.get(order=order)
    assert (order.status, order.notes, order.kept) == (Status.DONE, {}, {})
    assert lora.destination == f"acme/{model_of(str(order.pk))}"
    assert len(lora.trained_version) == 64
    assert lora_of(album) == {"weights": f"{lora.destination}/{lora.trained_version}", "trigger": lora.trigger}
    assert replicate.kept()["models"][lora.destination]["visibility"] == "private"
    assert (order.price, balance_of(rich)) == (PRICE, 1100 - PRICE)
    assert there(replicate, order)[1] == []  # the photos are gone there
    assert not RemoteErasure.objects.exists()


def test_what_a_training_took_is_written_down(replicate, training, album):
    order = worked(training)

    album.refresh_from_db()
    # The stand-in's trainings run for 412.7 s; an H100 is 0.0015 USD a second: 0.61905.
    assert order.cost == album.training_cost == SoulLora.objects.get(order=order).cost == Decimal("0.6190")


def test_photos_that_cannot_be_deleted_there_now_are_deleted_later(replicate, training):
    replicate.set(faults={"delete": ["429"]})

    order = worked(training)

    owed = RemoteErasure.objects.get()
    assert (order.status, owed.what) == (Status.DONE, "file")
    assert remote.erase_due(clock=later) == 1
    assert replicate.kept()["files"] == []


@pytest.mark.parametrize("fault", ["cut_after", "gateway"])
def test_a_training_without_an_answer_is_never_ordered_again(replicate, training, fault, rich):
    replicate.set(faults={"create": [fault]})

    order = worked(training)

    assert (order.status, order.stage) == (Status.RUNNING, "uncertain")
    assert len(tasks_of(replicate, order)) == 1
    assert balance_of(rich) == 1100 - PRICE  # held until its deadline


def test_a_training_whose_answer_was_lost_is_found_by_the_first_bell(replicate, training, client, settings):
    replicate.set(faults={"create": ["cut_after"]})
    worked(training)
    [task] = tasks_of(replicate, training)

    answer = ring(client, task["webhook"], task["id"])

    assert answer.status_code == 200
    assert worked(training).status == Status.DONE
    assert task["events"] == ["start", "completed"]
    assert len(tasks_of(replicate, training)) == 1


def test_a_training_that_nobody_answers_for_ends_at_its_deadline_and_its_model_goes(replicate, training, rich):
    replicate.set(faults={"create": ["cut_after"]})
    worked(training)
    assert timedelta(hours=1, minutes=59) < training.deadline_at - timezone.now() < timedelta(hours=2)
    Generation.objects.filter(pk=training.pk).update(deadline_at=timezone.now())

    watch.sweep()

    training.refresh_from_db()
    assert (training.status, training.error_code, balance_of(rich)) == (Status.FAILED, "expired", 1100)
    assert {row.what for row in RemoteErasure.objects.all()} == {"file", "model"}
    erased(replicate)
    assert there(replicate, training) == ([], [])


def erased(replicate):
    """Everything that is owed, as the watch's rounds do it, the vendor's minutes over."""
    for _ in range(3):
        RemoteErasure.objects.filter(done_at=None).update(next_at=timezone.now())
        remote.erase_due(clock=later)
        replicate.settle()
    assert not RemoteErasure.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(
    ("plan", "code", "ordered"),
    [("crashed", "paid_failure", 1), ("moderated", "moderated", 1), ("weightless", "unknown_answer", 1),
     ("stopped", "paid_failure", 1), ("director", "failed", 3)],
)  # fmt: skip
def test_a_training_that_fails_is_not_paid_and_leaves_nothing_there(replicate, album_there, rich, plan, code, ordered):
    order = worked(album_there(plan))

    assert (order.status, order.error_code) == (Status.FAILED, code)
    assert "replicate" not in order.error_message.lower()
    assert balance_of(rich) == 1100
    assert len(tasks_of(replicate, order)) == ordered  # ordered anew only where it cost nothing
    assert lora_of(album_there.soul) is None
    erased(replicate)
    assert there(replicate, order) == ([], [])


def test_a_training_in_a_state_that_nobody_knows_stays_on_the_list_of_what_is_owed(replicate, album_there, rich):
    order = worked(album_there("strange"))

    remote.erase_due(clock=later)

    assert (order.status, order.error_code, balance_of(rich)) == (Status.FAILED, "unknown_answer", 1100)
    assert RemoteErasure.objects.get(done_at=None, what="training").last_error == "unknown_answer"


def test_a_failure_that_the_vendor_is_paid_for_counts_as_cost(replicate, album_there):
    order = worked(album_there("crashed"))

    album_there.soul.refresh_from_db()
    assert order.cost > 0
    assert album_there.soul.training_cost == order.cost


def test_a_training_that_is_cancelled_stops_there_and_leaves_nothing(
    replicate, training, rich, django_capture_on_commit_callbacks
):
    replicate.set(run_s=10**6)
    step(training)

    with django_capture_on_commit_callbacks(execute=True):
        generations.cancel(training)
    work.stop(training.pk)

    [task] = tasks_of(replicate, training)
    assert (task["state"], balance_of(rich)) == ("canceled", 1100)
    erased(replicate)
    assert there(replicate, training) == ([], [])


def test_one_that_was_cancelled_in_the_line_leaves_nothing_to_erase(replicate, training, rich):
    generations.cancel(training)

    assert balance_of(rich) == 1100
    assert not RemoteErasure.objects.exists()
    assert tasks_of(replicate, training) == []


class Killed(BaseException):
    """The worker is gone at once: nothing of its own writes anything down any more."""


class Mortal:
    """A report whose worker dies at one of its calls, before or after that has had its effect."""

    def __init__(self, report, *, at, when):
        self.report, self.at, self.when = report, at, when

    def __call__(self, stage, share):
        self._do("report", lambda: self.report(stage, share))

    def sending(self):
        self._do("sending", self.report.sending)

    def accepted(self, provider_ref):
        self._do("accepted", lambda: self.report.accepted(provider_ref))

    def keep(self, **facts):
        self._do(f"keep {'+'.join(facts)}", lambda: self.report.keep(**facts))

    def _do(self, name, deed):
        if (name, self.when) == (self.at, "before"):
            raise Killed
        deed()
        if (name, self.when) == (self.at, "after"):
            raise Killed


def killed(order, tmp_path, *, at, when):
    """The order's first attempt, whose worker dies there; then the watch finds it."""
    row = work.claim(order.pk)
    folder = tmp_path / "first"
    folder.mkdir()
    with pytest.raises(Killed):
        LoraEngine().run(job_for(row, workdir=folder), Mortal(Reporter(row), at=at, when=when))
    Generation.objects.filter(pk=order.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    watch.sweep()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("at", "uploads"), [("report", 1), ("keep file", 1), ("keep model", 1), ("sending", 1), ("accepted", 1)]
)
def test_a_worker_that_is_killed_anywhere_never_has_a_training_paid_twice(
    replicate, training, rich, tmp_path, at, uploads, when
):
    before = len(replicate.journal("upload"))

    killed(training, tmp_path, at=at, when=when)
    order = worked(training)

    lost = (at, when) in {("accepted", "before"), ("sending", "after")}  # nobody can know whether it was taken
    assert len(tasks_of(replicate, order)) == (0 if (at, when) == ("sending", "after") else 1)
    assert order.status == (Status.RUNNING if lost else Status.DONE)
    assert balance_of(rich) == 1100 - PRICE
    # One zip for all attempts, but where its number was lost: that one is gone by itself within a day.
    extra = (at, when) == ("keep file", "before")
    assert len(replicate.journal("upload")) - before == uploads + extra
    assert len(there(replicate, order)[0]) == 1


def test_an_order_whose_owner_cancels_while_it_leaves_is_stopped_at_the_vendor(replicate, training, rich, tmp_path):
    row = work.claim(training.pk)
    report = Reporter(row)
    sending = report.sending
    report.sending = lambda: (sending(), generations.cancel(training))

    with pytest.raises(Cancelled):
        LoraEngine().run(job_for(row, workdir=tmp_path), report)

    [task] = tasks_of(replicate, training)
    assert balance_of(rich) == 1100
    assert replicate.journal("cancel")[-1]["path"].endswith(f"{task['id']}/cancel")


def test_photos_that_arrive_after_a_cancel_do_not_stay_at_the_vendor(replicate, training, tmp_path):
    row = work.claim(training.pk)
    report = Reporter(row)
    keep = report.keep
    report.keep = lambda **facts: (generations.cancel(training), keep(**facts))

    with pytest.raises(Cancelled):
        LoraEngine().run(job_for(row, workdir=tmp_path), report)

    assert len(replicate.journal("upload")) > 0
    assert there(replicate, training) == ([], [])


@pytest.mark.parametrize(
    ("call", "fault"), [("upload", "429"), ("upload", "cut_after"), ("model", "cut_after"), ("account", "gateway")]
)
def test_what_can_be_repeated_before_the_training_is_repeated(replicate, training, call, fault):
    replicate.set(faults={call: [fault]})

    order = worked(training)

    assert order.status == Status.DONE
    assert len(tasks_of(replicate, order)) == 1


def test_a_model_that_everybody_sees_is_never_trained_into(replicate, training):
    made = httpx.post(
        f"{replicate.base_url}/v1/models",
        json={"owner": "acme", "name": model_of(str(training.pk)), "visibility": "public", "hardware": "cpu"},
        headers={"Authorization": "Bearer r8_stand_in_key"},
    )
    assert made.status_code == 201

    order = worked(training)

    assert (order.status, order.error_code) == (Status.FAILED, "not_private")
    assert tasks_of(replicate, order) == []


def test_a_training_stands_in_line_and_gives_its_photos_once(replicate, training, settings):
    settings.VENDOR_LIMITS = {"replicate.other": (3, 60.0)}  # the file, the owner, the model; not the training

    step(training)

    assert (training.stage, training.provider_ref, training.sent_at) == ("in line", "", None)
    settings.VENDOR_LIMITS = {}
    before = len(replicate.journal("upload"))
    assert worked(training).status == Status.DONE
    assert len(replicate.journal("upload")) == before


def test_the_share_is_that_of_the_steps_in_the_trainers_log():
    begun, on_its_way = (
        waiting(Task(id="t", state="processing", logs=logs), "t", waited_s=300.0)
        for logs in ("Loading checkpoint shards: 100%|##| 3/3", log(1000, 0.4))
    )

    assert (begun.stage, begun.share) == ("waiting", 0.0)
    assert (on_its_way.stage, on_its_way.share, on_its_way.ask_after) == ("weights", 0.4, timedelta(seconds=15))


def test_weights_that_come_after_the_deadline_are_not_used_and_are_asked_away(replicate, training, album, rich):
    replicate.set(run_s=1000.0)
    step(training)
    Generation.objects.filter(pk=training.pk).update(deadline_at=training.created_at)
    watch.sweep()
    replicate.end()

    late.fetch(training.pk)

    assert lora_of(album) is None
    assert balance_of(rich) == 1100
    erased(replicate)
    assert there(replicate, training) == ([], [])


def test_weights_of_a_person_who_was_erased_meanwhile_are_asked_away(replicate, training, album, rich):
    step(training)
    SoulLora.objects.filter(order=training).delete()

    worked(training)

    assert [row.what for row in RemoteErasure.objects.order_by("pk")] == ["version", "model"]
    erased(replicate)
    assert there(replicate, training) == ([], [])
