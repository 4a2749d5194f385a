"""The colour and texture of skin."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
import pytest

from reklamai.media.colour import from_lab, to_lab
from reklamai.media.faces import Skin, find_faces, skin
from reklamai.media.faces.model import mesh_of
from reklamai.media.faces.skin import tone_of
from reklamai.media.mattes.model import Missing
from reklamai.media.types import Picture
from tests.media.faces.photos import astronaut, cameraman, her_face, his_face, mirrored, only, scaled, turned

CHEEKS = (np.s_[112:128, 190:206], np.s_[114:130, 244:260])
"""Bare skin under her eyes, picked by eye."""


def read(picture: Picture) -> Skin:
    """Her skin in a changed copy of the same photo."""
    found = skin(picture, her_face())
    assert isinstance(found, Skin)
    return found


@lru_cache(maxsize=1)
def hers() -> Skin:
    return read(astronaut())


def apart(one: Skin, other: Skin) -> float:
    return float(np.linalg.norm(np.subtract(one.lab, other.lab)))


def test_skin_has_the_colour_of_a_bare_cheek() -> None:
    lab = to_lab(astronaut())

    cheeks = np.mean([np.median(lab[cheek].reshape(-1, 3), axis=0) for cheek in CHEEKS], axis=0)

    assert hers().lab == pytest.approx(tuple(cheeks), abs=4)
    assert 0.4 < hers().confidence <= 1


def test_the_angle_is_that_of_the_colour() -> None:
    light, _, b = hers().lab

    assert hers().ita == pytest.approx(np.degrees(np.arctan((light - 50) / b)))
    assert hers().tone == tone_of(hers().ita)


@pytest.mark.parametrize(
    ("ita", "tone"),
    [
        (70, "very_light"), (55, "light"), (42, "light"), (41, "intermediate"), (29, "intermediate"), (28, "tan"),
        (11, "tan"), (10, "brown"), (-29, "brown"), (-30, "dark"), (-60, "dark"),
    ],
)  # fmt: skip
def test_classes_are_the_published_ones(ita: float, tone: str) -> None:
    assert tone_of(ita) == tone


@pytest.mark.parametrize("shift", [(-25, 0, 0), (-45, 2, 4), (-5, 6, -3), (4, -4, 8)])
def test_another_skin_in_the_same_light_is_read_as_that_much_different(shift: tuple[float, ...]) -> None:
    lab = to_lab(astronaut()) + np.array(shift, np.float32)

    changed = read(from_lab(lab))

    assert np.subtract(changed.lab, hers().lab) == pytest.approx(shift, abs=1.5)


def test_dark_skin_falls_into_the_darker_classes() -> None:
    lab = to_lab(astronaut())
    lab[..., 0] *= 0.42

    assert read(from_lab(lab)).tone in ("brown", "dark")


@pytest.mark.parametrize("change", [scaled(0.6), scaled(2), turned(25), mirrored])
def test_size_turn_and_side_do_not_change_the_colour(change) -> None:
    picture = change(astronaut())

    found = skin(picture, only(find_faces(picture)))

    assert isinstance(found, Skin)
    assert apart(found, hers()) < 3


def test_shine_and_shadow_on_a_cheek_are_left_out() -> None:
    marked = astronaut().copy()
    cv2.circle(marked, (200, 120), 5, (255, 250, 245), -1)
    cv2.circle(marked, (250, 126), 5, (40, 25, 20), -1)

    assert apart(read(marked), hers()) < 2.3, "a difference that nobody sees"
    assert read(marked).texture == pytest.approx(hers().texture, abs=0.1)


def test_hair_over_the_forehead_is_left_out() -> None:
    fringe = astronaut().copy()
    fringe[66:97, 180:270] = (45, 30, 20)

    assert apart(read(fringe), hers()) < 4


def test_a_cheek_in_deep_shade_makes_it_less_sure() -> None:
    shaded = astronaut().copy()
    shaded[:, 224:] = shaded[:, 224:] // 4

    assert read(shaded).confidence < hers().confidence - 0.2


def test_rough_skin_has_more_texture_and_blurred_skin_less() -> None:
    large = scaled(3)(astronaut())
    face = only(find_faces(large))
    noise = np.random.default_rng(1).normal(0, 14, (*large.shape[:2], 1))
    pores = cv2.GaussianBlur(noise, (0, 0), 1.5)[..., None] * 3
    pictures = [cv2.GaussianBlur(large, (0, 0), 8), large, np.clip(large + pores, 0, 255).astype(np.uint8)]

    smooth, plain, rough = (found.texture for found in (skin(p, face) for p in pictures) if isinstance(found, Skin))

    assert 0 <= smooth < plain < rough <= 1
    assert smooth < plain / 2 and rough > plain + 0.15


def test_a_grey_picture_tells_no_skin_colour() -> None:
    assert skin(cameraman(), his_face()) == Missing("no_colour")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda picture: picture // 20, "too_dark"),
        (lambda picture: np.maximum(picture, 253), "too_bright"),
    ],
)
def test_a_picture_without_any_tones_says_why(change, reason: str) -> None:
    assert skin(change(astronaut()), her_face()) == Missing(reason)


def test_a_face_of_a_few_pixels_is_too_small() -> None:
    small = scaled(0.25)(astronaut())

    assert skin(small, only(find_faces(small))) == Missing("face_too_small")


def test_without_a_mesh_nobody_knows_where_the_cheeks_are() -> None:
    assert skin(astronaut(), replace(her_face(), landmarks=None)) == Missing("no_mesh")


def test_a_face_cut_by_the_rim_is_read_from_what_is_left() -> None:
    cut = np.ascontiguousarray(astronaut()[:, 200:])
    moved = replace(her_face(), landmarks=mesh_of(her_face()) - np.array((200, 0, 0), np.float32))

    found = skin(cut, moved)

    assert isinstance(found, Skin)
    assert apart(found, hers()) < 6
