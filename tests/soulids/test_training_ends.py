"""What a training leaves when it is over, however it ended; and that it goes on where its worker died."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import numpy as np
import pytest
from django.core.files.storage import default_storage

from soulids import learning
from soulids.media.training import QualityReport
from soulids.models import SoulID, SoulPhoto, SoulStatus, SoulVersion
from soulids.services import training
from studio.engines.tables import engine_for
from studio.models import Asset, Generation, Status
from studio.selectors import ledger
from studio.services import orders, watch, work
from studio.services.generations import retry
from studio.services.jobs import job_for
from studio.services.reporting import Reporter
from tests.soulids import rows
from tests.soulids.trainings import MASTER, MASTER_PRICE, engines, trainer, vendor  # noqa: F401
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db


def trained_now(soul, run, **asked):
    order = training.train(soul.owner, pk=soul.pk, **{"key": uuid4(), **asked}).training
    return run(order)


def test_a_training_makes_the_first_version_and_the_soul_id_is_ready(album, trainer, run):
    order = trained_now(album, run)

    soul, version = SoulID.objects.get(), SoulVersion.objects.get()
    assert order.status == Status.DONE and soul.status == SoulStatus.READY
    assert soul.version == version and version.is_current and version.number == 1
    assert soul.trained_at == version.trained_at and version.order == order
    learned = rows.learned_from(album)
    assert np.allclose(version.embedding, learned.centroid, atol=1e-6)
    assert version.quality == learned.report
    assert version.references == list(learned.report.references)
    assert (version.master_source, version.master_apart) == ("portrait", trainer.apart)


def test_its_files_are_the_rooms_own(album, trainer, run):
    trained_now(album, run)

    version = SoulVersion.objects.get()
    assert (version.master.metadata["cut"], version.cut.metadata["cut"]) == ("master", "cut")
    assert {version.master.room, version.cut.room} == {"soulids"}
    assert not Asset.objects.listed_for(album.owner).exists()


def test_no_number_of_a_face_is_left_in_its_order(album, trainer, run):
    order = trained_now(album, run)

    assert (order.notes, order.kept, order.scores) == ({}, {}, {})
    assert all(row.facts == {} for row in order.references.all())
    text = f"{order.sent}{order.parameters}{order.prompt}"
    assert not any(str(photo.pk) in text for photo in album.photos.all())


def test_a_failed_training_lets_go_of_the_numbers_too_and_says_why(album, trainer, run):
    from reklamai.core.errors import MediaError

    def fail(_job, report):
        report.keep(refused={"x": "no_face"})
        raise MediaError("The photos could not be read.")

    trainer.does = fail
    order = trained_now(album, run)

    soul = SoulID.objects.get()
    assert soul.status == SoulStatus.FAILED and soul.trouble == "The photos could not be read."
    assert (order.notes, order.kept) == ({}, {}) and all(row.facts == {} for row in order.references.all())
    assert not SoulVersion.objects.exists()


def test_training_again_makes_the_next_version_and_keeps_the_one_before(trained, trainer, run):
    rows.an_album_row(trained, count=3, first=20)

    trained_now(trained, run)

    first, second = SoulVersion.objects.order_by("number")
    assert (first.number, first.is_current, second.number, second.is_current) == (1, False, 2, True)
    assert SoulID.objects.get().version == second
    assert len(second.quality.used) == 15 > len(first.quality.used)


def test_our_own_training_adds_nothing_to_what_vendors_took(album, trainer, run):
    SoulID.objects.update(training_cost=Decimal("2.90"))

    trained_now(album, run)

    assert SoulID.objects.get().training_cost == Decimal("2.90")


def test_of_a_soul_id_that_was_erased_meanwhile_nothing_is_written_and_the_files_go(
    album, trainer, run, django_capture_on_commit_callbacks
):
    trainer.does = lambda _job, _report: SoulID.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        order = trained_now(album, run)

    assert not SoulVersion.objects.exists() and not order.assets.exists()
    assert order.notes == {}
    folder = f"{order.owner_id}/{order.pk}"
    assert not default_storage.exists(folder) or default_storage.listdir(folder)[1] == []


def test_what_comes_after_its_deadline_teaches_nothing(album, trainer, run):
    trainer.does = lambda job, _report: Generation.objects.filter(pk=job.id).update(
        status=Status.FAILED, error_code="expired"
    )

    order = trained_now(album, run)

    assert not SoulVersion.objects.exists() and not order.assets.exists() and order.notes == {}


def test_a_training_that_is_not_the_last_one_any_more_is_dropped(album, trainer, run):
    """Its Soul ID points at a newer one, which is under way."""
    old = training.train(album.owner, pk=album.pk, key=uuid4()).training
    Generation.objects.filter(pk=old.pk).update(status=Status.CANCELLED)
    training.train(album.owner, pk=album.pk, key=uuid4())
    Generation.objects.filter(pk=old.pk).update(status=Status.QUEUED)

    run(old)

    assert not SoulVersion.objects.exists()


def test_a_failed_training_that_is_retried_as_an_order_counts(album, trainer, run):
    trainer.does = lambda _job, _report: 1 / 0
    with pytest.raises(ZeroDivisionError):
        trained_now(album, run)
    trainer.does = None

    (again,) = retry(generation=Generation.objects.get(), key=uuid4())
    run(again)

    soul = SoulID.objects.get()
    assert soul.version.number == 1 and soul.training == again and soul.status == SoulStatus.READY


@pytest.mark.parametrize("trained_before", [True, False])
def test_an_order_past_our_pages_teaches_nobody_the_face_of_another(album, trainer, run, trained_before):
    olga = rows.a_soul(album.owner, name="Olga")
    rows.an_album_row(olga, person=1)
    rows.consent_of(olga)
    if trained_before:
        trained_now(album, run)
    sly = replace(training.ask_of(olga, training.album_of(olga)), parameters={"soul": str(album.pk)})

    (order,) = orders.order(owner=album.owner, ask=sly, key=uuid4())
    run(order)

    assert SoulVersion.objects.count() == int(trained_before)
    assert not order.assets.exists() and Generation.objects.get(pk=order.pk).notes == {}


def test_an_order_past_our_pages_for_a_soul_id_that_is_none_ends_quietly(album, trainer, run):
    ask = replace(training.ask_of(album, training.album_of(album)), parameters={"soul": "x" * 36})

    (order,) = orders.order(owner=album.owner, ask=ask, key=uuid4())

    assert run(order).status == Status.DONE and not SoulVersion.objects.exists()


class Killed(BaseException):
    """The worker is gone: nobody writes anything down."""


class Dying(Reporter):
    """Reports as the hall does, until three photos were refused."""

    def keep(self, **facts):
        super().keep(**facts)
        if len(self.generation.kept.get("refused", {})) == 3:
            raise Killed


class Recording:
    """The real engine; what it keeps is remembered."""

    cluster, can_stop = "heavy", True

    def __init__(self):
        self.tries = []

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        from studio.engines.base import Sent

        return Sent()

    def run(self, job, report):
        keep = report.keep

        def kept(**facts):
            self.tries.append(dict(facts.get("tries", {})))
            keep(**facts)

        report.keep = kept
        return learning.run(job, report)


RECORDING = Recording()


def recording_of_tests():
    return RECORDING


# Committed: the real engine takes seconds on a busy machine, and the heartbeat looks from a connection of its own.
@pytest.mark.django_db(transaction=True)
def test_a_killed_training_goes_on_with_the_next_photo(album, engines, settings, run, tmp_path):
    """The photos are small and show nobody: every one of them is tried and refused."""
    settings.ENGINES = {
        **settings.ENGINES, "local.soulid_train": "tests.soulids.test_training_ends.recording_of_tests"
    }  # fmt: skip
    order = training.train(album.owner, pk=album.pk, key=uuid4()).training
    running = work.claim(order.pk)
    with pytest.raises(Killed):
        engine_for("local", "soulid_train").run(job_for(running, workdir=tmp_path), Dying(running))
    RECORDING.tries.clear()

    watch.revive_or_end(Generation.objects.get(pk=order.pk))
    before = Generation.objects.get(pk=order.pk)
    after = run(before)

    assert before.status == Status.QUEUED and len(before.kept["refused"]) == 3
    assert after.status == Status.DONE and after.attempt == 2 and after.kept == {}
    last = RECORDING.tries[-2]
    assert set(before.kept["refused"]) < set(last) and set(last.values()) == {1}, "none was tried twice"
    report = SoulVersion.objects.get().report
    assert report["master"]["refused"] == dict.fromkeys(last, "no_face") and report["master"]["source"] == "photo"
    assert QualityReport.from_json(report).grade


def test_a_photo_deleted_while_it_was_learned_from_is_still_in_what_was_learned(album, trainer, run):
    gone = album.photos.first()
    trainer.does = lambda _job, _report: SoulPhoto.objects.filter(pk=gone.pk).delete()

    trained_now(album, run)

    assert str(gone.pk) in SoulVersion.objects.get().quality.used


def test_a_training_whose_workers_die_three_times_ends_and_no_credit_of_its_parts_is_lost(album, trainer, vendor, run):
    training.train(album.owner, pk=album.pk, key=uuid4(), master=MASTER)
    order, master = (Generation.objects.get(kind=kind) for kind in ("soulid_train", "image_to_image"))
    for part in (order, master):
        for _ in range(3):
            running = work.claim(part.pk)
            watch.revive_or_end(running)

    order.refresh_from_db()
    master.refresh_from_db()
    assert (order.status, master.status) == (Status.FAILED, Status.FAILED)
    assert SoulID.objects.get().status == SoulStatus.FAILED
    assert balance_of(album.owner) == 100 and not list(ledger.faults())
    assert all(row.facts == {} for row in order.references.all())


def test_a_master_whose_worker_died_once_is_charged_once(album, trainer, vendor, run):
    training.train(album.owner, pk=album.pk, key=uuid4(), master=MASTER)
    master = Generation.objects.get(kind="image_to_image")
    watch.revive_or_end(work.claim(master.pk))

    done = run(master)

    assert done.status == Status.DONE and done.attempt == 2
    assert balance_of(album.owner) == 100 - MASTER_PRICE and not list(ledger.faults())
