"""Found values in words: plain, in both languages, with a sentence for what was not found."""

from dataclasses import replace

import pytest
from django.utils import translation

from anchors.media.reasons import REASONS
from anchors.shown.cards import pins
from anchors.shown.facts import panel
from anchors.shown.reasons import SENTENCES, because
from anchors.shown.words import PROPORTIONS, degrees, per_cent, side, spaced_kelvin, tall
from reklamai.media.faces.proportions import Proportions
from reklamai.media.mattes.model import Missing
from tests.anchors.conftest import features

SPACE = "\u202f"


def rows(found, element):
    return dict(panel(found, element).rows)


def test_every_reason_has_a_sentence_of_its_own():
    assert set(SENTENCES) == set(REASONS)
    assert len({str(each) for each in SENTENCES.values()}) == len(SENTENCES)


def test_a_reason_that_nobody_knows_is_still_told_in_words():
    assert because(Missing("eaten_by_the_dog")) == "It could not be read from this picture."


def test_every_proportion_that_is_measured_has_its_words():
    assert set(PROPORTIONS) == set(Proportions.__dataclass_fields__)


@pytest.mark.parametrize(
    ("azimuth", "words"),
    [
        (0, "from the camera"), (20, "from the camera"), (45, "front right"), (90, "right"), (135, "back right"),
        (180, "from behind"), (-170, "from behind"), (225, "back left"), (270, "left"), (-90, "left"),
        (315, "front left"), (350, "from the camera"),
    ],
)  # fmt: skip
def test_a_direction_is_one_of_eight_sides(azimuth, words):
    assert side(azimuth) == words


@pytest.mark.parametrize(("value", "words"), [(9.4, "+9°"), (-2.0, "\u22122°"), (0.3, "0°")])
def test_angles_have_a_real_minus(value, words):
    assert degrees(value) == words


def test_heights_shares_and_temperatures_read_as_a_person_says_them():
    assert (tall(38.2), tall(-12.0), tall(0.2)) == ("38° up", "12° down", "level")
    assert per_cent(0.714) == f"71{SPACE}%"
    assert spaced_kelvin(4912) == f"4{SPACE}900"


def test_the_panel_of_a_face_tells_its_turn_its_mesh_and_its_skin():
    told = rows(features(), "face")

    assert told == {"Turn, nod, tilt": "+3°, \u22122°, 0°", "Mesh": "1 point", "Skin": "intermediate, smooth"}


def test_the_proportions_of_a_face_stand_folded_away():
    found = features()
    face = replace(found.face, proportions={"eye_gap": 0.213, "unheard_of": 1.0})

    shown = panel(replace(found, face=face), "face")

    assert shown.more == (("Eyes, inner corners / width of the face", "0.21"),)
    with translation.override("ru"):
        assert panel(replace(found, face=face), "face").more[0][1] == "0,21"


def test_the_panel_of_the_light_tells_side_height_temperature_and_contrast():
    told = rows(features(), "lighting")

    assert told == {
        "Comes from": "left, 40° up",
        "Temperature": f"4{SPACE}800 K",
        "Lit to shadowed": "1.5 stops",
        "Edge": "soft",
    }


def test_an_unsure_temperature_is_only_said_to_be_about_so_much():
    found = features()

    told = rows(replace(found, light=replace(found.light, kelvin_confidence=0.2)), "lighting")

    assert told["Temperature"].startswith("≈ ")


@pytest.mark.parametrize(("indoors", "words"), [(True, "indoors"), (False, "outdoors"), (None, "not known")])
def test_a_place_is_in_or_out_or_not_known(indoors, words):
    found = features()

    told = rows(replace(found, place=replace(found.place, indoors=indoors)), "environment")

    assert told["Kind"] == words
    assert told["Painted in behind the person"] == f"30{SPACE}%"


def test_clothes_tell_their_pattern_and_how_sure_it_is():
    shown = panel(features(), "clothing", locked=True)

    assert dict(shown.rows)["Pattern"] == f"plain, 80{SPACE}% sure"
    assert [each.name for each in shown.colours] == ["navy"]
    assert shown.sure == f"80{SPACE}%"
    assert shown.is_locked


def test_a_missing_element_has_nothing_but_its_reason():
    shown = panel(features(missing=("face",)), "face", locked=True)

    assert shown.why_not == "There is no face in the picture."
    assert (shown.rows, shown.colours, shown.sure, shown.is_locked) == ((), (), "", False)


def test_several_faces_are_remarked_on_and_a_face_without_a_mesh_too():
    found = features(faces=2)
    small = replace(found, face=replace(found.face, mesh=()))

    notes = panel(small, "face").notes

    assert notes == (
        "There are several faces in the picture; the values are of the framed one.",
        "The face is too small for a mesh.",
    )


def test_the_captions_over_the_picture_are_short_and_translated():
    assert pins(features()) == {
        "face": "1 point, +3°",
        "light": f"left, 4{SPACE}800 K",
        "clothing": "navy, plain",
    }
    with translation.override("ru"):
        assert pins(features())["clothing"] == "тёмно-синий, без рисунка"
    assert set(pins(features(missing=("face", "light", "clothing"))).values()) == {""}
