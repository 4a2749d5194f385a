"""Work: done, failed, cancelled, waited for, killed, late. Money and rows after each."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.errors import Busy, Cancelled, Interrupted, Moderated, Rejected, Uncertain, Unreachable
from studio.engines.base import Result, ResultFile, Waiting
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import generations, watch, work
from tests.studio.conftest import PRICE, balance_of, picture_result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_books_are_right_in_the_end(db):
    yield
    assert not list(ledger.faults())


def raising(error):
    def does(job, report):
        raise error

    return does


def test_a_finished_generation_has_its_result_and_is_charged_its_price(alice, place, run):
    generation = run(place(alice))

    asset = generation.result
    assert (generation.status, generation.progress, generation.notes) == (Status.DONE, 100, {"engine": "fake"})
    assert (asset.kind, asset.width, asset.height, asset.content_type) == ("picture", 60, 40, "image/png")
    assert asset.file.size == asset.size_bytes
    assert asset.thumbnail.size > 0
    assert asset.file.name.startswith(f"{alice.pk}/{generation.pk}/{asset.sha256}")
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize("error", [Rejected("No faces of public figures."), Moderated("Not this.")])
def test_a_failed_generation_gives_its_credits_back_and_says_why(alice, place, run, fake_engine, error):
    fake_engine.does = raising(error)

    generation = run(place(alice))

    assert (generation.status, generation.error_message, generation.error_code) == ("failed", error.message, error.code)
    assert balance_of(alice) == 100


def test_a_bug_fails_the_order_gives_the_credits_back_and_is_raised_for_the_log(alice, place, fake_engine):
    fake_engine.does = raising(ZeroDivisionError("a bug"))
    generation = place(alice)

    with pytest.raises(ZeroDivisionError):
        work.run(generation.pk)

    generation.refresh_from_db()
    assert generation.status == Status.FAILED
    assert "bug" not in generation.error_message
    assert balance_of(alice) == 100


def test_a_worker_whose_time_is_up_gives_the_credits_back(alice, place, fake_engine):
    fake_engine.does = raising(SystemExit("Task exceeded maximum timeout value"))
    generation = place(alice)

    with pytest.raises(SystemExit):
        work.run(generation.pk)

    generation.refresh_from_db()
    assert generation.status == Status.FAILED
    assert balance_of(alice) == 100


def test_a_result_that_is_not_what_it_says_fails_the_order(alice, place, run, fake_engine):
    def text_as_png(job, report):
        path = job.workdir / "made.png"
        path.write_text("not a picture")
        return Result(files=(ResultFile(path),))

    fake_engine.does = text_as_png

    generation = run(place(alice))

    assert generation.status == Status.FAILED
    assert generation.result is None
    assert balance_of(alice) == 100


def test_a_second_worker_does_not_do_the_same_work(alice, place, run, fake_engine):
    generation = place(alice)

    run(generation)
    run(generation)

    assert len(fake_engine.runs) == 1
    assert balance_of(alice) == 100 - PRICE


def test_progress_is_written_and_never_goes_back(alice, place, run, fake_engine):
    seen = []

    def does(job, report):
        for stage, share in [("scene", 0.4), ("encode", 0.2), ("grade", 0.9)]:
            report(stage, share)
            seen.append(Generation.objects.values_list("stage", "progress").get(pk=job.id))
        return picture_result(job)

    fake_engine.does = does

    run(place(alice))

    assert seen == [("scene", 40), ("encode", 40), ("grade", 90)]


def test_an_owner_who_cancels_stops_the_running_work_and_pays_nothing(alice, place, run, fake_engine):
    ended = []

    def does(job, report):
        report("scene", 0.1)
        generations.cancel(Generation.objects.get(pk=job.id))
        try:
            report("encode", 0.2)
        except Cancelled:
            ended.append("stopped")
            raise
        return picture_result(job)

    fake_engine.does = does

    generation = run(place(alice))

    assert ended == ["stopped"]
    assert generation.status == Status.CANCELLED
    assert generation.result is None
    assert balance_of(alice) == 100


def test_a_result_that_comes_after_a_cancel_is_dropped(alice, place, run, fake_engine):
    def does(job, report):
        generations.cancel(Generation.objects.get(pk=job.id))
        made = picture_result(job)
        report._written = float("inf")  # the engine does not look up any more
        report._stage = "storing"
        return made

    fake_engine.does = does

    generation = run(place(alice))

    assert generation.status == Status.CANCELLED
    assert generation.result is None
    assert balance_of(alice) == 100


@pytest.mark.parametrize("error", [Busy("Later.", retry_after=7), Unreachable("Not there."), Interrupted("Killed.")])
def test_trouble_that_may_pass_is_tried_again_three_times_in_all(alice, place, run, fake_engine, error):
    fake_engine.does = raising(error)
    generation = run(place(alice))
    assert generation.status == Status.RUNNING
    assert generation.ask_after > timezone.now()

    for _ in range(5):
        Generation.objects.filter(pk=generation.pk, status=Status.RUNNING).update(ask_after=timezone.now())
        generation = run(generation)

    assert generation.status == Status.FAILED
    assert len(fake_engine.runs) == 3
    assert balance_of(alice) == 100


def vendor(job, report):
    """Takes an order, is asked twice, then has it."""
    if not job.provider_ref:
        report.sending()
        report.accepted("task-1")
        return Waiting("task-1", ask_after=timedelta(seconds=3), share=0.1)
    asked = Generation.objects.get(pk=job.id).progress
    return Waiting("task-1", share=0.6) if asked < 60 else picture_result(job)


def due(generation):
    Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())


def test_an_order_at_a_vendor_holds_no_worker_and_ends_with_its_result(alice, place, run, fake_engine):
    fake_engine.does = vendor
    generation = run(place(alice))
    assert (generation.status, generation.provider_ref, generation.attempt) == (Status.RUNNING, "task-1", 1)

    assert run(generation).progress == 10, "nobody asks before its time"
    due(generation)
    assert run(generation).progress == 60
    due(generation)
    generation = run(generation)

    assert generation.status == Status.DONE
    assert [job.provider_ref for job in fake_engine.runs] == ["", "task-1", "task-1"]
    assert balance_of(alice) == 100 - PRICE


def test_the_watch_wakes_an_order_when_its_vendor_is_due_and_only_once(alice, place, run, fake_engine, queued):
    fake_engine.does = vendor
    generation = run(place(alice))
    queued.clear()
    assert watch.wake_waiting() == 0

    due(generation)

    assert watch.wake_waiting() == 1
    assert watch.wake_waiting() == 0
    assert queued == [generation.pk]


def test_an_order_whose_worker_died_at_a_vendor_is_asked_about_and_not_sent_again(alice, place, run, fake_engine):
    def killed_after_accepting(job, report):
        if job.provider_ref:
            return picture_result(job)
        report.sending()
        report.accepted("task-9")
        raise KeyboardInterrupt

    fake_engine.does = killed_after_accepting
    generation = as_if_killed(place(alice), provider_ref="task-9")

    watch.sweep()
    generation = run(generation)

    assert generation.status == Status.DONE
    assert [job.provider_ref for job in fake_engine.runs] == ["task-9"]
    assert balance_of(alice) == 100 - PRICE


def as_if_killed(generation, **fields):
    """The row as kill -9 leaves it: running, and its worker not heard of for long."""
    long_ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=generation.pk).update(
        status=Status.RUNNING, attempt=1, started_at=long_ago, heartbeat_at=long_ago, **fields
    )
    return Generation.objects.get(pk=generation.pk)


def test_local_work_of_a_dead_worker_is_done_by_another(alice, place, run, fake_engine, queued):
    generation = as_if_killed(place(alice))
    queued.clear()

    watch.sweep()
    generation = run(generation)

    assert queued == [generation.pk]
    assert (generation.status, generation.attempt) == (Status.DONE, 2)
    assert balance_of(alice) == 100 - PRICE


def test_work_that_kills_its_worker_three_times_is_ended(alice, place, run):
    generation = as_if_killed(place(alice))
    Generation.objects.filter(pk=generation.pk).update(attempt=3)

    watch.sweep()

    generation.refresh_from_db()
    assert generation.status == Status.FAILED
    assert balance_of(alice) == 100


def test_an_order_that_was_sent_and_not_answered_is_never_sent_again(alice, place, run, fake_engine):
    def silent(job, report):
        report.sending()
        raise Uncertain("The service did not answer.")

    fake_engine.does = silent
    generation = run(place(alice))
    long_ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=generation.pk).update(heartbeat_at=long_ago)

    watch.sweep()
    watch.wake_waiting()
    generation = run(generation)

    assert len(fake_engine.runs) == 1
    assert generation.status == Status.RUNNING
    assert balance_of(alice) == 100 - PRICE


def test_a_worker_killed_between_sending_and_the_answer_leaves_the_order_uncertain(alice, place, queued):
    generation = as_if_killed(place(alice), sent_at=timezone.now())
    queued.clear()

    watch.sweep()

    generation.refresh_from_db()
    assert generation.status == Status.RUNNING
    assert queued == []


def test_the_deadline_ends_an_order_and_gives_its_credits_back(alice, place):
    generation = as_if_killed(place(alice), sent_at=timezone.now(), deadline_at=timezone.now())

    watch.sweep()

    generation.refresh_from_db()
    assert (generation.status, generation.error_code) == (Status.FAILED, "expired")
    assert balance_of(alice) == 100


def test_a_result_after_the_deadline_is_delivered_free(alice, place, run, fake_engine):
    def slow(job, report):
        Generation.objects.filter(pk=job.id).update(deadline_at=timezone.now())
        watch.sweep()
        made = picture_result(job)
        report._stage, report._written = "storing", float("inf")
        return made

    fake_engine.does = slow

    generation = run(place(alice))

    assert generation.status == Status.FAILED
    assert generation.result is not None
    assert balance_of(alice) == 100


def test_a_late_worker_of_an_older_attempt_cannot_finish(alice, place, fake_engine):
    generation = place(alice)

    def overtaken(job, report):
        Generation.objects.filter(pk=job.id).update(attempt=2)
        report._stage, report._written = "storing", float("inf")
        return picture_result(job)

    fake_engine.does = overtaken
    work.run(generation.pk)

    generation.refresh_from_db()
    assert generation.status == Status.RUNNING
    assert balance_of(alice) == 100 - PRICE


def test_an_order_that_was_never_queued_is_found(alice, place, queued):
    generation = place(alice)
    queued.clear()
    long_ago = timezone.now() - timedelta(minutes=1)
    Generation.objects.filter(pk=generation.pk).update(created_at=long_ago)
    OrmQ.objects.all().delete()

    watch.sweep()
    watch.sweep()

    assert queued == [generation.pk], "found at once, and not again a moment later"


@pytest.fixture
def queued(monkeypatch):
    """Primary keys that went to the queue, in order."""
    from django_q import tasks

    seen = []
    broker_call = tasks.async_task

    def remember(name, *arguments, **options):
        if name == "studio.tasks.run_generation":
            seen.append(UUID(*arguments))
        return broker_call(name, *arguments, **options)

    monkeypatch.setattr("studio.queue.async_task", remember)
    return seen
