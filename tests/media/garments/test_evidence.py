"""What clothes are told by: tones that shade does not change, mixtures of colours, zones of a body."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.colour import to_lab
from reklamai.media.garments import bare, mixture, tones, zones

SKIN = np.array([205, 160, 135], np.float64)


def standing(scale: float = 1.0) -> np.ndarray:
    """(33, 3) joints of somebody who faces the camera with hanging arms."""
    joints = np.zeros((33, 3), np.float32)
    places = {
        0: (100, 40), 11: (130, 90), 12: (70, 90), 13: (145, 140), 14: (55, 140), 15: (150, 190), 16: (50, 190),
        19: (152, 205), 20: (48, 205), 23: (120, 190), 24: (80, 190), 25: (120, 260), 26: (80, 260), 27: (120, 330),
        28: (80, 330), 29: (120, 338), 30: (80, 338), 31: (128, 342), 32: (72, 342),
    }  # fmt: skip
    for joint, (x, y) in places.items():
        joints[joint] = x * scale, y * scale, 1
    return joints


def oval() -> zones.Oval:
    return zones.oval_of((85, 30, 30, 36), None, origin=(0, 0), scale=1.0)


def patch(colour: np.ndarray, *, light: float = 1.0) -> np.ndarray:
    dice = np.random.default_rng(2)
    return np.clip(colour * light + dice.normal(0, 2, (40, 40, 3)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("light", [1.0, 0.75, 0.55])
def test_skin_in_the_shade_is_like_skin(light: float) -> None:
    tone = tones.tone_of(tones.ratios(patch(SKIN)).reshape(-1, 3), least=(0.055, 0.055, 0.45))

    assert tones.likeness(tones.ratios(patch(SKIN, light=light)), tone).mean() > 0.8


@pytest.mark.parametrize("colour", [(60, 80, 140), (230, 230, 228), (30, 30, 32), (60, 120, 70), (220, 40, 50)])
def test_cloth_of_another_colour_is_not_like_skin(colour: tuple[int, ...]) -> None:
    tone = tones.tone_of(tones.ratios(patch(SKIN)).reshape(-1, 3), least=(0.055, 0.055, 0.45))

    assert tones.likeness(tones.ratios(patch(np.array(colour, np.float64))), tone).mean() < 0.2


@pytest.mark.parametrize("skin", [(232, 196, 178), (205, 160, 135), (150, 105, 80), (92, 62, 48)])
def test_skin_of_every_depth_is_nearer_to_skin_in_general_than_blue_cloth(skin: tuple[int, ...]) -> None:
    general = tones.skin_tone(tones.ratios(patch(SKIN)), None, None)

    likeness = tones.likeness(tones.ratios(patch(np.array(skin, np.float64))), general).mean()

    assert general.sure == 0
    assert likeness > 0.35
    assert tones.likeness(tones.ratios(patch(np.array((60, 80, 140.0)))), general).mean() < 0.1


def test_hair_of_two_colours_has_two_tones_and_a_bald_head_none() -> None:
    values = tones.ratios(np.concatenate([patch(np.array((60, 40, 25.0))), patch(np.array((190, 150, 90.0)))]))

    found = tones.hair_tones(values, np.ones(values.shape[:2], np.float32))

    assert len(found) == 2
    assert abs(found[0].middle[2] - found[1].middle[2]) > 0.6
    assert tones.hair_tones(values, np.zeros(values.shape[:2], np.float32)) == ()


def test_a_mixture_tells_two_cloths_from_one_skin() -> None:
    picture = np.concatenate([patch(SKIN), patch(np.array((30, 30, 90.0))), patch(np.array((240, 240, 240.0)))])
    rows = np.arange(120)[:, None] * np.ones((1, 40))

    told = mixture.more_like(to_lab(picture), rows >= 40, rows < 40)

    assert told[:40].mean() < -2
    assert told[40:].mean() > 2
    assert np.abs(told).max() <= mixture.BOUND


def test_a_mixture_of_next_to_nothing_says_nothing() -> None:
    lab = to_lab(patch(SKIN))
    few = np.zeros((40, 40), bool)
    few[:3, :3] = True

    assert not mixture.more_like(lab, few, ~few).any()


def test_zones_lie_where_the_body_is() -> None:
    drawn = zones.draw((360, 200), standing(), oval())

    assert drawn.inner[150, 100] == 1
    assert drawn.face[48, 100] == 1
    assert drawn.hair[20, 100] == 1
    assert drawn.hands[200, 151] == 1
    assert drawn.feet[338, 120] == 1
    assert drawn.near[150, 100] == 0
    assert drawn.near[350, 5] > 0.5


def test_hair_is_never_below_the_chin() -> None:
    drawn = zones.draw((360, 200), standing(), oval())

    assert not drawn.hair[75:].any()


def test_a_body_seen_from_the_side_still_has_a_torso() -> None:
    joints = standing()
    joints[[11, 12, 23, 24], 0] = 100

    drawn = zones.draw((360, 200), joints, oval())

    assert drawn.inner.sum() > 300


def test_the_unit_of_a_body_grows_with_it_and_does_not_shrink_when_it_turns() -> None:
    turned = standing()
    turned[[11, 12, 23, 24], 0] = 100

    assert zones.breadth_of(standing(2.0)) == pytest.approx(2 * zones.breadth_of(standing()))
    assert zones.breadth_of(turned) > 0.8 * zones.breadth_of(standing())


def test_shoulders_are_supposed_below_and_beside_a_face() -> None:
    face = oval()

    joints = zones.joints_from(face)

    assert joints[12, 0] < face.centre[0] < joints[11, 0] or joints[11, 0] < face.centre[0] < joints[12, 0]
    assert (joints[[11, 12], 1] > face.chin[1]).all()
    assert (joints[[23, 24], 1] > joints[[11, 12], 1]).all()


def dressed(arms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Somebody in a blue vest with arms of this colour, and where they are."""
    joints, shape = standing(), (360, 200)
    drawn = zones.draw(shape, joints, oval())
    picture = np.full((*shape, 3), 128, np.float64)
    solid = drawn.near < 0.15
    picture[solid] = (50, 70, 150)
    forearms = np.zeros(shape, bool)
    forearms[130:210, 40:62] = forearms[130:210, 138:160] = True
    picture[forearms & solid] = arms
    picture[drawn.face > 0] = SKIN
    noisy = picture + np.random.default_rng(3).normal(0, 2, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8), (solid | (drawn.face > 0))


def test_bare_arms_in_other_light_than_the_face_are_skin_and_sleeves_are_not() -> None:
    joints, face = standing(), oval()
    drawn = zones.draw((360, 200), joints, face)
    costs = []
    for arms in (SKIN * 0.6, np.array((50, 70, 150.0))):
        picture, solid = dressed(arms)
        costs.append(bare.seen(picture, solid, drawn, joints, oval=face, spots=None).skin[165:185, 148])

    assert costs[0].mean() > 2.5
    assert costs[1].mean() < 0.5


def test_without_a_face_no_hair_is_supposed() -> None:
    joints = standing()
    drawn = zones.draw((360, 200), joints, None)
    picture, solid = dressed(SKIN)

    found = bare.seen(picture, solid, drawn, joints, oval=None, spots=None)

    assert not found.hair.any()
    assert not found.reach.any()
    assert found.skin[165:185, 148].mean() > 2.5
