"""What the painter is told of the lens, and where its ground lies under the people."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.scene import compose
from reklamai.media.scene.paint import decide, paint_backdrop
from reklamai.media.scene.place_subject import people_scale
from reklamai.media.scene.view import FEET
from reklamai.media.words.reading import Angle, Framing, Person, Place, Reading, Time, Weather

ROAD = Reading(place=Place.ROAD, time=Time.DAY, weather=Weather.CLEAR)


def test_what_a_lens_will_blur_is_drawn_with_fewer_pixels_and_looks_the_same_through_it():
    sharp = paint_backdrop(ROAD, size=(640, 360), seed=3)
    soft = paint_backdrop(ROAD, size=(640, 360), seed=3, blur=0.012, focus=1.0)

    seen, drawn_small = (
        compose.lay(compose.focused(scene, blur=0.012, depth=1.0), size=scene.size) for scene in (sharp, soft)
    )
    assert sum(layer.pixels.size for layer in soft.layers) < 0.8 * sum(layer.pixels.size for layer in sharp.layers)
    assert np.abs(seen.astype(int) - drawn_small).mean() < 2.0


@pytest.mark.parametrize("framing", [Framing.FULL, Framing.WIDE])
@pytest.mark.parametrize("angle", [Angle.EYE_LEVEL, Angle.LOW, Angle.HIGH])
def test_the_painted_ground_is_where_feet_are_put(framing, angle):
    view = decide(Reading(place=Place.ROAD, framing=framing, angle=angle), size=(640, 360), seed=1, overscan=0.0).view
    scale = people_scale(Reading(people=(Person(),), framing=framing))

    foot = (view.horizon / view.height) + view.eye * scale

    assert foot == pytest.approx(FEET[framing], abs=0.02)
