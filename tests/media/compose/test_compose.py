"""Layers into pictures: order, alpha, sub-pixel places, focus."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from reklamai.media.scene import compose
from reklamai.media.scene.model import Layer, Role
from tests.media.compose.scenes import backdrop, scene_of, sheet


def test_the_nearest_layer_covers_the_others() -> None:
    scene = scene_of(backdrop((10, 20, 30)), Layer("a", Role.SUBJECT, sheet((200, 0, 0)), (0.25, 0, 0.5, 1), 3.0))

    picture = compose.flatten(scene)

    assert picture.shape == (90, 160, 3)
    assert picture[45, 80].tolist() == [200, 0, 0]
    assert picture[45, 10].tolist() == [10, 20, 30]


@pytest.mark.parametrize("alpha", [0, 64, 128, 200, 255])
def test_alpha_mixes_as_porter_and_duff_say(alpha: int) -> None:
    scene = scene_of(
        backdrop((40, 80, 120)), Layer("veil", Role.FOREGROUND, sheet((240, 10, 90), alpha=alpha), (0, 0, 1, 1), 2.0)
    )

    picture = compose.flatten(scene)

    share = alpha / 255
    expected = np.array([240, 10, 90]) * share + np.array([40, 80, 120]) * (1 - share)
    assert np.abs(picture - expected).max() <= 1.5


def test_a_layer_of_another_resolution_fills_its_box() -> None:
    small = Layer("half", Role.BACKDROP, sheet((90, 90, 90), rows=45, columns=80), (0, 0, 1, 1), 9.0)

    picture = compose.flatten(scene_of(small))

    assert (picture == 90).all()


def test_a_place_between_pixels_is_kept_by_the_weights_of_the_rim() -> None:
    quarter = Layer(
        "bar", Role.SUBJECT, sheet((255, 255, 255), rows=40, columns=40), (40.25 / 160, 20 / 90, 40 / 160, 40 / 90), 3.0
    )

    row = compose.flatten(scene_of(backdrop((0, 0, 0)), quarter))[40, :, 0].astype(float)

    centre = float((row * np.arange(160)).sum() / row.sum())
    assert centre == pytest.approx(40.25 + 20 - 0.5, abs=0.05)


def test_a_layer_outside_the_frame_changes_nothing() -> None:
    away = Layer("away", Role.SUBJECT, sheet((255, 0, 0)), (1.2, 0, 0.5, 1), 3.0)

    assert np.array_equal(compose.flatten(scene_of(backdrop(), away)), compose.flatten(scene_of(backdrop())))


def test_overscan_is_cut_off() -> None:
    wide = np.zeros((108, 192, 4), np.uint8)
    wide[..., 3] = 255
    wide[9:99, 16:176, 0] = 222
    layer = Layer("wide", Role.BACKDROP, wide, (-0.1, -0.1, 1.2, 1.2), 50.0)

    picture = compose.flatten(replace(scene_of(layer), overscan=0.1))

    assert (picture[..., 0] == 222).all()


def test_premultiplying_and_back_keeps_what_is_visible() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (40, 50, 4)).astype(np.uint8)
    pixels[..., 3] |= 128

    back = compose.straight(compose.premultiplied(pixels))

    assert np.array_equal(back[..., 3], pixels[..., 3])
    assert np.abs(back[..., :3].astype(int) - pixels[..., :3]).max() <= 3


def test_blur_draws_no_colour_from_clear_pixels() -> None:
    pixels = sheet((250, 120, 40))
    pixels[:, 80:] = 0

    soft = compose.blurred(pixels, 6)

    seen = soft[..., 3] > 40
    assert np.abs(soft[seen][:, :3].astype(int) - (250, 120, 40)).max() < 12


def sharpness(picture: np.ndarray) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.CV_32F).std())


def chequered(depth: float, role: Role = Role.BACKDROP) -> Layer:
    pixels = sheet((255, 255, 255))
    pixels[::4, :, :3] = 0
    return Layer("rows", role, pixels, (0, 0, 1, 1), depth)


def test_what_lies_away_from_the_focus_is_softer_the_farther_it_is() -> None:
    values = []
    for depth in (2.5, 4.0, 40.0):
        layers = compose.focused(scene_of(chequered(depth)), blur=0.02, depth=2.5)
        values.append(sharpness(compose.lay(layers, size=(160, 90))))

    assert values[0] > 1.5 * values[1] > 1.5 * values[2]


def test_no_blur_leaves_the_layers_as_they_are() -> None:
    scene = scene_of(backdrop(), chequered(30.0))

    assert all(a is b for a, b in zip(compose.focused(scene, blur=0.0, depth=2.5), scene.layers, strict=True))


def test_the_ground_is_sharp_at_the_subject_and_soft_at_the_horizon() -> None:
    ground = replace(scene_of(chequered(60.0, Role.GROUND), horizon=0.2), ground=2.5 * 0.7)

    picture = compose.flatten(compose.with_focus(ground, blur=0.03, depth=2.5))

    assert sharpness(picture[72:90]) > 3 * sharpness(picture[18:36])
