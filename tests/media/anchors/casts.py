"""Colour casts from first principles: Planck's law and the eye's matching functions, nothing of our own tables."""

from __future__ import annotations

import numpy as np

SRGB = np.array(
    [[3.2404542, -1.5371385, -0.4985314], [-0.969266, 1.8760108, 0.041556], [0.0556434, -0.2040259, 1.0572252]]
)
"""XYZ to linear sRGB. Source: IEC 61966-2-1."""
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
"""XYZ to the cone answers of CIECAM02."""
WAVES = np.arange(380.0, 781.0, 2.0)
"""Nanometres."""


def planck(kelvin: float) -> np.ndarray:
    """Spectrum of a black body, any scale. Source: Planck (1901), CODATA constants."""
    metres = WAVES * 1e-9
    second = 6.62607015e-34 * 299792458.0 / 1.380649e-23
    return 1e-30 / metres**5 / np.expm1(second / (metres * kelvin))


def eye() -> np.ndarray:
    """CIE 1931 matching functions, (3, N). Source: Wyman, Sloan, Shirley, JCGT 2 (2013), multi-lobe fit."""

    def lobe(middle: float, below: float, above: float) -> np.ndarray:
        return np.exp(-0.5 * ((WAVES - middle) * np.where(middle > WAVES, below, above)) ** 2)

    x = 0.362 * lobe(442.0, 0.0624, 0.0374) + 1.056 * lobe(599.8, 0.0264, 0.0323) - 0.065 * lobe(501.1, 0.0490, 0.0382)
    y = 0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322)
    z = 1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)
    return np.stack([x, y, z])


def white(kelvin: float) -> np.ndarray:
    """XYZ of a black body, Y = 1."""
    xyz = eye() @ planck(kelvin)
    return xyz / xyz[1]


def cast(picture: np.ndarray, kelvin: float, *, cones: bool = False, before: float = 6504.0) -> np.ndarray:
    """The picture as if lit by a lamp of `kelvin` instead of `before`, kept from clipping by a lower exposure.

    cones: gains on the cones (a von Kries change of lamp) instead of on the screen's red, green and blue.
    """
    linear = to_linear(picture)
    if cones:
        gains = (CAT02 @ white(kelvin)) / (CAT02 @ white(before))
        change = SRGB @ np.linalg.inv(CAT02) @ np.diag(gains) @ CAT02 @ np.linalg.inv(SRGB)
    else:
        change = np.diag((SRGB @ white(kelvin)) / (SRGB @ white(before)))
    lit = linear @ change.T
    lit *= 0.9 / max(0.9, float(np.percentile(lit, 99.5)))
    return np.round(255 * to_screen(lit)).astype(np.uint8)


def to_linear(picture: np.ndarray) -> np.ndarray:
    screen = picture.astype(np.float64) / 255
    return np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)


def to_screen(linear: np.ndarray) -> np.ndarray:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
