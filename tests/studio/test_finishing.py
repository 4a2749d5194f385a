"""The finish of a vendor's result on a worker for pixels: handed on, killed, failed, cancelled. Money and files too."""

from dataclasses import replace
from datetime import timedelta

import cv2
import numpy as np
import pytest
from django.utils import timezone, translation
from django_q.models import OrmQ

from reklamai.core.errors import Interrupted, MediaError, StoreTrouble
from studio.engines import tables
from studio.engines.base import Result, ResultFile, Score
from studio.models import Generation, Status, User
from studio.selectors import ledger
from studio.services import generations, polling, shelves, staff, watch, work
from tests.studio.conftest import PRICE, balance_of, picture_result

pytestmark = pytest.mark.django_db
PLAN = {"camerawork": {"grain": 0.5}, "post": ["grain"], "words": ""}


class Finisher:
    """Puts a white picture before the files that were made, or does what `does` says."""

    does = None
    runs: list = []

    def finish(self, job, made, report):
        Finisher.runs.append(job)
        if Finisher.does:
            return Finisher.does(job, made, report)
        path = job.workdir / "finished.png"
        cv2.imwrite(str(path), np.full((40, 60, 3), 255, np.uint8))
        return Result(
            files=(ResultFile(path, {"part": "finished"}), *made.files),
            seed=made.seed,
            notes=made.notes,
            cost=made.cost,
        )


@pytest.fixture(autouse=True)
def _finisher(settings, db):
    settings.FINISHER = "tests.studio.test_finishing.Finisher"
    Finisher.does, Finisher.runs = None, []
    tables.loaded.cache_clear()
    with translation.override("en"):
        yield
    tables.loaded.cache_clear()
    assert not list(ledger.faults())


@pytest.fixture
def planned(place):
    """An order with something to be done to its result."""

    def order(owner):
        generation = place(owner)
        Generation.objects.filter(pk=generation.pk).update(plan=PLAN)
        return Generation.objects.get(pk=generation.pk)

    return order


def due(generation):
    Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())


def as_if_killed(generation, **fields):
    long_ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=generation.pk).update(heartbeat_at=long_ago, ask_after=None, **fields)


def brightness_of(asset):
    with asset.file.open() as file:
        return cv2.imdecode(np.frombuffer(file.read(), np.uint8), cv2.IMREAD_COLOR).mean()


def test_what_a_vendor_made_is_finished_by_a_worker_for_pixels_and_keeps_its_original(alice, planned, run, fake_engine):
    generation = run(planned(alice))
    assert (generation.status, generation.finishing, generation.stage) == (Status.RUNNING, True, "finishing")
    assert not Finisher.runs, "not on a worker that waits for vendors"
    assert generation.progress == 90

    OrmQ.objects.all().delete()
    due(generation)
    assert watch.wake_waiting() == 1
    [queued] = OrmQ.objects.all()
    assert queued.key == "heavy"
    generation = run(generation)

    assert (generation.status, generation.progress, generation.finishing) == (Status.DONE, 100, False)
    assert [round(brightness_of(asset)) for asset in generation.results] == [255, 128]
    assert generation.result.metadata == {"part": "finished"}
    assert (len(fake_engine.runs), len(Finisher.runs)) == (1, 1)
    assert generation.notes == {"engine": "fake"}
    assert generation.kept == {}
    assert balance_of(alice) == 100 - PRICE


def test_a_maker_on_a_worker_for_pixels_is_finished_there_and_then(alice, planned, run, fake_engine):
    fake_engine.cluster = "heavy"

    generation = run(planned(alice))

    assert generation.status == Status.DONE
    assert [round(brightness_of(asset)) for asset in generation.results] == [255, 128]


def test_a_maker_that_has_done_it_all_itself_is_left_alone(alice, planned, run, fake_engine):
    def all_done(job, report):
        made = picture_result(job)
        return Result(files=made.files, seed=made.seed, notes=made.notes, finished=True)

    fake_engine.does = all_done

    generation = run(planned(alice))

    assert (generation.status, len(generation.results), Finisher.runs) == (Status.DONE, 1, [])


def test_an_order_without_a_plan_is_nobodys_to_finish(alice, place, run):
    assert run(place(alice)).status == Status.DONE
    assert Finisher.runs == []


def test_scores_are_of_what_was_made_and_survive_the_hand_over(alice, planned, run, settings):
    settings.SCORERS = ("tests.studio.test_finishing.Scorer",)

    generation = run(planned(alice))
    due(generation)
    generation = run(generation)

    assert generation.scores["face"]["value"] == 77
    assert Scorer.measured == ["made.png"]


class Scorer:
    measured: list = []

    def score(self, job, result):
        Scorer.measured = [file.path.name for file in result.files]
        return {"face": Score(77, "Close.")}


def test_a_worker_killed_while_finishing_is_followed_by_another_and_the_vendor_is_not_asked_again(
    alice, planned, run, fake_engine
):
    generation = run(planned(alice))
    as_if_killed(generation)

    watch.sweep()
    OrmQ.objects.all().delete()
    watch.wake_waiting()
    assert [row.key for row in OrmQ.objects.all()] == ["heavy"]
    generation = run(generation)

    assert (generation.status, generation.attempt) == (Status.DONE, 2)
    assert len(fake_engine.runs) == 1
    assert len(generation.results) == 2
    assert balance_of(alice) == 100 - PRICE


def test_a_result_that_kills_every_worker_is_given_as_it_was_made(alice, planned, run, fake_engine):
    generation = run(planned(alice))
    for _ in range(3):
        as_if_killed(generation)
        watch.sweep()
    generation = run(generation)

    assert generation.status == Status.DONE
    assert Finisher.runs == [], "the fourth attempt does not try it again"
    assert "as it was made" in generation.notes["not_finished"]
    assert [round(brightness_of(asset)) for asset in generation.results] == [128]
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize("error", [MediaError("broken"), ZeroDivisionError("a bug")])
def test_a_finish_that_fails_costs_nobody_the_result(alice, planned, run, fake_engine, error):
    def fails(job, made, report):
        raise error

    Finisher.does = fails
    generation = run(planned(alice))
    due(generation)
    generation = run(generation)

    assert generation.status == Status.DONE
    assert [round(brightness_of(asset)) for asset in generation.results] == [128]
    assert "as it was made" in generation.notes["not_finished"]
    assert balance_of(alice) == 100 - PRICE


SOUND = {"sound": {"prompt": "rain", "type": "ambient"}}


@pytest.mark.parametrize(("plan", "missing"), [(SOUND, "The sound"), (PLAN | SOUND, "The look")])
def test_it_is_said_what_is_missing_from_a_result_that_was_not_finished(alice, planned, run, plan, missing):
    def fails(job, made, report):
        raise MediaError("broken")

    Finisher.does = fails
    generation = planned(alice)
    Generation.objects.filter(pk=generation.pk).update(plan=plan)
    generation = run(Generation.objects.get(pk=generation.pk))
    due(generation)
    generation = run(generation)

    assert generation.status == Status.DONE
    assert generation.notes["not_finished"].startswith(missing)


def test_trouble_that_may_pass_is_tried_again_and_then_given_as_it_was_made(alice, planned, run, fake_engine):
    def interrupted(job, made, report):
        raise Interrupted("killed")

    Finisher.does = interrupted
    generation = run(planned(alice))
    for _ in range(4):
        due(generation)
        generation = run(generation)

    assert (generation.status, len(Finisher.runs), len(fake_engine.runs)) == (Status.DONE, 3, 1)
    assert "not_finished" in generation.notes


def test_an_owner_who_cancels_while_it_is_finished_pays_nothing_and_gets_nothing(alice, planned, run):
    def cancelled_meanwhile(job, made, report):
        generations.cancel(Generation.objects.get(pk=generation.pk))
        report("finishing", 0.5)
        raise AssertionError("the report stops it")

    Finisher.does = cancelled_meanwhile
    generation = run(planned(alice))
    due(generation)
    generation = run(generation)

    assert (generation.status, generation.results) == (Status.CANCELLED, [])
    assert balance_of(alice) == 100


def test_a_cancelled_hand_over_is_no_hand_over(alice, planned, run, fake_engine):
    def cancelled_at_the_end(job, report):
        generations.cancel(Generation.objects.get(pk=generation.pk))
        return picture_result(job)

    fake_engine.does = cancelled_at_the_end
    generation = planned(alice)
    generation = run(generation)

    assert (generation.status, generation.finishing) == (Status.CANCELLED, False)
    assert balance_of(alice) == 100


def test_a_vendor_is_not_asked_about_what_is_being_finished(alice, planned, run, settings):
    settings.PEEKED = ("fake",)
    generation = run(planned(alice))
    Generation.objects.filter(pk=generation.pk).update(provider_ref="task-1", ask_after=timezone.now())

    assert list(polling.due(timezone.now())) == []
    assert watch.wake_waiting() == 1


def test_the_deadline_of_a_finish_is_its_own(alice, planned, run):
    generation = planned(alice)
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now() + timedelta(seconds=30))

    generation = run(generation)

    assert generation.deadline_at > timezone.now() + timedelta(minutes=10)


def test_the_originals_name_survives_a_sweep_of_the_store_until_it_is_finished(alice, planned, run):
    generation = run(planned(alice))
    shelves.nightly()
    due(generation)

    assert run(generation).status == Status.DONE


def test_a_worker_that_was_overtaken_finishes_nothing(alice, planned, run):
    def overtaken(job, made, report):
        Generation.objects.filter(pk=generation.pk).update(attempt=9)
        return made

    Finisher.does = overtaken
    generation = run(planned(alice))
    due(generation)
    work.run(generation.pk)
    generation.refresh_from_db()

    assert (generation.status, generation.results) == (Status.RUNNING, [])


def test_trouble_on_the_way_from_the_vendor_costs_no_attempt_at_the_finish(alice, planned, run, fake_engine):
    def home_at_last(job, report):
        report.accepted("task-1")
        if len(fake_engine.runs) < 5:
            raise StoreTrouble("away")
        return picture_result(job)

    fake_engine.does = home_at_last
    generation = planned(alice)
    for _ in range(6):
        due(generation)
        generation = run(generation)

    assert (generation.status, generation.attempt, len(Finisher.runs)) == (Status.DONE, 5, 1)
    assert "not_finished" not in generation.notes
    assert [round(brightness_of(asset)) for asset in generation.results] == [255, 128]


def test_what_is_not_finished_in_time_is_given_as_it_was_made_by_any_worker(alice, planned, run, fake_engine):
    generation = run(planned(alice))
    Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
    OrmQ.objects.all().delete()

    watch.sweep()
    watch.wake_waiting()
    assert [row.key for row in OrmQ.objects.all()] == ["light"]
    generation = run(generation)

    assert (generation.status, len(fake_engine.runs), Finisher.runs) == (Status.DONE, 1, [])
    assert "as it was made" in generation.notes["not_finished"]
    assert "free" not in generation.notes["not_finished"], "it is ordered again at its price"
    assert [round(brightness_of(asset)) for asset in generation.results] == [128]
    assert balance_of(alice) == 100 - PRICE


def test_what_cannot_be_given_either_fails_and_gives_its_credits_back(alice, planned, run):
    generation = run(planned(alice))
    for _ in range(2):
        Generation.objects.filter(pk=generation.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
        watch.sweep()
    generation.refresh_from_db()

    assert (generation.status, generation.error_code) == (Status.FAILED, "expired")
    assert balance_of(alice) == 100


def time_is_up(job, made, report):
    raise SystemExit


def writes_nonsense(job, made, report):
    path = job.workdir / "finished.png"
    path.write_bytes(b"no picture")
    return replace(made, files=(ResultFile(path), *made.files))


@pytest.mark.parametrize("does", [time_is_up, writes_nonsense])
def test_neither_a_stopped_worker_nor_a_file_that_cannot_be_kept_costs_the_result(
    alice, planned, run, fake_engine, does
):
    Finisher.does = does
    generation = run(planned(alice))
    due(generation)
    try:
        run(generation)
    except SystemExit:
        assert does is time_is_up
    generation = run(generation)

    assert (generation.status, len(Finisher.runs), len(fake_engine.runs)) == (Status.DONE, 1, 1)
    assert [round(brightness_of(asset)) for asset in generation.results] == [128]
    assert balance_of(alice) == 100 - PRICE


def test_staff_may_set_a_finish_going_that_stands_still(alice, planned, run):
    generation = run(planned(alice))
    as_if_killed(generation, sent_at=timezone.now())
    OrmQ.objects.all().delete()

    staff.requeue(generation, reason="it stands", by=User.objects.create_superuser("root@example.com", "a password"))

    assert watch.wake_waiting() == 1
    assert run(generation).status == Status.DONE
