"""No end of a layer is ever seen, and nobody loses their head."""

import math
from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.camera.fit import covered, face_inside, fitted, needed_overscan, reach
from reklamai.media.camera.moves import trajectory
from reklamai.media.camera.rig import rig_for, seen
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import film, frames, scene

RATIOS = {"16:9": (256, 144), "1:1": (160, 160), "9:16": (144, 256)}


def before_the_dark(role: Role, depth: float, *, size: tuple[int, int], overscan: float) -> Scene:
    """One light layer, opaque over its whole box, before a black sky far larger than any move."""
    black = np.zeros((8, 8, 4), np.uint8)
    black[..., 3] = 255
    columns, rows = (round(side * (1 + 2 * overscan)) for side in size)
    light = np.full((rows, columns, 4), 255, np.uint8)
    layers = (
        Layer("dark", Role.SKY, black, (-4.0, -4.0, 9.0, 9.0), math.inf),
        Layer("light", role, light, (-overscan, -overscan, 1 + 2 * overscan, 1 + 2 * overscan), depth),
        Layer("figure", Role.SUBJECT, light[:20, :10], (0.38, 0.23, 0.24, 0.7), 2.5, foot=0.93),
    )
    return Scene(size, overscan, layers, SceneLight(), 0.5, face_box=(0.44, 0.25, 0.12, 0.15))


LAYERS = {
    "far": (Role.BACKDROP, 1e9, 0.0), "wall": (Role.BACKDROP, 12.0, 0.0), "near": (Role.FOREGROUND, 1.4, 0.0),
    "ground": (Role.GROUND, 9.0, 0.86),
}  # fmt: skip
HARDEST = {("16:9", "far"), ("16:9", "near"), ("16:9", "ground"), ("9:16", "wall"), ("1:1", "wall")}
"""Of the frames and layers; the others take part in the soak."""
ENDS = [
    pytest.param(ratio, layer, id=f"{ratio}-{layer}", marks=[] if (ratio, layer) in HARDEST else pytest.mark.soak)
    for ratio in RATIOS
    for layer in LAYERS
]


@pytest.mark.parametrize(("ratio", "layer"), ENDS)
@pytest.mark.parametrize("move", Move)
def test_no_frame_of_any_move_looks_past_the_end_of_a_layer(move, ratio, layer):
    size, (role, depth, top) = RATIOS[ratio], LAYERS[layer]
    shown = before_the_dark(role, depth, size=size, overscan=0.1)
    shot = film([move], of=shown, fps=6, strength=0.8)

    luma = frames(shot)[:, round(top * size[1]) : size[1]]

    assert luma.min() >= 233  # white is 235
    assert shot.face_in_frame >= 0.95


def test_the_dark_would_be_seen_if_the_move_were_not_fitted():
    shown = before_the_dark(Role.BACKDROP, 12.0, size=(256, 144), overscan=0.1)
    rig = rig_for(shown, size=shown.size)

    assert not covered(rig, shown, trajectory([Move.PAN_LEFT], seconds=5, fps=6, seed=1))


def test_a_camera_at_rest_needs_no_more_than_its_frame():
    assert needed_overscan([Move.STATIC], strength=1, seconds=5, size=(1920, 1080)) == 0
    assert needed_overscan([Move.DOLLY_IN], strength=1, seconds=5, size=(1920, 1080)) == 0


def test_a_narrow_scene_shortens_the_move_and_says_so():
    narrow = film([Move.PAN_LEFT], of=scene(overscan=0.12))

    (note,) = narrow.fit.notes
    assert note.startswith("travel:0.7")
    assert narrow.fit.enlarged == 1


def test_a_scene_without_room_is_enlarged_as_little_as_that_takes():
    tight = film([Move.PAN_LEFT], of=scene(overscan=0.05))

    assert any(note.startswith("enlarged:") for note in tight.fit.notes)
    assert 1 < tight.fit.enlarged < 1.15
    assert tight.fit.way[-1].yaw <= -0.5 * 9


def test_a_pan_that_would_lose_the_face_arrives_at_it_instead():
    beside = scene()
    moved = replace(beside, face_box=(0.85, 0.3, 0.12, 0.2))

    shot = film([Move.PAN_LEFT], of=moved)

    assert "arrives" in shot.fit.notes
    assert shot.face_in_frame == 1


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("x", [0.05, 0.44, 0.83])
def test_a_face_anywhere_stays_in_the_frame(move, x):
    moved = replace(scene(), face_box=(x, 0.05, 0.12, 0.2))

    shot = film([move], of=moved, strength=1.0)

    assert shot.face_in_frame >= 0.95


def test_a_scene_without_a_face_counts_as_keeping_it():
    empty = replace(scene(), face_box=None)
    rig = rig_for(empty, size=empty.size)

    assert face_inside(rig, empty, trajectory([Move.PAN_LEFT], seconds=1, fps=6, seed=1)) == 1


def test_fitting_leaves_what_fits():
    rig = rig_for(scene(), size=scene().size)
    way = trajectory([Move.ORBIT_LEFT], seconds=5, fps=6, seed=1)

    fit = fitted(rig, scene(), way)

    assert fit.way is way
    assert fit.notes == ()


def test_what_is_seen_of_a_layer_is_the_frame_when_nothing_moves():
    rig = rig_for(scene(), size=scene().size)
    sky = scene().layers[0]
    still = seen(rig, trajectory([], seconds=1, fps=2, seed=1), sky)

    assert reach(rig, still, sky) == pytest.approx((-0.5, -0.5, 383.5, 215.5))
