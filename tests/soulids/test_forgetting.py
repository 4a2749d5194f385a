"""A person is forgotten: nothing of them is left, what is finished stays, and nobody else loses anything."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from reklamai.core.errors import NotFound
from soulids.models import Consent, RemoteErasure, SoulID, SoulMaster, SoulPhoto, SoulSearch, SoulVersion
from soulids.services import forgetting, photos
from studio import storage
from studio.engines.base import Result, Score
from studio.models import Asset, DataExport, ExportStatus, Generation, GenerationReference, LedgerEntry, Status
from studio.references import ERASED
from studio.selectors.ledger import faults
from studio.services import shelves, work
from tests.soulids import rows, used
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forget(django_capture_on_commit_callbacks):
    """As it is done, with all that comes after its commit."""

    def do(owner, pk):
        with django_capture_on_commit_callbacks(execute=True):
            return forgetting.forget(owner, pk)

    return do


@pytest.fixture
def life(trained):
    """(the Soul ID, its works by name)"""
    return trained, used.everything_of(trained)


def exists(name):
    return any(each.stat(name) is not None for each in storage.stores())


class TestWhatGoes:
    def test_the_rows_of_the_person_go_with_their_files(self, life, alice, forget):
        soul, _works = life
        names = {
            name for pair in Asset.objects.filter(room="soulids").values_list("file", "thumbnail") for name in pair
        }
        assert len(names) > 20
        assert all(map(exists, names))

        forget(alice, soul.pk)

        for model in (SoulID, SoulPhoto, SoulVersion, Consent):
            assert not model.objects.exists(), model
        assert not Asset.objects.filter(room="soulids").exists()
        assert not any(map(exists, names))

    def test_a_file_that_another_row_names_stays(self, soul, alice, picture, forget):
        photo = rows.a_photo_row(soul)
        same = Asset.objects.get(pk=photo.asset_id)
        same.pk, same.room = uuid4(), ""
        same.save(force_insert=True)

        forget(alice, soul.pk)

        assert exists(same.stored_name)
        assert Asset.objects.get() == same

    def test_free_orders_of_its_own_go_and_paid_ones_keep_only_what_the_ledger_needs(self, life, alice, forget):
        soul, works = life
        before = balance_of(alice)
        entries = set(LedgerEntry.objects.values_list("pk", flat=True))

        forget(alice, soul.pk)

        left = Generation.objects.exclude(pk__in=[row.pk for row in works.values()]).exclude(kind="soulid_search")
        assert {row.kind for row in left} == {"soulid_lora", "image_to_image"}
        for row in left:
            assert (row.prompt, row.sent, row.notes, row.parameters, row.provider_ref) == ("", {}, {}, {}, "")
            assert row.price and row.deleted_at
            assert not row.references.exists()
        assert entries <= set(LedgerEntry.objects.values_list("pk", flat=True))
        assert balance_of(alice) == before + 10
        assert list(faults()) == []

    def test_what_a_vendor_has_is_owed_versions_before_their_model(self, life, alice, forget):
        soul, _works = life
        lora = soul.loras.get()

        forget(alice, soul.pk)

        assert list(RemoteErasure.objects.values_list("provider", "what", "ref")) == [
            ("replicate", "version", f"{lora.destination}:{'1' * 64}"),
            ("replicate", "model", lora.destination),
        ]

    def test_a_search_names_it_no_more_and_still_names_the_other(self, trained, alice, forget):
        other = rows.a_soul(alice, name="Anna")
        search = used.a_search(trained, other)

        forget(alice, trained.pk)

        assert [each["soul"] for each in SoulSearch.objects.get(pk=search.pk).matches] == [str(other.pk)]

    def test_an_archive_that_was_packed_since_goes_whenever_it_was_asked_for(self, soul, alice, forget):
        """Asked for before the Soul ID was begun, packed by a worker that came late."""
        moment = timedelta(minutes=1)
        ready = {"owner": alice, "status": ExportStatus.READY}
        DataExport.objects.create(file="1/exports/late.zip", ready_at=soul.created_at + moment, **ready)
        older = DataExport.objects.create(file="1/exports/older.zip", ready_at=soul.created_at - moment, **ready)
        DataExport.objects.create(owner=alice, status=ExportStatus.RUNNING)
        DataExport.objects.update(created_at=soul.created_at - 2 * moment)

        forget(alice, soul.pk)

        assert DataExport.objects.get() == older


class TestWhatStays:
    def test_a_finished_work_stays_without_the_face_that_it_held_to(self, life, alice, forget):
        soul, works = life

        forget(alice, soul.pk)

        done = Generation.objects.get(pk=works["finished"].pk)
        [reference] = done.references.all()
        assert (done.status, done.prompt, done.deleted_at) == (Status.DONE, "a can at sunset", None)
        assert exists(done.result.stored_name)
        assert (reference.source, reference.source_id) == ("soulid", ERASED)
        assert (reference.file, reference.text, reference.facts) == ("", "", {})
        assert done.sent["words"] == "a can at sunset\n…"
        assert done.sent["controls"] == [{"name": "face", "value": "…", "mark": "native"}]
        assert done.sent["notes"] == ["… is held to, and not “Bob”"]

    def test_another_soul_id_of_the_same_owner_loses_nothing(self, life, alice, forget):
        soul, _works = life
        anna = rows.a_soul(alice, name="Anna")
        rows.an_album_row(anna, count=2, person=1)
        order = used.an_order_of_photos(anna, "soulid_judge")
        work = used.a_work_with(anna)

        forget(alice, soul.pk)

        assert anna.photos.count() == 2
        assert all(exists(photo.asset.stored_name) for photo in anna.photos.all())
        assert order.references.exclude(file="").count() == 2
        assert GenerationReference.objects.get(generation=work).facts["embedding"] == used.VECTOR

    def test_another_one_keeps_what_was_made_of_photos_that_it_has_no_more(self, life, alice, forget):
        soul, _works = life
        anna = rows.a_soul(alice, name="Anna")
        rows.an_album_row(anna, person=1, first=40)
        version = rows.a_version(anna)
        training = used.an_order_of_photos(anna, "soulid_train", parameters={"soul": str(anna.pk)})
        Asset.objects.filter(pk=version.master_id).update(generation=training)
        Asset.objects.filter(pk=version.cut_id).update(generation=training, position=1)
        anna.versions.update(order=training)
        paid = used.an_order_of_photos(anna, "image_to_image", provider="kie", price=5)
        picture = used.a_result(paid)
        SoulMaster.objects.create(soul=anna, order=paid, apart=0.3, passed=True)
        photos.remove(alice, pk=anna.pk, photo=anna.photos.first().pk)

        forget(alice, soul.pk)

        version.refresh_from_db()
        assert (version.order, version.master is None, version.cut is None) == (training, False, False)
        assert exists(version.master.stored_name)
        assert anna.masters.get().order.result == picture

    def test_nobody_forgets_somebody_elses(self, life, bob, forget):
        soul, _works = life

        with pytest.raises(NotFound):
            forget(bob, soul.pk)

        assert SoulID.objects.get() == soul
        with pytest.raises(NotFound):
            forgetting.used_by(bob, soul.pk)


class TestOpenOrders:
    def test_one_that_has_not_left_is_ended_with_its_credits_back(self, life, alice, forget):
        soul, works = life

        forget(alice, soul.pk)

        waiting = Generation.objects.get(pk=works["waiting"].pk)
        assert waiting.status == Status.CANCELLED
        assert waiting.references.get().facts == {}

    def test_one_that_a_vendor_has_and_cannot_stop_goes_on_without_our_numbers(self, life, alice, forget):
        soul, works = life

        forget(alice, soul.pk)

        at_vendor = Generation.objects.get(pk=works["at_vendor"].pk)
        assert (at_vendor.status, at_vendor.provider_ref) == (Status.RUNNING, "job-1")
        assert at_vendor.references.get().facts == {}

    def test_what_was_measured_before_the_erasure_is_not_written_down_after_it(self, life, alice, forget):
        """A worker that holds the numbers in its memory comes to its end a moment later."""
        soul, works = life
        score = Score(88, "The person of the Soul ID.", {"soulid": str(soul.pk), "distance": 0.3})
        forget(alice, soul.pk)

        work.finish(works["at_vendor"], Result(files=()), (), {"face": score})

        done = Generation.objects.get(pk=works["at_vendor"].pk)
        assert (done.status, done.scores) == (Status.DONE, {})

    def test_no_further_take_of_one_is_made(self, trained, alice, forget):
        before = balance_of(alice)
        asked = {"most": 2, "below": 90, "score": "face", "within": None}
        first = used.a_work_with(trained, status=Status.QUEUED, price=10, retakes=asked)
        Generation.objects.filter(pk=first.pk).update(first_take=first)
        for take in (2, 3):
            used.a_work_with(
                trained, status=Status.QUEUED, price=10, retakes=asked, first_take=first, take=take, standby=True,
                shown=False, key=first.key,
            )  # fmt: skip

        forget(alice, trained.pk)

        assert not Generation.objects.open().exists()
        assert balance_of(alice) == before
        assert list(faults()) == []

    def test_one_that_has_to_be_sent_again_is_not_made_without_the_person(
        self, trained, alice, entry, fake_engine, run, forget
    ):
        sent = used.a_work_with(
            trained, status=Status.RUNNING, price=10, provider="fake", model=entry.pk, provider_ref="job-1",
            sent_at=timezone.now(), ask_after=timezone.now(),
        )  # fmt: skip
        fake_engine.can_stop = False
        forget(alice, trained.pk)
        Generation.objects.filter(pk=sent.pk).update(provider_ref="")  # as after "make it anew"

        failed = run(sent)

        assert (failed.status, fake_engine.runs) == (Status.FAILED, [])
        assert list(faults()) == []

    @pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING])
    def test_trainings_and_masters_are_ended_whoever_has_them(self, trained, alice, status, forget):
        soul = trained
        master = used.an_order_of_photos(
            soul, "image_to_image", provider="kie", price=5, status=status, provider_ref="job-2"
        )
        soul.training = used.an_order_of_photos(soul, "soulid_train", status=status, kept={"donor": "x"})
        soul.save()
        before = balance_of(alice)

        forget(alice, soul.pk)

        assert balance_of(alice) == before + 5
        row = Generation.objects.get(pk=master.pk)
        assert (row.status, row.prompt) == (Status.CANCELLED, "")
        left = Generation.objects.filter(kind="soulid_train")
        assert left.count() == (status == Status.RUNNING)
        assert all((each.status, each.kept) == (Status.CANCELLED, {}) for each in left)
        assert not Generation.objects.open().exists()

    def test_a_training_at_the_vendor_is_owed_too_and_its_model_once_it_has_surely_stopped(
        self, trained, alice, forget
    ):
        used.a_lora(trained, trained=False, status=Status.RUNNING, provider_ref="train-1")

        forget(alice, trained.pk)

        training, model = RemoteErasure.objects.all()
        assert (training.what, training.ref, model.what) == ("training", "train-1", "model")
        assert (model.next_at - training.next_at).total_seconds() > 500


class TestRepeating:
    def test_whoever_comes_second_finds_nothing(self, life, alice, forget):
        soul, _works = life
        forget(alice, soul.pk)
        before = Generation.objects.count(), RemoteErasure.objects.count()

        with pytest.raises(NotFound):
            forget(alice, soul.pk)

        assert (Generation.objects.count(), RemoteErasure.objects.count()) == before


class TestKilled:
    def test_before_the_commit_nothing_has_happened(self, life, alice):
        soul, _works = life
        before = (soul.photos.count(), Asset.objects.count(), Generation.objects.open().count(), balance_of(alice))

        with pytest.raises(SystemExit), transaction.atomic():
            forgetting.forget(alice, soul.pk)
            raise SystemExit

        again = SoulID.objects.get(pk=soul.pk)
        assert (
            again.photos.count(),
            Asset.objects.count(),
            Generation.objects.open().count(),
            balance_of(alice),
        ) == before
        assert all(exists(name) for name in Asset.objects.values_list("file", flat=True))

    def test_after_the_commit_the_look_through_the_store_takes_the_files(self, life, alice):
        soul, works = life
        names = set(Asset.objects.filter(room="soulids").values_list("file", flat=True))
        forgetting.forget(alice, soul.pk)  # nothing that comes after a commit is done in this test
        assert all(map(exists, names))

        shelves.compare(remove_before=timezone.now() + timedelta(seconds=1))

        assert not any(map(exists, names))
        assert exists(works["finished"].result.stored_name)


def test_what_used_it_is_told_by_kind_with_the_newest_and_what_will_be_stopped(life, alice, forget):
    soul, works = life
    used.a_work_with(soul, kind="text_to_video")

    told = forgetting.used_by(alice, soul.pk)

    assert [(each.kind, each.count) for each in told.works] == [("text_to_image", 3), ("text_to_video", 1)]
    assert told.total == 4
    assert told.works[0].newest[0].get_absolute_url()
    assert told.stopped == (works["waiting"],)
    assert told.going_on == (works["at_vendor"],)
    assert (told.photos, told.versions, told.remote) == (12, 1, 1)
    assert forget(alice, soul.pk) == told
