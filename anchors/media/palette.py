"""The colours that a picture, or a part of it, is made of."""

from __future__ import annotations

from typing import Final

import numpy as np

from anchors.media.features import Colour
from anchors.media.names import colour_name, difference
from reklamai.media.colour import check_picture, from_lab, to_lab
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

SAMPLES: Final = 40_000
"""Pixels that are looked at; more do not move a share by half a per cent."""
FEW: Final = 4_000
"""Under so many samples inside a mask, the mask is searched pixel by pixel."""
STEP: Final = 4.0
"""Side of a cell, Lab units: pixels of one cell count as one colour."""
CENTRES: Final = 14
ROUNDS: Final = 8
SAME: Final = 11.0
"""CIEDE2000, lightness halved, under which two groups are one colour in more or less light."""
SHADE: Final = 2.0
SMALLEST: Final = 0.01
"""Share under which a colour is an edge or noise."""


def palette(picture: Picture, *, mask: Mask | None = None, most: int = 6) -> tuple[Colour, ...]:
    """The main colours, largest share first; shares are of the whole (masked) area and add up to 1 at most.

    picture: (H, W, 3) uint8, RGB order. mask: (H, W), weights 0..1; None is the whole picture.
    most: 1 or more. Returns: empty if nothing is inside the mask. The same picture always gives the same answer.
    Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    if mask is not None and mask.shape != picture.shape[:2]:
        raise ValueError(f"a mask of {mask.shape} for a picture of {picture.shape[:2]}")
    if most < 1:
        raise ValueError(f"most is {most}")
    pixels, weights = _samples(picture, mask)
    if not len(pixels):
        return ()
    lab = to_lab(pixels[None])[0]
    groups = _merged(lab, weights, _grouped(lab, weights))
    return _colours(lab, weights, groups)[:most]


def _samples(picture: Picture, mask: Mask | None) -> tuple[Picture, FloatPicture]:
    """(N, 3) pixels and their weights: single pixels, because averages of thin stripes are colours nobody sees."""
    rows, columns = _places(picture.shape[0], picture.shape[1], SAMPLES if mask is None else 4 * SAMPLES)
    if mask is None:
        return picture[rows, columns], np.ones(len(rows), dtype=np.float32)
    inside = mask[rows, columns] > 0.05
    if inside.sum() < FEW:
        rows, columns = np.nonzero(mask > 0.05)
        inside = np.ones(len(rows), dtype=bool)
    rows, columns = rows[inside], columns[inside]
    thin = slice(None, None, -(-len(rows) // SAMPLES) or 1)
    rows, columns = rows[thin], columns[thin]
    return picture[rows, columns], mask[rows, columns].astype(np.float32)


def _places(height: int, width: int, count: int) -> tuple[AnyArray, AnyArray]:
    """About `count` places, one anywhere in each square of a grid: a plain grid beats against woven patterns."""
    if height * width <= count:
        rows, columns = np.indices((height, width))
        return rows.ravel(), columns.ravel()
    side = (height * width / count) ** 0.5
    down, across = max(1, int(height / side)), max(1, int(width / side))
    dice = np.random.default_rng(5)
    y = (np.arange(down)[:, None] + dice.random((down, across))) * (height / down)
    x = (np.arange(across)[None] + dice.random((down, across))) * (width / across)
    return np.minimum(y.astype(np.intp), height - 1).ravel(), np.minimum(x.astype(np.intp), width - 1).ravel()


def _grouped(lab: FloatPicture, weights: FloatPicture) -> AnyArray:
    """Which of `CENTRES` groups each sample belongs to: weighted k-means over the filled cells of a Lab grid."""
    level = np.floor(lab / STEP).astype(np.int64) + 64
    cells, member = np.unique((level[:, 0] * 128 + level[:, 1]) * 128 + level[:, 2], return_inverse=True)
    mass = np.bincount(member, weights, len(cells))
    sums = [np.bincount(member, weights * lab[:, axis], len(cells)) for axis in range(3)]
    points = np.stack(sums, axis=1) / np.maximum(mass, 1e-9)[:, None]
    centres = _seeds(points, mass)
    for _ in range(ROUNDS):
        nearest = _nearest(points, centres)
        for index in range(len(centres)):
            own = nearest == index
            if mass[own].sum() > 0:
                centres[index] = np.average(points[own], axis=0, weights=mass[own])
    return np.asarray(_nearest(points, centres)[member])


def _seeds(points: AnyArray, mass: AnyArray) -> AnyArray:
    """The heaviest cell, then again and again the cell that is heavy and far from all chosen ones."""
    chosen = [int(np.argmax(mass))]
    far = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < min(CENTRES, len(points)):
        chosen.append(int(np.argmax(mass * far)))
        far = np.minimum(far, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen].copy()


def _nearest(points: AnyArray, centres: AnyArray) -> AnyArray:
    cross = points @ centres.T
    return np.asarray(np.argmin((centres**2).sum(axis=1) - 2 * cross, axis=1))


def _merged(lab: FloatPicture, weights: FloatPicture, groups: AnyArray) -> AnyArray:
    """Groups joined, nearest pair first, while they are one colour in different light."""
    names, groups = np.unique(groups, return_inverse=True)
    mass = np.bincount(groups, weights)
    sums = np.stack([np.bincount(groups, weights * lab[:, axis]) for axis in range(3)], axis=1)
    into, left = np.arange(len(names)), list(range(len(names)))
    while len(left) > 1:
        middles = (sums[left] / mass[left, None]).astype(np.float32)
        apart = difference(middles[:, None], middles[None], shade=SHADE)
        apart[np.tril_indices(len(left))] = np.inf
        row, column = np.unravel_index(int(np.argmin(apart)), apart.shape)
        if apart[row, column] >= SAME:
            break
        one, other = left[int(row)], left.pop(int(column))
        into[into == other] = one
        mass[one], sums[one] = mass[one] + mass[other], sums[one] + sums[other]
    return np.asarray(into[groups])


def _colours(lab: FloatPicture, weights: FloatPicture, groups: AnyArray) -> tuple[Colour, ...]:
    found, whole = [], float(weights.sum())
    for name in np.unique(groups):
        own = groups == name
        share = float(weights[own].sum()) / whole
        if share >= SMALLEST:
            found.append((share, _middle(lab[own], weights[own])))
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(Colour(hex_of(middle), middle, round(share, 4), colour_name(middle)) for share, middle in found)


def _middle(lab: FloatPicture, weights: FloatPicture) -> tuple[float, float, float]:
    """Weighted median of each axis: mixed pixels of the edges do not pull it."""
    found = []
    for axis in range(3):
        order = np.argsort(lab[:, axis], kind="stable")
        reached = np.cumsum(weights[order])
        found.append(float(lab[order[np.searchsorted(reached, reached[-1] / 2)], axis]))
    return round(found[0], 2), round(found[1], 2), round(found[2], 2)


def hex_of(lab: tuple[float, float, float]) -> str:
    """ "#rrggbb" of a CIE Lab colour, clipped to what a screen shows."""
    red, green, blue = from_lab(np.array([[lab]], dtype=np.float32))[0, 0]
    return f"#{red:02x}{green:02x}{blue:02x}"
