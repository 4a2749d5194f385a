"""How large a master becomes, told before it is ordered."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from reklamai.media.masters.formats import FORMATS

BITS_PER_PIXEL: Final = MappingProxyType({
    "h264": 0.9, "hevc10": 0.9, "prores_hq": 3.5, "png16": 38.0, "tiff16": 38.0, "png16_sequence": 38.0,
    "tiff16_sequence": 38.0,
})  # fmt: skip
"""Of graded footage with grain, each frame."""
SOUND: Final = MappingProxyType({"h264": 24_000, "hevc10": 24_000, "prores_hq": 288_000})
"""Bytes a second."""


def bytes_of(format_: str, size: tuple[int, int], fps: float, seconds: float) -> int:
    """About how many bytes a master has, within 30 % on graded footage with grain; clean drawings need far less.

    size: pixels; fps, seconds: of a clip, no matter for a picture. Raises ValueError for another format.
    """
    kind = FORMATS.get(format_)
    if kind is None:
        raise ValueError(f"no master {format_!r}")
    picture = size[0] * size[1] * BITS_PER_PIXEL[format_] / 8
    if "clip" not in kind.kinds:
        return round(picture)
    return round(picture * fps * seconds + SOUND.get(format_, 288_000) * seconds)
