"""Anchors made, looked at, named, locked, put away and brought back."""

from uuid import uuid4

import pytest

from anchors.models import ReferenceAnchor
from anchors.selectors import anchors as found
from anchors.services import anchors, extracting
from reklamai.core.errors import BadInput, Conflict, EngineError, KeyReused, NotFound, QuotaReached
from studio.models import Allowance, Asset, Generation, Status
from studio.services import assets, generations, work
from studio.services.reporting import Reporter
from studio.services.workdirs import workdir
from tests.anchors.conftest import extractions, features, looked_at

pytestmark = pytest.mark.django_db


class TestMaking:
    def test_a_new_anchor_orders_a_look_at_its_picture_and_is_named_after_it(self, alice, fresh):
        anchor = fresh(alice)

        assert (anchor.name, anchor.status, anchor.features) == ("photo.png", Status.QUEUED, None)
        assert anchor.is_being_read
        order = anchor.extraction
        assert (order.kind, order.price, order.provider) == ("anchor_extract", 0, "local")

    def test_what_was_found_stands_in_its_row_with_a_file_for_each_part(self, alice, fresh):
        anchor = looked_at(fresh(alice))

        assert anchor.features == features()
        assert anchor.status == Status.DONE
        assert anchor.found == ["face", "clothing", "lighting", "environment"]
        cuts = found.cuts(anchor)
        assert set(cuts) == {"face", "portrait", "clothing", "environment", "lighting"}
        assert {cut.generation_id for cut in cuts.values()} == {anchor.extraction_id}
        assert anchor.locked_elements == ["face"]

    @pytest.mark.parametrize(
        ("missing", "locked"), [(("face", "clothing"), ["product"]), (("face", "product"), ["environment"])]
    )
    def test_the_first_look_locks_what_the_picture_is_likeliest_wanted_for(
        self, alice, fresh, extraction, missing, locked
    ):
        extraction.found = features(missing=missing)

        assert looked_at(fresh(alice)).locked_elements == locked

    def test_a_later_look_locks_nothing_of_its_own(self, alice, ready):
        anchor = ready(alice)
        anchors.unlock(alice, pk=anchor.pk, element="face")

        assert looked_at(extracting.extract(alice, pk=anchor.pk)).locked_elements == []

    def test_the_same_key_is_the_same_anchor(self, alice, fresh, picture):
        asset, key = picture(alice), uuid4()
        first = fresh(alice, asset=asset.pk, key=key)

        again = fresh(alice, asset=asset.pk, key=key)

        assert again == first
        assert extractions().count() == 1

    def test_a_key_that_was_used_for_another_anchor_is_refused(self, alice, fresh):
        key = uuid4()
        fresh(alice, key=key)

        with pytest.raises(KeyReused):
            fresh(alice, key=key, name="Another")

    def test_of_somebody_elses_picture_there_is_none(self, alice, bob, fresh, picture):
        with pytest.raises(NotFound):
            fresh(alice, asset=picture(bob).pk)
        with pytest.raises(NotFound):
            fresh(alice, asset=uuid4())

    def test_a_picture_in_the_bin_makes_none(self, alice, fresh, picture):
        asset = picture(alice)
        assets.delete(asset)

        with pytest.raises(NotFound):
            fresh(alice, asset=asset.pk)

    def test_a_picture_has_no_moments(self, alice, fresh):
        with pytest.raises(BadInput, match="no moments"):
            fresh(alice, at_s=1.0)

    def test_five_hundred_are_enough(self, alice, fresh, monkeypatch):
        monkeypatch.setattr(anchors, "MOST", 1)
        fresh(alice)

        with pytest.raises(BadInput, match="as many as there can be"):
            fresh(alice)
        assert ReferenceAnchor.objects.count() == 1

    def test_where_no_order_can_be_taken_no_anchor_is_left_behind(self, alice, fresh, picture):
        asset = picture(alice)
        Allowance.objects.create(owner=alice, limit_mb=0)
        assert fresh(alice, asset=asset.pk)  # 0 is no limit
        Asset.objects.filter(pk=asset.pk).update(size_bytes=2**21, sha256="other")
        Allowance.objects.update(limit_mb=1)

        with pytest.raises(QuotaReached):
            fresh(alice, asset=asset.pk)
        assert ReferenceAnchor.objects.count() == 1


class TestLookingAgain:
    def test_an_equal_picture_is_not_looked_at_twice(self, alice, fresh, ready, extraction):
        first = ready(alice)

        second = fresh(alice)

        assert second.features == first.features
        assert (second.extraction, second.status) == (None, Status.DONE)
        assert found.cuts(second) == found.cuts(first)
        assert len(extraction.runs) == 1

    def test_somebody_elses_equal_picture_is_looked_at_for_them(self, alice, bob, fresh, ready):
        ready(alice)

        assert fresh(bob).is_being_read

    def test_asked_for_anew_it_is_looked_at_anew_and_serves_meanwhile(self, alice, ready, extraction):
        anchor = ready(alice, locked=["face", "clothing"])
        extraction.found = features(missing=("clothing",))

        waiting = extracting.extract(alice, pk=anchor.pk)
        assert waiting.is_being_read
        assert waiting.holds("clothing")
        done = looked_at(waiting)

        assert done.features == features(missing=("clothing",))
        assert done.locked_elements == ["face"]
        assert len(done.cuts.all()) == 5

    def test_while_it_is_looked_at_it_cannot_be_asked_again(self, alice, fresh):
        anchor = fresh(alice)

        with pytest.raises(Conflict):
            extracting.extract(alice, pk=anchor.pk)

    def test_the_same_key_is_the_same_order(self, alice, ready):
        anchor, key = ready(alice), uuid4()

        first = extracting.extract(alice, pk=anchor.pk, key=key)
        again = extracting.extract(alice, pk=anchor.pk, key=key)

        assert first.extraction == again.extraction
        assert extractions().count() == 2

    def test_another_face_is_looked_at_as_the_main_one(self, alice, ready, extraction):
        extraction.found = features(faces=2)
        anchor = ready(alice)
        extraction.found = features(faces=2, main=1)

        done = looked_at(extracting.extract(alice, pk=anchor.pk, main_face=1))

        assert extraction.runs[-1].parameters["main_face"] == 1
        assert (done.main_face, done.features.main) == (1, 1)

    def test_a_face_that_an_equal_picture_has_already_is_taken_over(self, alice, ready, extraction):
        extraction.found = features(faces=2)
        ready(alice)
        extraction.found = features(faces=2, main=1)
        anchor = ready(alice, shade=90, main_face=1)

        back = extracting.extract(alice, pk=anchor.pk, main_face=0)

        assert (back.features.main, back.main_face, back.is_being_read) == (0, 0, False)
        assert len(extraction.runs) == 2

    @pytest.mark.parametrize("place", [1, 7, -1])
    def test_a_face_that_is_not_there_cannot_be_picked(self, alice, ready, place):
        with pytest.raises(BadInput, match="no such face"):
            extracting.extract(alice, pk=ready(alice).pk, main_face=place)

    def test_a_picture_in_the_bin_has_to_come_back_first(self, alice, ready):
        anchor = ready(alice)
        assets.delete(anchor.image)

        with pytest.raises(Conflict, match="lies in the bin"):
            extracting.extract(alice, pk=anchor.pk)

    def test_what_failed_says_why_keeps_what_it_had_and_can_be_tried_again(self, alice, ready, extraction):
        extraction.found = features(faces=2)
        anchor = ready(alice)
        extraction.does = refuse

        failed = looked_at(extracting.extract(alice, pk=anchor.pk, main_face=1))
        assert (failed.status, failed.trouble) == (Status.FAILED, "Too dark to see.")
        assert failed.features == features(faces=2)
        assert failed.main_face is None
        extraction.does, extraction.found = None, features(faces=2, main=1)
        again = looked_at(extracting.extract(alice, pk=anchor.pk))

        assert (again.status, again.trouble, again.features.main) == (Status.DONE, "", 1)

    def test_a_first_look_that_was_stopped_says_so(self, alice, fresh):
        anchor = fresh(alice)

        generations.cancel(anchor.extraction)
        anchor = found.visible(alice, anchor.pk)

        assert (anchor.status, anchor.trouble, anchor.features) == (Status.CANCELLED, "It was stopped.", None)
        assert looked_at(extracting.extract(alice, pk=anchor.pk)).features == features()

    def test_an_order_that_staff_retry_serves_the_anchor_whose_look_had_failed(self, alice, fresh, extraction):
        extraction.does = refuse
        failed, other = looked_at(fresh(alice)), looked_at(fresh(alice, shade=20))
        extraction.does = None

        [again] = generations.retry(generation=failed.extraction, key=uuid4())
        work.run(again.pk)

        anchor = found.visible(alice, failed.pk)
        assert (anchor.features, anchor.extraction, anchor.trouble) == (features(), again, "")
        assert found.visible(alice, other.pk).trouble == "Too dark to see."

    def test_a_look_that_ends_after_its_deadline_stays_failed_and_can_be_tried_again(self, alice, fresh, extraction):
        anchor = fresh(alice)
        generation = work.claim(anchor.extraction_id)
        with workdir("job") as folder:
            made = work.make(generation, Reporter(generation), workdir=folder)
            late = {"status": Status.FAILED, "error_code": "expired", "error_message": "Too late."}
            Generation.objects.filter(pk=generation.pk).update(**late)
            work.finish(generation, *made)

        done = found.visible(alice, anchor.pk)
        assert (done.features, done.trouble, done.is_being_read) == (None, "Too late.", False)
        assert looked_at(extracting.extract(alice, pk=anchor.pk)).features == features()


def refuse(_job, _report):
    raise EngineError("Too dark to see.")


class TestLocking:
    def test_found_elements_can_be_locked_and_freed(self, alice, ready):
        anchor = ready(alice)

        anchors.lock(alice, pk=anchor.pk, element="environment")
        anchors.lock(alice, pk=anchor.pk, element="face")
        assert found.visible(alice, anchor.pk).locked_elements == ["face", "environment"]
        anchors.unlock(alice, pk=anchor.pk, element="environment")
        anchors.unlock(alice, pk=anchor.pk, element="environment")

        again = found.visible(alice, anchor.pk)
        assert again.locked_elements == ["face"]
        assert (again.holds("face"), again.holds("environment"), again.holds("product")) == (True, False, False)

    def test_what_was_not_found_cannot_be_locked(self, alice, ready):
        anchor = ready(alice)

        with pytest.raises(BadInput, match=r"cannot be locked: product"):
            anchors.change(alice, pk=anchor.pk, locked=["face", "product"], name="Other")
        assert found.visible(alice, anchor.pk).name == "photo.png"

    def test_before_the_first_look_nothing_can_be(self, alice, fresh):
        with pytest.raises(BadInput, match="Nothing is known"):
            anchors.lock(alice, pk=fresh(alice).pk, element="face")

    def test_a_word_that_is_no_element_is_refused(self, alice, ready):
        with pytest.raises(BadInput, match="no such element: hair"):
            anchors.lock(alice, pk=ready(alice).pk, element="hair")


class TestTheBin:
    def test_deleted_it_is_gone_until_it_is_restored(self, alice, ready):
        anchor = ready(alice)

        anchors.delete(alice, pk=anchor.pk)
        with pytest.raises(NotFound):
            found.visible(alice, anchor.pk)
        assert found.visible(alice, anchor.pk, in_bin=True) == anchor
        anchors.restore(alice, pk=anchor.pk)

        assert found.visible(alice, anchor.pk).features == features()

    def test_deleted_while_it_is_looked_at_the_look_is_stopped(self, alice, fresh):
        anchor = fresh(alice)

        anchors.delete(alice, pk=anchor.pk)

        assert extractions().get().status == Status.CANCELLED
        anchors.restore(alice, pk=anchor.pk)
        assert found.visible(alice, anchor.pk).trouble == "It was stopped."

    @pytest.mark.parametrize("deed", [anchors.delete, anchors.restore, extracting.extract])
    def test_another_persons_anchor_is_not_there(self, alice, bob, ready, deed):
        anchor = ready(alice)

        with pytest.raises(NotFound):
            deed(bob, pk=anchor.pk)
