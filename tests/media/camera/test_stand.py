"""Feet that do not slide."""

from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.camera.moves import trajectory
from reklamai.media.camera.rig import mapped, rig_for, seen
from reklamai.media.camera.stand import grounded
from reklamai.media.scene.model import Layer, Role
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import scene


def with_ground(*more: Layer, ground: float, **fields):
    plain = scene()
    return replace(plain, ground=ground, layers=(*plain.layers, *more), **fields)


@pytest.mark.parametrize("move", [Move.TRUCK_LEFT, Move.DOLLY_IN, Move.ORBIT_RIGHT, Move.PEDESTAL_UP, Move.DOLLY_ZOOM])
def test_a_foot_stays_on_its_place_on_the_ground(move):
    # the ground says 1.4 / (0.93 - 0.5) = 3.26 m where the figure claims 2.5
    stood = grounded(with_ground(ground=1.4))
    rig = rig_for(stood, size=stood.size)
    way = trajectory([move], seconds=2, fps=12, seed=1, distance=rig.distance)
    foot = np.array([[0.5 * stood.size[0] - 0.5, 0.93 * stood.size[1] - 0.5]])

    places = [
        mapped(seen(rig, way, layer), foot) for layer in stood.layers if layer.role in (Role.GROUND, Role.SUBJECT)
    ]

    assert np.abs(places[0] - places[1]).max() < 0.01


def test_the_shadow_goes_with_its_figure():
    shadow = Layer("shadow", Role.SUBJECT, np.zeros((4, 4, 4), np.uint8), (0.3, 0.9, 0.4, 0.06), 2.5)

    stood = grounded(with_ground(shadow, ground=1.4))

    depths = [layer.depth for layer in stood.layers if layer.role is Role.SUBJECT]
    assert depths == pytest.approx([1.4 / 0.43] * 2)


def test_a_plinth_goes_with_what_stands_on_it():
    plinth = Layer("plinth", Role.BACKDROP, np.zeros((4, 4, 4), np.uint8), (0, 0, 1, 1), 6.0, foot=0.99)
    wall = Layer("shapes", Role.BACKDROP, np.zeros((4, 4, 4), np.uint8), (0, 0, 1, 1), 8.0, foot=0.98)

    stood = grounded(with_ground(wall, plinth, ground=0.0, stand=(0.5, 0.93)))

    depths = {layer.name: layer.depth for layer in stood.layers}
    assert depths["plinth"] == depths["figure"] == 2.5
    assert depths["shapes"] == 8.0


def test_a_ground_that_says_something_quite_different_is_not_believed():
    stood = grounded(with_ground(ground=9.0))

    assert next(layer for layer in stood.layers if layer.name == "figure").depth == 2.5


def test_a_scene_without_ground_stays_as_it_is():
    assert [layer.depth for layer in grounded(scene()).layers] == [layer.depth for layer in scene().layers]


def test_leaves_right_before_the_lens_are_moved_back():
    leaves = Layer("leaves", Role.FOREGROUND, np.zeros((4, 4, 4), np.uint8), (0, 0, 1, 1), 0.4)

    stood = grounded(with_ground(leaves, ground=0.0))

    assert stood.layers[-1].depth == pytest.approx(0.67 * 2.5)
