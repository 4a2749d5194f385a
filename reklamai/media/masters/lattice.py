"""Whether values lie on the steps of fewer bits."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.types import AnyArray


@dataclass(frozen=True, slots=True)
class Found:
    """bits: of the coarsest steps that the values lie on; resampled: 8 bits, interpolated."""

    bits: int
    resampled: bool = False


def judged(channels: list[AnyArray]) -> Found:
    """Of the channels red, green and blue of one picture, (H, W) uint16 each."""
    return Found(16 if channels else 8)
