"""One row of frames laid along another: dynamic time warping inside a band, in memory that grows with the length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reklamai.media.speech.features import Frames

STEPS = (1, 2, 0, 3)
"""Frames of the model for one frame of the recording; none of them twice in a row, so each row needs only the last."""
DEAR = (0.0, 0.35, 0.35, 0.9)
"""What each costs beside the distance, in mean distances."""
FAR = np.float32(1e9)


def warped(recording: Frames, model: Frames, *, band: int) -> tuple[NDArray[np.int64], float]:
    """(frame of the model for each frame of the recording, mean squared distance along the way per feature).

    band: frames by which the way may leave the straight line between the corners.
    """
    rows, columns = len(recording), len(model)
    line = np.linspace(0, columns - 1, rows)
    firsts = np.clip(np.round(line).astype(np.int64) - band, 0, max(columns - 1, 0))
    width = min(2 * band + 1, columns)
    firsts = np.minimum(firsts, columns - width)
    back = np.zeros((rows, width), np.uint8)
    before = np.full(width, FAR, np.float32)
    before[0] = 0.0
    unit = np.float32(model.shape[1])
    for row in range(rows):
        first = int(firsts[row])
        costs = _distances(model[first : first + width], recording[row])
        if row == 0:
            before = np.where(np.arange(width) == 0, costs, FAR)
            continue
        moved = first - int(firsts[row - 1])
        ways = np.stack([_shifted(before, moved - step) + dear * unit for step, dear in zip(STEPS, DEAR, strict=True)])
        back[row] = ways.argmin(axis=0)
        before = ways.min(axis=0) + costs
    return _way(back, firsts, width, columns), float(before[columns - 1 - int(firsts[-1])] / rows / unit)


def _distances(model: Frames, frame: NDArray[np.float32]) -> NDArray[np.float32]:
    apart = model - frame
    return np.asarray(np.einsum("ij,ij->i", apart, apart), np.float32)


def _shifted(costs: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    """costs[k + by] at k; far away where there is none."""
    made = np.full(len(costs), FAR, np.float32)
    if by >= 0:
        made[: len(costs) - by] = costs[by:]
    elif -by < len(costs):
        made[-by:] = costs[:by]
    return made


def _way(back: NDArray[np.uint8], firsts: NDArray[np.int64], width: int, columns: int) -> NDArray[np.int64]:
    way = np.zeros(len(back), np.int64)
    column = columns - 1
    for row in range(len(back) - 1, -1, -1):
        way[row] = column
        place = min(max(column - int(firsts[row]), 0), width - 1)
        column = max(column - STEPS[int(back[row, place])], 0) if row else column
    return way
