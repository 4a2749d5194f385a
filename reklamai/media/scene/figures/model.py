"""A drawn person and where its parts are."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.types import Rgba

Box = tuple[float, float, float, float]
"""x, y, width, height in shares of the figure's own pixels."""


@dataclass(frozen=True, slots=True)
class Figure:
    """pixels: straight RGBA, cut to what is drawn; every place is a share of them (0..1 from left and top).

    feet: where the soles stand, above 1 if the crop ends over them. hand: middle of a thing that is held, or where one
    would be; None if no hand is fit for it. sitting: the figure brings a stool.
    """

    pixels: Rgba
    face: Box
    eye_line: float
    feet: float
    hand: tuple[float, float] | None
    sitting: bool
