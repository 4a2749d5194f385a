"""The makers of sounds one by one: rings that close, moments that begin at once, sides, chance and settings."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import stream
from reklamai.media.synth.sounds import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.model import Kind
from reklamai.media.synth.sounds.reading import read
from reklamai.media.synth.sounds.rendering import MAKERS, render
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.sounds.timeline import OVERLAP, lasting, natural_seconds, stretches
from reklamai.media.types import Sound
from tests.media.synth.sounds.hearing import envelope, onsets, pulse_hz

BEDS = [name for name, kind in KINDS.items() if kind.role == "bed"]
ROWS = [name for name, kind in KINDS.items() if kind.role == "steady"]
MOMENTS = [name for name, kind in KINDS.items() if kind.role == "moment"]


@lru_cache(maxsize=128)
def made(kind: str, seconds: float = 0.8, seed: int = 3, time: str = "", **layer: object) -> Sound:
    """What a maker gives, before it is put into its space and brought to its level."""
    sound = MAKERS[kind](Take(Layer(kind, **layer), round(seconds * RATE), seed, time))
    sound.setflags(write=False)
    return sound


def centroid(sound: Sound) -> float:
    hz, power = signal.welch(sound.mean(axis=1), RATE, nperseg=4_096)
    return float((hz * power).sum() / power.sum())


def level(sound: Sound) -> float:
    return float(np.sqrt(np.square(sound, dtype=np.float64).mean()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_maker_gives_two_channels_of_numbers_and_the_same_for_the_same_chance(kind):
    sound = made(kind)

    assert sound.ndim == 2
    assert sound.shape[1] == 2
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert 1e-4 < np.abs(sound).max() < 50
    assert abs(float(sound.mean())) < 0.02 * float(np.abs(sound).max())
    again = MAKERS[kind](Take(Layer(kind), len(sound) if kind in {*BEDS, *ROWS, "riser"} else round(0.8 * RATE), 3))
    assert np.array_equal(again, sound)


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_is_another_take_of_the_same_sound(kind):
    first, other = made(kind), made(kind, seed=4)
    count = min(len(first), len(other))

    assert not np.array_equal(first[:count], other[:count])
    assert 0.2 < level(first) / level(other) < 5


@pytest.mark.parametrize("kind", [*BEDS, *ROWS])
def test_what_goes_on_is_as_long_as_asked_and_a_ring(kind):
    sound = made(kind)
    steps = np.abs(np.diff(np.concatenate([sound, sound]), axis=0)).max(axis=1)

    assert len(sound) == round(0.8 * RATE)
    assert steps[len(sound) - 1] <= np.quantile(steps, 0.9995)


@pytest.mark.parametrize("kind", MOMENTS)
def test_a_moment_begins_softly_within_a_few_samples_and_ends_by_itself(kind):
    sound = made(kind, KINDS[kind].seconds)
    top = float(np.abs(sound).max())

    assert np.abs(sound[0]).max() < 0.1 * top
    assert np.abs(sound[-1]).max() < 0.03 * top
    # a car, a glass and thunder come nearer first
    within_s = {"passby": 3.5, "thunder": 6.0, "whoosh": 1.2, "pour": 3.0}.get(kind, 0.8)
    assert int(np.flatnonzero(np.abs(sound).max(axis=1) > 0.2 * top)[0]) / RATE < within_s


@pytest.mark.parametrize("kind", ["rain", "wind", "fire", "city", "crowd", "applause", "fizz", "sizzle", "stream"])
def test_a_bed_lies_on_both_sides_evenly(kind):
    sound = made(kind, 2.0)
    left, right = (level(sound[:, [side]]) for side in (0, 1))

    assert 0.6 < left / right < 1.7
    assert level(sound[:, [0]] - sound[:, [1]]) > 0.1 * left
    assert level(sound.mean(axis=1, keepdims=True)) > 0.5 * left


HARDER = {
    "rain": "intensity", "wind": "intensity", "fire": "intensity", "engine": "intensity", "door": "intensity",
    "whoosh": "intensity",
}  # fmt: skip


@pytest.mark.parametrize("kind", HARDER)
def test_a_stronger_sound_is_another_one(kind):
    soft, hard = (made(kind, KINDS[kind].seconds if kind in MOMENTS else 2.0, intensity=each) for each in (0.1, 0.95))

    assert centroid(soft) != pytest.approx(centroid(hard), rel=0.03)


@pytest.mark.parametrize(
    ("kind", "low"), [("chime", 0.3), ("knock", 0.1), ("clock", 0.1), ("footsteps", 0.1), ("whoosh", 0.1)]
)
def test_a_bigger_thing_sounds_lower(kind, low):
    small, big = (made(kind, 3.0, size=each) for each in (low, 0.95))

    assert centroid(big) < centroid(small)


@pytest.mark.parametrize(("kind", "usual"), [("clock", 2.0), ("heartbeat", 1.1)])
def test_what_repeats_itself_does_so_as_fast_as_it_is_told(kind, usual):
    for speed in (0.75, 1.0, 1.5):
        assert pulse_hz(made(kind, 8.0, speed=speed), 0.75 * usual * speed, 1.4 * usual * speed) == pytest.approx(
            usual * speed, rel=0.1
        )


def test_engines_and_typists_hurry_too():
    slow, quick = (made("keyboard", 8.0, speed=speed) for speed in (0.6, 1.8))

    assert len(onsets(quick, rise=1.6, apart_s=0.05)) > 1.5 * len(onsets(slow, rise=1.6, apart_s=0.05))


@pytest.mark.parametrize("material", ["", "metal", "glass", "leaves", "fabric", "water", "wood"])
def test_rain_falls_on_anything(material):
    sound = made("rain", material=material)

    assert 500 < centroid(sound) < 9_000
    if material:
        assert not np.array_equal(sound, made("rain"))


@pytest.mark.parametrize(
    "material", ["", "wood", "metal", "water", "carpet", "gravel", "snow", "leaves", "grass", "sand"]
)
def test_a_step_is_heard_on_any_ground(material):
    assert len(onsets(made("footsteps", 4.0, material=material), apart_s=0.3)) >= 6


@pytest.mark.parametrize("seconds", [0.5, 1.0, 20.0, 119.0])
def test_a_heart_a_clock_and_steps_fit_whole_into_any_length(seconds):
    for kind in ("heartbeat", "clock", "footsteps"):
        sound = made(kind, min(seconds, 20.0))

        assert len(sound) == round(min(seconds, 20.0) * RATE)
        assert np.abs(sound).max() > 0


def test_a_town_at_night_is_quieter_and_owls_are_few():
    day, night = made("city", 6.0, seed=1, intensity=0.9), made("city", 6.0, seed=1, time="night", intensity=0.9)

    assert level(night) < level(day)
    assert centroid(made("birds", 6.0, time="night")) < 0.5 * centroid(made("birds", 6.0))


def test_a_crowd_of_more_people_has_fewer_gaps():
    few, many = (envelope(made("crowd", 4.0, intensity=each)) for each in (0.0, 1.0))

    assert few.std() / few.mean() > many.std() / many.mean()


def test_chance_of_a_part_has_its_own_name_and_nothing_of_another_s():
    take = Take(Layer("rain"), 100, 7)

    drops, same, places = (take.random(name).random(3).tolist() for name in ("drops", "drops", "places"))

    assert drops == same != places
    assert take.random("drops").random() == stream(7, "rain", "drops").random()
    assert take.seconds == 100 / RATE
    assert take.noise("hiss", slope=0, low=100, high=8_000, width=0.0).std(axis=1).max() < 1e-6, "width 0 is one side"


@pytest.mark.parametrize(("share", "value"), [(0, 10), (1, 20), (0.25, 12.5), (2, 30)])
def test_a_value_lies_as_far_on_its_way_as_its_share(share, value):
    assert mixed(10, 20, share) == value


def test_kinds_say_what_a_mixer_needs_to_know():
    for kind in KINDS.values():
        assert isinstance(kind, Kind)
        assert 0.5 <= kind.seconds <= 30
        assert 0 <= kind.wet < 0.5
        assert kind.lufs <= -26
        assert not kind.every or kind.role == "moment"


@pytest.mark.parametrize("by", [-2.0, -0.2, 0.0, 0.3, 5.0])
def test_a_recipe_made_stronger_stays_within_what_there_is(by):
    recipe = Recipe((Layer("rain", intensity=0.5), Layer("wind", intensity=0.9)))

    found = [each.intensity for each in recipe.stronger(by).layers]

    assert found == [min(max(0.5 + by, 0), 1), min(max(0.9 + by, 0), 1)]
    assert [each.kind for each in recipe.stronger(by).layers] == ["rain", "wind"]


@pytest.mark.parametrize("times", [0, 1, 3, 12])
def test_moments_last_as_often_as_they_sound(times):
    one = KINDS["knock"].seconds

    assert lasting(Layer("knock", times=times)) == pytest.approx(one * (1 + (max(times, 1) - 1) * OVERLAP))


@pytest.mark.parametrize("words", ["door, then a knock, then a chime", "whoosh and a click", "три щелчка"])
def test_what_is_named_is_over_by_its_natural_end(words):
    recipe = read(words)
    seconds = natural_seconds(recipe)

    for layer, stretch in zip(recipe.layers, stretches(recipe, seconds), strict=True):
        assert stretch.start_s + lasting(layer) * OVERLAP <= seconds + 1e-6
    assert np.abs(render(recipe, seconds=seconds, seed=1)[-10:]).max() < 1e-3


@pytest.mark.parametrize("loop", [False, True])
def test_many_layers_are_kept_within_full_scale(loop):
    layers = tuple(Layer(kind, intensity=1.0, distance=0.0) for kind in ("rain", "thunder", "hit", "door", "engine"))

    sound = render(Recipe(layers), seconds=1.5, seed=1, loop=loop)

    assert np.abs(sound).max() <= 0.9701
    assert np.isfinite(sound).all()


def test_a_layer_s_sound_does_not_depend_on_the_order_s_other_chance():
    alone = made("rain", 1.0, seed=64 * 5)
    other = MAKERS["rain"](Take(Layer("rain"), RATE, 64 * 5))

    assert np.array_equal(alone, other)
    first, second = (render(Recipe((Layer("rain"), Layer(each))), seconds=1, seed=5) for each in ("click", "chime"))
    quiet = slice(0, RATE // 50)
    assert np.abs(first[quiet] - second[quiet]).max() < 1e-3, "the bed is the same under both"
