"""Sound as numbers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.sound import RATE, pcm, read_sound, write_wav


def tone(hertz: float = 440.0, seconds: float = 1.0, level: float = 0.5) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def made_by_ffmpeg(path: Path, *arguments: str) -> Path:
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y", *arguments, str(path)], check=True)
    return path


@pytest.mark.parametrize(("bits", "step"), [(16, 2**-15), (24, 2**-22)])
def test_what_is_written_is_read_back_to_the_last_bit_but_one(tmp_path: Path, bits: int, step: float) -> None:
    stereo = np.stack([tone(440), tone(880)], axis=1)

    write_wav(tmp_path / "a.wav", stereo, bits=bits)

    assert np.abs(read_sound(tmp_path / "a.wav") - stereo).max() <= step


def test_the_same_samples_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        write_wav(tmp_path / name, tone())

    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_voice_of_one_channel_is_as_loud_on_both(tmp_path: Path) -> None:
    write_wav(tmp_path / "mono.wav", tone(level=0.5))

    found = read_sound(tmp_path / "mono.wav")

    assert found.shape == (RATE, 2)
    assert np.abs(found).max(axis=0) == pytest.approx([0.5, 0.5], abs=1e-3)


def test_what_is_beyond_full_scale_is_clipped_and_does_not_wrap(tmp_path: Path) -> None:
    write_wav(tmp_path / "loud.wav", tone(level=3.0))

    found = read_sound(tmp_path / "loud.wav")[:, 0]

    assert found.max() == pytest.approx(1, abs=1e-3)
    assert np.abs(np.diff(found)).max() < 0.2


def test_other_rates_come_out_at_ours_and_as_long(tmp_path: Path) -> None:
    source = made_by_ffmpeg(tmp_path / "a.mp3", "-f", "lavfi", "-i", "sine=frequency=1000:duration=2:sample_rate=22050")

    found = read_sound(source)[:, 0]

    assert len(found) / RATE == pytest.approx(2, abs=0.06)
    spectrum = np.abs(np.fft.rfft(found[RATE // 2 : RATE // 2 + RATE]))
    assert int(spectrum.argmax()) == 1000


def test_the_sound_of_a_clip_is_read_and_a_clip_without_any_is_refused(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "color=c=red:s=64x64:d=1:r=24")
    sounding = made_by_ffmpeg(tmp_path / "a.mp4", *picture, "-f", "lavfi", "-i", "sine=duration=1", "-shortest")
    silent = made_by_ffmpeg(tmp_path / "b.mp4", *picture)

    assert np.abs(read_sound(sounding)).max() > 0.05
    with pytest.raises(MediaError, match="no sound"):
        read_sound(silent)


def test_what_is_longer_than_fits_is_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(seconds=2))

    with pytest.raises(MediaError, match="too long"):
        read_sound(tmp_path / "a.wav", longest_s=1)


def test_only_two_depths_are_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 or 24"):
        write_wav(tmp_path / "a.wav", tone(), bits=8)


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 96_000, 192_000])
def test_any_rate_comes_out_at_its_pitch_its_length_and_its_level(tmp_path: Path, rate: int) -> None:
    source = made_by_ffmpeg(
        tmp_path / "a.wav", "-f", "lavfi", "-i", f"aevalsrc=0.5*sin(2*PI*1000*t):s={rate}:d=1", "-c:a", "pcm_s24le"
    )

    found = read_sound(source)[:, 0]

    assert len(found) == pytest.approx(RATE, abs=40)
    middle = found[RATE // 4 : RATE // 4 + RATE // 2]
    assert int(np.abs(np.fft.rfft(middle)).argmax()) * 2 == 1000
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.01)
    assert abs(float(middle.mean())) < 1e-4


@pytest.mark.parametrize("coded", ["pcm_u8", "pcm_s16le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw"])
def test_samples_of_any_kind_are_read_at_their_level(tmp_path: Path, coded: str) -> None:
    tone_of_it = "aevalsrc=0.5*sin(2*PI*440*t)|0.25*sin(2*PI*440*t):s=48000:d=0.3"
    source = made_by_ffmpeg(tmp_path / "a.wav", "-f", "lavfi", "-i", tone_of_it, "-c:a", coded)

    found = read_sound(source)

    assert found.shape == (round(0.3 * RATE), 2)
    assert np.abs(found).max(axis=0) == pytest.approx([0.5, 0.25], abs=0.02)


def test_six_channels_become_two_that_hear_both_sides(tmp_path: Path) -> None:
    sides = "0.3*sin(2*PI*300*t)|0.3*sin(2*PI*900*t)|0|0|0|0"
    source = made_by_ffmpeg(tmp_path / "a.wav", "-f", "lavfi", "-i", f"aevalsrc={sides}:s=48000:d=1:c=5.1")

    found = read_sound(source)

    assert found.shape == (RATE, 2)
    assert [int(np.abs(np.fft.rfft(found[:, side])).argmax()) for side in (0, 1)] == [300, 900]


@pytest.mark.parametrize("seconds", [1 / RATE, 0.1, 0.33333, 3.0])
def test_a_file_has_as_many_samples_as_were_written(tmp_path: Path, seconds: float) -> None:
    sound = tone(seconds=seconds)

    write_wav(tmp_path / "a.wav", sound)

    assert len(read_sound(tmp_path / "a.wav")) == len(sound) == max(1, round(seconds * RATE))


def test_full_scale_is_written_to_its_last_step_on_both_sides() -> None:
    ends = np.array([1.0, -1.0, 2.0, -2.0, 0.0], np.float32)[:, None]

    assert np.frombuffer(pcm(ends, bits=16), "<i2").tolist() == [32767, -32767, 32767, -32767, 0]
    assert pcm(ends, bits=24) == b"\xff\xff\x7f\x01\x00\x80\xff\xff\x7f\x01\x00\x80\x00\x00\x00"


def test_a_file_without_a_sample_and_one_that_is_none_are_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "empty.wav", np.zeros(0, np.float32))
    (tmp_path / "broken.wav").write_bytes((tmp_path / "empty.wav").read_bytes()[:20])

    for name in ("empty.wav", "broken.wav"):
        with pytest.raises(MediaError):
            read_sound(tmp_path / name)
