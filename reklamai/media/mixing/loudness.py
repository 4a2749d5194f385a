"""How loud a sound is to an ear, and how high it truly rises between its samples.

Source: ITU-R BS.1770-4, annexes 1 and 2; EBU Tech 3341.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.types import AnyArray, Sound

BLOCK: Final = 10 * RATE
"""Samples that are worked on at once: what memory is taken does not grow with the length."""
SILENT: Final = -70.0
"""LUFS of what no block reaches: the absolute gate."""
MS: Final = RATE // 1000
_OFFSET: Final = -0.691
_RELATIVE: Final = -10.0
_HOP: Final = RATE // 10
_HOPS: Final = 4
"""A gating block lasts 400 ms, and one begins every 100."""
_WEIGHTING: Final = np.array([
    [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
    [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
])  # fmt: skip
_FINER: Final = 4
_REACH: Final = 16
"""Samples to either side that a value between two of them is found from; 12 as in annex 2 miss 0.3 dB of a hiss, and
FFmpeg's meter, which looks as far, differs from ours by 0.1 at most."""
_BETWEEN: Final = (_FINER * signal.firwin(2 * _REACH * _FINER + 1, 0.97 / _FINER, window=("kaiser", 6.0))).astype(
    np.float32
)


def blocks(length: int) -> Iterator[slice]:
    """A sound of so many samples, 10 s after 10 s."""
    for start in range(0, length, BLOCK):
        yield slice(start, min(length, start + BLOCK))


def loudness(sound: Sound, gain: AnyArray | None = None) -> float:
    """Integrated loudness in LUFS, SILENT where nothing is louder; gain: (N / MS + 1,) dB by the millisecond."""
    state = np.zeros((len(_WEIGHTING), 2, sound.shape[1]))
    energies = []
    for block in blocks(len(sound)):
        heard = sound[block] if gain is None else sound[block] * factors(gain, block)
        weighted, state = signal.sosfilt(_WEIGHTING, heard, axis=0, zi=state)
        whole = max(1, len(weighted) // _HOP) * _HOP
        padded = np.zeros((whole, sound.shape[1]))
        padded[: len(weighted)] = weighted[:whole]
        energies.append(np.einsum("hsc,hsc->h", *[padded.reshape(-1, _HOP, sound.shape[1])] * 2) / _HOP)
    return _gated(np.concatenate(energies)) if energies else SILENT


def _gated(hops: AnyArray) -> float:
    """The mean of the blocks that count; a sound of less than a block counts as one."""
    count = min(_HOPS, len(hops))
    power = np.convolve(hops, np.ones(count) / count, "valid")
    heard = power[power > _power(SILENT)]
    if not len(heard):
        return SILENT
    heard = heard[heard > heard.mean() * 10 ** (_RELATIVE / 10)]
    return float(_OFFSET + 10 * np.log10(heard.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def peaks_by_ms(sound: Sound) -> AnyArray:
    """(N / MS,) true peak of every millisecond, 1 is full scale."""
    found = [_peaks(sound, block) for block in blocks(len(sound))]
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _peaks(sound: Sound, block: slice) -> AnyArray:
    first, last = max(0, block.start - _REACH), min(len(sound), block.stop + _REACH)
    start, step = (block.start - first + _REACH) * _FINER, MS * _FINER
    tops = []
    for channel in np.ascontiguousarray(sound[first:last].T):  # side by side they take half as long again
        finer = signal.upfirdn(_BETWEEN, channel, up=_FINER)[start : start + (block.stop - block.start) * _FINER]
        finer = np.pad(finer, (0, -len(finer) % step)).reshape(-1, step)
        tops.append(np.maximum(finer.max(axis=1), -finer.min(axis=1)))
    return np.asarray(np.max(tops, axis=0))


def true_peak(sound: Sound) -> float:
    """dBTP; -inf of silence."""
    return decibels(peaks_by_ms(sound))


def decibels(peaks: AnyArray) -> float:
    """The highest of some peaks; -inf where there is none."""
    top = float(peaks.max(initial=0.0))
    return float(20 * np.log10(top)) if top > 0 else -np.inf


def factors(gain: AnyArray, block: slice) -> AnyArray:
    """(samples, 1) float32 factors of a stretch, from decibels at the beginning of every millisecond."""
    first, last = block.start // MS, -(-block.stop // MS)
    nodes = gain[first : last + 1]
    # counted from here: float32 tells a sample from the next one for 350 s of a sound, and not after
    begins = block.start - first * MS
    places = np.arange(begins, begins + block.stop - block.start, dtype=np.float32) / np.float32(MS)
    decibels = np.interp(places, np.arange(len(nodes)), nodes)
    return np.asarray(10 ** (decibels / 20), np.float32)[:, None]
