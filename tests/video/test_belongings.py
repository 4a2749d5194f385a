"""What the room of the camera keeps for people: told, and gone with them."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from video.belongings import Cinema
from video.models import CameraPreset, Plate
from video.services import presets


def plate_of(owner, asset):
    return Plate.objects.create(owner=owner, asset=asset, facts={"subject_m": 2.5, "face": None})


def test_the_export_has_the_cameras_and_plates_of_this_person_alone(alice, bob, place, run):
    asset = run(place(alice)).result
    plate = plate_of(alice, asset)
    presets.create(alice, name="Street", camera={"lens": "macro-100", "grain": 0})
    presets.create(bob, name="His", camera={})

    told = dict(Cinema().tables(alice))

    [preset] = told["camera_presets"]
    assert (preset["name"], preset["camera"]) == ("Street", {"lens": "macro-100", "grain": 0})
    [row] = told["camera_plates"]
    assert (row["id"], row["asset"]) == (plate.pk, asset.pk)


def test_erasing_takes_what_is_theirs_and_leaves_ours_and_others(alice, bob, place, run):
    plate_of(alice, run(place(alice)).result)
    presets.create(alice, name="Street", camera={})
    kept = presets.create(bob, name="Street", camera={})
    ours = CameraPreset.objects.filter(owner=None).count()

    Cinema().erase(alice)
    Cinema().erase(alice)

    assert not Plate.objects.exists()
    assert CameraPreset.objects.filter(owner=None).count() == ours
    assert list(CameraPreset.objects.exclude(owner=None)) == [kept]


def test_a_plate_goes_when_its_picture_has_lain_in_the_bin(alice, place, run):
    generation = run(place(alice))
    plate_of(alice, generation.result)
    before = timezone.now() - timedelta(days=30)

    Cinema().purge(Q(owner=alice), before=before)
    assert Plate.objects.count() == 1

    generation.deleted_at = before
    generation.save()
    Cinema().purge(Q(owner=alice), before=before)
    assert not Plate.objects.exists()
