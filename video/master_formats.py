"""The masters' formats as orders know them, and about how large a file becomes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """bits: of each channel in the container; kinds: what can become one."""

    bits: int
    kinds: tuple[str, ...]


FORMATS = {
    "h264": Format(8, ("clip",)),
    "hevc10": Format(10, ("clip",)),
    "prores_hq": Format(10, ("clip",)),
    "png16": Format(16, ("picture",)),
    "tiff16": Format(16, ("picture",)),
    "png16_sequence": Format(16, ("clip",)),
    "tiff16_sequence": Format(16, ("clip",)),
}
BYTES_A_PIXEL = {"h264": 0.05, "hevc10": 0.05, "prores_hq": 0.6}


def bytes_of(key: str, size: tuple[int, int], fps: float, seconds: float) -> int:
    """Bytes of a master, about."""
    return round(size[0] * size[1] * BYTES_A_PIXEL.get(key, 4.2) * max(1.0, fps * seconds))
