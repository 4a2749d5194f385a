"""The wave of a sound as an editor draws it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import av
import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.probe import opened
from reklamai.media.types import AnyArray

STEP: Final = 128
"""Samples of which no more than the lowest and the highest is kept: 22 MB for half an hour."""
LONGEST_S: Final = 3600.0
"""Longer sound is drawn up to here."""
MOST_COLUMNS: Final = 4000


def peaks(path: Path, columns: int) -> list[list[float]]:
    """[[lowest, highest], ...] of as many even parts of a sound, or of a clip's; all channels together, -1..1.

    columns: 1..MOST_COLUMNS. Raises: ValueError for others; MediaError if there is no sound that can be read.
    """
    if not 1 <= columns <= MOST_COLUMNS:
        raise ValueError(f"from 1 to {MOST_COLUMNS} columns, got {columns}")
    with opened(path) as container:
        if not container.streams.audio:
            raise MediaError("The file holds no sound.", file=path.name)
        stream = container.streams.audio[0]
        plain, most = av.AudioResampler(format="fltp"), LONGEST_S * stream.codec_context.sample_rate
        found, rest, count = [], np.zeros((stream.codec_context.channels, 0), np.float32), 0
        for frame in container.decode(stream):
            rest = np.concatenate([rest, *(piece.to_ndarray() for piece in plain.resample(frame))], axis=1)
            whole = rest.shape[1] // STEP * STEP
            found.append(_reach(rest[:, :whole]))
            rest, count = rest[:, whole:], count + whole
            if count > most:
                break
        found.append(_reach(np.pad(rest, ((0, 0), (0, -rest.shape[1] % STEP)), mode="edge") if rest.size else rest))
    steps = np.concatenate(found)
    if not len(steps):
        raise MediaError("The sound is empty.", file=path.name)
    return _columns(steps, columns)


def _reach(samples: AnyArray) -> AnyArray:
    """(N / STEP, 2) lowest and highest."""
    each = samples.reshape(len(samples), -1, STEP)
    return np.stack([each.min(axis=(0, 2)), each.max(axis=(0, 2))], axis=1)


def _columns(steps: AnyArray, columns: int) -> list[list[float]]:
    steps = np.clip(np.nan_to_num(steps), -1, 1)
    starts = np.arange(columns) * len(steps) // columns
    low, high = np.minimum.reduceat(steps[:, 0], starts), np.maximum.reduceat(steps[:, 1], starts)
    return [[round(float(each), 3) for each in pair] for pair in zip(low, high, strict=True)]
