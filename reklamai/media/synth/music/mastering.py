"""The last steps: one gentle compressor over everything, the level, the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import cut, filtered, filtered_ring, samples, shelf
from reklamai.media.synth.levels import levelled, rounded
from reklamai.media.synth.music.piece import Piece
from reklamai.media.synth.music.styles import style_of
from reklamai.media.types import Sound

LUFS = -18.0
"""What a mixer expects of music that lies under something."""
LOW_HZ, HIGH_HZ = 150.0, 1_500.0
LOW_MOST_DB, HIGH_MOST_DB = 6.0, 9.0
"""More would bring up what is not there."""
LOOKS = 120
HOP = 240
"""Samples: how often the compressor looks."""
RATIO, ATTACK_S, RELEASE_S = 1.8, 0.025, 0.22
OVER_DB = -2.0
"""The compressor begins so far from the loud half of the piece."""
FADE_SHARE = 0.55
"""The end of the last chord's ringing over which it is led to silence."""


def mastered(sound: Sound, piece: Piece) -> Sound:
    """The mix glued together, at -18 LUFS, its peaks rounded; silent at its very end unless it is a loop."""
    sound = _toned(sound, style_of(piece.style).tone, ring=piece.loop)
    sound *= _glue(sound, ring=piece.loop)[:, None]
    if not piece.loop:
        fade = samples((piece.seconds - piece.last_hit_s) * FADE_SHARE)
        sound[-fade:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fade, dtype=np.float32)))[:, None]
    return rounded(levelled(sound, LUFS), knee=0.6, ceiling=0.89)


def _toned(sound: Sound, tone: tuple[float, float], *, ring: bool) -> Sound:
    """Lows and highs brought towards what the style wants of them: keys and instruments differ from seed to seed, and
    what lies under a voice should not."""
    low, middle, high = _bands(sound)
    gains = [
        float(np.clip(wanted - (found - middle), -most, most))
        for wanted, found, most in zip(tone, (low, high), (LOW_MOST_DB, HIGH_MOST_DB), strict=True)
    ]
    filters = (cut("highpass", 28.0), shelf(LOW_HZ, gains[0], high=False), shelf(HIGH_HZ, gains[1], high=True))
    for side in (0, 1):  # one at a time: filters work in float64
        sound[:, side] = (filtered_ring if ring else filtered)(sound[:, side], *filters)
    return sound


def _bands(sound: Sound) -> tuple[float, float, float]:
    """The power of lows, middle and highs in dB, by pieces of 0.17 s spread over the whole."""
    size = 8_192
    starts = np.linspace(0, max(len(sound) - size, 0), min(LOOKS, max(1, len(sound) // size))).astype(int)
    power = np.zeros(size // 2 + 1)
    window = np.hanning(size).astype(np.float32)
    for start in starts:
        piece = sound[start : start + size].mean(axis=1)
        power += np.abs(np.fft.rfft(np.pad(piece, (0, size - len(piece))) * window)) ** 2
    hz = np.fft.rfftfreq(size, 1 / RATE)
    edges = ((30, LOW_HZ), (LOW_HZ, HIGH_HZ), (HIGH_HZ, 16_000))
    low, middle, high = (10 * np.log10(power[(hz >= start) & (hz < end)].sum() + 1e-12) for start, end in edges)
    return float(low), float(middle), float(high)


def _glue(sound: Sound, *, ring: bool) -> NDArray[np.float32]:
    """The compressor's gain at every sample; of a loop as if it had been playing before."""
    hops = -(-len(sound) // HOP)
    power = np.zeros(hops)
    whole = len(sound) // HOP
    blocks = sound[: whole * HOP].reshape(whole, -1)
    power[:whole] = np.einsum("ij,ij->i", blocks, blocks) / blocks.shape[1]
    if hops > whole:
        power[whole] = float(np.square(sound[whole * HOP :]).mean())
    level = 10 * np.log10(power + 1e-10)
    heard = level[level > level.max() - 40]
    over = np.maximum(level - (float(np.percentile(heard, 70)) + OVER_DB), 0) * (1 / RATIO - 1)
    gains = _smoothed(np.tile(over, 2) if ring else over)[-hops:]
    at = np.arange(hops) * HOP + HOP / 2
    if ring:
        at = np.concatenate([[at[-1] - len(sound)], at, [at[0] + len(sound)]])
        gains = np.concatenate([[gains[-1]], gains, [gains[0]]])
    return np.interp(np.arange(len(sound)), at, 10 ** (gains / 20)).astype(np.float32)


def _smoothed(wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Down quickly, back slowly."""
    down, back = (1 - np.exp(-HOP / RATE / seconds) for seconds in (ATTACK_S, RELEASE_S))
    made, now = [], 0.0
    for each in wanted.tolist():
        now += (down if each < now else back) * (each - now)
        made.append(now)
    return np.array(made)
