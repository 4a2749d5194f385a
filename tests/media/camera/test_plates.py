"""Plates and frames, against the still picture of the same scene and against PyAV's own colours."""

import math
from dataclasses import replace

import av
import cv2
import numpy as np
import pytest
from av.video.reformatter import VideoReformatter

from reklamai.media.camera.fill import filled
from reklamai.media.camera.moves import trajectory
from reklamai.media.camera.plates import Filmed, grouped, plate_of
from reklamai.media.camera.rig import rig_for, seen
from reklamai.media.i420 import planes
from reklamai.media.scene.compose import flatten
from reklamai.media.scene.model import Layer, Role
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import film, frames, scene, texture


def filmed(*moves: Move) -> list[Filmed]:
    shown = scene()
    rig = rig_for(shown, size=shown.size)
    way = trajectory(moves, seconds=2, fps=12, seed=1)
    return [Filmed(layer, seen(rig, way, layer)) for layer in shown.layers]


@pytest.mark.parametrize(
    ("move", "groups"),
    [(Move.STATIC, 1), (Move.PAN_LEFT, 1), (Move.ZOOM_IN, 1), (Move.ROLL, 1), (Move.TRUCK_LEFT, 4), (Move.DOLLY_IN, 4)],
)
def test_layers_that_move_as_one_become_one_plate(move, groups):
    assert len(grouped(filmed(move), size=scene().size)) == groups


def test_far_layers_part_only_where_the_eye_could_see_it():
    shown = scene()
    rig = rig_for(shown, size=shown.size)
    way = trajectory([Move.TRUCK_LEFT], seconds=5, fps=12, seed=1)
    sky = shown.layers[0]
    layers = [replace(sky, depth=depth) for depth in (math.inf, 2000.0, 20.0)]

    found = grouped([Filmed(layer, seen(rig, way, layer)) for layer in layers], size=shown.size)

    assert [[one.layer.depth for one in group] for group in found] == [[math.inf, 2000.0], [20.0]]


def to_i420(picture: np.ndarray) -> np.ndarray:
    """By FFmpeg's own scaler, BT.709 limited range."""
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    made = VideoReformatter().reformat(
        frame, format="yuv420p", src_colorspace="itu709", dst_colorspace="itu709", dst_color_range="MPEG",
        interpolation="AREA",
    )  # fmt: skip
    return made.to_ndarray()


def test_pixels_become_the_planes_that_ffmpeg_makes_of_them():
    picture = cv2.GaussianBlur(texture(64, 96, 3), (0, 0), 2)
    plate = plate_of(np.dstack([picture, np.full((64, 96), 255, np.uint8)]), np.eye(3)[None])

    y, u, v = planes(to_i420(picture))

    assert plate.clear is None
    for ours, theirs in ((plate.y, y), (plate.colour[..., 0], u), (plate.colour[..., 1], v)):
        assert np.abs(ours.astype(int) - theirs).mean() < 1
        assert np.abs(ours.astype(int) - theirs).max() <= 3


def test_nothing_makes_no_plate():
    assert plate_of(np.zeros((8, 8, 4), np.uint8), np.eye(3)[None]) is None


@pytest.mark.parametrize("move", [Move.STATIC, Move.TRUCK_RIGHT, Move.DOLLY_IN])
def test_the_frame_at_rest_is_the_flat_picture(move):
    y, *_ = planes(frames(film([move]))[0])
    wanted, *_ = planes(to_i420(flatten(scene())))

    assert np.abs(y.astype(int) - wanted).mean() < 0.6
    assert np.abs(y.astype(int) - wanted).max() <= 4


@pytest.mark.parametrize("move", [Move.DOLLY_IN, Move.ORBIT_LEFT, Move.ROLL, Move.TRUCK_LEFT, Move.HANDHELD])
def test_a_moved_frame_is_every_layer_warped_over_the_last(move):
    """The plain way: whole layers, one after another, in float."""
    shown, shot = scene(), film([move], fps=3, seconds=5)
    last = shot.frames - 1
    rig = rig_for(shown, size=shown.size)
    picture = np.zeros((216, 384, 3))
    for layer in shown.layers:
        left, top, *_ = rig.pixels(layer.box)
        place = np.array([[1, 0, round(left + 0.5)], [0, 1, round(top + 0.5)], [0, 0, 1]], float)
        matrix = seen(rig, shot.fit.way, layer)[last] @ place
        alpha = layer.pixels[..., 3:].astype(np.float32) / 255
        weighed = np.dstack([layer.pixels[..., :3] * alpha, alpha])
        moved = cv2.warpPerspective(weighed, matrix, shown.size, flags=cv2.INTER_LINEAR)
        picture = moved[..., :3] + picture * (1 - moved[..., 3:])

    drawn = np.empty((324, 384), np.uint8)
    shot.draw(last, drawn)

    y, *_ = planes(to_i420(np.clip(picture + 0.5, 0, 255).astype(np.uint8)))
    difference = np.abs(planes(drawn)[0].astype(int) - y)
    assert difference.mean() < 1.2
    assert np.quantile(difference, 0.999) < 12


def test_gaps_are_closed_with_the_colours_around_them():
    ramp = np.tile(np.linspace(40, 200, 90), (60, 1)).astype(np.uint8)
    whole = np.dstack([ramp, ramp, ramp, np.full_like(ramp, 255)])
    holed = whole.copy()
    holed[20:40, 30:60] = 0

    closed = filled(holed)

    assert (closed[..., 3] == 255).all()
    np.testing.assert_array_equal(closed[:20], whole[:20])
    assert np.abs(closed[20:40, 30:60].astype(int) - whole[20:40, 30:60]).max() < 45


def test_a_base_with_holes_leaves_no_hole_in_the_frame():
    shown = scene()
    sky = shown.layers[0]
    holed = sky.pixels.copy()
    holed[100:140, 100:200, 3] = 0
    empty = replace(shown, layers=(sky.with_pixels(holed),), face_box=None)

    luma = planes(frames(film([Move.TRUCK_LEFT], of=empty, fps=2))[0])[0]

    assert luma.min() > 20  # black is 16


def test_a_small_layer_far_outside_is_left_out():
    shown = scene()
    stray = Layer("stray", Role.SUBJECT, np.full((4, 4, 4), 255, np.uint8), (3.0, 3.0, 0.1, 0.1), 2.0)

    with_stray = frames(film([Move.DOLLY_IN], of=replace(shown, layers=(*shown.layers, stray)), fps=2))

    np.testing.assert_array_equal(with_stray, frames(film([Move.DOLLY_IN], of=shown, fps=2)))
