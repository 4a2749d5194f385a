"""The end of what was deleted, a person's export, what is left of a person: no picture of an anchor goes too early."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from anchors.models import AnchorCut, MultiReference, ReferenceAnchor
from anchors.services import anchors, extracting, multi
from reklamai.core.errors import NotFound
from reklamai.core.stores import store
from studio.models import Asset, Generation
from studio.services import assets, bin, erasing, leaving, packing, shelves
from tests.anchors.conftest import extractions, features, looked_at

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timedelta(days=31)


def deleted_long_ago(row):
    type(row).objects.filter(pk=row.pk).update(deleted_at=timezone.now() - LONG_AGO)


class TestPicturesInUse:
    def test_a_picture_that_an_anchor_stands_on_outlives_its_days_in_the_bin(self, alice, ready):
        anchor = ready(alice)
        deleted_long_ago(anchor.image)

        assert shelves.nightly().purged == 0
        assert bin.empty(alice) == 0

        assert default_storage.exists(anchor.image.stored_name)

    def test_after_the_anchor_has_gone_it_goes(self, alice, ready):
        anchor = ready(alice)
        deleted_long_ago(anchor.image)
        deleted_long_ago(anchor)

        assert shelves.nightly().purged == 6  # the picture and five cuts

        assert not ReferenceAnchor.objects.exists()
        assert list(store().walk()) == []

    def test_the_cuts_stay_whatever_becomes_of_the_extraction(self, alice, ready):
        anchor = ready(alice)
        deleted_long_ago(anchor.extraction)

        assert bin.purge() == 0
        anchor.refresh_from_db()
        assert anchor.features == features()
        assert anchor.cuts.count() == 5

    def test_cuts_that_two_anchors_share_stay_for_the_second(self, alice, ready):
        first, second = ready(alice), ready(alice)
        deleted_long_ago(first)

        bin.purge()

        assert [cut.asset.deleted_at for cut in second.cuts.select_related("asset")] == [None] * 5
        assert extractions().get().deleted_at is None

    def test_cuts_of_an_earlier_look_are_in_the_bin_as_soon_as_there_are_new_ones(self, alice, ready):
        anchor = ready(alice)
        looked_at(extracting.extract(alice, pk=anchor.pk))

        assert bin.empty(alice) == 5

        assert [order.pk for order in extractions().filter(deleted_at=None)] != [anchor.extraction_id]
        assert {cut.asset.generation_id for cut in AnchorCut.objects.all()} != {anchor.extraction_id}
        assert Asset.objects.count() == 6

    def test_cuts_of_an_earlier_look_stay_where_another_anchor_has_them(self, alice, ready):
        first, second = ready(alice), ready(alice)

        looked_at(extracting.extract(alice, pk=first.pk))

        assert bin.empty(alice) == 0
        assert {cut.asset.generation_id for cut in second.cuts.all()} == {first.extraction_id}

    def test_a_picture_and_all_cuts_go_with_an_emptied_bin(self, alice, ready):
        anchor = looked_at(extracting.extract(alice, pk=ready(alice).pk))
        anchors.delete(alice, pk=anchor.pk)
        assets.delete(anchor.image)

        bin.empty(alice)

        assert not AnchorCut.objects.exists()
        assert list(store().walk()) == []


class TestTheBinOfAnchors:
    def test_after_its_days_an_anchor_is_gone_and_its_slots_are_empty(self, alice, ready):
        anchor, kept = ready(alice, locked=["face"]), ready(alice, shade=3)
        found = multi.create(alice, name="Autumn", slots={"face": anchor.pk, "lighting": kept.pk})
        deleted_long_ago(anchor)

        with pytest.raises(NotFound):
            anchors.restore(alice, pk=anchor.pk)
        bin.purge()

        found.refresh_from_db()
        assert (found.face, found.lighting) == (None, kept)
        assert list(ReferenceAnchor.objects.all()) == [kept]

    def test_within_its_days_nothing_of_it_goes(self, alice, ready):
        anchor = ready(alice)
        anchors.delete(alice, pk=anchor.pk)

        bin.purge()
        anchors.restore(alice, pk=anchor.pk)

        assert default_storage.exists(anchor.cuts.first().asset.stored_name)

    def test_emptied_at_once_it_is_gone_with_its_sets_and_others_are_not_touched(self, alice, bob, ready):
        mine, his = ready(alice), ready(bob)
        anchors.delete(alice, pk=mine.pk)
        anchors.delete(bob, pk=his.pk)
        multi.delete(alice, pk=multi.create(alice, name="Autumn", slots={}).pk)

        bin.empty(alice)

        assert [row.pk for row in ReferenceAnchor.objects.all()] == [his.pk]
        assert not MultiReference.objects.exists()


class TestAPersonsData:
    def test_an_export_tells_anchors_cuts_and_sets_and_holds_their_files(self, alice, bob, ready, tmp_path):
        anchor = ready(alice, name="Marina", locked=["face"])
        multi.create(alice, name="Autumn", slots={"face": anchor.pk})
        ready(bob, name="Bob's")

        with zipfile.ZipFile(packing.pack(alice, into=tmp_path)) as archive:
            [told] = json.loads(archive.read("anchors.json"))
            cuts = json.loads(archive.read("anchor_cuts.json"))
            [board] = json.loads(archive.read("multi_references.json"))
            names = set(archive.namelist())

        assert (told["id"], told["name"], told["locked_elements"]) == (str(anchor.pk), "Marina", ["face"])
        assert told["extracted_features"]["light"]["kelvin"] == 4800.0
        assert (board["name"], board["face_id"]) == ("Autumn", str(anchor.pk))
        assert {cut["cut"] for cut in cuts} == {"face", "portrait", "clothing", "environment", "lighting"}
        assert {f"files/{cut['asset']}.png" for cut in cuts} | {f"files/{told['image_id']}.png"} <= names

    def test_of_a_person_who_left_no_anchor_and_no_file_is_left(self, alice, bob, ready):
        anchor, his = ready(alice), ready(bob)
        multi.create(alice, name="Autumn", slots={"face": anchor.pk})
        alice.is_active, alice.erase_after = False, timezone.now()
        alice.save()

        assert leaving.erase(alice.pk)
        erasing.erase(alice)

        assert [row.owner for row in ReferenceAnchor.objects.all()] == [bob]
        assert not MultiReference.objects.exists()
        assert not Asset.objects.filter(owner=alice).exists()
        assert not Generation.objects.filter(owner=alice).exists()
        assert {entry.name.partition("/")[0] for entry in store().walk()} == {str(bob.pk)}
        assert his.cuts.count() == 5

    def test_whoever_leaves_while_a_picture_is_looked_at_stops_that(self, alice, fresh):
        fresh(alice)

        leaving.end_orders(alice)

        assert [row.status for row in extractions()] == ["cancelled"]
