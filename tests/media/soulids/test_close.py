"""A face seen close: how sharp it is and how it is lit."""

from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.faces import find_faces
from soulids.media.close import SIDE, exposure, look_close, sharpness
from soulids.media.verdicts import BLURRED
from tests.media.faces.photos import astronaut, mirrored, scaled, turned
from tests.media.soulids.people import blurred, exposed, her_face


def close(picture, *, of=None):
    return look_close(picture, of or find_faces(picture)[0])


def sharp(picture, *, of=None):
    return sharpness(close(picture, of=of))


def test_a_face_is_looked_at_upright_and_at_one_size() -> None:
    for picture in (astronaut(), scaled(2)(astronaut()), turned(25)(astronaut())):
        seen = close(picture)
        eyes = seen.mesh[[33, 263]]

        assert seen.plane.shape == (SIDE, SIDE) and seen.plane.dtype == np.float32
        assert abs(eyes[0, 1] - eyes[1, 1]) < 3, "the eyes are level"
        assert 0.4 < seen.inside.mean() < 0.85


def test_a_sharp_face_is_far_above_the_limit_and_a_blurred_one_below() -> None:
    large = scaled(2)(astronaut())
    width = 2 * her_face().box[2]

    assert sharp(large) > 2 * BLURRED
    assert sharp(blurred(large, face_px=width, sigma=1.5)) < BLURRED


def test_the_more_it_is_blurred_the_less_sharp_it_is() -> None:
    values = [sharp(blurred(astronaut(), face_px=100, sigma=sigma), of=her_face()) for sigma in (0.3, 0.7, 1.2, 2.0)]

    assert values == sorted(values, reverse=True) and values[0] > 5 * values[-1]


@pytest.mark.parametrize("stops", [-3, -2, -1])
def test_a_darker_photo_is_as_sharp_as_it_was(stops: int) -> None:
    assert sharp(exposed(astronaut(), stops=stops), of=her_face()) == pytest.approx(
        sharp(astronaut(), of=her_face()), rel=0.15
    )


def test_sharpness_does_not_know_left_from_right_nor_the_size() -> None:
    assert sharp(mirrored(astronaut())) == pytest.approx(sharp(astronaut()), rel=0.2)
    assert sharp(scaled(3)(astronaut())) > BLURRED, "an enlarged photo of a sharp face is not out of focus"


def test_a_flat_face_is_not_sharp_at_all() -> None:
    assert sharp(np.full((512, 512, 3), 120, np.uint8), of=her_face()) == 0


def test_light_is_measured_as_luma() -> None:
    flat = exposure(close(np.full((512, 512, 3), 128, np.uint8), of=her_face()))

    assert flat.middle == pytest.approx(128 / 255, abs=0.005) and flat.high == pytest.approx(128 / 255, abs=0.005)
    assert flat.clipped == 0 and flat.uneven == pytest.approx(0, abs=0.01)


def test_less_light_makes_darker_faces_and_more_light_white_ones() -> None:
    lit = [exposure(close(exposed(astronaut(), stops=stops), of=her_face())) for stops in (-4, -2, 0, 2)]

    assert [each.high for each in lit] == sorted(each.high for each in lit)
    assert [each.clipped for each in lit] == sorted(each.clipped for each in lit)
    assert lit[0].high < 0.25 and lit[0].clipped == 0 and lit[3].clipped > 0.3


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_shadow_on_one_side_is_seen(side: str) -> None:
    even = exposure(close(astronaut(), of=her_face())).uneven
    middle = her_face().box[0] + her_face().box[2] // 2
    dark = astronaut().copy()
    half = dark[:, :middle] if side == "left" else dark[:, middle:]
    half //= 4

    assert exposure(close(dark, of=her_face())).uneven > 0.6 > even


def test_a_face_without_a_mesh_cannot_be_looked_at() -> None:
    with pytest.raises(ValueError, match="no mesh"):
        look_close(astronaut(), replace(her_face(), landmarks=None))
