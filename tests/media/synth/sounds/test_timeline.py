"""When the layers of a recipe sound."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.sound import RATE
from reklamai.media.synth.sounds import KINDS
from reklamai.media.synth.sounds.reading import read
from reklamai.media.synth.sounds.rendering import render
from reklamai.media.synth.sounds.timeline import natural_seconds, stretches
from tests.media.synth.sounds.hearing import envelope, onsets


@pytest.mark.parametrize("seconds", [0.5, 4, 12, 60])
@pytest.mark.parametrize(
    "words",
    ["rain", "footsteps, then a door", "door creaks, then footsteps", "riser then hit", "five hits", "rain, thunder",
     "clock ticking, a chime", "whoosh, hit, whoosh, footsteps, door, knock, riser"],
)  # fmt: skip
def test_every_stretch_begins_within_the_whole_and_what_goes_on_ends_in_it(words, seconds):
    recipe = read(words)

    for layer, stretch in zip(recipe.layers, stretches(recipe, seconds), strict=True):
        assert stretch.start_s >= 0
        assert stretch.seconds > 0
        if KINDS[layer.kind].role != "moment":
            assert stretch.start_s + stretch.seconds <= seconds + 1e-9


def test_beds_sound_all_the_time_and_moments_wait_for_them_to_be_heard():
    rain, door = stretches(read("rain, door"), 20)

    assert (rain.start_s, rain.seconds) == (0, 20)
    assert door.start_s == 1.0


def test_steps_end_where_the_door_is_and_begin_behind_one():
    walked, shut = stretches(read("footsteps, then a door"), 8)
    opened, gone = stretches(read("door, then footsteps"), 8)

    assert walked.seconds == pytest.approx(shut.start_s)
    assert gone.start_s > opened.start_s + 1
    assert gone.start_s + gone.seconds == 8


def test_a_clock_goes_on_while_the_bell_rings():
    clock, bell = stretches(read("clock ticking, then a bell"), 8)

    assert clock.seconds == 8
    assert bell.start_s > 5


def test_a_riser_stops_where_its_hit_begins():
    recipe = read("riser, then a hit")
    made = render(recipe, seconds=natural_seconds(recipe), seed=3)
    riser, hit = stretches(recipe, natural_seconds(recipe))
    level = envelope(made)

    assert riser.seconds == pytest.approx(KINDS["riser"].seconds)
    struck = round(hit.start_s * 100)
    assert np.argmax(level) == pytest.approx(struck, abs=30)
    assert level[100] < 0.1 * level.max()


def test_after_the_steps_only_the_door_is_heard():
    made = render(read("footsteps on stone, then a door slam"), seconds=8, seed=3)
    _, shut = stretches(read("footsteps on stone, then a door slam"), 8)

    late = onsets(made[round((shut.start_s + 1.2) * RATE) :])

    assert len(late) == 0


def test_words_that_name_more_last_longer():
    assert natural_seconds(read("footsteps, then a door")) == pytest.approx(KINDS["footsteps"].seconds + 2.2)
    assert natural_seconds(read("door, hit")) == pytest.approx(2.2 + 3.5)
    assert natural_seconds(read("rain, hit")) == KINDS["rain"].seconds
