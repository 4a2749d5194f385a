"""The limiter: nothing over its ceiling, and nothing touched that need not be."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.mixing.limiting import ATTACK, CODED_MS, DEEP, limited, lowered
from reklamai.media.mixing.loudness import blocks, factors, peaks_by_ms, true_peak
from tests.media.mixing.sounds import bed, hits, music, tone


def flat(peaks: np.ndarray, level: float = -1.5) -> np.ndarray:
    return np.full(len(peaks), level)


def after(sound: np.ndarray, gain: np.ndarray) -> np.ndarray:
    return np.concatenate([sound[block] * factors(gain, block) for block in blocks(len(sound))])


@pytest.mark.parametrize("made", [bed, music, hits])
@pytest.mark.parametrize("louder", [6.0, 14.0, 24.0])
def test_no_true_peak_passes_the_ceiling(made, louder: float) -> None:
    sound = made(np.random.default_rng(7), 6)
    peaks = peaks_by_ms(sound)

    heard = after(sound, limited(peaks, gain_db=louder, ceiling_db=flat(peaks)))

    assert true_peak(heard) <= -1.5 + 0.05


def test_what_stays_under_the_ceiling_is_only_made_louder() -> None:
    peaks = peaks_by_ms(tone(300, 2, level=0.1))

    gain = limited(peaks, gain_db=12.0, ceiling_db=flat(peaks))

    assert np.all(gain == 12.0)


def test_a_knock_is_met_in_time_and_let_go_softly() -> None:
    peaks = np.full(1000, 0.1)
    peaks[500] = 1.0

    gain = limited(peaks, gain_db=0.0, ceiling_db=flat(peaks, -DEEP))

    assert gain[500] == gain.min() == pytest.approx(-DEEP, abs=0.01)
    assert np.all(gain[:490] == 0)
    assert np.diff(gain).min() >= -ATTACK - 1e-9
    back = np.flatnonzero(gain[501:] > -0.1)[0]
    assert 80 < back < 120


def test_what_follows_a_hard_knock_comes_back_soon() -> None:
    peaks = np.full(1000, 0.1)
    peaks[500] = 1.0

    gain = limited(peaks, gain_db=0.0, ceiling_db=flat(peaks, -16.0))

    assert gain.min() == pytest.approx(-16, abs=0.01)
    assert gain[540] > -DEEP - 0.5


def test_silence_is_no_trouble() -> None:
    assert np.all(limited(np.zeros(10), gain_db=3.0, ceiling_db=np.full(10, -1.0)) == 3.0)


def test_where_coding_added_to_a_peak_the_next_try_leaves_that_room_and_half_elsewhere() -> None:
    heard = np.full(500, 0.5)
    heard[250] = 10 ** (1 / 20)

    ceiling = lowered(np.full(500, -1.5), heard, highest_db=-1.0)

    assert ceiling[250] == pytest.approx(-1.5 - 2.2, abs=0.01)
    assert ceiling[250 - CODED_MS] == pytest.approx(ceiling[250])
    assert ceiling[0] == pytest.approx(-1.5 - 1.1, abs=0.01)


def test_where_nothing_came_out_over_the_ceiling_stays() -> None:
    assert np.all(lowered(np.full(9, -1.5), np.full(9, 0.8), highest_db=-1.0) == -1.5)


def test_each_try_leaves_more_room_than_the_one_before() -> None:
    heard = np.full(500, 0.5)
    heard[250] = 1.0

    ceilings = [lowered(np.full(500, -1.5), heard, highest_db=-1.0, attempt=number)[0] for number in range(4)]

    assert list(np.diff(ceilings)) == pytest.approx([-0.2] * 3)
