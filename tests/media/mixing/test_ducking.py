"""What steps back under speech, and when."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.mixing.ducking import HOLD_S, apart, ducked, spoken, step_back
from reklamai.media.sound import RATE
from tests.media.mixing.sounds import tone


def said(*spans: tuple[float, float], seconds: float = 10.0, level: float = 0.3, noise: float = 0.0) -> np.ndarray:
    sound = np.random.default_rng(3).normal(0, max(noise, 1e-12), (round(seconds * RATE), 2)).astype(np.float32)
    for first, last in spans:
        sound[round(first * RATE) : round(last * RATE)] += tone(200, last - first, level=level)
    return sound


def test_speech_is_found_to_a_hundredth_of_a_second() -> None:
    spans = spoken(said((1, 3), (6, 7.5)), apart_s=0.5)

    assert np.array(spans) == pytest.approx(np.array([(1, 3), (6, 7.5)]), abs=0.011)


def test_hum_and_breath_of_a_recording_are_no_speech() -> None:
    spans = spoken(said((1, 3), (6, 7.5), noise=0.004), apart_s=0.5)

    assert np.array(spans) == pytest.approx(np.array([(1, 3), (6, 7.5)]), abs=0.011)


def test_soft_speech_is_speech() -> None:
    assert len(spoken(said((1, 3), level=0.01), apart_s=0.5)) == 1


def test_a_rest_between_two_words_is_no_end() -> None:
    assert spoken(said((1, 2), (2.3, 3)), apart_s=0.5) == (pytest.approx((1, 3), abs=0.011),)


def test_a_click_is_no_word() -> None:
    assert spoken(said((1, 1.02), (4, 5)), apart_s=0.5) == (pytest.approx((4, 5), abs=0.011),)


def test_silence_holds_no_speech() -> None:
    assert spoken(np.zeros((RATE, 2), np.float32), apart_s=0.5) == ()


def test_it_is_down_while_there_is_speech_and_up_before_and_after() -> None:
    gain = ducked(((2.0, 4.0),), length=8 * RATE, down_db=10, attack_s=0.2, release_s=0.5)

    held = round((4 + HOLD_S) * 1000)
    assert gain[2000 : held + 1] == pytest.approx(-10, abs=1e-6)
    assert gain[:1800] == pytest.approx(0)
    assert gain[held + 501 :] == pytest.approx(0)
    assert np.all(np.diff(gain[1800:2001]) <= 0)
    assert np.all(np.diff(gain[held : held + 501]) >= 0)
    assert np.abs(np.diff(gain)).max() < 0.1  # no step that would click


def test_two_words_near_to_each_other_do_not_pump() -> None:
    gain = ducked(((1.0, 2.0), (2.2, 3.0)), length=5 * RATE, down_db=10, attack_s=0.2, release_s=0.5)

    assert gain[2000:2200].max() < -4


def test_speech_at_both_ends_of_the_mix_is_no_trouble() -> None:
    gain = ducked(((0.0, 5.0),), length=5 * RATE, down_db=6, attack_s=0.2, release_s=0.5)

    assert np.all(gain == pytest.approx(-6))


def test_stepping_back_is_by_as_many_decibels_as_are_asked() -> None:
    bed = tone(500, 8, level=0.2)
    before = bed.copy()

    step_back(bed, ducked(((2.0, 4.0),), length=len(bed), down_db=12, attack_s=0.2, release_s=0.5))

    under = slice(2 * RATE, 4 * RATE)
    fell = 20 * np.log10(np.abs(bed[under]).max() / np.abs(before[under]).max())
    assert fell == pytest.approx(-12, abs=0.01)
    assert np.array_equal(bed[: RATE * 3 // 2], before[: RATE * 3 // 2])


def test_words_count_as_one_while_nothing_could_come_up_between() -> None:
    assert apart(0.12, 0.45) > 0.12 + HOLD_S + 0.45
