"""A picture masked to its format on a card, and the sign of a movement in the card's corner."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from reklamai.media.cinema.cards import BEFORE, CORAL, INK, SIZE
from reklamai.media.cinema.model import Moving
from reklamai.media.types import AnyArray, FloatPicture, Picture

SIGN_PX, EDGE_PX = 26, 5
LINE_PX, RIM_PX = 2.2, 2.0
HEAD, SMALL_HEAD = 0.26, 0.19
"""Of an arrow that stands alone and of one of four, against the sign's side."""
Stroke = tuple[tuple[float, float], ...]
"""Points of a line across the sign's square, 0..1 right and down; it ends in an arrow's head."""


def _turn(start: float, end: float, *, high: float) -> Stroke:
    """A part of an ellipse, in degrees clockwise from the right."""
    angles = np.radians(np.linspace(start, end, 24))
    return tuple((0.5 + 0.42 * math.cos(angle), 0.5 + high * math.sin(angle)) for angle in angles)


_CORNERS: Sequence[tuple[float, float]] = ((0, 0), (1, 0), (0, 1), (1, 1))
_INWARDS: tuple[Stroke, ...] = tuple(
    ((0.08 + 0.84 * x, 0.08 + 0.84 * y), (0.4 + 0.2 * x, 0.4 + 0.2 * y)) for x, y in _CORNERS
)
_WAVE: Stroke = tuple((0.08 + 0.84 * at / 24, 0.5 - 0.24 * math.sin(at / 24 * 4 * math.pi)) for at in range(25))
SIGNS: Mapping[str, tuple[Stroke, ...]] = {
    "still": (),
    "in": _INWARDS,
    "out": tuple((end, start) for start, end in _INWARDS),
    "left": (((0.95, 0.5), (0.05, 0.5)),),
    "right": (((0.05, 0.5), (0.95, 0.5)),),
    "up": (((0.5, 0.95), (0.5, 0.05)),),
    "down": (((0.5, 0.05), (0.5, 0.95)),),
    "around_left": (_turn(-20, 200, high=0.26),),
    "around_right": (_turn(200, -20, high=0.26),),
    "roll": (_turn(-220, 50, high=0.42),),
    "shake": (_WAVE,),
    "stretch": (
        ((0.42, 0.5), (0.02, 0.5)), ((0.58, 0.5), (0.98, 0.5)), ((0.5, 0.02), (0.5, 0.4)), ((0.5, 0.98), (0.5, 0.6)),
    ),
}  # fmt: skip
SIGN_OF: Mapping[str, str] = {
    "static": "still", "dolly_in": "in", "push_in_fast": "in", "zoom_in": "in", "crash_zoom": "in", "spiral_in": "roll",
    "dolly_out": "out", "zoom_out": "out", "snap_zoom_out": "out", "pull_back_reveal": "out", "dolly_zoom": "stretch",
    "truck_left": "left", "pan_left": "left", "whip_left": "left", "truck_right": "right", "pan_right": "right",
    "whip_right": "right", "tilt_up": "up", "pedestal_up": "up", "boom_up": "up", "tilt_down": "down",
    "pedestal_down": "down", "boom_down": "down", "arc_left": "around_left", "orbit_left": "around_left",
    "arc_right": "around_right", "orbit_right": "around_right", "roll": "roll", "dutch_tilt": "roll",
    "handheld": "shake", "shake": "shake", "drift": "shake",
}  # fmt: skip
"""Of each move of the engine."""


def mounted(picture: Picture) -> Picture:
    """A picture of any format whole in the middle of a dark card: its shape is what is seen of the format."""
    high, wide = picture.shape[:2]
    scale = min(SIZE[0] / wide, SIZE[1] / high)
    size = round(wide * scale), round(high * scale)
    left, top = (SIZE[0] - size[0]) // 2, (SIZE[1] - size[1]) // 2
    card = np.full((SIZE[1], SIZE[0], 3), INK, np.uint8)
    card[top : top + size[1], left : left + size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return card


def signed(card: Picture, moves: Sequence[Moving]) -> Picture:
    """The card with the sign of the strongest of its moves in the lower right corner; of no move, the card alone.

    Raises KeyError for a move that the engine has not.
    """
    if not moves:
        return card
    strokes = SIGNS[SIGN_OF[max(moves, key=lambda each: each.strength).move]]
    headed = strokes is not SIGNS["shake"]
    out = card.astype(np.float32)
    bottom, right = SIZE[1] - EDGE_PX, SIZE[0] - EDGE_PX
    corner = out[bottom - SIGN_PX : bottom, right - SIGN_PX : right]
    for colour, thick in ((INK, LINE_PX + 2 * RIM_PX), (CORAL, LINE_PX)):
        cover = _drawn(strokes, thick, headed=headed)[..., None]
        corner += (np.array(colour, np.float32) - corner) * cover
    return np.round(out).astype(np.uint8)


def _drawn(strokes: Sequence[Stroke], thick_px: float, *, headed: bool) -> FloatPicture:
    """How much of each pixel of a sign is covered, 0..1."""
    side = SIGN_PX * BEFORE
    canvas: AnyArray = np.zeros((side, side), np.uint8)
    thickness = round(thick_px * BEFORE)
    for stroke in strokes:
        for line in (stroke, *(_head(stroke, HEAD if len(strokes) == 1 else SMALL_HEAD) if headed else ())):
            # a margin for the rim, so that it is not cut at the sign's edge
            points = ((np.array(line) * 0.76 + 0.12) * side).round().astype(np.int32)
            cv2.polylines(canvas, [points[:, None]], False, (255,), thickness, cv2.LINE_AA)
    return cv2.resize(canvas, (SIGN_PX, SIGN_PX), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def _head(stroke: Stroke, size: float) -> tuple[Stroke, ...]:
    """Both sides of the arrow's head."""
    (x0, y0), (x1, y1) = stroke[-2:]
    way = math.atan2(y1 - y0, x1 - x0)
    backs = (way + math.pi + side * math.radians(40) for side in (-1, 1))
    return tuple(((x1 + size * math.cos(back), y1 + size * math.sin(back)), (x1, y1)) for back in backs)
