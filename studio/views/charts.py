"""Bars of spending, as numbers that an SVG needs no style attribute for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from studio.selectors.usage import Bucket

WIDTH, HEIGHT, BASE, TOP = 886, 178, 150, 24
"""Pixels of the drawing: bars stand on BASE and reach up to TOP; words stand below."""
GAP = 2
MOST_LABELS = 12
STEPS = (1, 2, 4, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    start: date
    charged: int
    returned: int
    x: float
    width: float
    y: float
    height: float
    back_y: float
    back_height: float
    labelled: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the scale."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    most: Bucket | None
    """The slot with the highest charge; none where nothing was charged."""


def chart(found: Sequence[Bucket], slots: Sequence[date]) -> Chart:
    """One bar a slot, in the order of `slots`; a slot that `found` leaves out is empty."""
    known = {bucket.start: bucket for bucket in found}
    filled = [known.get(slot) or Bucket(start=slot, charged=0, returned=0, works=0, returns=0) for slot in slots]
    top = scale_top(max((bucket.charged + bucket.returned for bucket in filled), default=0))
    pitch = WIDTH / max(len(filled), 1)
    every = -(-len(filled) // MOST_LABELS) or 1
    bars = tuple(bar(bucket, n, pitch=pitch, top=top, labelled=n % every == 0) for n, bucket in enumerate(filled))
    lines = tuple(Line(value=value, y=BASE - tall(value, top)) for value in (0, top // 2, top))
    most = max(filled, key=lambda bucket: bucket.charged, default=None)
    return Chart(bars=bars, lines=lines, most=most if most and most.charged else None)


def bar(bucket: Bucket, place: int, *, pitch: float, top: int, labelled: bool) -> Bar:
    width = min(24.0, pitch * 0.6)
    height = max(1.0, tall(bucket.charged, top))
    back = tall(bucket.returned, top)
    return Bar(
        start=bucket.start,
        charged=bucket.charged,
        returned=bucket.returned,
        x=round(place * pitch + (pitch - width) / 2, 1),
        width=round(width, 1),
        y=round(BASE - height, 1),
        height=round(height, 1),
        back_y=round(BASE - height - GAP - back, 1),
        back_height=round(back, 1),
        labelled=labelled,
    )


def tall(value: int, top: int) -> float:
    return round((BASE - TOP) * value / top, 1)


def scale_top(highest: int) -> int:
    """The next round even number not below `highest`, at least 2, so that its half is whole."""
    power = 2
    while True:
        for step in STEPS:
            if step * power >= highest:
                return step * power
        power *= 10
