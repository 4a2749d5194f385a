"""What ground is made of: lightness by place on the ground, in metres, for any point of view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reklamai.media.scene.textures import sample
from reklamai.media.types import AnyArray, Plane

Material = Callable[["Patch"], Plane]
"""Lightness added to the ground's colour, about -1..1, in the patch's rows and columns."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Ground seen by each pixel: x and z in metres, `grain` metres that a pixel covers, and a noise tile."""

    x: Plane
    z: Plane
    grain: Plane
    tile: Plane
    fine: Plane
    """Noise of small specks: what is finer than a hand is read from it, or its repeats would show as a pattern."""

    def cloud(self, metres: float, *, stretch: float = 1.0) -> Plane:
        """Noise -0.5..0.5 with features of that size, fading where a pixel covers more than they do."""
        tile, wide = (self.tile, metres * 5) if metres > 0.2 else (self.fine, metres * 90)
        raw = sample(tile, self.x / np.float32(wide) + 0.37, self.z / np.float32(wide * stretch)) - np.float32(0.5)
        return np.asarray(raw * np.clip(metres / (self.grain * 5), 0, 1), np.float32)

    def seams(self, along: Plane, period: float, wide: float) -> Plane:
        """0..1, lines every `period` metres along a coordinate, as wide as `wide` metres, faded where too fine."""
        off = np.abs(np.mod(along / np.float32(period), 1) - np.float32(0.5)) * np.float32(period)
        edge = np.maximum(wide / 2, self.grain * np.float32(0.6))
        lines = np.clip((off - period / 2 + edge) / edge + 0.3, 0, 1)
        return np.asarray(lines * np.clip(wide / self.grain, 0, 1) ** 0.7, np.float32)

    def cells(self, along: Plane, across: Plane) -> Plane:
        """A steady number -0.5..0.5 for each whole cell of two coordinates."""
        mixed = np.sin(np.floor(along) * np.float32(12.9898) + np.floor(across) * np.float32(78.233)) * np.float32(
            437.58
        )
        return np.asarray(mixed - np.floor(mixed) - np.float32(0.5), np.float32)


def _plane(value: AnyArray) -> Plane:
    return np.asarray(value, np.float32)


def asphalt(p: Patch) -> Plane:
    return _plane(p.cloud(3.0) * 0.16 + p.cloud(0.02) * 0.18 + p.cloud(0.35) * 0.16 + p.cloud(14.0, stretch=4) * 0.12)


def paving(p: Patch) -> Plane:
    """Slabs in a broken bond."""
    row = np.floor(p.z / 0.6)
    shifted = p.x + np.mod(row, 2) * np.float32(0.45)
    tone = p.cells(shifted / np.float32(0.9), row) * np.clip(0.5 / p.grain, 0, 1) * 0.13
    return _plane(
        tone
        - 0.3 * np.maximum(p.seams(p.z + 0.3, 0.6, 0.016), p.seams(shifted + 0.45, 0.9, 0.016))
        + p.cloud(1.6) * 0.12
    )


def planks(p: Patch) -> Plane:
    """Boards that run away from the camera."""
    lane = np.floor(p.x / 0.19)
    end = p.z + np.mod(lane * np.float32(0.73), 1) * np.float32(1.9)
    tone = p.cells(lane, end / np.float32(1.9)) * 0.22
    streak = sample(p.tile, p.x / np.float32(0.35), p.z / np.float32(4.5)) - np.float32(0.5)
    seams = np.maximum(p.seams(p.x + 0.095, 0.19, 0.009), p.seams(end + 0.95, 1.9, 0.009) * 0.8)
    return _plane(tone + streak * 0.2 * np.clip(0.06 / p.grain, 0, 1) - 0.32 * seams)


def tiles(p: Patch) -> Plane:
    seams = np.maximum(p.seams(p.x, 0.5, 0.014), p.seams(p.z, 0.5, 0.014))
    return _plane(
        p.cells((p.x + 0.25) / np.float32(0.5), (p.z + 0.25) / np.float32(0.5)) * 0.06
        - 0.2 * seams
        + p.cloud(1.2) * 0.06
    )


def checker(p: Patch) -> Plane:
    """Two tones of tile, set on the diagonal."""
    a, b = (p.x + p.z) / np.float32(0.62), (p.x - p.z) / np.float32(0.62)
    odd = np.mod(np.floor(a) + np.floor(b), 2) - np.float32(0.5)
    return _plane(odd * 0.42 * np.clip(0.35 / p.grain, 0, 1) + p.cloud(1.5) * 0.08)


def sand(p: Patch) -> Plane:
    bend = p.cloud(2.6) * np.float32(2.4)
    ripples = np.sin(p.z * np.float32(9) + bend * np.float32(6) + p.x * np.float32(1.2)) * np.clip(0.09 / p.grain, 0, 1)
    return _plane(ripples * 0.055 + p.cloud(4.0) * 0.24 + p.cloud(0.1) * 0.12 + p.cloud(0.012) * 0.16)


def grass(p: Patch) -> Plane:
    return _plane(
        p.cloud(6.0, stretch=2.0) * 0.42
        + p.cloud(0.9, stretch=1.6) * 0.26
        + p.cloud(0.12, stretch=2.2) * 0.36
        + p.cloud(0.025) * 0.4
    )


def earth(p: Patch) -> Plane:
    return _plane(p.cloud(2.2) * 0.3 + p.cloud(0.3) * 0.22 + p.cloud(9.0, stretch=2) * 0.2 + p.cloud(0.03) * 0.26)


def snow(p: Patch) -> Plane:
    return _plane(p.cloud(5.0, stretch=1.8) * 0.2 + p.cloud(0.7) * 0.06)


def concrete(p: Patch) -> Plane:
    return _plane(
        p.cloud(2.5) * 0.16
        + p.cloud(0.3) * 0.09
        - 0.2 * np.maximum(p.seams(p.x + 1.1, 3.0, 0.014), p.seams(p.z, 3.0, 0.014))
    )


def marble(p: Patch) -> Plane:
    """Thin dark veins along the folds of noise."""
    fold = np.abs(p.cloud(0.55) + p.cloud(0.2) * 0.3)
    return _plane(p.cloud(0.5) * 0.12 - 0.34 * np.clip(1 - fold / 0.03, 0, 1) * np.clip(p.cloud(0.9) * 1.6 + 0.5, 0, 1))


def plain(p: Patch) -> Plane:
    return _plane(p.cloud(2.5) * 0.05)


def water(p: Patch) -> Plane:
    """Ripples wider than they are deep."""
    return _plane(
        sample(p.tile, p.x / np.float32(3.2), p.z / np.float32(1.5)) * 0.3 + p.cloud(0.8, stretch=0.35) * 0.55 - 0.15
    )


def grain_of_table(p: Patch) -> Plane:
    """One wide board, its grain along the table's length."""
    bend = p.cloud(1.2) * np.float32(0.12)
    fine = sample(p.tile, p.x / np.float32(1.6), (p.z + bend) / np.float32(0.09)) - np.float32(0.5)
    return _plane(
        fine * 0.2 * np.clip(0.02 / p.grain, 0.25, 1)
        + p.cloud(0.7, stretch=0.3) * 0.2
        - 0.3 * p.seams(p.z, 0.42, 0.006)
    )
