"""Lines over the picture, in pixels of the picture: the view box of their SVG is its size, so they fit at any width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anchors.media.features import Box, Colour, Features, LightFound
from anchors.shown.arrow import Arrow, Point, arrow, path
from anchors.shown.mesh import CHAINS
from reklamai.media.mattes.model import Missing

STRIP = 0.05
"""Height of the strip of colours, in shares of the picture's height."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box; number: from 1, as faces are counted for the reader; place: from 0, as they are stored."""

    x: int
    y: int
    width: int
    height: int
    place: int = 0
    is_main: bool = False

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def letter(self) -> float:
        """Height of the number that stands in the box."""
        return max(self.width, self.height) * 0.18


@dataclass(frozen=True, slots=True)
class Swatch:
    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Overlays:
    """Everything that can be drawn over one picture; paths are values of `d`, "" where there is nothing."""

    width: int
    height: int
    points: str
    contours: str
    faces: tuple[Frame, ...]
    person: Frame | None
    clothing: str
    product: str
    light: Arrow | None
    palette: tuple[Swatch, ...]


def overlays(found: Features) -> Overlays:
    """What is drawn over the picture that `found` was read from."""
    width, height = found.size
    mesh = [] if isinstance(found.face, Missing) else pixels(found.face.mesh, found.size)
    return Overlays(
        width=width,
        height=height,
        points="".join(f"M{x:.1f} {y:.1f}h0" for x, y in mesh),
        contours="".join(path(chain_of(mesh, chain)) for chain in CHAINS if max(chain) < len(mesh)),
        faces=tuple(frame(each.box, place=i, is_main=i == found.main) for i, each in enumerate(found.faces)),
        person=None if isinstance(found.person, Missing) else frame(found.person.box),
        clothing="" if isinstance(found.clothing, Missing) else outline(found.clothing.outline, found.size),
        product="" if isinstance(found.product, Missing) else outline(found.product.outline, found.size),
        light=None if isinstance(found.light, Missing) else light_of(found.light, found),
        palette=strip(found.palette, found.size),
    )


def frame(box: Box, *, place: int = 0, is_main: bool = False) -> Frame:
    return Frame(*box, place=place, is_main=is_main)


def pixels(shares: Iterable[Point], size: tuple[int, int]) -> list[Point]:
    return [(x * size[0], y * size[1]) for x, y in shares]


def chain_of(mesh: Sequence[Point], chain: Sequence[int]) -> list[Point]:
    return [mesh[index] for index in chain]


def outline(shares: Iterable[Point], size: tuple[int, int]) -> str:
    return path(pixels(shares, size), closed=True)


def light_of(light: LightFound, found: Features) -> Arrow:
    """The arrow beside what the light falls on: the face, else the person, the product, the middle of the picture."""
    for part in (found.face, found.person, found.product):
        if not isinstance(part, Missing):
            x, y, width, height = part.box
            return arrow(light, (x + width / 2, y + height / 2), found.size, clear=max(width, height) / 2)
    return arrow(light, (found.size[0] / 2, found.size[1] / 2), found.size)


def strip(palette: Sequence[Colour], size: tuple[int, int]) -> tuple[Swatch, ...]:
    """The colours side by side along the lower edge, each as wide as its share of them all."""
    total = sum(each.share for each in palette) or 1.0
    height, x = STRIP * size[1], 0.0
    made = []
    for each in palette:
        width = size[0] * each.share / total
        made.append(Swatch(x, size[1] - height, width, height, each.hex))
        x += width
    return tuple(made)
