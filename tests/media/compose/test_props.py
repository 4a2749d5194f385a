"""Small things round products: fitting, beside them, out of the room kept for words."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.scene import draft, props
from reklamai.media.scene.model import Layer, Scene
from reklamai.media.words.reading import Angle, Framing, Person, Place, Product, Reading, Side, Thing

SIZE = (480, 270)


def scene_of(thing: Thing, place: Place, **words: object) -> Scene:
    reading = Reading(products=(Product(thing),), place=place, framing=Framing.CLOSE_UP, **words)  # type: ignore[arg-type]
    return draft.draft_scene(reading, size=SIZE, seed=4)


def props_of(scene: Scene) -> list[Layer]:
    return [layer for layer in scene.layers if layer.name == "props"]


@pytest.mark.parametrize(
    ("thing", "place", "kind"),
    [
        (Thing.PERFUME, Place.STUDIO, "petal"),
        (Thing.CUP, Place.CAFE, "bean"),
        (Thing.CAN, Place.KITCHEN, "drop"),
        (Thing.CAN, Place.BEACH, "stone"),
        (Thing.PERFUME, Place.FOREST, "leaf"),
        (Thing.PHONE, Place.STUDIO, None),
    ],
)
def test_what_lies_round_a_product_suits_it_and_the_ground(thing: Thing, place: Place, kind: str | None) -> None:
    assert props.kind_for((Product(thing),), place) == kind


@pytest.mark.parametrize("thing", [Thing.PERFUME, Thing.CUP, Thing.CAN, Thing.FRUIT, Thing.WATCH])
def test_props_are_few_and_low_in_the_picture(thing: Thing) -> None:
    (layer,) = props_of(scene_of(thing, Place.KITCHEN))

    alpha = layer.pixels[..., 3]
    rows = np.flatnonzero((alpha > 60).any(axis=1)) / alpha.shape[0]
    assert 0.0005 < (alpha > 60).mean() < 0.06
    assert rows.min() > 0.5


def test_props_of_a_studio_keep_out_of_the_room_for_words() -> None:
    (layer,) = props_of(scene_of(Thing.CREAM, Place.STUDIO, copy_space=Side.LEFT))

    columns = np.flatnonzero((layer.pixels[..., 3] > 60).any(axis=0)) / layer.pixels.shape[1]
    assert columns.min() > 0.38


def test_props_stand_before_the_product_in_its_focus() -> None:
    scene = scene_of(Thing.CUP, Place.CAFE)

    (layer,) = props_of(scene)
    assert scene.layers.index(layer) > max(k for k, each in enumerate(scene.layers) if each.name == "product 1")
    assert layer.depth == pytest.approx(draft.focus_depth(scene), rel=0.01)


def test_there_are_none_with_people_or_from_above() -> None:
    held = Reading(products=(Product(Thing.CUP),), people=(Person(),), place=Place.CAFE)

    assert not props_of(draft.draft_scene(held, size=SIZE, seed=4))
    assert not props_of(scene_of(Thing.CUP, Place.CAFE, angle=Angle.TOP))
