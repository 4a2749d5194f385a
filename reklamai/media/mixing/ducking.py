"""Where there is speech, and how far all else steps back under it."""

from __future__ import annotations

from typing import Final

import numpy as np

from reklamai.media.mixing.loudness import MS, blocks, factors
from reklamai.media.types import AnyArray, Sound

FRAME: Final = 10
"""Milliseconds."""
BELOW_DB: Final = 28.0
"""Under the loud parts of speech: its quiet consonants are, the breath and hum of a recording are not."""
FLOOR: Final = 10 ** (-60 / 20)
LOUD_SHARE: Final = 0.9
SHORTEST_MS: Final = 60
"""A click is no word."""
REST_S: Final = 0.3
"""Music that came up for less between two words would pump."""
HOLD_S: Final = 0.1

Spans = tuple[tuple[float, float], ...]


def spoken(dialogue: Sound, *, apart_s: float) -> Spans:
    """Seconds from and to which there is speech; spans that are nearer than `apart_s` to each other are one."""
    levels = np.concatenate([_levels(dialogue[block]) for block in blocks(len(dialogue))])
    heard = levels[levels > FLOOR]
    if not len(heard):
        return ()
    edge = max(FLOOR, float(np.quantile(heard, LOUD_SHARE)) * 10 ** (-BELOW_DB / 20))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (levels > edge).astype(np.int8), [0]])))
    found: list[tuple[float, float]] = []
    for first, last in edges.reshape(-1, 2) * FRAME / 1000:
        if found and first - found[-1][1] < apart_s:
            found[-1] = (found[-1][0], float(last))
        else:
            found.append((float(first), float(last)))
    return tuple((first, last) for first, last in found if last - first >= SHORTEST_MS / 1000)


def _levels(sound: Sound) -> AnyArray:
    step = FRAME * MS
    padded = np.pad(sound, ((0, -len(sound) % step), (0, 0)))
    return np.asarray(np.sqrt((padded.reshape(-1, step * 2) ** 2).mean(axis=1)))


def ducked(spans: Spans, *, length: int, down_db: float, attack_s: float, release_s: float) -> AnyArray:
    """Gain in dB at the beginning of every millisecond of so many samples, and one more: 0 down to -`down_db`.

    It is all the way down when a span begins, and begins to come up again HOLD_S after its end.
    """
    moments = np.arange(length // MS + 2) / 1000
    gain = np.zeros(len(moments))
    for first, last in spans:
        low = max(0, int((first - attack_s) * 1000))
        high = min(len(moments), int((last + HOLD_S + release_s) * 1000) + 2)
        here = moments[low:high]
        share = np.minimum((here - first + attack_s) / attack_s, (last + HOLD_S + release_s - here) / release_s)
        smooth = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0, 1))
        gain[low:high] = np.minimum(gain[low:high], -down_db * smooth)
    return gain


def apart(attack_s: float, release_s: float) -> float:
    """Seconds between two words within which nothing else comes up."""
    return attack_s + release_s + HOLD_S + REST_S


def step_back(sound: Sound, gain: AnyArray) -> None:
    """Apply a gain to a sound, in place."""
    for block in blocks(len(sound)):
        sound[block] *= factors(gain, block)
