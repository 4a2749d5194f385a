"""Where a photo cut somebody off: sides are rounded off, a cut head stays cut by the frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.faces import find_faces
from reklamai.media.scene import draft
from reklamai.media.scene.held import Held
from reklamai.media.scene.model import Role
from reklamai.media.scene.shoulders import LEAST, MOST, shouldered
from reklamai.media.scene.sitter import cut_outs, flat
from reklamai.media.words.reading import Framing, Person, Place, Reading
from tests.media.scene.held_things import astronaut, whole_body

SIZES = [(480, 270), (270, 338), (270, 480)]


def bust():
    """The astronaut between two straight cuts through her arms, ending at the chest."""
    return np.ascontiguousarray(astronaut()[:380, 130:330])


def beheaded():
    """The same, cut through the brow's hair as well."""
    return np.ascontiguousarray(bust()[60:])


def subject(held, size, framing):
    reading = Reading(people=(Person(),), place=Place.STUDIO, framing=framing)
    scene = draft.draft_scene(reading, size=size, seed=2, held=held, overscan=0.05)
    return next(layer for layer in scene.layers if layer.role is Role.SUBJECT and layer.name.startswith("person"))


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_cut_arm_is_rounded_off_with_what_lies_inside_it(side):
    face = find_faces(flat(bust()), most=1)[0]
    made, moved = shouldered(bust(), {side}, face)

    added = made.shape[1] - 200
    assert LEAST * 200 <= added <= MOST * 200 + 1
    outer, edge = (pixels[:, 1 if side == "left" else -2, 3] > 128 for pixels in (made, bust()))
    assert np.flatnonzero(outer)[0] > np.flatnonzero(edge)[0] + 0.7 * added, "it falls as a shoulder does"
    kept = made[:, added:] if side == "left" else made[:, :200]
    assert np.array_equal(kept, bust())
    assert moved.box[0] == face.box[0] + (added if side == "left" else 0)
    assert np.ptp(moved.landmarks - face.landmarks, axis=0).max() < 1e-3


def test_a_rounded_shoulder_only_falls_outwards():
    made, _ = shouldered(bust(), {"right"}, find_faces(flat(bust()), most=1)[0])

    tops = [int(np.flatnonzero(column > 128)[0]) for column in made[:, 200:, 3].T if (column > 128).any()]
    assert tops == sorted(tops)


@pytest.mark.parametrize("side", ["left", "right"])
def test_beside_a_head_that_was_cut_nothing_is_added(side):
    face = find_faces(flat(bust()), most=1)[0]
    x, y, width, height = face.box
    close = np.ascontiguousarray(bust()[:, x + 8 :] if side == "left" else bust()[:, : x + width - 8])
    near = replace(face, box=(-8 if side == "left" else x, y, width, height))
    assert (close[y : y + height, 0 if side == "left" else -1, 3] > 128).any(), "the cut runs through her head"

    made, _ = shouldered(close, {side}, near)

    added = made.shape[1] - close.shape[1]
    new = made[:, :added] if side == "left" else made[:, -added:]
    jaw = y + round(0.85 * height)
    rim = made[:jaw, added if side == "left" else -added - 1, 3]
    assert new[:jaw, :, 3].max() == 0, "no second ear"
    assert new[y + height :, :, 3].max() > 128, "the shoulder goes on"
    assert rim.max() < 128, "and the cut is no straight edge"


def test_nothing_is_added_where_nothing_was_cut():
    made, face = shouldered(bust(), set(), None)

    assert np.array_equal(made, bust())
    assert face is None


def test_without_a_face_little_is_added():
    made, _ = shouldered(bust(), {"left", "right"}, None)

    assert made.shape[1] == 200 + 2 * round(LEAST * 200)


def test_a_figures_own_outline_is_no_cut():
    (cut,) = cut_outs(Held(person=whole_body()))

    assert not cut.topless
    assert not cut.cropped
    assert cut.pixels.shape[1] == np.flatnonzero(whole_body()[..., 3].any(axis=0)).size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("framing", [Framing.CLOSE_UP, Framing.MEDIUM, Framing.FULL])
def test_a_head_that_the_photo_cut_is_cut_by_the_frame(size, framing):
    x, y, wide, high = subject(Held(person=beheaded()), size, framing).box

    assert y <= -0.05
    assert y + high >= 1.05
    assert 0 < x + wide / 2 < 1


def test_a_whole_head_keeps_air_above_it():
    assert subject(Held(person=bust()), (480, 270), Framing.MEDIUM).box[1] > 0.03
