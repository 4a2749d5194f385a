"""Colour profiles by name, and as tables that any editor reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from reklamai.media.grading.looks import RECIPES
from reklamai.media.grading.recipe import developed
from reklamai.media.types import AnyArray, FloatPicture

Profile = Callable[[FloatPicture], FloatPicture]
PROFILES: dict[str, Profile] = {key: partial(developed, recipe) for key, recipe in RECIPES.items()}
"""Key -> (..., 3) float screen values in 0..1 to the same, float32, at full strength."""
SIDE = 33
"""Points along a side of a table, as editors have it."""


def shifted(key: str, colours: FloatPicture, *, strength: float = 1.0) -> FloatPicture:
    """Colours (..., 3), screen values 0..1, so far towards a profile as `strength` (0..1) says; exact, float32.

    Raises: KeyError for a profile that is not in `PROFILES`; ValueError for a strength outside 0..1.
    """
    profile = PROFILES[key]
    check_strength(strength)
    whole = np.clip(colours, 0, 1).astype(np.float32)
    return whole if strength == 0 else np.asarray(whole + (profile(whole) - whole) * np.float32(strength), np.float32)


def check_strength(strength: float) -> None:
    """Raises ValueError for a strength outside 0..1."""
    if not 0 <= strength <= 1:
        raise ValueError(f"strength is 0..1, got {strength}")


@lru_cache(maxsize=32)
def cube(key: str, strength: float = 1.0, side: int = SIDE) -> AnyArray:
    """(side, side, side, 3) float32 in 0..1, indexed by red, green, blue; not to be written to. Raises as `shifted`."""
    steps = np.linspace(0, 1, side, dtype=np.float32)
    table = shifted(key, np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1), strength=strength)
    table.setflags(write=False)
    return table


def write_cube(path: Path, key: str, *, strength: float = 1.0, side: int = SIDE) -> None:
    """Write a profile as a `.cube` file, as ffmpeg's lut3d and grading programs read it. Raises as `shifted`.

    Source: Adobe, Cube LUT Specification 1.0 (2013): red changes fastest.
    """
    rows = cube(key, strength, side).transpose(2, 1, 0, 3).reshape(-1, 3)
    lines = [f'TITLE "ReklamAI {key}"', f"LUT_3D_SIZE {side}", *(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
