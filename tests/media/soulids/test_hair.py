"""The colour of hair, where it can be read."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.media.faces import find_faces, skin
from reklamai.media.mattes import Missing, graphs
from soulids.media.hair import hair_colour, hair_lab
from tests.media.faces.photos import astronaut, mirrored, scaled
from tests.media.soulids.people import her, her_face


def read(picture, *, face=None):
    found = face or find_faces(picture)[0]
    tone = skin(picture, found)
    return hair_lab(picture, found, person=graphs.people_share(picture), skin=tone.lab)


def painted(colour):
    """Her portrait with all that lies above her brows, but her skin, in one colour."""
    x, y, width, _ = her_face().box
    picture = astronaut().copy()
    picture[max(0, y - 80) : y - 10, x - 30 : x + width + 30] = colour
    return picture


def test_her_hair_is_between_brown_and_blond() -> None:
    lab = read(astronaut())

    assert not isinstance(lab, Missing)
    assert hair_colour(lab) in {"brown", "blond"}
    assert her().face.hair_lab == pytest.approx(lab, abs=6)


@pytest.mark.parametrize("change", [scaled(1.5), scaled(0.7), mirrored], ids=["larger", "smaller", "mirrored"])
def test_it_is_the_same_colour_however_she_is_shown(change) -> None:
    assert read(change(astronaut())) == pytest.approx(read(astronaut()), abs=6)


@pytest.mark.parametrize(
    ("colour", "name"),
    [((16, 14, 13), "black"), ((60, 42, 32), "dark_brown"), ((110, 80, 55), "brown"), ((205, 170, 115), "blond"),
     ((150, 66, 32), "red"), ((128, 128, 130), "grey"), ((228, 228, 224), "white")],
)  # fmt: skip
def test_hair_of_any_natural_colour_is_named(colour, name: str) -> None:
    lab = cv2.cvtColor(np.array([[colour]], np.float32) / 255, cv2.COLOR_RGB2Lab)[0, 0]

    assert hair_colour(tuple(float(value) for value in lab)) == name


@pytest.mark.parametrize("colour", [(30, 60, 200), (20, 160, 60), (230, 40, 160), (150, 60, 190)])
def test_a_blue_hat_is_no_hair(colour) -> None:
    lab = cv2.cvtColor(np.array([[colour]], np.float32) / 255, cv2.COLOR_RGB2Lab)[0, 0]

    assert hair_colour(tuple(float(value) for value in lab)) == Missing("unusual")


def test_other_hair_is_seen_as_other() -> None:
    dark, light = read(painted((20, 16, 14)), face=her_face()), read(painted((224, 190, 130)), face=her_face())

    assert not isinstance(dark, Missing) and not isinstance(light, Missing)
    assert dark[0] < 20 < 70 < light[0]


def test_a_bald_head_has_no_hair() -> None:
    tone = skin(astronaut(), her_face())
    bare = cv2.cvtColor(np.array([[tone.lab]], np.float32), cv2.COLOR_Lab2RGB)[0, 0] * 255

    assert read(painted(bare), face=her_face()) == Missing("no_hair")


def test_a_chequered_hat_has_too_many_colours() -> None:
    x, y, width, _ = her_face().box
    picture = painted((0, 0, 0))
    picture[max(0, y - 80) : y - 10, x - 30 : x + width + 30][::2] = (120, 255, 120)

    assert read(picture, face=her_face()) == Missing("many_colours")


def test_without_anybody_in_front_there_is_no_hair() -> None:
    nobody = np.zeros(astronaut().shape[:2], np.float32)

    assert hair_lab(astronaut(), her_face(), person=nobody, skin=(70, 12, 18)) == Missing("no_hair")


def test_without_a_mesh_there_is_none_either() -> None:
    face = replace(her_face(), landmarks=None)

    assert hair_lab(astronaut(), face, person=np.ones((512, 512), np.float32), skin=(70, 12, 18)) == Missing("no_mesh")
