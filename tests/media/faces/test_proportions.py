"""How a face is built, read the same whatever was done to the picture."""

from dataclasses import fields, replace
from functools import lru_cache

import numpy as np
import pytest

from reklamai.media.faces import Face, Proportions, find_faces, proportions
from reklamai.media.faces.model import mesh_of
from tests.media.faces.photos import astronaut, her_face, his_face, jpeg, mirrored, only, scaled, turned

NAMES = [each.name for each in fields(Proportions)]


@lru_cache(maxsize=1)
def hers() -> dict[str, float]:
    return proportions(her_face()).as_dict()


def apart(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: abs(one[name] / other[name] - 1) for name in NAMES}


@pytest.mark.parametrize(
    "change",
    [scaled(0.5), scaled(0.75), scaled(2), turned(-20), turned(-10), turned(10), turned(20), jpeg(60)],
    ids=["half size", "three quarters", "twice", "-20", "-10", "10", "20", "JPEG 60"],
)
def test_size_turn_and_compression_change_no_proportion_by_three_percent(change) -> None:
    again = proportions(only(find_faces(change(astronaut())))).as_dict()

    worst = max(apart(again, hers()).items(), key=lambda each: each[1])
    assert worst[1] < 0.03, worst


def test_a_mirror_image_has_the_same_proportions() -> None:
    again = proportions(only(find_faces(mirrored(astronaut())))).as_dict()

    assert max(apart(again, hers()).values()) < 0.05


def test_the_mesh_turned_in_space_has_exactly_the_same_proportions() -> None:
    angle = np.deg2rad(35)
    turn = np.array([(np.cos(angle), 0, -np.sin(angle)), (0, 1, 0), (np.sin(angle), 0, np.cos(angle))])
    aside = replace(her_face(), landmarks=mesh_of(her_face()) @ turn.T * 3 + 100)

    assert proportions(aside).as_dict() == pytest.approx(hers(), rel=1e-4)


def test_another_face_is_built_differently() -> None:
    assert max(apart(proportions(his_face()).as_dict(), hers()).values()) > 0.06


def test_the_ratios_are_those_of_a_human_head() -> None:
    # measured on the photo by eye: eyes 42 pixels apart, the face 89 wide at the ears, lips' corners 45 apart
    assert hers()["mouth_width"] == pytest.approx(45 / 89, abs=0.05)
    assert 1.0 < hers()["face_height"] < 1.5
    assert hers()["eye_gap"] < hers()["eye_span"] < 1
    assert hers()["chin_width"] < hers()["jaw_width"] < 1
    assert hers()["eye_span"] == pytest.approx(hers()["eye_gap"] + 2 * hers()["eye_width"], rel=0.15)
    assert hers()["nose_length"] < hers()["middle_height"]


def test_a_known_mesh_gives_known_ratios() -> None:
    mesh = np.zeros((478, 3), np.float32)
    mesh[454] = (100, 0, 0)
    mesh[10], mesh[152] = (50, -60, 0), (50, 60, 50)
    mesh[61], mesh[291] = (30, 30, 0), (70, 30, 30)

    found = proportions(Face((0, 0, 100, 120), 1.0, mesh, 0.0, 0.0, 0.0))

    assert found.face_height == pytest.approx(1.3)
    assert found.mouth_width == pytest.approx(0.5)


def test_without_a_mesh_there_are_no_proportions() -> None:
    with pytest.raises(ValueError, match="no mesh"):
        proportions(replace(her_face(), landmarks=None))
