"""A cut-out under another key light: from where it shines, how hard, and what stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.colour import BT709, to_linear
from reklamai.media.faces import find_faces, identity
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.normals import silhouette_normals, with_face
from reklamai.media.scene.relight import relit, shading
from reklamai.media.scene.sitter import flat
from tests.media.scene.held_things import astronaut, packshot

LIGHT = SceneLight(azimuth=0, elevation=25, hardness=0.5)


def ball(side=200):
    """(alpha, true normals) of a ball that fills four fifths of a square."""
    y, x = (np.mgrid[0:side, 0:side] - (side - 1) / 2) / (0.4 * side)
    inside = x**2 + y**2 < 1
    return inside.astype(np.float32), np.dstack([x, y, np.sqrt(np.clip(1 - x**2 - y**2, 0, 1))]), inside


def light_in(pixels, box):
    x, y, wide, high = box
    return to_linear(pixels[y : y + high, x : x + wide, :3].astype(np.float32) / 255) @ BT709


def test_a_round_silhouette_is_taken_for_a_ball():
    alpha, true, inside = ball()

    made = silhouette_normals(alpha)

    assert np.linalg.norm(made, axis=2) == pytest.approx(1, abs=1e-3)
    for axis in (0, 1):
        assert np.corrcoef(made[..., axis][inside], true[..., axis][inside])[0, 1] > 0.9
    assert made[100, 100, 2] > 0.97


def test_a_side_that_the_picture_cuts_is_no_rim():
    made = silhouette_normals(np.ones((120, 80), np.float32))

    assert np.abs(made[..., :2]).max() < 0.05


def test_a_face_turns_its_cheeks_to_the_sides_its_brow_up_and_its_nose_to_the_camera():
    face = find_faces(flat(astronaut()), most=1)[0]
    x, y, wide, high = face.box

    normals, where = with_face(silhouette_normals(astronaut()[..., 3] / np.float32(255)), face.landmarks)

    middle = normals[y + high // 2, x + wide // 2]
    left, right = (normals[y + high // 2, x + round(share * wide)] for share in (0.1, 0.9))
    assert left[0] < -0.3 < 0.3 < right[0]
    assert middle[2] > 0.75
    assert normals[y - high // 8, x + wide // 2, 1] < -0.1
    assert where[y + high // 2, x + wide // 2] > 0.95
    assert where[400, 250] == 0


@pytest.mark.parametrize("azimuth", [0, 45, 90, 135, 225, 270, 315])
@pytest.mark.parametrize("contrast", [0.5, 1.3, 2.5])
def test_shading_is_brightest_towards_the_light_and_darkest_away_from_it(azimuth, contrast):
    _, true, inside = ball()
    light = replace(LIGHT, azimuth=azimuth)

    shade = shading(true.astype(np.float32), light, contrast=contrast)

    assert shade[inside].min() >= 2**-contrast - 1e-4
    side = np.average(true[..., 0][inside], weights=shade[inside] - shade[inside].min() + 1e-6)
    towards = np.sin(np.radians(azimuth))
    assert side * towards > 0.1 if abs(towards) > 0.5 else abs(side) < 0.05
    up = shade[:100][inside[:100]].mean() - shade[100:][inside[100:]].mean()
    assert up > 0


def test_the_shadow_of_a_hard_light_begins_at_once_and_that_of_a_soft_one_slowly():
    _, true, _ = ball()

    dark = [
        (
            shading(true.astype(np.float32), replace(LIGHT, azimuth=90, hardness=h), contrast=1.5)[100, 30:170] < 0.4
        ).mean()
        for h in (0.0, 1.0)
    ]

    assert dark[1] > dark[0] + 0.15


@pytest.mark.parametrize("azimuth", range(0, 360, 60))
def test_the_face_keeps_its_light_within_a_seventh_of_a_stop_and_its_person(azimuth):
    pixels = astronaut()
    face = find_faces(flat(pixels), most=1)[0]

    made = relit(pixels, light=replace(LIGHT, azimuth=azimuth, hardness=0.8), contrast=1.6, face=face.landmarks)

    stops = np.log2(light_in(made, face.box).mean() / light_in(pixels, face.box).mean())
    assert abs(stops) < 0.15
    again = find_faces(flat(made), most=1)[0]
    before, after = identity.vector(flat(pixels), face), identity.vector(flat(made), again)
    assert identity.distance(before, after) < identity.SAME
    assert np.array_equal(made[..., 3], pixels[..., 3])


def test_the_face_follows_the_light_round_the_camera():
    pixels = astronaut()
    face = find_faces(flat(pixels), most=1)[0]
    angles = np.arange(0, 360, 45)
    centres = []
    for azimuth in angles:
        light = light_in(relit(pixels, light=replace(LIGHT, azimuth=azimuth), face=face.landmarks), face.box)
        centres.append(np.average(np.arange(light.shape[1]), weights=light.sum(axis=0)))

    assert np.corrcoef(centres, np.sin(np.radians(angles)))[0, 1] > 0.9


def test_no_blotches_the_change_is_smooth_over_the_skin():
    pixels = astronaut()
    face = find_faces(flat(pixels), most=1)[0]
    made = relit(pixels, light=replace(LIGHT, azimuth=80, hardness=0.9), contrast=2, face=face.landmarks)

    before, after = light_in(pixels, face.box), light_in(made, face.box)
    gain = np.log2((after + 0.01) / (before + 0.01))
    x, y, wide, high = face.box
    skin = (before > 0.12) & (made[y : y + high, x : x + wide, :3].max(axis=2) < 208)
    assert np.percentile(np.hypot(*np.gradient(gain))[skin], 90) < 0.09, "stops for each pixel of 100 across a face"


def test_a_thing_without_a_face_is_lit_from_the_side_at_the_same_exposure():
    pixels = packshot()
    right = relit(pixels, light=replace(LIGHT, azimuth=90, hardness=0.8))
    box = (100, 50, 100, 200)
    light, before = light_in(right, box), light_in(pixels, box)

    assert light[:, 80:].mean() > 1.2 * light[:, :20].mean()
    assert light.mean() == pytest.approx(before.mean(), rel=0.08)


def test_what_is_clear_stays_as_it_is():
    empty = np.zeros((30, 20, 4), np.uint8)

    assert np.array_equal(relit(empty, light=LIGHT), empty)
