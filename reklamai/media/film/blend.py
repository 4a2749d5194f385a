"""Two clips seen at once: each frame of a join is made of the two frames that its moment has in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from reklamai.media.film.colours import picture_of
from reklamai.media.film.model import JoinStyle
from reklamai.media.i420 import encoded, planes
from reklamai.media.inbetween.flow import FlowPair
from reklamai.media.inbetween.model import Mode, Style
from reklamai.media.inbetween.morph import Morph, morph_of
from reklamai.media.inbetween.route import route_of
from reklamai.media.inbetween.styles import dissolve, moves_of, wipe_order
from reklamai.media.types import AnyArray, Picture, Plane

SOFT: Final = 0.02
"""Share of the frame that the edge of a straight wipe is wide."""
SOFT_LUMA: Final = 0.18
SMALLEST: Final = 16
"""Pixels: motion is not looked for in smaller frames."""
GENERATED: Final[dict[str, Style]] = {"flow": "flow", "face": "face", "whip": "whip", "zoom": "zoom", "auto": "auto"}


class Blend:
    """One join, drawn frame after frame."""

    def __init__(self, style: JoinStyle, *, frames: int, mode: Mode, seed: int) -> None:
        """frames: how many the join has. seed: the direction of a whip and of a luma wipe."""
        self._style, self._frames, self._mode, self._seed = style, frames, mode, seed
        self._order: Plane | None = None
        self._way: Style | None = None
        self._morph: Morph | None = None

    def draw(self, place: int, early: AnyArray, late: AnyArray, into: AnyArray) -> None:
        """Draw frame `place` of the join, from 0 and one after another: (H * 3 / 2, W) uint8 I420, BT.709, all three.

        early, late: the frames that the ending and the beginning clip have at that moment.
        """
        t = (place + 1) / (self._frames + 1)
        if self._style == "crossfade":
            cv2.addWeighted(early, 1 - t, late, t, 0, dst=into)
        elif self._style in GENERATED:
            encoded(self._between(picture_of(early), picture_of(late), t), into)
        else:
            soft = SOFT_LUMA if self._style == "luma_wipe" else SOFT
            _wiped(early, late, into, order=self._ordered(early), t=t, soft=soft)

    def _between(self, early: Picture, late: Picture, t: float) -> Picture:
        if self._way is None:
            # once for all: a way chosen anew for every frame could change in the middle
            self._way = self._chosen(early, late)
        if self._way == "flow":
            return FlowPair(early, late, mode=self._mode).at(t)
        if self._way == "face":
            # a face that is lost for a frame keeps the place where it was seen last
            self._morph = morph_of(early, late) or self._morph
            return self._morph.at(early, late, t) if self._morph else dissolve(early, late, t)
        return moves_of(self._way, early, late, seed=self._seed)(t)

    def _chosen(self, early: Picture, late: Picture) -> Style:
        if min(early.shape[:2]) < SMALLEST:
            return "dissolve"
        way = route_of(early, late, style=GENERATED[self._style]).style
        # a large move of the camera that the flow takes for a cut would jump in the middle
        if self._style == "auto" and way == "flow" and FlowPair(early, late, mode="fast").is_cut:
            return "whip"
        return way

    def _ordered(self, early: AnyArray) -> Plane:
        """When each pixel changes, 0..1; made once, as the light of every frame would make it flicker."""
        if self._order is None:
            height, width = planes(early)[0].shape
            if self._style == "luma_wipe":
                self._order = wipe_order(picture_of(early), seed=self._seed)
            else:
                self._order = _ramp(WAYS[self._style], width, height)
        return self._order


def _ramp(way: Callable[[AnyArray, AnyArray], AnyArray], width: int, height: int) -> Plane:
    x = (np.arange(width, dtype=np.float32) + 0.5) / width
    y = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height
    return np.asarray(np.broadcast_to(way(x, y), (height, width)), np.float32)


WAYS: Final[dict[str, Callable[[AnyArray, AnyArray], AnyArray]]] = {
    "wipe_left": lambda x, y: 1 - x,  # noqa: ARG005  # the edge moves to the left
    "wipe_right": lambda x, y: x,  # noqa: ARG005
    "wipe_up": lambda x, y: 1 - y,  # noqa: ARG005
    "wipe_down": lambda x, y: y,  # noqa: ARG005
}
"""When a pixel at (x, y), 0..1, changes."""


def _wiped(early: AnyArray, late: AnyArray, into: AnyArray, *, order: Plane, t: float, soft: float) -> None:
    share = np.clip((t * (1 + soft) - order) / soft, 0, 1)
    for one, other, made in zip(planes(early), planes(late), planes(into), strict=True):
        part = share if made.shape == share.shape else cv2.resize(share, made.shape[::-1], interpolation=cv2.INTER_AREA)
        made[:] = cv2.blendLinear(one, other, 1 - part, part)
