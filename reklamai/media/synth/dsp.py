"""What all computed sound is made of: noise, filters, envelopes. Where it stands is `space`, how loud it is `levels`.

One channel is (N,) float32 at 48 kHz. A "ring" is sound whose end runs on into its beginning: it repeats with no seam.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from reklamai.media.sound import RATE

Mono = NDArray[np.float32]
"""(N,) float32 at 48 kHz."""
Sections = NDArray[np.float64]
"""(n, 6): second-order sections as scipy takes them."""
LOWEST_HZ = 20.0
SHAPES = Literal["lowpass", "highpass", "bandpass"]


def stream(seed: int, *names: object) -> np.random.Generator:
    """A stream of random numbers of its own: what one part draws changes nothing in another part of the same seed."""
    key = zlib.crc32("/".join(str(name) for name in names).encode())
    return np.random.default_rng((seed, key))


def samples(seconds: float) -> int:
    """How many samples last so long; at least one."""
    return max(1, round(seconds * RATE))


def db(level: float) -> float:
    """The factor of so many decibels."""
    return float(10.0 ** (level / 20.0))


def white(count: int, random: np.random.Generator) -> Mono:
    """Noise of RMS 1."""
    return random.standard_normal(count, dtype=np.float32)


def shaped(count: int, random: np.random.Generator, gains: Mono) -> Mono:
    """A ring of noise of RMS 1; gains: of each frequency of `np.fft.rfftfreq(count)`."""
    # even chance instead of a bell's draws four times as fast, and so many parts make a bell of it all the same
    parts = random.random((len(gains), 2), dtype=np.float32)
    parts -= np.float32(0.5)
    parts *= gains[:, None]
    made = fft.irfft(parts.view(np.complex64)[:, 0], n=count)
    level = float(np.sqrt(np.dot(made, made) / count))
    return np.asarray(made * np.float32(1 / max(level, 1e-12)), np.float32)


@lru_cache(maxsize=2)
def slope_gains(count: int, slope: float, low: float, high: float) -> Mono:
    """The spectrum of `noise`. Kept for the next call, which is most often the other side of the same sound."""
    hz = np.fft.rfftfreq(count, 1 / RATE).astype(np.float32)
    hz[0] = LOWEST_HZ
    gains = (hz / np.float32(1_000)) ** np.float32(slope / 6.0206)
    gains /= np.sqrt((1 + (np.float32(low) / hz) ** 4) * (1 + (hz / np.float32(high)) ** 4))
    gains[: max(1, int(LOWEST_HZ * count / RATE))] = 0
    return np.asarray(gains, np.float32)


def noise(
    count: int, random: np.random.Generator, *, slope: float = 0.0, low: float = LOWEST_HZ, high: float = 20_000.0
) -> Mono:
    """A ring of noise of RMS 1 between `low` and `high` Hz.

    slope: dB per octave of its power; 0 is white, -3 pink, -6 brown.
    """
    return shaped(count, random, slope_gains(count, slope, low, high))


def cut(shape: SHAPES, hz: float | tuple[float, float], *, order: int = 2) -> Sections:
    """A Butterworth filter; two corners for a band. Corners are kept below 0.49 of the sampling rate."""
    top = 0.49 * RATE
    corner = min(hz, top) if isinstance(hz, (int, float)) else [min(each, top) for each in hz]
    return np.asarray(signal.butter(order, corner, shape, fs=RATE, output="sos"), np.float64)


def resonance(hz: float, q: float) -> Sections:
    """A band of gain 1 at `hz`, `hz / q` wide."""
    b, a = signal.iirpeak(min(hz, 0.49 * RATE), q, fs=RATE)
    return np.asarray(signal.tf2sos(b, a), np.float64)


def bell(hz: float, gain_db: float, *, q: float = 1.0) -> Sections:
    """An equaliser's bell. Source: R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients."""
    a, w = 10 ** (gain_db / 40), 2 * np.pi * hz / RATE
    alpha = np.sin(w) / (2 * q)
    b = [1 + alpha * a, -2 * np.cos(w), 1 - alpha * a]
    return _section(b, [1 + alpha / a, -2 * np.cos(w), 1 - alpha / a])


def shelf(hz: float, gain_db: float, *, high: bool) -> Sections:
    """An equaliser's shelf of slope 1: all above `hz` (or below it) by `gain_db`. Source: as `bell`."""
    a, w = 10 ** (gain_db / 40), 2 * np.pi * hz / RATE
    side = -1.0 if high else 1.0
    cos, root = np.cos(w), 2 * np.sqrt(a) * np.sin(w) / np.sqrt(2)
    b = [
        a * ((a + 1) - side * (a - 1) * cos + root),
        side * 2 * a * ((a - 1) - side * (a + 1) * cos),
        a * ((a + 1) - side * (a - 1) * cos - root),
    ]
    return _section(b, [
        (a + 1) + side * (a - 1) * cos + root,
        -side * 2 * ((a - 1) + side * (a + 1) * cos),
        (a + 1) + side * (a - 1) * cos - root,
    ])  # fmt: skip


def _section(b: list[float], a: list[float]) -> Sections:
    return np.array([[*b, *a]], np.float64) / a[0]


def filtered(sound: NDArray[np.float32], *filters: Sections) -> NDArray[np.float32]:
    """(N,) or (N, channels) through filters, in time: the beginning starts from silence."""
    sections, made = np.concatenate(filters), np.empty_like(sound, np.float32)
    if sound.ndim == 1:
        made[:] = signal.sosfilt(sections, sound)
    else:  # one channel after another: SciPy's copy has 8 bytes a sample
        for channel in range(sound.shape[1]):
            made[:, channel] = signal.sosfilt(sections, sound[:, channel])
    return made


def filtered_ring(sound: NDArray[np.float32], *filters: Sections, lead_s: float = 0.25) -> NDArray[np.float32]:
    """As `filtered`, for a ring: its last `lead_s` seconds run through the filters first."""
    lead = min(samples(lead_s), len(sound))
    return filtered(np.concatenate([sound[-lead:], sound]), *filters)[lead:]


def swept(sound: Mono, hz: NDArray[np.float64] | Mono, *, shape: SHAPES, q: float = 0.8, block: int = 96) -> Mono:
    """A two-pole filter whose corner follows `hz` (as long as `sound`), set anew every `block` samples (2 ms)."""
    made = np.empty_like(sound)
    state = np.zeros((1, 2))
    for start in range(0, len(sound), block):
        section = _two_pole(float(np.clip(hz[start], LOWEST_HZ, 0.45 * RATE)), q, shape)
        made[start : start + block], state = signal.sosfilt(section, sound[start : start + block], zi=state)
    return made


def _two_pole(hz: float, q: float, shape: SHAPES) -> Sections:
    w = 2 * np.pi * hz / RATE
    cos, alpha = np.cos(w), np.sin(w) / (2 * q)
    tops = {
        "lowpass": [(1 - cos) / 2, 1 - cos, (1 - cos) / 2],
        "highpass": [(1 + cos) / 2, -1 - cos, (1 + cos) / 2],
        "bandpass": [alpha, 0.0, -alpha],
    }
    return _section(tops[shape], [1 + alpha, -2 * cos, 1 - alpha])


def decay(count: int, seconds: float) -> Mono:
    """An exponential fall from 1 by 60 dB in `seconds`."""
    falling = np.arange(count, dtype=np.float32) * np.float32(-6.9078 / max(seconds * RATE, 1.0))
    return np.asarray(np.exp(falling), np.float32)


def swell(count: int, *, attack_s: float, release_s: float) -> Mono:
    """1, with half cosines of so long at both ends."""
    made = np.ones(count, np.float32)
    rise, fall = min(samples(attack_s), count), min(samples(release_s), count)
    made[:rise] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, rise, dtype=np.float32))
    made[count - fall :] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fall, dtype=np.float32))
    return made


def adsr(count: int, *, attack_s: float, decay_s: float, sustain: float, release_s: float) -> Mono:
    """The envelope of a note that is let go `release_s` before its end; straight up, bent down."""
    t = np.arange(count, dtype=np.float32) / np.float32(RATE)
    body = sustain + (1 - sustain) * np.exp(-np.maximum(t - attack_s, 0) * (4.6 / max(decay_s, 1e-4)))
    left = np.maximum(count / RATE - t, 0) / max(release_s, 1e-4)
    return np.asarray(np.minimum(t / max(attack_s, 1e-4), 1) * body * np.minimum(left, 1) ** 2, np.float32)


def drift(count: int, random: np.random.Generator, *, hz: float, low: float = 0.0, high: float = 1.0) -> Mono:
    """A ring that wanders smoothly between `low` and `high`, about `hz` times a second."""
    knots = max(4, round(2 * hz * count / RATE))
    values = random.uniform(low, high, knots)
    # drawn finely enough for its pace, and joined by straight lines from there
    at = np.linspace(0, knots, min(count, 24 * knots) + 1)
    share = 0.5 - 0.5 * np.cos(np.pi * (at % 1.0))
    first = at.astype(np.int64)
    fine = values[first % knots] * (1 - share) + values[(first + 1) % knots] * share
    return stretched(fine, count)


def stretched(points: NDArray[np.float64], count: int) -> Mono:
    """A curve drawn by few points, even apart, as `count` samples; its last point is where a ring begins again."""
    places = np.arange(count, dtype=np.float64) * ((len(points) - 1) / count)
    return np.interp(places, np.arange(len(points)), points).astype(np.float32)
