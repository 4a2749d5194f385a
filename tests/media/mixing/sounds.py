"""Sounds to mix, drawn by lot, and FFmpeg's own word on how loud a file is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from reklamai.media.mixing.model import LANES, LaneSet, Mix, Piece
from reklamai.media.sound import RATE, write_wav

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def ebur128(path: Path) -> tuple[float, float]:
    """(LUFS, dBTP) of a file as FFmpeg's meter has them, to a tenth."""
    command = [FFMPEG, "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a:0", "-af", "ebur128=peak=true"]
    said = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary:") :]
    found = [re.search(rf"{name}:\s+(\S+)", summary) for name in ("I", "Peak")]
    return float(found[0][1]), float(found[1][1])


def tone(hertz: float, seconds: float, *, level: float = 0.5) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return np.repeat((level * np.sin(2 * np.pi * hertz * at)).astype(np.float32)[:, None], 2, axis=1)


def wav(path: Path, sound: np.ndarray) -> Path:
    write_wav(path, sound, bits=24)
    return path


def voice(lots: np.random.Generator, seconds: float) -> np.ndarray:
    """Syllables of a buzz and of hiss with rests between them."""
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    buzz = np.sign(np.sin(2 * np.pi * lots.uniform(90, 240) * at)) * 0.3
    syllables = np.clip(np.sin(2 * np.pi * lots.uniform(2, 5) * at) + lots.uniform(-0.2, 0.4), 0, 1)
    phrases = np.repeat(np.append(True, lots.random(count // RATE) < 0.7), RATE)[:count]
    return np.outer((buzz + lots.normal(0, 0.05, count)) * syllables * phrases, [1, 1]).astype(np.float32)


def music(lots: np.random.Generator, seconds: float) -> np.ndarray:
    """A chord and a drum: peaks far above the mean."""
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    chord = sum(np.sin(2 * np.pi * f * at + lots.uniform(0, 6)) for f in lots.uniform(80, 900, 4)) * 0.06
    beat = lots.uniform(0.3, 0.8)
    drum = lots.normal(0, 1, count) * np.exp(-(at % beat) * lots.uniform(15, 60)) * lots.uniform(0.2, 0.9)
    return np.stack([chord + drum, chord + np.roll(drum, 30)], axis=1).astype(np.float32)


def bed(lots: np.random.Generator, seconds: float) -> np.ndarray:
    """Noise of some colour."""
    noise = np.cumsum(lots.normal(0, 1, (round(seconds * RATE), 2)), axis=0) if lots.random() < 0.5 else None
    if noise is None:
        return lots.normal(0, 0.05, (round(seconds * RATE), 2)).astype(np.float32)
    noise[1:] -= 0.995 * noise[:-1]
    return (0.1 * noise / np.abs(noise).max()).astype(np.float32)


def hits(lots: np.random.Generator, seconds: float) -> np.ndarray:
    """A few knocks and long silences."""
    sound = np.zeros((round(seconds * RATE), 2), np.float32)
    for start in lots.integers(0, max(1, len(sound) - 4800), lots.integers(1, 5)):
        fall = np.exp(-np.arange(4800) / lots.uniform(200, 1500))
        sound[start : start + 4800] += (lots.normal(0, 0.5, 4800) * fall)[: len(sound) - start, None].astype(np.float32)
    return sound


MADE_BY = dict(zip(LANES, (voice, hits, bed, music), strict=True))


def random_mix(number: int, folder: Path, *, longest_s: float = 20.0) -> Mix:
    """A mix as a person might set it: any lanes, gains, fades, loops and target.

    Knocks are never alone nor louder than all else: such a mix stays softer than asked, see `render.MOST_LIMITED`.
    """
    lots = np.random.default_rng(number)
    seconds = float(lots.uniform(3, longest_s))
    pieces = []
    for place in range(int(lots.integers(1, 8))):
        lane = str(lots.choice(LANES if place else ("dialogue", "ambience", "music")))
        length = float(lots.uniform(0.5, seconds))
        path = wav(folder / f"{number}-{place}.wav", MADE_BY[lane](lots, length))
        pieces.append(
            Piece(
                path,
                lane,
                float(lots.uniform(0, seconds * 0.7)) if lane in ("dialogue", "effects") else 0.0,
                from_s=float(lots.choice([0, length / 5])),
                fade_in_s=float(lots.choice([0, 0.3, 2])),
                fade_out_s=float(lots.choice([0, 0.5, 2])),
                gain_db=float(lots.uniform(-24, -6) if lane == "effects" else lots.uniform(-18, 9)),
                loop=lane in ("ambience", "music"),
            )
        )
    lanes = {name: LaneSet(gain_db=float(lots.uniform(-12, 6))) for name in LANES if lots.random() < 0.5}
    loudness, duck = float(lots.choice([-14, -14, -16, -23])), float(lots.choice([0, 6, 10, 18]))
    return Mix(tuple(pieces), seconds, lanes=lanes, loudness=loudness, duck_db=duck)
