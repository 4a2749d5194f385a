"""Where pieces are heard, and that no edge clicks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.mixing.model import LaneSet, Mix, Piece
from reklamai.media.mixing.placing import SEAM, Laid, laid
from reklamai.media.sound import RATE, write_wav
from reklamai.media.types import quiet
from tests.media.film.clips import clip, ffmpeg
from tests.media.mixing.sounds import tone, wav


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    """Two seconds of one tone at half of full scale."""
    return wav(tmp_path / "steady.wav", tone(500, 2))


def placed(folder: Path, *pieces: Piece, seconds: float = 6, **settings) -> Laid:
    work = folder / "work"
    work.mkdir()
    return laid(Mix(pieces, seconds, **settings), work, report=quiet)


def loud(stem: np.ndarray, first: float, last: float) -> float:
    """The highest sample between two seconds."""
    return float(np.abs(stem[round(first * RATE) : round(last * RATE)]).max(initial=0))


def bounds(stem: np.ndarray) -> tuple[float, float]:
    """Seconds of the first and the last sample that are not silent."""
    heard = np.flatnonzero(np.abs(stem).max(axis=1) > 1e-3)
    return heard[0] / RATE, (heard[-1] + 1) / RATE


def test_a_piece_is_heard_from_its_moment_for_as_long_as_its_part_of_the_file(tmp_path, steady) -> None:
    stem = placed(tmp_path, Piece(steady, "effects", 1.5, from_s=0.5, to_s=1.75)).stems["effects"]

    assert len(stem) == 6 * RATE
    assert bounds(stem) == pytest.approx((1.5, 2.75), abs=0.002)


def test_it_is_the_right_part_of_the_file(tmp_path) -> None:
    halves = wav(tmp_path / "halves.wav", np.concatenate([tone(400, 1), tone(1000, 1)]))

    stem = placed(tmp_path, Piece(halves, "music", 0, from_s=1.0)).stems["music"]

    spectrum = np.abs(np.fft.rfft(stem[RATE // 4 : RATE * 3 // 4, 0]))
    assert int(spectrum.argmax()) * 2 == 1000


def test_gains_of_piece_and_lane_add_up(tmp_path, steady) -> None:
    lanes = {"music": LaneSet(gain_db=-6)}

    stem = placed(tmp_path, Piece(steady, "music", gain_db=-14), lanes=lanes).stems["music"]

    assert loud(stem, 0.5, 1.5) == pytest.approx(0.05, rel=0.01)


def test_pieces_on_one_lane_are_heard_together(tmp_path, steady) -> None:
    made = placed(tmp_path, Piece(steady, "music"), Piece(steady, "music", 0.0, gain_db=-6.0206))

    assert loud(made.stems["music"], 0.5, 1.5) == pytest.approx(0.75, rel=0.01)
    assert list(made.stems) == ["music"]


def test_fades_have_equal_power_in_their_middle(tmp_path, steady) -> None:
    stem = placed(tmp_path, Piece(steady, "music", 1, fade_in_s=1, fade_out_s=0.5)).stems["music"]

    assert loud(stem, 1, 1.01) < 0.02
    assert loud(stem, 1.49, 1.51) == pytest.approx(0.5 * np.sin(np.pi / 4), rel=0.03)
    assert loud(stem, 2.1, 2.4) == pytest.approx(0.5, rel=0.01)
    assert loud(stem, 2.74, 2.76) == pytest.approx(0.5 * np.sin(np.pi / 4), rel=0.05)
    assert loud(stem, 2.99, 3) < 0.02


def test_a_fade_out_ends_where_the_piece_is_heard_last(tmp_path, steady) -> None:
    made = placed(tmp_path, Piece(steady, "music", 5, fade_out_s=0.5), seconds=6)

    assert loud(made.stems["music"], 5.99, 6) < 0.02
    assert made.cut == [0]


def test_until_ends_a_piece_early(tmp_path, steady) -> None:
    made = placed(tmp_path, Piece(steady, "music", 1, until_s=2))

    assert bounds(made.stems["music"]) == pytest.approx((1, 2), abs=0.002)
    assert made.cut == []


def test_a_cut_edge_does_not_click(tmp_path) -> None:
    high = wav(tmp_path / "high.wav", np.full((2 * RATE, 2), 0.5, np.float32))

    stem = placed(tmp_path, Piece(high, "music", 1, from_s=0.3, to_s=1.1)).stems["music"]

    assert np.abs(np.diff(stem, axis=0)).max() < 0.01


def test_a_loop_goes_on_until_its_end_without_a_gap_or_a_click(tmp_path, steady) -> None:
    stem = placed(tmp_path, Piece(steady, "ambience", 0.5, to_s=0.7103, loop=True, until_s=5)).stems["ambience"]

    assert bounds(stem) == pytest.approx((0.5, 5), abs=0.002)
    by_10_ms = np.abs(stem[round(0.51 * RATE) : round(4.98 * RATE)]).reshape(-1, 480 * 2).max(axis=1)
    assert by_10_ms.min() > 0.3
    assert by_10_ms.max() < 0.5 * np.sqrt(2) + 0.01
    assert np.abs(np.diff(stem[:, 0])).max() < 0.05


def test_each_turn_of_a_loop_comes_a_seam_early(tmp_path) -> None:
    clicks = np.zeros((RATE, 2), np.float32)
    clicks[RATE // 2] = 0.8
    looped = wav(tmp_path / "clicks.wav", clicks)

    stem = placed(tmp_path, Piece(looped, "music", loop=True), seconds=4).stems["music"]

    found = np.flatnonzero(stem[:, 0] > 0.7)
    assert list(np.diff(found)) == [RATE - SEAM] * 3


def test_noise_is_as_loud_at_the_seams_of_a_loop_as_elsewhere(tmp_path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (RATE, 2)).astype(np.float32)
    looped = wav(tmp_path / "noise.wav", noise)

    stem = placed(tmp_path, Piece(looped, "ambience", loop=True), seconds=30).stems["ambience"]

    turns = (np.arange(1, 29) * (RATE - SEAM))[:, None] + np.arange(SEAM)
    assert np.sqrt((stem[turns] ** 2).mean()) == pytest.approx(0.1, rel=0.05)


def test_what_is_too_short_to_be_repeated_is_heard_once(tmp_path, steady) -> None:
    stem = placed(tmp_path, Piece(steady, "effects", 1, to_s=0.03, loop=True)).stems["effects"]

    assert bounds(stem)[1] < 1.04


def test_muted_lanes_are_not_heard_and_solo_ones_alone(tmp_path, steady) -> None:
    pieces = [Piece(steady, lane) for lane in ("dialogue", "effects", "music")]
    under = clip(tmp_path / "clip.mp4", frames=48, sound="0.3*sin(2*PI*440*t)")

    muted = placed(tmp_path, *pieces, lanes={"effects": LaneSet(mute=True)}, own=under)
    (tmp_path / "work").rename(tmp_path / "before")
    solo = placed(tmp_path, *pieces, lanes={"music": LaneSet(solo=True)}, own=under)

    assert set(muted.stems) == {"dialogue", "music", "own"}
    assert set(solo.stems) == {"music"}


def test_a_lane_that_is_muted_is_muted_though_it_is_solo(tmp_path, steady) -> None:
    made = placed(tmp_path, Piece(steady, "music"), lanes={"music": LaneSet(solo=True, mute=True)})

    assert made.stems == {}


def test_what_is_not_heard_is_told(tmp_path, steady) -> None:
    made = placed(tmp_path, Piece(steady, "music", 6), Piece(steady, "music"), Piece(steady, "music", 0, from_s=3))

    assert made.unheard == [0, 2]


def test_the_sound_of_the_clip_lies_where_it_was(tmp_path) -> None:
    under = clip(tmp_path / "clip.mp4", frames=72, sound="0.5*sin(2*PI*440*t)*gt(t,1)")

    stem = placed(tmp_path, own=under, own_gain_db=-6.0206, seconds=3).stems["own"]

    assert bounds(stem)[0] == pytest.approx(1, abs=0.003)
    assert loud(stem, 1.5, 2.5) == pytest.approx(0.25, rel=0.05)


def test_a_clip_whose_sound_begins_late_is_late_in_the_mix(tmp_path) -> None:
    once = clip(tmp_path / "once.mp4", frames=72, sound="0.5*sin(2*PI*440*t)")
    late = tmp_path / "late.mp4"
    ffmpeg("-i", once, "-itsoffset", "0.7", "-i", once, "-map", "0:v", "-map", "1:a", "-c", "copy", late)

    stem = placed(tmp_path, own=late, seconds=3).stems["own"]

    assert np.flatnonzero(np.abs(stem[:, 0]) > 0.3)[0] / RATE == pytest.approx(0.7, abs=0.005)


def test_a_clip_without_sound_is_silent(tmp_path, steady) -> None:
    silent = clip(tmp_path / "silent.mp4")

    assert set(placed(tmp_path, Piece(steady, "music"), own=silent).stems) == {"music"}


def test_one_channel_is_as_loud_on_both(tmp_path) -> None:
    write_wav(tmp_path / "mono.wav", tone(500, 1)[:, 0])

    stem = placed(tmp_path, Piece(tmp_path / "mono.wav", "dialogue")).stems["dialogue"]

    assert np.abs(stem[RATE // 4 : RATE // 2]).max(axis=0) == pytest.approx([0.5, 0.5], abs=0.005)


def test_sounds_of_other_kinds_and_rates_are_read(tmp_path) -> None:
    other = tmp_path / "other.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=f=700:d=1:r=22050", other)

    stem = placed(tmp_path, Piece(other, "music", 1)).stems["music"]

    spectrum = np.abs(np.fft.rfft(stem[round(1.25 * RATE) : round(1.75 * RATE), 0]))
    assert int(spectrum.argmax()) * 2 == 700


def test_a_sound_that_cannot_be_read_is_named_by_its_place(tmp_path, steady) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF not a wave at all")

    with pytest.raises(MediaError) as refused:
        placed(tmp_path, Piece(steady, "music"), Piece(broken, "effects"))

    assert refused.value.facts["sound"] == 1


def test_a_watcher_may_stop_it(tmp_path, steady) -> None:
    def stopped(stage: str, share: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        laid(Mix((Piece(steady, "music"),), 3), tmp_path, report=stopped)


def test_a_long_sound_fades_out_to_its_very_end(tmp_path) -> None:
    minutes = wav(tmp_path / "minutes.wav", tone(500, 20))

    stem = placed(tmp_path, Piece(minutes, "music", loop=True, fade_out_s=8), seconds=361).stems["music"]

    assert loud(stem, 352, 352.5) == pytest.approx(0.5, abs=0.02)
    assert loud(stem, 356.9, 357) == pytest.approx(0.5 * 0.5**0.5, abs=0.02), "of equal power: 3 dB in the middle"
    assert loud(stem, 360.9, 361) < 0.02


def test_what_is_no_number_in_a_file_is_silent(tmp_path) -> None:
    sound = tone(500, 1)
    sound[1000:1010], sound[3000] = np.nan, np.inf
    raw, broken = tmp_path / "broken.raw", tmp_path / "broken.wav"
    raw.write_bytes(sound.tobytes())
    ffmpeg("-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", str(raw), "-c:a", "pcm_f32le", str(broken))

    stem = placed(tmp_path, Piece(broken, "effects"), seconds=1).stems["effects"]

    assert np.isfinite(stem).all()
    assert loud(stem, 0.5, 0.9) == pytest.approx(0.5, abs=0.01)
