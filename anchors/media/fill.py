"""What may be behind somebody: a ground continued from what is seen of it, soft rather than smeared."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

LEVELS = (40, 80, 152)
"""Longer sides at which the ground is put together from its own pieces; above the last it is only enlarged: a piece
of real texture in a wrong place draws more attention than softness does."""
PATCH = 5
AXES = 20
"""Main axes of a patch's 75 numbers that are compared."""
MOST_SOURCES = 1800
ROUNDS = (4, 3, 1)
"""Searches at each level; the figures were chosen for 0.25 s on one core."""
FEATHER = 0.006


def fill(picture: Picture, hole: AnyArray) -> Picture:
    """The picture with `hole` painted over from the rest; unchanged elsewhere.

    picture: (H, W, 3) uint8; hole: (H, W) bool, not everywhere. The same input gives the same output.
    """
    height, width = hole.shape
    trend = _trend(picture, hole)
    rest = picture.astype(np.float32) - trend
    made: FloatPicture | None = None
    for longest, rounds in zip(LEVELS, ROUNDS, strict=True):
        scale = min(1.0, longest / max(height, width))
        size = max(PATCH + 1, round(width * scale)), max(PATCH + 1, round(height * scale))
        known, open_ = _shrunk(rest, hole, size)
        start = _spread(known, open_) if made is None else resized(made, size)
        made = np.where(open_[..., None], start, known).astype(np.float32)
        for _ in range(rounds):
            made = _put_together(made, open_)
    if made is None:
        raise ValueError("no levels")
    soft = np.asarray(cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32) + trend
    return _joined(picture, hole, soft)


def _trend(picture: Picture, hole: AnyArray) -> FloatPicture:
    """Broad light over the whole ground: a slope and a bend of each channel. Patches are moved without it, so that a
    wall that gets darker goes on getting darker; even where it explains little, for there it would be a ghost."""
    height, width = hole.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    thin = (slice(None, None, max(1, height // 90)), slice(None, None, max(1, width // 90)))
    seen = ~hole[thin]
    known, colours = terms[thin][seen].astype(np.float64), picture[thin][seen].astype(np.float64)
    # held back a little: what is only guessed must not run away from what is seen
    pull = np.diag([0, 1, 1, 4, 4, 4]) * 0.02 * len(known)
    surface = np.linalg.solve(known.T @ known + pull, known.T @ colours)
    middle, off = colours.mean(axis=0), colours - known @ surface
    explained = 1 - float((off**2).sum() / max(1.0, float(((colours - middle) ** 2).sum())))
    share = float(np.clip((explained - 0.85) / 0.1, 0, 1))
    low, high = np.percentile(colours, (2, 98), axis=0)
    return np.asarray(middle + share * (np.clip(terms @ surface, low, high) - middle), dtype=np.float32)


def _shrunk(rest: FloatPicture, hole: AnyArray, size: tuple[int, int]) -> tuple[FloatPicture, AnyArray]:
    """The known part, averaged over known pixels alone, and what is open."""
    weight = resized(1 - hole.astype(np.float32), size)
    colours = resized(rest * (~hole)[..., None], size)
    return colours / np.maximum(weight, 1e-3)[..., None], weight < 0.5


def _spread(known: FloatPicture, open_: AnyArray) -> FloatPicture:
    """Known colours carried into the open by ever wider averages."""
    result, weight = known * ~open_[..., None], (~open_).astype(np.float32)
    made, left = result.copy(), open_.copy()
    sigma = 1.5
    while left.any() and sigma < 4 * max(open_.shape):
        near = cv2.GaussianBlur(weight, (0, 0), sigma)
        colours = cv2.GaussianBlur(result, (0, 0), sigma) / np.maximum(near, 1e-6)[..., None]
        reached = left & (near > 0.08)
        made[reached] = colours[reached]
        left &= ~reached
        sigma *= 1.6
    made[left] = result[~open_].mean(axis=0)
    return made


def _put_together(made: FloatPicture, open_: AnyArray) -> FloatPicture:
    """One search: every open place takes the most alike known patch, and each pixel the mean of those over it."""
    patches = _patches(made)
    near = cv2.dilate(open_.astype(np.uint8), np.ones((PATCH, PATCH), np.uint8)) > 0
    targets, sources = np.flatnonzero(near), np.flatnonzero(~near & _inside(open_.shape))
    if len(sources) < 30:
        return made
    sources = sources[:: max(1, len(sources) // MOST_SOURCES)]
    best = sources[_nearest(patches[targets], patches[sources])]
    field = np.arange(open_.size)
    field[targets] = best
    return np.where(open_[..., None], _voted(made, field, near), made).astype(np.float32)


def _patches(made: FloatPicture) -> AnyArray:
    """(H * W, AXES) float32: the patch around each pixel on its main axes."""
    half = PATCH // 2
    wide: AnyArray = np.pad(made, ((half, half), (half, half), (0, 0)), mode="reflect")
    height, width = made.shape[:2]
    shifts = [(down, across) for down in range(PATCH) for across in range(PATCH)]
    views = [wide[down : down + height, across : across + width] for down, across in shifts]
    flat = np.concatenate(views, axis=2).reshape(height * width, -1)
    flat = flat - flat.mean(axis=0)
    thin = flat[:: max(1, len(flat) // 4000)]
    _, axes = np.linalg.eigh(thin.T @ thin)
    return np.ascontiguousarray(flat @ axes[:, -AXES:])


def _inside(shape: tuple[int, ...]) -> AnyArray:
    half = PATCH // 2
    inner = np.zeros(shape, bool)
    inner[half:-half, half:-half] = True
    return inner


def _nearest(targets: AnyArray, sources: AnyArray) -> AnyArray:
    lengths = (sources**2).sum(axis=1) / 2
    blocks = np.array_split(targets, max(1, len(targets) // 1024))
    return np.concatenate([np.argmax(block @ sources.T - lengths, axis=1) for block in blocks])


def _voted(made: FloatPicture, field: AnyArray, near: AnyArray) -> FloatPicture:
    height, width = near.shape
    rows, columns = (part.reshape(near.shape) for part in np.divmod(field, width))
    total = np.zeros_like(made)
    half = PATCH // 2
    grid_rows, grid_columns = np.mgrid[0:height, 0:width]
    for down in range(-half, half + 1):
        for across in range(-half, half + 1):
            y, x = np.clip(grid_rows - down, 0, height - 1), np.clip(grid_columns - across, 0, width - 1)
            total += made[np.clip(rows[y, x] + down, 0, height - 1), np.clip(columns[y, x] + across, 0, width - 1)]
    return total / PATCH**2


def _joined(picture: Picture, hole: AnyArray, soft: FloatPicture) -> Picture:
    """`soft` in the hole, with the grain of the rest, fading in from the rim."""
    reach = max(2.0, FEATHER * max(hole.shape))
    deep = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3)
    share: Mask = np.clip(deep / reach, 0, 1).astype(np.float32)
    base = picture.astype(np.float32)
    grain = np.random.default_rng(7).normal(0, _noise(base, hole), (*hole.shape, 1)).astype(np.float32)
    rim = cv2.inpaint(picture, hole.astype(np.uint8) * (deep <= reach + 2).astype(np.uint8), 3, cv2.INPAINT_TELEA)
    inner = soft + grain
    mixed = inner * share[..., None] + rim * (1 - share[..., None])
    return np.where(hole[..., None], np.clip(mixed + 0.5, 0, 255), picture).astype(np.uint8)


def _noise(base: FloatPicture, hole: AnyArray) -> float:
    """Grain of the known part in screen values: the median of what a small blur takes away."""
    grey = base.mean(axis=2)
    off = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 1.2))[~hole]
    return float(np.clip(1.48 * np.median(off), 0.3, 4.0)) if len(off) else 0.3
