"""Cameras kept under names."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from reklamai.core.errors import BadInput, NotAllowed, NotFound
from studio.catalogue.validate import AskInvalid
from tests.studio.races import at_once
from video.models import CameraPreset
from video.selectors.presets import camera_of, preset_for, settings_in
from video.selectors.vocabulary import vocabulary
from video.services import presets

CAMERA = {
    "sensor": "super-16", "lens": "vintage-zoom", "focal_length": 50.0, "aperture": 4.0,
    "movements": [{"name": "push-in", "strength": 30}], "speed_ramp": {"points": [[0, 1], [0.5, 0.5], [1, 2]]},
    "grain": 0,
}  # fmt: skip


def test_a_camera_is_kept_under_a_name_and_read_back_as_it_was(alice):
    made = presets.create(alice, name="  My   street ", about="At night", camera=CAMERA)

    kept = CameraPreset.objects.get(pk=made.pk)
    assert (kept.name, kept.about, kept.is_system) == ("My street", "At night", False)
    assert camera_of(kept) == CAMERA
    assert settings_in(kept, vocabulary=vocabulary()).grain == 0


@pytest.mark.parametrize("again", ["Улица", "УЛИЦА", " улица  "])
def test_a_name_is_taken_once_in_any_letters(alice, bob, again):
    presets.create(alice, name="Улица", camera={})

    with pytest.raises(AskInvalid) as refused:
        presets.create(alice, name=again, camera={})

    assert set(refused.value.errors) == {"name"}
    assert presets.create(bob, name=again, camera={}).owner == bob


def test_a_preset_is_renamed_to_its_own_name_in_other_letters(alice):
    made = presets.create(alice, name="street", camera={})

    assert presets.change(alice, made.pk, name="Street").name == "Street"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_is_empty_or_too_long_is_refused(alice, name):
    with pytest.raises(AskInvalid):
        presets.create(alice, name=name, camera={})


def test_a_name_that_no_database_keeps_is_refused(alice):
    with pytest.raises(BadInput):
        presets.create(alice, name="a\x00b", camera={})


def test_what_is_said_of_a_preset_has_an_end(alice):
    with pytest.raises(AskInvalid) as refused:
        presets.create(alice, name="a", about="x" * 201, camera={})

    assert set(refused.value.errors) == {"about"}


def test_a_change_names_what_it_changes_and_empties_what_it_names_as_null(alice):
    made = presets.create(alice, name="a", camera=CAMERA)

    presets.change(alice, made.pk, camera={"aperture": 5.6, "speed_ramp": None, "movements": []})

    kept = camera_of(CameraPreset.objects.get(pk=made.pk))
    wanted = {name: value for name, value in CAMERA.items() if name not in ("speed_ramp", "movements")}
    assert kept == wanted | {"aperture": 5.6}


def test_a_change_that_its_lens_has_not_is_refused_and_changes_nothing(alice):
    made = presets.create(alice, name="a", camera=CAMERA)

    with translation.override("en"), pytest.raises(AskInvalid) as refused:
        presets.change(alice, made.pk, name="b", camera={"lens": "macro-100"})

    assert refused.value.errors == {"camera.focal_length": "“Macro 100” has 100 mm."}
    kept = CameraPreset.objects.get(pk=made.pk)
    assert (kept.name, camera_of(kept)) == ("a", CAMERA)


@pytest.mark.parametrize("camera", [[], "wide", 3])
def test_a_camera_that_is_no_object_is_refused(alice, camera):
    made = presets.create(alice, name="a", camera={})

    with pytest.raises(AskInvalid):
        presets.change(alice, made.pk, camera=camera)


def test_nobody_changes_anothers_preset_or_hears_of_it(alice, bob):
    hers = presets.create(alice, name="a", camera={})

    with pytest.raises(NotFound):
        presets.change(bob, hers.pk, name="b")
    with pytest.raises(NotFound):
        presets.delete(bob, hers.pk)
    with pytest.raises(NotFound):
        preset_for(bob, hers.pk)

    assert CameraPreset.objects.get(pk=hers.pk).name == "a"


def test_ours_stay_as_they_are(alice):
    ours = preset_for(alice, "film-noir")

    with pytest.raises(NotAllowed):
        presets.change(alice, ours.pk, name="mine")
    with pytest.raises(NotAllowed):
        presets.delete(alice, ours.pk)

    assert preset_for(alice, str(ours.pk)).name == "Noir"


def test_one_of_ours_that_is_offered_no_more_is_still_found_by_its_name(alice):
    CameraPreset.objects.filter(slug="film-noir").update(enabled=False)

    assert preset_for(alice, "film-noir").slug == "film-noir"


def test_a_deleted_preset_is_gone_and_its_name_is_free(alice):
    made = presets.create(alice, name="a", camera={})

    presets.delete(alice, made.pk)

    assert presets.create(alice, name="A", camera={}).name == "A"
    with pytest.raises(NotFound):
        presets.delete(alice, made.pk)


def test_there_are_so_many_and_no_more(alice, bob):
    CameraPreset.objects.bulk_create(CameraPreset(owner=alice, name=f"n {n}") for n in range(presets.MOST))

    with pytest.raises(BadInput, match="200"):
        presets.create(alice, name="one more", camera={})

    assert presets.create(bob, name="one more", camera={}).pk


@pytest.mark.parametrize("name", ["", "no-such", "film-noir\x00", "\ud800", "x" * 5000, "film-noir" + "x" * 60])
def test_a_name_that_is_nobodys_finds_nothing(alice, name):
    presets.create(alice, name="no-such", camera={})

    with pytest.raises(NotFound):
        preset_for(alice, name)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_with_one_name_one_is_refused(alice):
    made = at_once(*[partial(presets.create, alice, name=name, camera={}) for name in ("Street", "STREET")])

    assert len([each for each in made if each]) == 1
    assert CameraPreset.objects.filter(owner=alice).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_limit_do_not_pass_it(alice):
    CameraPreset.objects.bulk_create(CameraPreset(owner=alice, name=f"n {n}") for n in range(presets.MOST - 1))

    made = at_once(*[partial(presets.create, alice, name=name, camera={}) for name in ("a", "b", "c")])

    assert len([each for each in made if each]) == 1
    assert CameraPreset.objects.filter(owner=alice).count() == presets.MOST


def test_the_database_itself_keeps_names_apart(alice):
    presets.create(alice, name="Street", camera={})

    with pytest.raises(IntegrityError, match="one_preset_per_name"), transaction.atomic():
        CameraPreset.objects.create(owner=alice, name="sTREET")
