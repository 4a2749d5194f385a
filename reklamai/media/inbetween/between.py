"""All that lies between two pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.inbetween.flow import FlowPair
from reklamai.media.inbetween.glide import Glide, scaled
from reklamai.media.inbetween.model import MODES, STYLES, Mode, Style, eased
from reklamai.media.inbetween.morph import Morph
from reklamai.media.inbetween.route import Route, route_of
from reklamai.media.inbetween.styles import moves_of
from reklamai.media.pictures import resized
from reklamai.media.types import Picture

LEAST_SIDE = 16


class Between:
    """Two pictures and every moment between them; what the pictures are is looked at once, when first asked for."""

    def __init__(
        self, first: Picture, last: Picture, *, style: Style = "auto", mode: Mode = "best", seed: int = 0
    ) -> None:
        """first, last: (H, W, 3) uint8, RGB order, of one size, at least 16 pixels each way.

        mode: how well motion is measured where it is. seed: the direction of styled moves.
        Raises: ValueError for other pictures, or another style or mode.
        """
        check_picture(first)
        check_picture(last)
        if first.shape != last.shape or min(first.shape[:2]) < LEAST_SIDE:
            raise ValueError(f"two pictures of one size, {LEAST_SIDE} px or more, not {first.shape} and {last.shape}")
        if style not in STYLES or mode not in MODES:
            raise ValueError(f"no such way: {style!r}, {mode!r}")
        self.first, self.last = first, last
        self.style, self.mode, self.seed = style, mode, seed

    @cached_property
    def route(self) -> Route:
        """Which way is taken, and why."""
        return route_of(self.first, self.last, style=self.style)

    def at(self, t: float) -> Picture:
        """The picture of the moment `t`; exactly the first at 0 and the last at 1, as copies.

        Raises: ValueError for a moment outside 0..1.
        """
        if not 0 <= t <= 1:
            raise ValueError(f"a moment is 0..1, not {t}")
        if t in (0, 1):
            return (self.first if t == 0 else self.last).copy()
        return self._moment(t)

    @cached_property
    def _moment(self) -> Callable[[float], Picture]:
        style, first, last = self.route.style, self.first, self.last
        if self.route.move is not None:
            glide = Glide(self.route.move, size=(first.shape[1], first.shape[0]))
            return lambda t: glide.at(first, last, t)
        if style == "flow":
            return FlowPair(first, last, mode=self.mode).at
        if style == "face":
            morph = Morph(*self.route.shapes, size=(first.shape[1], first.shape[0]))
            return lambda t: morph.at(first, last, t)
        return moves_of(style, first, last, seed=self.seed)


def frames(between: Between, count: int, easing: str = "linear") -> Iterator[Picture]:
    """So many pictures between the two, without these; easing: of `eased`.

    Raises: ValueError for a negative count or another easing.
    """
    if count < 0:
        raise ValueError(f"a count is 0 or more, not {count}")
    for place in range(1, count + 1):
        yield between.at(eased(place / (count + 1), easing))


def strip(between: Between, count: int, height: int, *, easing: str = "linear") -> Picture:
    """The first picture, `count` between and the last, side by side, each `height` pixels high.

    Made of small copies: it takes about as long at any size of the pictures. The route is theirs too, so it may differ
    where they are near a limit of it. Raises: as `frames`.
    """
    tall, wide = between.first.shape[:2]
    size = (max(LEAST_SIDE, round(wide * height / tall)), max(LEAST_SIDE, height))
    ways = small_route(between.route, size[0] / wide, size[1] / tall)
    small = Between(resized(between.first, size), resized(between.last, size), mode="fast", seed=between.seed)
    small.route = ways
    return np.hstack([small.first, *frames(small, count, easing), small.last])


def small_route(route: Route, across: float, down: float) -> Route:
    starts, ends = ([shape.scaled((across, down)) for shape in side] for side in route.shapes)
    move = None if route.move is None else scaled(route.move, (across, down))
    return replace(route, shapes=(starts, ends), move=move)
