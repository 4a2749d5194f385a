"""Cloth of a known pattern, laid over folds, light and grain that the tests make themselves."""

from __future__ import annotations

import cv2
import numpy as np

SIDE = 420
NAVY, CREAM = (40, 60, 110), (225, 225, 220)


def shade(kind: str, *, seed: int = 3) -> np.ndarray:
    """(SIDE, SIDE) float32, linear light about 1: "soft" hollows, sharp irregular "folds", a regular "drape"."""
    dice = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    logs = (x / SIDE - 0.5) * 0.5
    if kind == "soft":
        for part in range(6):
            wide = SIDE / (8 + 4 * part)
            logs += cv2.GaussianBlur(dice.normal(0, 1, (SIDE, SIDE)).astype(np.float32), (0, 0), wide) * wide * 0.4
    elif kind == "folds":
        for _ in range(9):
            lean, middle, wide = dice.uniform(-0.5, 0.5), dice.uniform(0, SIDE), dice.uniform(6, 26)
            off = (x + lean * y - middle) / wide
            logs -= dice.uniform(0.15, 0.5) * np.exp(-(off**2) / 2) * (1 + np.tanh(off / 0.35)) / 1.2
    elif kind == "drape":
        turn = x / SIDE * 16 * np.pi + 0.8 * np.sin(y / SIDE * 2.1) + 1.3 * np.sin(x / SIDE * 5)
        logs += 0.35 * np.sin(turn) + 0.1 * np.sin(2 * turn)
    return np.exp(logs - logs.mean())


def woven(
    kind: str, *, period: float = 30, angle: float = 0, colours: tuple[tuple[int, ...], ...] = (NAVY, CREAM)
) -> np.ndarray:
    """(SIDE, SIDE, 3) float32 screen values of flat cloth that bends a little, as cloth on a body does."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    turn, bend = np.deg2rad(angle), 6 * np.sin(y / SIDE * 4 + x / SIDE * 3)
    u, v = x * np.cos(turn) + y * np.sin(turn) + bend, -x * np.sin(turn) + y * np.cos(turn) + bend * 0.6
    if kind == "patterned":
        return leaves(period, colours[0])
    share = {
        "plain": lambda: np.zeros_like(u),
        "striped": lambda: bands(u / period),
        "checked": lambda: (bands(u / period) + bands(v / period)) / 2,
        "dotted": lambda: dots(u, v, period),
    }[kind]()
    low, high = (np.array(colour, np.float32) for colour in colours)
    return low + (high - low) * share[..., None]


def bands(turns: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-6 * np.cos(2 * np.pi * turns)))


def dots(u: np.ndarray, v: np.ndarray, period: float) -> np.ndarray:
    row = np.floor(v / period)
    across = (u + (row % 2) * period / 2) % period - period / 2
    return 1 / (1 + np.exp((np.hypot(across, v % period - period / 2) - period * 0.24) * 1.2))


def leaves(period: float, ground: tuple[int, ...]) -> np.ndarray:
    dice = np.random.default_rng(0)
    made = np.full((SIDE, SIDE, 3), ground, np.float32)
    for _ in range(int(2.2 * (SIDE / period) ** 2)):
        at = int(dice.uniform(0, SIDE)), int(dice.uniform(0, SIDE))
        axes = int(period * dice.uniform(0.15, 0.6)), int(period * dice.uniform(0.1, 0.35))
        cv2.ellipse(made, at, axes, dice.uniform(0, 180), 0, 360, dice.uniform(20, 235, 3).tolist(), -1)
    return made


def worn(flat: np.ndarray, light: np.ndarray, *, grain: float = 2.5) -> np.ndarray:
    """(SIDE, SIDE, 3) uint8: the cloth in this light, as a camera sees it."""
    lit = np.clip((flat / 255) ** 2.2 * light[..., None], 0, 1) ** (1 / 2.2) * 255
    return np.clip(lit + np.random.default_rng(1).normal(0, grain, lit.shape), 0, 255).astype(np.uint8)


def body() -> np.ndarray:
    """(SIDE, SIDE) float32 mask of an oval that leaves the corners free."""
    mask = np.zeros((SIDE, SIDE), np.float32)
    cv2.ellipse(mask, (SIDE // 2, SIDE // 2), (int(SIDE * 0.42), int(SIDE * 0.48)), 0, 0, 360, 1, -1)
    return mask
