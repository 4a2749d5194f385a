"""How large a master becomes, told before it is ordered."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from reklamai.media.masters.formats import FORMATS

BITS_PER_PIXEL: Final = MappingProxyType({
    "h264": 1.2, "hevc10": 1.35, "png16": 40.0, "tiff16": 36.0, "png16_sequence": 40.0, "tiff16_sequence": 36.0,
})  # fmt: skip
"""Each frame of footage graded and with grain at half its range; with a quarter, H.264 and HEVC need 40 % of it."""
PRORES: Final = ((1620, 1566), (2700, 1216), (6075, 1070))
"""Blocks of 16 x 16 in a frame up to which ProRes 422 HQ has so many bits for each. Source: the encoder's own table."""
PRORES_LARGE: Final = 950
SOUND: Final = MappingProxyType({"h264": 24_000, "hevc10": 24_000, "prores_hq": 288_000})
"""Bytes a second."""


def bytes_of(format_: str, size: tuple[int, int], fps: float, seconds: float) -> int:
    """About how many bytes a master has, within 30 % on graded footage with grain; clean drawings need far less.

    size: pixels; fps, seconds: of a clip, no matter for a picture. Raises ValueError for another format.
    """
    kind = FORMATS.get(format_)
    if kind is None:
        raise ValueError(f"no master {format_!r}")
    picture = bits_of(format_, size) / 8
    if "clip" not in kind.kinds:
        return round(picture)
    return round(picture * fps * seconds + SOUND.get(format_, 288_000) * seconds)


def bits_of(format_: str, size: tuple[int, int]) -> float:
    """Of one frame."""
    if format_ != "prores_hq":
        return size[0] * size[1] * BITS_PER_PIXEL[format_]
    blocks = -(-size[0] // 16) * -(-size[1] // 16)
    return float(blocks * next((bits for most, bits in PRORES if blocks <= most), PRORES_LARGE))
