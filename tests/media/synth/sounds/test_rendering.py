"""What a recipe becomes: as long as asked, as loud as a mixer expects, the same for a seed, closed where it loops."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.sound import RATE
from reklamai.media.synth.levels import loudness
from reklamai.media.synth.sounds import KINDS, Layer, Recipe
from reklamai.media.synth.sounds.reading import read
from reklamai.media.synth.sounds.rendering import MAKERS, render
from reklamai.media.types import Sound
from tests.media.mixing.sounds import ebur128, wav
from tests.media.synth.sounds.hearing import envelope, onsets
from tests.media.synth.sounds.test_nature import band

BEDS = [name for name, kind in KINDS.items() if kind.role == "bed"]
EFFECTS = [name for name, kind in KINDS.items() if kind.role in {"moment", "steady"}]


def one(kind: str, **layer: object) -> Recipe:
    return Recipe((Layer(kind, **layer),))


def peak_db(sound: Sound) -> float:
    return float(20 * np.log10(np.abs(sound).max()))


def test_every_kind_has_a_maker():
    assert MAKERS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_is_as_long_as_asked_within_full_scale_and_free_of_faults(kind):
    for seconds in (0.5, 2.0):
        made = render(one(kind), seconds=seconds, seed=3)

        assert made.shape == (round(seconds * RATE), 2)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()
        assert 0.001 < np.abs(made).max() <= 0.97
        assert abs(float(made.mean())) < 0.005


@pytest.mark.parametrize("kind", BEDS)
def test_a_bed_is_as_loud_as_its_kind_and_leaves_room_for_peaks(kind, tmp_path):
    made = render(one(kind), seconds=3, seed=2)

    heard, _ = ebur128(wav(tmp_path / "bed.wav", made))
    # the meter's gate leaves pauses out, such as those of birds; fades and rounded peaks take a little away
    assert heard == pytest.approx(KINDS[kind].lufs, abs=1.5)
    assert peak_db(made) < -6


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_alone_peaks_at_six_decibels_below_full_scale(kind):
    assert peak_db(render(one(kind), seconds=KINDS[kind].seconds, seed=2)) == pytest.approx(-6, abs=0.3)


def test_two_beds_together_are_as_loud_as_one_and_steps_stand_out_of_them():
    beds = Recipe((Layer("rain"), Layer("city")))
    walked = Recipe((Layer("rain", intensity=0.1), Layer("footsteps")))

    assert loudness(render(beds, seconds=4, seed=1)) == pytest.approx(-26, abs=0.5)
    assert len(onsets(render(walked, seconds=4, seed=1), rise=1.6)) >= 5


def test_intensity_and_distance_move_the_level():
    def level(**layer: float) -> float:
        return loudness(render(one("rain", **layer), seconds=3, seed=1))

    assert level(intensity=0.9) > level() + 1
    assert level(distance=0.9) < level() - 6


def test_far_things_and_things_behind_a_window_are_dull():
    near, far = (render(one("rain", distance=each), seconds=3, seed=1) for each in (0.0, 0.9))
    inside = render(Recipe((Layer("rain"),), inside=True), seconds=3, seed=1)

    for dull in (far, inside):
        assert band(dull, 9_000) - band(dull, 600) < band(near, 9_000) - band(near, 600) - 6


def test_the_same_seed_gives_the_same_samples_and_another_seed_another_sound():
    recipe = read("rain on a tin roof, distant traffic, footsteps")

    first, again, other = (render(recipe, seconds=2, seed=seed) for seed in (5, 5, 6))

    assert np.array_equal(first, again)
    assert abs(float(np.corrcoef(first[:, 0], other[:, 0])[0, 1])) < 0.3


@pytest.mark.parametrize("kind", [*BEDS, "footsteps", "heartbeat"])
def test_a_loop_has_no_seam_to_be_heard(kind):
    made = render(one(kind), seconds=4, seed=4, loop=True)
    twice = np.concatenate([made, made])
    steps = np.abs(np.diff(twice.mean(axis=1)))

    seam = steps[len(made) - 1]
    middle = len(made) // 480
    around = envelope(twice)[middle - 20 : middle + 20].reshape(-1, 5).mean(axis=1)

    assert seam <= np.quantile(steps, 0.9995)
    if KINDS[kind].role == "bed" and kind not in {"birds", "crickets", "fire"}:  # these have pauses of their own
        assert around.max() < 4 * around.min()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_that_is_longer_than_the_order_does_not_end_in_a_click(kind):
    for seconds in (0.5, 1.0):
        made = render(one(kind), seconds=seconds, seed=3)

        assert np.abs(made[-1]).max() < 1e-3
        assert np.abs(made[0]).max() < 1e-3


def test_an_effect_begins_at_once():
    made = render(one("click"), seconds=0.6, seed=3)

    first = int(np.flatnonzero(np.abs(made).max(axis=1) > 0.1)[0])
    assert first / RATE < 0.06


@pytest.mark.parametrize("seconds", [0.5, 0.50001, 1 / 3 + 0.5, 1.23456, 7.7, 120.0])
def test_a_sound_has_as_many_samples_as_were_asked_for(seconds):
    assert len(render(one("click"), seconds=seconds, seed=1)) == int(seconds * RATE + 0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_loop_of_any_kind_joins_without_a_click(kind):
    made = render(one(kind), seconds=1.5, seed=4, loop=True)
    steps = np.abs(np.diff(np.concatenate([made, made]), axis=0)).max(axis=1)

    assert steps[len(made) - 1] <= max(np.quantile(steps, 0.9995), 1e-3)


def test_what_does_not_loop_fades_at_both_ends():
    made = render(one("rain"), seconds=3, seed=4)

    assert np.abs(made[:20]).max() < 0.01
    assert np.abs(made[-200:]).max() < 0.01


def test_moments_follow_one_another_in_the_order_of_the_words():
    made = render(read("door slam, then a camera shutter"), seconds=3, seed=4)

    found = onsets(made, apart_s=0.3)

    assert found[0] < 0.4
    assert any(1.6 < each < 2.2 for each in found)


def test_thunder_comes_back_over_a_long_storm_and_only_once_alone():
    storm = render(Recipe((Layer("rain", intensity=0.0, distance=1.0), Layer("thunder"))), seconds=45, seed=4)
    alone = render(one("thunder"), seconds=45, seed=4)

    def claps(sound: Sound) -> int:
        level = envelope(sound)
        loud = np.flatnonzero(level > max(4 * np.median(level), 0.02))
        return int(1 + (np.diff(loud) > 300).sum())

    assert claps(storm) >= 3
    assert claps(alone) == 1


@pytest.mark.parametrize("seconds", [0.0, 0.4, 120.5, -1.0])
def test_a_length_out_of_range_is_refused(seconds):
    with pytest.raises(MediaError, match=r"0\.5 to 120"):
        render(one("rain"), seconds=seconds, seed=1)


def test_a_recipe_of_nothing_is_refused():
    with pytest.raises(MediaError, match="name no sound"):
        render(Recipe(()), seconds=3, seed=1)


def test_it_reports_its_layers_and_stops_when_told_to():
    told: list[float] = []

    def report(stage: str, share: float) -> None:
        told.append(share)
        if share >= 0.5:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        render(Recipe((Layer("click"), Layer("hit"))), seconds=1, seed=1, report=report)
    assert told == [0.0, 0.5]


def test_an_extreme_layer_still_renders():
    for end in (0.0, 1.0):
        layers = tuple(
            Layer(kind, intensity=end, distance=end, size=end, speed=0.5 + 1.5 * end, times=2) for kind in EFFECTS[:9]
        )
        assert np.isfinite(render(Recipe(layers, inside=True, time="night"), seconds=1, seed=1)).all()
